"""Opdrachtbrief: what an area asks of one department in one year, on one sheet (U bijlage 3)."""

from django.db import models

from gebieden.scope import InGebied, InGebiedQuerySet
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import Overgang, Statustabel

TABEL = Statustabel(
    {"concept": "Concept", "verstuurd": "Verstuurd", "bevestigd": "Bevestigd door de afdeling"},
    "concept",
    [
        Overgang("concept", "verstuurd", "behandelen", "Versturen"),
        Overgang("verstuurd", "concept", "behandelen", "Terugnemen"),
        Overgang("verstuurd", "bevestigd", "uitvoeren", "Bevestigen"),
    ],
)


class OpdrachtbriefQuerySet(InGebiedQuerySet):
    def voor_lijst(self):
        return self.select_related("gebied", "afdeling")


class Opdrachtbrief(InGebied):
    """``inhoud`` holds what was asked from the moment it was sent."""

    tabel = TABEL

    afdeling = models.ForeignKey("gebieden.Afdeling", on_delete=models.PROTECT, related_name="opdrachtbrieven")
    jaar = models.PositiveSmallIntegerField()
    inleiding = models.TextField(blank=True)
    reactie = models.TextField("reactie van de afdeling", blank=True)
    inhoud = models.JSONField(null=True, editable=False)
    verstuurd_op = models.DateTimeField(null=True, editable=False)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = OpdrachtbriefQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "opdrachtbrieven"
        ordering = ["-jaar", "gebied__naam", "afdeling__naam"]
        constraints = [
            models.UniqueConstraint(fields=["gebied", "jaar", "afdeling"], name="een_brief_per_gebied_jaar_afdeling")
        ]

    def __str__(self):
        return f"{huidig().woorden['opdrachtbrief'].capitalize()} {self.afdeling} {self.gebied} {self.jaar}"
