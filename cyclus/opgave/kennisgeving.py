"""Who in a gebied was told about a city-wide opgave, and when (domain.md §4.3)."""

from django.db import models, transaction
from django.utils import timezone

from gebieden.mensen.models import Gebiedsrol
from gebieden.models import Platform
from gebieden.scope import InGebiedQuerySet
from gebiedswerk.post import stuur
from gebiedswerk.statussen import GeenRecht
from gebiedswerk.tijdlijn import schrijf


def _wie_hoort(gebied):
    """``{address: name}`` of who works in this gebied, and of the platforms in it."""
    rollen = Gebiedsrol.objects.lopend().van_soort("gebiedsmedewerker").filter(gebied=gebied, persoon__is_active=True)
    wie = {rol.persoon.email: rol.persoon.naam for rol in rollen.select_related("persoon").order_by("persoon__naam")}
    binnen = type(gebied).objects.binnen(gebied).values("pk")
    for platform in Platform.objects.actief().in_gebieden(binnen).order_by("naam"):
        wie |= {adres: str(platform) for adres in platform.adressen() if adres not in wie}
    wie.pop("", None)
    return wie


class KennisgevingQuerySet(InGebiedQuerySet):
    def voor_pagina(self):
        return self.select_related("gebied", "door").defer("gebied__grens", "gebied__omschrijving")


class KennisgevingManager(models.Manager.from_queryset(KennisgevingQuerySet)):
    def vertel(self, opgave, gebieden, tekst, *, door):
        """Tell these gebieden what goes on: a mail to who works there and to their platforms, written down."""
        if not opgave.heeft_recht(door, "behandelen"):
            raise GeenRecht("Vertellen")
        with transaction.atomic():
            made = [self._aan(opgave, gebied, tekst, door) for gebied in gebieden]
            namen = ", ".join(str(k.gebied) for k in made)
            schrijf(opgave, "verteld", door=door, tekst=f"Aan {namen}: {tekst}")
        return made

    def _aan(self, opgave, gebied, tekst, door):
        wie = _wie_hoort(gebied)
        namen = ", ".join(dict.fromkeys(wie.values()))
        kennisgeving = self.create(opgave=opgave, gebied=gebied, tekst=tekst, aan=namen, door=door)
        for adres, naam in wie.items():
            stuur(
                adres,
                f"Wat er speelt: {opgave}",
                "post/opgave_verteld.txt",
                sleutel=f"kennisgeving:{kennisgeving.pk}:{adres}"[:200],
                over=opgave,
                naam=naam,
                gebied=gebied,
                tekst=tekst,
                door=door,
            )
        return kennisgeving


class Kennisgeving(models.Model):
    """One gebied was told once; ``aan`` names who heard it then."""

    opgave = models.ForeignKey("cyclus.Opgave", on_delete=models.CASCADE, related_name="kennisgevingen")
    gebied = models.ForeignKey("gebieden.Gebied", on_delete=models.PROTECT, related_name="kennisgevingen")
    tekst = models.TextField("wat er is verteld")
    aan = models.TextField("wie het hoorde", blank=True)
    op = models.DateTimeField(default=timezone.now)
    door = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="+")

    objects = KennisgevingManager()

    class Meta:
        verbose_name_plural = "kennisgevingen"
        ordering = ["-op", "-id"]
        indexes = [models.Index(fields=["gebied", "-op"], name="kennisgeving_gebied")]

    def __str__(self):
        return f"{self.opgave} aan {self.gebied}"
