"""Who may do what where: rights on Gebied only, derived from roles with a period. guardian is imported here alone.

A right on an area holds for everything that lies inside it. Rights are derived again once per person per day, at
the first question of that day, so that an ended role ends that day also when no background job runs. Whoever stands
in for a role during an absence has its rights on those days, and never those that its holder borrowed: no chains.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Permission
from django.db import models, transaction
from django.db.models import FilteredRelation, Q
from django.utils import timezone
from guardian.models import UserObjectPermissionBase

from gebiedswerk.profiel import huidig


class GebiedRecht(UserObjectPermissionBase):
    content_object = models.ForeignKey("gebieden.Gebied", on_delete=models.CASCADE, related_name="rechten")

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        verbose_name_plural = "gebiedsrechten"


class Rechten:
    """What one person may do where, asked of the database once: one query for all rights and questions."""

    def __init__(self, persoon):
        gebied = GebiedRecht._meta.get_field("content_object").related_model
        own = FilteredRelation("rechten", condition=Q(rechten__user=persoon))
        rows = gebied.objects.order_by().annotate(eigen=own)
        self.paden, self.granted, self.answers = {}, {}, {}
        for pk, pad, recht in rows.values_list("pk", "pad", "eigen__permission__codename"):
            self.paden[pk] = pad
            self.granted.setdefault(recht, set()).add(pad)

    def gebieden(self, recht):
        """Ids of the areas that lie in an area where the right was granted."""
        if recht not in self.answers:
            granted = self.granted.get(recht)
            inside = (pk for pk, pad in self.paden.items() if not granted.isdisjoint(omvattend(pad)))
            self.answers[recht] = list(inside) if granted else []
        return self.answers[recht]

    def is_overal(self, recht):
        return bool(self.paden) and len(self.gebieden(recht)) == len(self.paden)


def omvattend(pad):
    """``/1/5/33/`` lies in ``/1/``, ``/1/5/`` and itself."""
    return {pad[: n + 1] for n, teken in enumerate(pad) if teken == "/" and n}


def _rechten(persoon):
    if persoon.rechten_op != timezone.localdate():
        leid_rechten_af(persoon)
    if "_rechten" not in persoon.__dict__:
        persoon.__dict__["_rechten"] = Rechten(persoon)
    return persoon.__dict__["_rechten"]


def gebieden_met_recht(persoon, recht):
    """Ids of the areas in which ``persoon`` has ``recht``, as a list that a query can take."""
    if not persoon.is_authenticated or not persoon.is_active:
        return []
    return _rechten(persoon).gebieden(recht)


def heeft_recht_overal(persoon, recht):
    """True when the person has the right in every area there is: then a query need not name them all."""
    return bool(gebieden_met_recht(persoon, recht)) and _rechten(persoon).is_overal(recht)


def heeft_recht(persoon, recht, gebieden):
    """True when the person has the right in at least one of these areas (ids)."""
    return not set(gebieden_met_recht(persoon, recht)).isdisjoint(gebieden)


@dataclass(frozen=True)
class Grond:
    """What gives somebody rights on a day: a role of their own, or one they stand in for (``vervanging``)."""

    rol: object
    vervanging: object = None

    @property
    def eigen(self):
        """Rights in the area of the role."""
        return huidig().regel("functies", self.rol.functie).get("eigen", ())

    @property
    def overal(self):
        """Rights in the whole municipality."""
        return huidig().regel("functies", self.rol.functie).get("overal", ())

    def omvat(self, gebied):
        return gebied.pad.startswith(self.rol.gebied.pad)

    def geeft(self, recht, gebied):
        return recht in self.overal or (recht in self.eigen and self.omvat(gebied))


def gronden(persoon, dag=None):
    """All that gives this person rights on ``dag``: what was, is or will be, by the roles that are known now."""
    dag = dag or timezone.localdate()
    own = persoon.gebiedsrollen.lopend(dag).select_related("gebied").defer("gebied__grens", "gebied__omschrijving")
    lent = [v for v in persoon.vervangt.lopend(dag).voor_lijst() if v.rol.loopt_op(dag)]
    return [*map(Grond, own), *(Grond(v.rol, v) for v in lent)]


def handelt_namens(persoon, houder_id, gebieden):
    """True for the holder, and for who stands in today for a role of the holder in one of these areas (ids)."""
    if persoon.pk == houder_id:
        return True
    if not persoon.is_authenticated or not persoon.is_active:
        return False
    if "_vervangt" not in persoon.__dict__:
        persoon.__dict__["_vervangt"] = [grond.rol for grond in gronden(persoon) if grond.vervanging]
    roots = {rol.gebied.pad for rol in persoon.__dict__["_vervangt"] if rol.persoon_id == houder_id}
    paden = _rechten(persoon).paden if roots else {}
    return any(not roots.isdisjoint(omvattend(paden.get(pk, ""))) for pk in gebieden)


def leid_rechten_af(persoon, vandaag=None):
    """Make the person's rights equal to what their running roles give, and remember the day."""
    vandaag = vandaag or timezone.localdate()
    due = set()
    roots = None
    for grond in gronden(persoon, vandaag):
        due |= {(grond.rol.gebied_id, recht) for recht in grond.eigen}
        if grond.overal:
            gebied = type(grond.rol.gebied)
            roots = roots or list(gebied.objects.filter(ouder=None).values_list("pk", flat=True))
            due |= {(root, recht) for root in roots for recht in grond.overal}
    with transaction.atomic():
        permission = {
            p.codename: p
            for p in Permission.objects.filter(content_type__app_label="gebieden", content_type__model="gebied")
        }
        present = {
            (r.content_object_id, r.permission.codename): r.pk
            for r in persoon.gebiedrecht_set.select_related("permission")
        }
        GebiedRecht.objects.filter(pk__in=[pk for paar, pk in present.items() if paar not in due]).delete()
        GebiedRecht.objects.bulk_create(
            [
                GebiedRecht(user=persoon, content_object_id=gebied, permission=permission[recht])
                for gebied, recht in sorted(due - present.keys())
            ],
            ignore_conflicts=True,
        )
        persoon._meta.model.objects.filter(pk=persoon.pk).update(rechten_op=vandaag)
    persoon.rechten_op = vandaag
    for onthouden in ("_rechten", "_vervangt"):
        persoon.__dict__.pop(onthouden, None)
