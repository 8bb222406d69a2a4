"""Escalation: in time, openly and with fitting energy; a person does it, with a question (domain.md §4.5)."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse

from gebieden.scope import InGebied, InGebiedQuerySet
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import Overgang, Statustabel

TABEL = Statustabel(
    {"voorgelegd": "Voorgelegd", "besloten": "Besloten", "ingetrokken": "Ingetrokken"},
    "voorgelegd",
    [
        Overgang("voorgelegd", "besloten", "beslissen", "Besluit vastleggen", velden=("besluit",)),
        Overgang("voorgelegd", "ingetrokken", "voorleggen", "Intrekken", velden=("besluit",)),
    ],
)


class EscalatieQuerySet(InGebiedQuerySet):
    def open(self):
        return self.filter(status="voorgelegd")

    def aan(self, persoon):
        return self.filter(aan=persoon)

    def over(self, ding):
        return self.filter(content_type=ContentType.objects.get_for_model(ding), object_id=ding.pk)


class Escalatie(InGebied):
    """One step up the ladder of the profile, about one thing that slipped."""

    tabel = TABEL

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    ding = GenericForeignKey()
    trede = models.CharField(max_length=40)
    vraag = models.TextField("vraag die beslist moet worden")
    door = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="voorgelegde_escalaties")
    aan = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="escalaties")
    uiterlijk = models.DateField()
    besluit = models.TextField(blank=True)

    objects = EscalatieQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "escalaties"
        ordering = ["-aangemaakt_op"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=Q(status="voorgelegd"),
                name="een_open_escalatie_per_ding",
            )
        ]

    def __str__(self):
        return f"{self.trede_naam}: {self.ding}"

    def get_absolute_url(self):
        return reverse("cyclus:escalatie", args=[self.pk])

    def heeft_recht(self, persoon, recht):
        if recht == "beslissen":
            return persoon.pk == self.aan_id
        if recht == "voorleggen":
            return persoon.pk == self.door_id
        return super().heeft_recht(persoon, recht)

    @property
    def trede_naam(self):
        return huidig().naam_van("ladder", self.trede)
