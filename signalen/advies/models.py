"""Advice of a platform, asked or not, and what the college did with it (domain.md §3.2)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from gebieden.houder import MetHouderQuerySet
from gebieden.scope import InGebieden, InGebiedenQuerySet
from gebiedswerk.profiel import huidig

from .statussen import TABEL


class AdviesQuerySet(MetHouderQuerySet, InGebiedenQuerySet):
    def open(self):
        return self.filter(status__in=("concept", "gevraagd", "uitgebracht"))

    def voor_lijst(self):
        return self.select_related("platform", "trekkend_gebied", "eigenaar").defer(
            "trekkend_gebied__grens", "trekkend_gebied__omschrijving"
        )

    def voor_overdracht(self):
        return self.voor_lijst().prefetch_related("gebieden")


class Advies(InGebieden):
    """``uiterlijk`` is the day that counts now: first that of the platform, then that of the college.

    The weight of an advice (``raadpleging``, ``aantal_mensen``) stands on it, because advice is hard to judge without.
    """

    tabel = TABEL
    BESLUITEN = [
        ("overgenomen", "Overgenomen"),
        ("deels", "Deels overgenomen"),
        ("afgeweken", "Beargumenteerd afgeweken"),
    ]

    platform = models.ForeignKey("gebieden.Platform", on_delete=models.PROTECT, related_name="adviezen")
    soort = models.CharField(
        max_length=10, choices=[("gevraagd", "Gevraagd advies"), ("ongevraagd", "Ongevraagd advies")]
    )
    onderwerp = models.CharField(max_length=150)
    thema = models.CharField(max_length=40)
    afspraak = models.ForeignKey(
        "signalen.Adviesonderwerp", null=True, blank=True, on_delete=models.SET_NULL, related_name="adviezen"
    )
    vraag = models.TextField("wat vragen wij", blank=True)
    ruimte = models.TextField("waar kan het platform nog invloed op hebben", blank=True)
    gevraagd_datum = models.DateField(null=True, blank=True, editable=False)
    advies_uiterlijk = models.DateField("advies uiterlijk op", null=True, blank=True)
    advies = models.TextField(blank=True)
    advies_datum = models.DateField(null=True, blank=True, editable=False)
    raadpleging = models.TextField("hoe zijn bewoners gehoord", blank=True)
    aantal_mensen = models.PositiveIntegerField("hoeveel mensen zijn gehoord", null=True, blank=True)
    reactie_uiterlijk = models.DateField("reactie uiterlijk op", null=True, blank=True, editable=False)
    besluit = models.CharField(max_length=12, choices=BESLUITEN, blank=True)
    argument = models.TextField("waarom niet (helemaal) overgenomen", blank=True)
    reactie = models.TextField("reactie van het college", blank=True)
    reactie_datum = models.DateField(null=True, blank=True, editable=False)
    reden = models.TextField(blank=True)
    eigenaar = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="adviezen")
    uiterlijk = models.DateField(null=True, blank=True, editable=False)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = AdviesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "adviezen"
        ordering = ["-aangemaakt_op", "-pk"]
        indexes = [models.Index(fields=["platform", "status"], name="advies_platform_status")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(besluit__in=("deels", "afgeweken")) | ~Q(argument=""), name="advies_afwijken_met_argument"
            ),
            models.CheckConstraint(
                condition=~Q(status="beantwoord") | ~Q(besluit=""), name="advies_beantwoord_met_besluit"
            ),
        ]

    def __str__(self):
        return self.onderwerp

    def get_absolute_url(self):
        return reverse("signalen:advies", args=[self.pk])

    @property
    def thema_naam(self):
        return huidig().naam_van("themas", self.thema)


class Adviesstuk(models.Model):
    """A document with the question, the advice or the answer."""

    advies = models.ForeignKey(Advies, on_delete=models.CASCADE, related_name="stukken")
    bij = models.CharField(
        max_length=8, choices=[("vraag", "De vraag"), ("advies", "Het advies"), ("reactie", "De reactie")]
    )
    naam = models.CharField(max_length=120)
    bestand = models.FileField(upload_to="adviezen/%Y/")

    class Meta:
        verbose_name_plural = "adviesstukken"
        ordering = ["pk"]

    def __str__(self):
        return self.naam


class Adviesonderwerp(models.Model):
    """One of the few subjects a year that college and platform agree to put to it [U 1b]."""

    platform = models.ForeignKey("gebieden.Platform", on_delete=models.CASCADE, related_name="adviesonderwerpen")
    jaar = models.PositiveSmallIntegerField()
    onderwerp = models.CharField(max_length=150)
    toelichting = models.TextField(blank=True)
    kwartaal = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=[(n, f"Kwartaal {n}") for n in range(1, 5)]
    )
    versie = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name_plural = "adviesonderwerpen"
        ordering = ["jaar", "kwartaal", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["platform", "jaar", "onderwerp"], name="adviesonderwerp_een_keer_per_jaar")
        ]

    def __str__(self):
        return self.onderwerp
