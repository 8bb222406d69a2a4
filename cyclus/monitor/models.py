"""Gebiedsmonitor: goals reached? plan carried out? must the way of working change? (domain.md §5.4)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from gebieden.scope import InGebied, InGebiedQuerySet
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import Overgang, Statustabel


def alle_doelen_beoordeeld(monitor):
    """A judgement that deviates must be explained (domain.md §5.4)."""
    if open_doelen := monitor.oordelen.filter(oordeel="").count():
        raise ValidationError(f"Nog {open_doelen} doelen zijn niet beoordeeld.")
    if monitor.oordelen.exclude(oordeel="bereikt").filter(toelichting="").exists():
        raise ValidationError("Leg bij elk doel dat niet bereikt is uit waarom.")


TABEL = Statustabel(
    {"concept": "Concept", "vastgesteld": "Vastgesteld"},
    "concept",
    [Overgang("concept", "vastgesteld", "vaststellen", "Vaststellen", eisen=(alle_doelen_beoordeeld,))],
)


class GebiedsmonitorQuerySet(InGebiedQuerySet):
    def vastgesteld(self):
        return self.filter(status="vastgesteld")

    def voor_lijst(self):
        return self.select_related("gebied", "plan")


class Gebiedsmonitor(InGebied):
    """``inhoud`` holds the frozen figures from adoption on."""

    tabel = TABEL

    jaar = models.PositiveSmallIntegerField()
    plan = models.ForeignKey("cyclus.Gebiedsplan", on_delete=models.PROTECT, related_name="monitors")
    samenvatting = models.TextField(blank=True)
    aanpak = models.TextField("moet de aanpak veranderen?", blank=True)
    opmerking_college = models.TextField("opmerking van het college", blank=True)
    inhoud = models.JSONField(null=True, editable=False)
    bevroren_op = models.DateTimeField(null=True, editable=False)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = GebiedsmonitorQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "gebiedsmonitors"
        ordering = ["-jaar", "gebied__naam"]
        constraints = [models.UniqueConstraint(fields=["gebied", "jaar"], name="een_monitor_per_gebied_en_jaar")]

    def __str__(self):
        return f"{huidig().woorden['monitor'].capitalize()} {self.gebied} {self.jaar}"

    def get_absolute_url(self):
        return reverse("cyclus:gebiedsmonitor", args=[self.pk])


class Doeloordeel(models.Model):
    monitor = models.ForeignKey(Gebiedsmonitor, on_delete=models.CASCADE, related_name="oordelen")
    doel = models.ForeignKey("cyclus.Doel", on_delete=models.PROTECT, related_name="oordelen")
    waarde = models.DecimalField("gemeten waarde", max_digits=12, decimal_places=2, null=True, blank=True)
    meetjaar = models.PositiveSmallIntegerField("gemeten in", null=True, blank=True)
    oordeel = models.CharField(
        max_length=12,
        blank=True,
        choices=[
            ("bereikt", "Bereikt"),
            ("deels", "Deels bereikt"),
            ("niet", "Niet bereikt"),
            ("onmeetbaar", "Niet te meten"),
        ],
    )
    toelichting = models.TextField(blank=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name_plural = "doeloordelen"
        ordering = ["doel__prioriteit", "doel__volgorde", "id"]
        constraints = [models.UniqueConstraint(fields=["monitor", "doel"], name="een_oordeel_per_doel")]

    def __str__(self):
        return f"{self.doel}: {self.get_oordeel_display() or 'nog geen oordeel'}"


class Conclusie(models.Model):
    """What follows; carried over into a proposal by the software, not retyped."""

    monitor = models.ForeignKey(Gebiedsmonitor, on_delete=models.CASCADE, related_name="conclusies")
    doel = models.ForeignKey("cyclus.Doel", null=True, blank=True, on_delete=models.PROTECT, related_name="conclusies")
    maatregel = models.ForeignKey(
        "cyclus.Maatregel", null=True, blank=True, on_delete=models.PROTECT, related_name="conclusies"
    )
    tekst = models.TextField()
    voorstel = models.CharField("voorstel voor het volgende plan", max_length=200)
    overgenomen_in = models.ForeignKey(
        "cyclus.Maatregel", null=True, blank=True, on_delete=models.SET_NULL, related_name="uit_conclusies"
    )
    niet_overgenomen_omdat = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "conclusies"
        ordering = ["id"]

    def __str__(self):
        return self.tekst[:60]
