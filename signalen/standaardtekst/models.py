"""Standard texts with placeholders, edited by the beheerder (domain.md §3.1)."""

from django.db import models


class Standaardtekst(models.Model):
    """An empty ``status`` or ``thema`` fits all. ``tekst`` may hold placeholders such as {nummer} and {naam}."""

    naam = models.CharField(max_length=100)
    status = models.CharField(max_length=30, blank=True)
    thema = models.CharField(max_length=40, blank=True)
    tekst = models.TextField()
    volgorde = models.PositiveSmallIntegerField(default=0)
    is_actief = models.BooleanField(default=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name_plural = "standaardteksten"
        ordering = ["volgorde", "naam"]

    def __str__(self):
        return self.naam
