"""Who gets a signal first: there is always exactly one owner (domain.md §3.1)."""

from gebieden.mensen.models import Gebiedsrol, Gebruiker
from gebieden.mensen.toewijzing import eerste_eigenaar


class GeenEigenaar(Exception):
    """Nobody in this installation can take in a signal: it has no officials yet."""


def vind_eigenaar(gebied, domein):
    """The first owner by place and domain; with nobody there, anyone in the municipality who can pass it on."""
    return eerste_eigenaar(gebied, domein) or _iemand_die_kan_doorgeven()


def _iemand_die_kan_doorgeven():
    running = Gebiedsrol.objects.lopend().filter(persoon__is_active=True).select_related("persoon").order_by("pk")
    for soort in ("regie", "beheer", "gebiedsmedewerker"):
        if rol := running.van_soort(soort).first():
            return rol.persoon
    beheerder = Gebruiker.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
    if beheerder is None:
        raise GeenEigenaar("Er is nog niemand die signalen kan behandelen.")
    return beheerder
