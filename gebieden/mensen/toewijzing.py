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
