"""Gebiedstafel and its sisters: an agenda that fills itself, run live, with decisions and actions (domain.md §4.4)."""

from django.db import models
from django.urls import reverse
from django.utils import timezone

from gebieden.scope import InGebieden, InGebiedenQuerySet
from gebiedswerk.dossier import Dossier
from gebiedswerk.statussen import Overgang, Statustabel

TABEL = Statustabel(
    {"gepland": "Gepland", "lopend": "Bezig", "afgerond": "Afgerond", "afgelast": "Afgelast"},
    "gepland",
    [
        Overgang("gepland", "lopend", "behandelen", "Overleg starten"),
        Overgang("gepland", "afgelast", "behandelen", "Afgelasten"),
        Overgang("lopend", "afgerond", "behandelen", "Overleg afronden"),
        Overgang("afgerond", "lopend", "behandelen", "Verslag heropenen"),
    ],
)
ACTIEPUNT = Statustabel(
    {"open": "Open", "gedaan": "Gedaan", "vervallen": "Vervallen"},
    "open",
    [
        Overgang("open", "gedaan", "uitvoeren", "Gedaan"),
        Overgang("open", "vervallen", "uitvoeren", "Vervallen", velden=("reden",)),
        Overgang("gedaan", "open", "uitvoeren", "Toch niet klaar"),
    ],
)


class OverlegQuerySet(InGebiedenQuerySet):
    def zichtbaar_voor(self, persoon):
        """Officials by their right to read along; a partner the tables they sit at."""
        visible = super().zichtbaar_voor(persoon)
        if not persoon.is_authenticated or persoon.is_ambtenaar:
            return visible
        return visible | self.filter(deelnemers__persoon=persoon)

    def voor_lijst(self):
        return self.select_related("trekkend_gebied", "voorzitter", "opgave")


class Overleg(InGebieden):
    tabel = TABEL

    soort = models.CharField(
        max_length=20,
        default="gebiedstafel",
        choices=[
            ("gebiedstafel", "Gebiedstafel"),
            ("gebiedsteam", "Gebiedsteam"),
            ("managementoverleg", "Managementoverleg"),
            ("signaalteam", "Signaalteam"),
            ("platform", "Overleg met platform"),
        ],
    )
    titel = models.CharField(max_length=150)
    begint_op = models.DateTimeField("datum en tijd")
    plaats = models.CharField(max_length=150, blank=True)
    voorzitter = models.ForeignKey(
        "gebieden.Gebruiker", on_delete=models.PROTECT, related_name="voorgezeten_overleggen"
    )
    opgave = models.ForeignKey(
        "cyclus.Opgave", null=True, blank=True, on_delete=models.PROTECT, related_name="overleggen"
    )
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = OverlegQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "overleggen"
        ordering = ["-begint_op"]

    def __str__(self):
        return self.titel

    def get_absolute_url(self):
        return reverse("cyclus:overleg", args=[self.pk])


class Deelnemer(models.Model):
    overleg = models.ForeignKey(Overleg, on_delete=models.CASCADE, related_name="deelnemers")
    naam = models.CharField(max_length=120)
    organisatie = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    persoon = models.ForeignKey(
        "gebieden.Gebruiker", null=True, blank=True, on_delete=models.SET_NULL, related_name="deelnames"
    )
    rol = models.CharField(
        max_length=12,
        blank=True,
        choices=[
            ("begeleiden", "Begeleiden"),
            ("faciliteren", "Faciliteren"),
            ("stimuleren", "Stimuleren"),
            ("uitvoeren", "Uitvoeren"),
        ],
    )
    is_aanwezig = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "deelnemers"
        ordering = ["naam"]
        constraints = [
            models.UniqueConstraint(fields=["overleg", "naam", "organisatie"], name="deelnemer_een_keer_per_overleg")
        ]

    def __str__(self):
        return f"{self.naam} ({self.organisatie})" if self.organisatie else self.naam


class Agendapunt(models.Model):
    """About a signal, an initiative, an open action, or just words."""

    overleg = models.ForeignKey(Overleg, on_delete=models.CASCADE, related_name="agendapunten")
    volgorde = models.PositiveSmallIntegerField(default=0)
    titel = models.CharField(max_length=200)
    toelichting = models.TextField(blank=True)
    signaal = models.ForeignKey(
        "signalen.Signaal", null=True, blank=True, on_delete=models.PROTECT, related_name="agendapunten"
    )
    initiatief = models.ForeignKey(
        "initiatieven.Initiatief", null=True, blank=True, on_delete=models.PROTECT, related_name="agendapunten"
    )
    bespreking = models.TextField("wat is er gezegd", blank=True)
    besluit = models.TextField(blank=True)
    is_besproken = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "agendapunten"
        ordering = ["volgorde", "id"]
        constraints = [
            models.UniqueConstraint(fields=["overleg", "signaal"], name="signaal_een_keer_per_overleg"),
            models.UniqueConstraint(fields=["overleg", "initiatief"], name="initiatief_een_keer_per_overleg"),
        ]

    def __str__(self):
        return self.titel


class ActiepuntQuerySet(InGebiedenQuerySet):
    """An action is seen and worked on where its meeting lies; its owner always sees it."""

    def in_gebieden(self, gebieden):
        return self.filter(overleg__in=Overleg.objects.in_gebieden(gebieden))

    def open(self):
        return self.filter(status="open")

    def van(self, persoon):
        return self.filter(eigenaar=persoon)


class Actiepunt(Dossier):
    tabel = ACTIEPUNT

    overleg = models.ForeignKey(Overleg, on_delete=models.CASCADE, related_name="actiepunten")
    agendapunt = models.ForeignKey(
        Agendapunt, null=True, blank=True, on_delete=models.SET_NULL, related_name="actiepunten"
    )
    tekst = models.CharField(max_length=250)
    eigenaar = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="actiepunten")
    uiterlijk = models.DateField()
    reden = models.TextField(blank=True)

    objects = ActiepuntQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "actiepunten"
        ordering = ["uiterlijk", "id"]
        indexes = [models.Index(fields=["eigenaar", "uiterlijk"], name="actiepunt_eigenaar")]

    def __str__(self):
        return self.tekst

    def get_absolute_url(self):
        return f"{self.overleg.get_absolute_url()}#actie-{self.pk}"

    def heeft_recht(self, persoon, recht):
        return persoon.pk == self.eigenaar_id or self.overleg.heeft_recht(persoon, "behandelen")

    @property
    def is_te_laat(self):
        return self.status == "open" and self.uiterlijk < timezone.localdate()
