"""An import through the browser: the file, what it would change, and the report that stays."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from gebieden.rechten import gebieden_met_recht
from gebiedswerk.dossier import Dossier
from gebiedswerk.statussen import Overgang, Statustabel

TABEL = Statustabel(
    {
        "aangeleverd": "Wordt bekeken",
        "bekeken": "Klaar om te bevestigen",
        "bevestigd": "Wordt ingelezen",
        "ingelezen": "Ingelezen",
        "mislukt": "Niet te gebruiken",
        "ingetrokken": "Ingetrokken",
    },
    "aangeleverd",
    [
        Overgang("aangeleverd", "bekeken", "beheren", "Bekeken"),
        Overgang("aangeleverd", "mislukt", "beheren", "Niet te gebruiken"),
        Overgang("bekeken", "aangeleverd", "beheren", "Opnieuw bekijken"),
        Overgang("bekeken", "bevestigd", "beheren", "Inlezen"),
        Overgang("bekeken", "ingetrokken", "beheren", "Niet inlezen"),
        Overgang("bevestigd", "ingelezen", "beheren", "Ingelezen"),
        Overgang("bevestigd", "mislukt", "beheren", "Niet gelukt"),
        Overgang("mislukt", "aangeleverd", "beheren", "Opnieuw proberen"),
    ],
)


class Inlezing(Dossier):
    """``voorbeeld`` is what the file would change, ``verslag`` what it did; both as data for the page.

    ``antwoorden`` holds what a person chose where the file leaves a choice: ``{name in the file: code of the area}``.
    """

    tabel = TABEL
    SOORTEN = [
        ("grenzen", "Grenzen van gebieden"),
        ("cijfers", "Cijfers per gebied"),
        ("voorgangers", "Gebieden van voor een herindeling"),
    ]

    soort = models.CharField(max_length=12, choices=SOORTEN)
    bestand = models.FileField(upload_to="inlezingen/%Y/")
    bestandsnaam = models.CharField(max_length=200)
    formaat = models.CharField(max_length=30, blank=True)
    jaar = models.PositiveSmallIntegerField(null=True, blank=True)
    niveau = models.CharField(max_length=30, blank=True)
    antwoorden = models.JSONField(default=dict, blank=True)
    voorbeeld = models.JSONField(default=dict, blank=True)
    verslag = models.JSONField(default=dict, blank=True)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="inlezingen")

    class Meta:
        verbose_name_plural = "inlezingen"
        ordering = ["-aangemaakt_op", "-pk"]

    def __str__(self):
        return self.bestandsnaam

    def get_absolute_url(self):
        return reverse("gebieden:inlezing", args=[self.pk])

    def heeft_recht(self, persoon, recht):
        return bool(gebieden_met_recht(persoon, recht))
