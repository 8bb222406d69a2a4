"""How what lies in an area inherits the rights on that area. Everything is fetched through these two querysets."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404

from gebieden.rechten import gebieden_met_recht, heeft_recht, heeft_recht_overal
from gebiedswerk.dossier import Dossier
from gebiedswerk.statussen import GeenRecht


def haal(rijen, persoon, pk, recht=None):
    """One row within what this person may see, else 404; 403 when it is seen but ``recht`` is lacking there."""
    ding = get_object_or_404(rijen.zichtbaar_voor(persoon), pk=pk)
    if recht and not ding.heeft_recht(persoon, recht):
        raise GeenRecht(recht)
    return ding


class InGebiedQuerySet(models.QuerySet):
    """For what lies in exactly one area; ``pad_naar_gebied`` names the way there ("plan__gebied")."""

    pad_naar_gebied = "gebied"

    def met_recht(self, persoon, recht):
        """What lies where this person has ``recht``; everywhere is everything, without a list of all areas."""
        if heeft_recht_overal(persoon, recht):
            return self.all()
        return self.in_gebieden(gebieden_met_recht(persoon, recht))

    def zichtbaar_voor(self, persoon):
        """What this person may see on the officials' side; outside it nothing exists (404)."""
        return self.met_recht(persoon, "meelezen")

    def in_gebieden(self, gebieden):
        """What lies in one of these areas (ids)."""
        return self.filter(**{f"{self.pad_naar_gebied}__in": gebieden})

    def binnen(self, gebied):
        """What lies in this area or anywhere inside it."""
        return self.in_gebieden(type(gebied).objects.binnen(gebied).values("pk"))


class InGebiedenQuerySet(InGebiedQuerySet):
    """For what may lie in several areas: a semi-join, so that nothing appears twice."""

    def in_gebieden(self, gebieden):
        ligt = self.model.gebieden.through
        eigen = self.model._meta.get_field("gebieden").m2m_field_name()
        return self.filter(Exists(ligt.objects.filter(**{eigen: OuterRef("pk")}, gebied__in=gebieden)))


class InGebied(Dossier):
    """A dossier of one area."""

    gebied = models.ForeignKey("gebieden.Gebied", on_delete=models.PROTECT, related_name="%(class)s_set")

    class Meta:
        abstract = True

    def gebied_ids(self):
        return {self.gebied_id}

    def heeft_recht(self, persoon, recht):
        return heeft_recht(persoon, recht, self.gebied_ids())


class InGebieden(Dossier):
    """A dossier that may lie in several areas; one of them leads (domain.md §2, a bridge between three of them)."""

    trekkend_gebied = models.ForeignKey("gebieden.Gebied", on_delete=models.PROTECT, related_name="%(class)s_trekkend")
    gebieden = models.ManyToManyField("gebieden.Gebied", related_name="%(class)s_set", blank=True)

    class Meta:
        abstract = True

    def leg_in(self, *gebieden):
        """Set the areas; the leading one is always among them."""
        self.gebieden.set({self.trekkend_gebied, *gebieden})

    def gebied_ids(self):
        return {self.trekkend_gebied_id, *(g.pk for g in self.gebieden.all())}

    def heeft_recht(self, persoon, recht):
        return heeft_recht(persoon, recht, self.gebied_ids())

    def werkgebied(self):
        """Ids of its areas and of all that lies inside them."""
        gebied = type(self).trekkend_gebied.field.related_model
        inside = Q(pk__in=())
        for deel in gebied.objects.filter(pk__in=self.gebied_ids()).only("pad"):
            inside |= Q(pad__startswith=deel.pad)
        return list(gebied.objects.filter(inside).values_list("pk", flat=True))
