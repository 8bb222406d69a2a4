"""Gebiedsafspraak: what a department does otherwise in this area, agreed for a year (U 3.2, bijlage 3)."""

from django.db import models

from gebieden.scope import InGebiedQuerySet


class AfspraakQuerySet(InGebiedQuerySet):
    pad_naar_gebied = "plan__gebied"


class Afspraak(models.Model):
    """Part of the plan; ``opgave`` is the sectoral task of which this is the local custom."""

    UITKOMSTEN = [("open", "Loopt"), ("nagekomen", "Nagekomen"), ("deels", "Deels"), ("niet", "Niet nagekomen")]

    plan = models.ForeignKey("cyclus.Gebiedsplan", on_delete=models.CASCADE, related_name="afspraken")
    afdeling = models.ForeignKey("gebieden.Afdeling", on_delete=models.PROTECT, related_name="afspraken")
    opgave = models.ForeignKey(
        "cyclus.Opgave", null=True, blank=True, on_delete=models.SET_NULL, related_name="afspraken"
    )
    tekst = models.TextField("wat is afgesproken")
    contactpersoon = models.CharField(max_length=120, blank=True)
    uiterlijk = models.DateField(null=True, blank=True)
    uitkomst = models.CharField(max_length=10, choices=UITKOMSTEN, default="open")
    toelichting = models.TextField(blank=True)
    vorige = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="opvolgers"
    )
    is_voorbeeld = models.BooleanField(default=False, editable=False)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = AfspraakQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "afspraken"
        ordering = ["afdeling__naam", "id"]

    def __str__(self):
        return self.tekst[:60]
