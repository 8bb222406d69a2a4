"""A division of the municipality into areas of its own, valid for a period, and what came in the place of what."""

from django.db import models
from django.db.models import Q

from gebieden.rechten import gebieden_met_recht
from gebiedswerk.dossier import Dossier
from gebiedswerk.statussen import Overgang, Statustabel

TABEL = Statustabel(
    {
        "concept": "Concept",
        "klaargezet": "Klaargezet",
        "geldend": "Geldt nu",
        "vervallen": "Vervallen",
        "ingetrokken": "Ingetrokken",
    },
    "concept",
    [
        Overgang("concept", "klaargezet", "beheren", "Laten ingaan"),
        Overgang("klaargezet", "concept", "beheren", "Toch nog wijzigen"),
        Overgang("klaargezet", "geldend", "beheren", "Nu laten gelden"),
        Overgang("geldend", "vervallen", "beheren", "Laten vervallen"),
        Overgang("concept", "ingetrokken", "beheren", "Intrekken"),
    ],
)


class Gebiedsindeling(Dossier):
    """CBS areas belong to none. It is made as a concept, and becomes the tree on its first day (``geldig_van``)."""

    tabel = TABEL

    naam = models.CharField(max_length=100, unique=True)
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)
    toelichting = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "gebiedsindelingen"
        ordering = ["-geldig_van"]

    def __str__(self):
        return self.naam

    def heeft_recht(self, persoon, recht):
        return bool(gebieden_met_recht(persoon, recht))


class Toedeling(models.Model):
    """Where one buurt goes in an indeling: the names of its area and, where the profile knows those, its village."""

    indeling = models.ForeignKey(Gebiedsindeling, on_delete=models.CASCADE, related_name="toedelingen")
    buurt = models.ForeignKey("gebieden.Gebied", on_delete=models.PROTECT, related_name="toedelingen")
    gebied = models.CharField(max_length=120)
    kern = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name_plural = "toedelingen"
        constraints = [models.UniqueConstraint(fields=["indeling", "buurt"], name="buurt_een_keer_per_indeling")]

    def __str__(self):
        return f"{self.buurt}: {self.kern or self.gebied}"


class Opvolging(models.Model):
    """``nieuw`` came in the place of ``oud`` on the day ``per``, for the share ``aandeel`` of it (0 < aandeel ≤ 1).

    One old to one new is the same or renamed, several old to one new is merged, one old to several new is split; the
    shares of an old area add up to one at most.
    """

    oud = models.ForeignKey("gebieden.Gebied", on_delete=models.PROTECT, related_name="opvolgers")
    nieuw = models.ForeignKey("gebieden.Gebied", on_delete=models.PROTECT, related_name="voorgangers")
    aandeel = models.FloatField(default=1.0)
    per = models.DateField()
    indeling = models.ForeignKey(
        Gebiedsindeling, null=True, blank=True, on_delete=models.PROTECT, related_name="opvolgingen"
    )
    bron = models.CharField(
        max_length=12,
        default="bestand",
        choices=[
            ("bestand", "Uit een bestand"),
            ("overlap", "Uit de grenzen"),
            ("code", "Dezelfde code of naam"),
            ("hand", "Met de hand"),
        ],
    )

    class Meta:
        verbose_name_plural = "opvolgingen"
        ordering = ["oud", "-aandeel"]
        constraints = [
            models.UniqueConstraint(fields=["oud", "nieuw"], name="opvolging_een_keer"),
            models.CheckConstraint(condition=Q(aandeel__gt=0, aandeel__lte=1), name="opvolging_aandeel"),
            models.CheckConstraint(condition=~Q(oud=models.F("nieuw")), name="opvolging_niet_zichzelf"),
        ]

    def __str__(self):
        return f"{self.oud} → {self.nieuw} ({self.aandeel:.0%})"
