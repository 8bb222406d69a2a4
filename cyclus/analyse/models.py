"""Gebiedsanalyse ("wijkanalyse"): figures, stories and what came in, per area per year (domain.md §5.1)."""

from django.db import models
from django.urls import reverse
from django.utils import timezone

from gebieden.scope import InGebied, InGebiedQuerySet
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import Overgang, Statustabel

TABEL = Statustabel(
    {"concept": "Concept", "ter_toetsing": "Ter toetsing", "vastgesteld": "Vastgesteld"},
    "concept",
    [
        Overgang("concept", "ter_toetsing", "behandelen", "Ter toetsing aanbieden"),
        Overgang("ter_toetsing", "concept", "behandelen", "Terug naar concept"),
        Overgang("ter_toetsing", "vastgesteld", "behandelen", "Vaststellen"),
    ],
)


class GebiedsanalyseQuerySet(InGebiedQuerySet):
    def vastgesteld(self):
        return self.filter(status="vastgesteld")

    def voor_lijst(self):
        return self.select_related("gebied")


class Gebiedsanalyse(InGebied):
    """``inhoud`` holds the frozen figures and words once the document was made; the PDF is a ``Document``."""

    tabel = TABEL

    jaar = models.PositiveSmallIntegerField()
    samenvatting = models.TextField(blank=True)
    kansen = models.TextField(blank=True)
    bedreigingen = models.TextField(blank=True)
    inhoud = models.JSONField(null=True, editable=False)
    bevroren_op = models.DateTimeField(null=True, editable=False)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = GebiedsanalyseQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "gebiedsanalyses"
        ordering = ["-jaar", "gebied__naam"]
        constraints = [models.UniqueConstraint(fields=["gebied", "jaar"], name="een_analyse_per_gebied_en_jaar")]

    def __str__(self):
        return f"{huidig().woorden['analyse'].capitalize()} {self.gebied} {self.jaar}"

    def get_absolute_url(self):
        return reverse("cyclus:analyse", args=[self.pk])


class VerhaalQuerySet(InGebiedQuerySet):
    def citeerbaar(self):
        return self.filter(is_citeerbaar=True, heeft_toestemming=True)


class Verhaal(models.Model):
    """A story or experience: an opinion, kept visibly apart from the figures."""

    gebied = models.ForeignKey("gebieden.Gebied", on_delete=models.PROTECT, related_name="verhalen")
    jaar = models.PositiveSmallIntegerField()
    tekst = models.TextField()
    thema = models.CharField(max_length=40, blank=True)
    bron = models.CharField(
        max_length=12,
        choices=[
            ("inwoner", "Inwoner"),
            ("ondernemer", "Ondernemer"),
            ("organisatie", "Organisatie"),
            ("professional", "Professional"),
        ],
    )
    heeft_toestemming = models.BooleanField("de verteller vindt het goed", default=False)
    is_citeerbaar = models.BooleanField("mag letterlijk in het document", default=False)
    opgeschreven_door = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="+")
    opgeschreven_op = models.DateTimeField(default=timezone.now)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = VerhaalQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "verhalen"
        ordering = ["-opgeschreven_op"]

    def __str__(self):
        return self.tekst[:60]
