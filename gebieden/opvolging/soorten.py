"""All that lies in areas, of whichever app: found by its relation to ``Gebied``, so that no kind can be forgotten."""

from gebieden.gebied.models import Gebied
from gebiedswerk.dossier import Dossier


def in_gebieden():
    """Models that may lie in several areas (``gebieden``)."""
    return _met_veld("gebieden")


def in_een_gebied():
    """Dossiers that lie in exactly one area (``gebied``)."""
    return [model for model in _met_veld("gebied") if issubclass(model, Dossier)]


def _met_veld(naam):
    kinds = {rel.related_model for rel in Gebied._meta.related_objects if rel.field.name == naam}
    return sorted(kinds, key=lambda kind: kind._meta.label)


def open_rijen(model):
    """The rows that are still going on: as the kind itself says it, else what has a step to take."""
    rows = model._default_manager.all()
    for vraag in ("open", "actief"):
        if hasattr(rows, vraag):
            return getattr(rows, vraag)()
    return rows.exclude(status__in=model.tabel.eind)
