"""More signals on one theme in one area than is normal there and then: a proposal with its signals (domain.md §3.1)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gebieden.houder import MetHouderQuerySet
from gebieden.scope import InGebied, InGebiedQuerySet
from gebiedswerk.profiel import huidig

from .statussen import TABEL


class TrendQuerySet(MetHouderQuerySet, InGebiedQuerySet):
    """A trend that was decided on is in the name of who does what was decided."""

    ligging = "gebied"

    def open(self):
        return self.filter(status__in=("gevonden", "besloten"))

    def voor_lijst(self):
        return self.select_related("gebied", "eigenaar").defer("gebied__grens", "gebied__omschrijving")

    def voor_overdracht(self):
        return self.voor_lijst()


class Trend(InGebied):
    """Counts of the quarter ``van`` up to and including ``tot``, against what was expected.

    Either ``thema`` (a code of the profile) or ``term`` (a word of the texts that rose) says what it is about.
    ``kans`` is the probability of at least so many when nothing is going on, ``q`` the same corrected for the number
    of questions asked (Benjamini-Hochberg); ``reeks`` holds the counts of the quarters before, oldest first.
    """

    tabel = TABEL
    BESLUITEN = [
        ("onderzoeken", "Eerst uitzoeken"),
        ("voorziening", "Een gezamenlijke voorziening"),
        ("initiatief", "Een initiatief"),
        ("opgave", "Een opgave"),
        ("niets", "Niets doen, met een reden"),
    ]

    thema = models.CharField(max_length=40, blank=True)
    term = models.CharField(max_length=60, blank=True)
    van = models.DateField()
    tot = models.DateField("tot en met")
    aantal = models.PositiveIntegerField()
    verwacht = models.FloatField()
    kans = models.FloatField()
    q = models.FloatField("gecorrigeerde kans")
    reeks = models.JSONField(default=list)
    samen_met = models.ManyToManyField(
        "gebieden.Gebied", related_name="trends_van_buren", blank=True, verbose_name="samen met deze buren"
    )
    signalen = models.ManyToManyField("signalen.Signaal", related_name="trends", blank=True)
    besluit = models.CharField(max_length=12, choices=BESLUITEN, blank=True)
    toelichting = models.TextField("waarom", blank=True)
    eigenaar = models.ForeignKey(
        "gebieden.Gebruiker", null=True, blank=True, on_delete=models.PROTECT, related_name="trends"
    )
    uiterlijk = models.DateField(null=True, blank=True)
    resultaat = models.TextField("wat ervan kwam", blank=True)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = TrendQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "trends"
        ordering = ["-van", "q", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["gebied", "thema", "term", "van"], name="trend_een_keer_per_kwartaal"),
            models.CheckConstraint(condition=~Q(thema="", term=""), name="trend_over_iets"),
        ]

    def __str__(self):
        return f"{self.onderwerp} in {self.gebied}"

    def get_absolute_url(self):
        return reverse("signalen:trend", args=[self.pk])

    @property
    def onderwerp(self):
        return f"‘{self.term}’" if self.term else huidig().naam_van("themas", self.thema)

    @property
    def is_te_laat(self):
        return self.status == "besloten" and bool(self.uiterlijk) and self.uiterlijk < timezone.localdate()
