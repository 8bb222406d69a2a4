"""Who in a gebied was told about a city-wide opgave, and when (domain.md §4.3)."""

from django.db import models
from django.utils import timezone

from gebieden.scope import InGebiedQuerySet


class KennisgevingQuerySet(InGebiedQuerySet):
    def voor_pagina(self):
        return self.select_related("gebied", "door").defer("gebied__grens", "gebied__omschrijving")


class Kennisgeving(models.Model):
    """One gebied was told once; ``aan`` names who heard it then."""

    opgave = models.ForeignKey("cyclus.Opgave", on_delete=models.CASCADE, related_name="kennisgevingen")
    gebied = models.ForeignKey("gebieden.Gebied", on_delete=models.PROTECT, related_name="kennisgevingen")
    tekst = models.TextField("wat er is verteld")
    aan = models.TextField("wie het hoorde", blank=True)
    op = models.DateTimeField(default=timezone.now)
    door = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="+")

    objects = KennisgevingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "kennisgevingen"
        ordering = ["-op", "-id"]
        indexes = [models.Index(fields=["gebied", "-op"], name="kennisgeving_gebied")]

    def __str__(self):
        return f"{self.opgave} aan {self.gebied}"
