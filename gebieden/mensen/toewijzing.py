"""Who gets something first: it follows from the place and the domain (domain.md §3.1)."""

from gebiedswerk.profiel import huidig

from .models import Gebiedsrol


def eerste_eigenaar(gebied, domein):
    """Who works here for this domain: the smallest area with a gebiedsmedewerker decides (domain.md §3.1).

    Nobody for the domain: any gebiedsmedewerker there; nobody at all: who directs (regie); then a beheerder.
    During an absence it is who stands in. Returns a ``Gebruiker`` or None when the municipality has nobody yet.
    """
    functies = huidig().functies
    fitting = {f["code"] for f in functies if f["soort"] == "gebiedsmedewerker" and domein in f["domeinen"]}
    by_kind = {s: {f["code"] for f in functies if f["soort"] == s} for s in ("gebiedsmedewerker", "regie", "beheer")}
    rollen = [
        (len(rol.gebied.pad), rol)
        for rol in Gebiedsrol.objects.lopend()
        .filter(gebied__in=gebied.pad_ids(), persoon__is_active=True)
        .met_waarnemer()
        .select_related("persoon", "gebied")
        .order_by("van", "pk")
    ]
    for codes in (fitting, *by_kind.values()):
        found = [(diepte, rol) for diepte, rol in rollen if rol.functie in codes]
        if found:
            return max(found, key=lambda paar: paar[0])[1].waarnemer()
    return None


def wie_heeft_functie(functie, gebied):
    """Who has this function nearest to the place, in the area or what it lies in; during an absence who stands in."""
    rollen = Gebiedsrol.objects.lopend().voor_functie(functie).filter(gebied__in=gebied.pad_ids())
    rollen = rollen.filter(persoon__is_active=True).met_waarnemer().select_related("persoon", "gebied")
    nearest = sorted(rollen.defer("gebied__grens"), key=lambda rol: (-len(rol.gebied.pad), rol.van, rol.pk))
    return nearest[0].waarnemer() if nearest else None
