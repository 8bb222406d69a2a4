"""How to reach a reporter, on the dossier: only for who has let it be written down that they look."""

from django import template
from django.utils import timezone

register = template.Library()


@register.simple_tag
def inzagen_van(signaal, persoon):
    """``{"rijen": who looked, newest first, "is_getoond": whether this person did so today}``."""
    rows = list(signaal.inzagen.select_related("door")[:20])
    today = timezone.localdate()
    seen = any(rij.door_id == persoon.pk and timezone.localdate(rij.op) == today for rij in rows)
    return {"rijen": rows, "is_getoond": seen}
