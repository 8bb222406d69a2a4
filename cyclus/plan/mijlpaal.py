"""A moment in the planning of a measure at which something must be there."""

from django.db import models


class Mijlpaal(models.Model):
    maatregel = models.ForeignKey("cyclus.Maatregel", on_delete=models.CASCADE, related_name="mijlpalen")
    naam = models.CharField(max_length=120)
    uiterlijk = models.DateField()
    gehaald_datum = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "mijlpalen"
        ordering = ["uiterlijk", "id"]

    def __str__(self):
        return self.naam
