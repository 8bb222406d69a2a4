"""A filter of a list that somebody keeps under a name."""

from django.db import models


class BewaardFilter(models.Model):
    """``lijst`` is the URL name of the list, ``vraag`` the query string with which it opens."""

    persoon = models.ForeignKey("gebieden.Gebruiker", on_delete=models.CASCADE, related_name="bewaarde_filters")
    lijst = models.CharField(max_length=60)
    naam = models.CharField(max_length=60)
    vraag = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "bewaarde filters"
        ordering = ["naam"]
        constraints = [
            models.UniqueConstraint(fields=["persoon", "lijst", "naam"], name="bewaard_filter_een_keer_per_naam")
        ]

    def __str__(self):
        return self.naam
