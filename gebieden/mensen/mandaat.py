"""Who may grant how much alone: the mandate of a running role, own or stood in for (domain.md §4.2)."""

from decimal import Decimal

from django.db.models import Max

from gebieden.gebied.models import Gebied

from .models import Gebiedsrol


def _rollen(gebieden):
    """The running roles that may handle things in one of these areas (ids), or in what they lie in."""
    around = {pk for gebied in Gebied.objects.filter(pk__in=gebieden).only("pad") for pk in gebied.pad_ids()}
    return Gebiedsrol.objects.lopend().met_recht("behandelen").filter(gebied__in=around, persoon__is_active=True)


def mandaat_van(persoon, gebieden):
    """The highest amount this person may grant alone here; a role without a mandate may grant nothing."""
    return _rollen(gebieden).voor(persoon).aggregate(hoogste=Max("mandaat"))["hoogste"] or Decimal(0)


def wie_mag(bedrag, gebieden):
    """Who may grant this amount here, by name."""
    rollen = _rollen(gebieden).filter(mandaat__gte=bedrag).select_related("persoon").order_by("persoon__naam")
    return list(dict.fromkeys(rol.persoon for rol in rollen))
