"""The areas before and after a division, side by side."""

from collections import defaultdict

from gebieden.gebied.models import Gebied
from gebiedswerk.kaartbeeld import Vlak, kaart

BREEDTE = 560


def kaarten(boom, wijziging):
    """Two maps as SVG, empty without boundaries of buurten.

    An area that is there is drawn with its own boundary. One that is new or gets other buurten has none yet: it is
    drawn as its buurten.
    """
    keys = {pk for pk, knoop in boom.knopen.items() if knoop.niveau == boom.gebiedniveau} | set(boom.buurten)
    grenzen = dict(Gebied.objects.filter(pk__in=keys).exclude(grens=None).values_list("pk", "grens"))
    if not grenzen.keys() & set(boom.buurten):
        return "", ""
    before, after, own = defaultdict(list), defaultdict(list), {}
    for buurt in boom.buurten:
        above = next((pk for pk in boom.boven(buurt) if boom.knopen[pk].niveau == boom.gebiedniveau), None)
        naam = boom.knopen[above].naam if above else "Nog geen gebied"
        own[naam] = grenzen.get(above)
        before[naam].append(buurt)
        doelen = boom.doelen(buurt)
        after[doelen[0].naam if doelen else "Nog geen plek"].append(buurt)
    grown = {b.doel.naam for b in wijziging.blijft if b.erbij or b.eraf}
    new, gone = {komt.doel.naam for komt in wijziging.komt}, {vervalt.naam for vervalt in wijziging.vervalt}

    def van_buurten(buurten):
        return {"type": "GeometryCollection", "geometries": [grenzen[b] for b in buurten if b in grenzen]}

    def teken(parts, nadruk, made_anew, titel):
        vlakken = [
            Vlak(naam, (naam not in made_anew and own.get(naam)) or van_buurten(buurten), nadruk=naam in nadruk)
            for naam, buurten in sorted(parts.items())
        ]
        return kaart(vlakken, titel=titel, breedte=BREEDTE)

    return (
        teken(before, gone | grown, set(), "De gebieden van nu"),
        teken(after, new | grown, new | grown, "De gebieden van deze indeling"),
    )
