"""Which figures say most about an area: those in which it differs most from the whole municipality."""

from collections import Counter
from math import sqrt

# A difference smaller than this part is not worth a drawing.
MINST = 0.02


def afwijking(regel):
    """How far a figure lies from that of the municipality, so that shares and averages can be put in one order."""
    if regel.gemeente is None or regel.soort == "telling":
        return 0.0
    if regel.soort == "percentage":
        breedte = sqrt(max(regel.gemeente * (100 - regel.gemeente), 0)) / 50
        return abs(regel.waarde - regel.gemeente) / 100 / (breedte or 1)
    return abs(regel.waarde - regel.gemeente) / (abs(regel.gemeente) or 1) / 2


def beweging(regel):
    """The change over the whole series, as a part of the larger of both ends."""
    begin, eind = regel.reeks[0].waarde, regel.reeks[-1].waarde
    return abs(eind - begin) / (max(abs(begin), abs(eind)) or 1)


def sprekendste(themas, aantal, *, eerst=(), meeste=2):
    """The most telling lines, those with a code in ``eerst`` first.

    Never more than ``meeste`` of one theme, nor that begin with the same word: four distances are one story.
    """
    regels = [(thema.code, regel) for thema in themas for regel in thema.regels]
    regels = [(code, r) for code, r in regels if r.code in eerst or afwijking(r) >= MINST]
    regels.sort(key=lambda paar: (paar[1].code not in eerst, -afwijking(paar[1]), paar[1].code))
    gekozen, geteld = [], Counter()
    for code, regel in regels:
        soorten = (code, regel.naam.split()[0])
        if all(geteld[soort] < meeste for soort in soorten) and len(gekozen) < aantal:
            gekozen.append(regel)
            geteld.update(soorten)
    return gekozen
