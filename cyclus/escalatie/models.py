"""Escalation: in time, openly and with fitting energy; a person does it, with a question (domain.md §4.5)."""

from datetime import timedelta

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gebieden.houder import MetHouderQuerySet
from gebieden.rechten import handelt_namens
from gebieden.scope import InGebied, InGebiedQuerySet
from gebiedswerk.post import stuur
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import Overgang, Statustabel
from gebiedswerk.tijdlijn import schrijf

TABEL = Statustabel(
    {"voorgelegd": "Voorgelegd", "besloten": "Besloten", "ingetrokken": "Ingetrokken"},
    "voorgelegd",
    [
        Overgang("voorgelegd", "besloten", "beslissen", "Besluit vastleggen", velden=("besluit",)),
        Overgang("voorgelegd", "ingetrokken", "voorleggen", "Intrekken", velden=("besluit",)),
    ],
)


class EscalatieQuerySet(MetHouderQuerySet, InGebiedQuerySet):
    """A question is in the name of who is asked to decide."""

    houder = "aan"
    ligging = "gebied"
    overnemen = "meelezen"

    def open(self):
        return self.filter(status="voorgelegd")

    def zichtbaar_voor(self, persoon):
        """Officials by their right to read along; who is asked or asked it always, while they have an account."""
        visible = super().zichtbaar_voor(persoon)
        if not persoon.is_authenticated or not persoon.is_active:
            return visible
        return visible | self.filter(Q(aan=persoon) | Q(door=persoon))

    def voor_lijst(self):
        return self.select_related("gebied", "aan", "door").prefetch_related("ding")

    def loopt_of_werkt(self, vandaag):
        """Not yet decided, or decided so shortly ago that the decision must be given time to work."""
        since = vandaag - timedelta(days=max(huidig().cyclus["herinnering_dagen"]))
        return self.filter(Q(status="voorgelegd") | Q(status="besloten", status_sinds__date__gt=since))

    def aan(self, persoon):
        return self.van(persoon)

    def voor_overdracht(self):
        return self.voor_lijst()

    def draag_over(self, van, naar, **hoe):
        """Nobody decides on a question of their own."""
        if self.open().van(van).filter(door=naar).exists():
            raise ValidationError(f"{naar} legde zelf een van deze vragen voor en kan er niet over beslissen.")
        return super().draag_over(van, naar, **hoe)

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
            return persoon.pk != self.door_id and handelt_namens(persoon, self.aan_id, self.gebied_ids())
        if recht == "voorleggen":
            return handelt_namens(persoon, self.door_id, self.gebied_ids())
        return super().heeft_recht(persoon, recht)

    def na_overgang(self, overgang, door):
        """The decision is read where the thing is, and by who asked for it and who holds it."""
        besloten = overgang.naar == "besloten"
        kop = f"Besluit van {self.aan} ({self.trede_naam})" if besloten else f"Niet meer voorgelegd ({self.trede_naam})"
        schrijf(self.ding, "escalatie", door=door, naar=kop, tekst=self.besluit)
        if besloten:
            stuur(
                self.door.email,
                f"Besluit: {self.ding}"[:200],
                "post/escalatie_besloten.txt",
                sleutel=f"escalatie:{self.pk}:besloten",
                over=self,
                escalatie=self,
                ding=self.ding,
            )

    @property
    def is_te_laat(self):
        return self.status == "voorgelegd" and self.uiterlijk < timezone.localdate()

    @property
    def trede_naam(self):
        return huidig().naam_van("ladder", self.trede)
