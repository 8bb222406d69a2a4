"""Ordered rules that say who gets a signal first; what no rule catches goes to who works in the area."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse


class ToewijsregelQuerySet(models.QuerySet):
    def actief(self):
        return self.filter(is_actief=True)


class Toewijsregel(models.Model):
    """All that is filled in must hold; the first rule by ``volgorde`` that does, decides.

    ``themas`` and ``domeinen`` are codes of the profile. What the rule gives is one of ``functie`` (who has that
    function nearest to the place) and ``afdeling`` (its contact for the area).
    """

    naam = models.CharField(max_length=100)
    volgorde = models.PositiveSmallIntegerField(default=0)
    themas = models.JSONField(default=list, blank=True)
    domeinen = models.JSONField(default=list, blank=True)
    gebied = models.ForeignKey(
        "gebieden.Gebied", null=True, blank=True, on_delete=models.PROTECT, related_name="toewijsregels"
    )
    platform = models.ForeignKey(
        "gebieden.Platform", null=True, blank=True, on_delete=models.PROTECT, related_name="toewijsregels"
    )
    functie = models.CharField(max_length=40, blank=True)
    afdeling = models.ForeignKey(
        "gebieden.Afdeling", null=True, blank=True, on_delete=models.PROTECT, related_name="toewijsregels"
    )
    is_actief = models.BooleanField(default=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = ToewijsregelQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "toewijsregels"
        ordering = ["volgorde", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(functie="", afdeling__isnull=False)
                | (~models.Q(functie="") & models.Q(afdeling__isnull=True)),
                name="regel_wijst_een_kant_op",
            )
        ]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return reverse("signalen:regel", args=[self.pk])

    def clean(self):
        if bool(self.functie) == bool(self.afdeling_id):
            raise ValidationError("Kies een functie of een afdeling, niet allebei.")
