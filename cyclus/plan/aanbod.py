"""What can be linked to a measure: of the area, of its theme, seen by who chooses; and what was linked already."""

from cyclus.overleg.models import Overleg
from gebieden.models import Contact
from initiatieven.models import Initiatief
from signalen.models import Signaal

MEESTE = 100


def aanbod(persoon, maatregel, doel):
    """``{relation: queryset}`` for the form of a measure under this goal (None while none was chosen)."""
    gebied = maatregel.plan.gebied

    def hier(model):
        return model.objects.zichtbaar_voor(persoon).binnen(gebied)

    def op_thema(rijen):
        return rijen.filter(thema=doel.thema) if doel else rijen.none()

    return {
        "signalen": _met_gekozen(op_thema(hier(Signaal).open()), maatregel, "signalen"),
        "initiatieven": _met_gekozen(op_thema(hier(Initiatief).open()), maatregel, "initiatieven"),
        "overleggen": _met_gekozen(hier(Overleg).exclude(status="afgelast"), maatregel, "overleggen"),
        "partners": _met_gekozen(_contacten(persoon, gebied), maatregel, "partners"),
    }


def _contacten(persoon, gebied):
    """The sociale kaart of the area, of what lies in it, and of what it lies in."""
    seen = Contact.objects.zichtbaar_voor(persoon).actief()
    return (seen.binnen(gebied) | seen.in_gebieden(gebied.pad_ids())).order_by("naam", "pk")


def _met_gekozen(rijen, maatregel, naam):
    ids = set(rijen.values_list("pk", flat=True)[:MEESTE])
    ids |= set(getattr(maatregel, naam).values_list("pk", flat=True)) if maatregel.pk else set()
    return rijen.model.objects.filter(pk__in=ids)
