"""The same line chart many times on one scale, a panel for each area, so that they are compared at a glance.

veelvoud([Reeks("Noord", [(2022, 21.0), (2023, 21.4)], nadruk=True), Reeks("Zuid", [...])], titel="...",
         eenheid="%", ernaast=Reeks("gemeente", [...]))
"""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from gebiedswerk.grafiek.trend import Reeks
from gebiedswerk.svg import (
    ACCENT,
    BREEDTE,
    GEDEMPT,
    KLEIN,
    RASTER,
    SPOOR,
    beeld,
    element,
    getal,
    kort_in,
    leeg_beeld,
    passende_decimalen,
    punten_van,
    streep,
    tekst,
    tekstbreedte,
)

TUSSEN = 16.0
KOP, VELD, VOET = 22.0, 54.0, 20.0
SMALST = 110.0
STIL = "#8b959e"


def veelvoud(
    reeksen: Sequence[Reeks],
    *,
    titel: str,
    omschrijving: str = "",
    eenheid: str = "",
    decimalen: int | None = None,
    ernaast: Reeks | None = None,
    breedte: float = BREEDTE,
) -> SafeString:
    """One panel per series with its first and last figure; ``ernaast`` is a dashed line in all of them."""
    reeksen = [reeks for reeks in reeksen if len(reeks.bekend) > 1]
    if not reeksen:
        return leeg_beeld(titel, omschrijving, breedte)
    alle = [*reeksen, *([ernaast] if ernaast and len(ernaast.bekend) > 1 else [])]
    waarden = [waarde for reeks in alle for _, waarde in reeks.bekend]
    decimalen = passende_decimalen(waarden) if decimalen is None else decimalen
    schaal = _Schaal(alle)
    eenheid = eenheid if eenheid in {"%", "€"} else ""
    per_rij = _per_rij(len(reeksen), breedte)
    breed = (breedte - (per_rij - 1) * TUSSEN) / per_rij
    boven = 24.0 if len(alle) > len(reeksen) else 0.0
    delen = _legenda(ernaast.naam) if boven else []
    for nummer, reeks in enumerate(reeksen):
        links, hoog = nummer % per_rij * (breed + TUSSEN), boven + nummer // per_rij * (KOP + VELD + VOET)
        delen += _paneel(reeks, alle[len(reeksen) :], schaal, (links, hoog, breed), decimalen, eenheid)
    hoogte = boven + -(-len(reeksen) // per_rij) * (KOP + VELD + VOET)
    omschrijving = omschrijving or "; ".join(_zin(reeks, decimalen, eenheid) for reeks in alle)
    return beeld(delen, breedte, hoogte, titel=titel, omschrijving=omschrijving, klas="grafiek grafiek--veelvoud")


def _per_rij(aantal: int, breedte: float) -> int:
    """As many as are wide enough, over rows that are as full as each other."""
    hoogstens = max(1, int((breedte + TUSSEN) // (SMALST + TUSSEN)))
    rijen = -(-aantal // hoogstens)
    return -(-aantal // rijen)


class _Schaal:
    """Where a year and a figure stand in a panel, the same for every panel."""

    def __init__(self, reeksen: Sequence[Reeks]):
        punten = [punt for reeks in reeksen for punt in reeks.bekend]
        self.eerste, self.laatste = min(jaar for jaar, _ in punten), max(jaar for jaar, _ in punten)
        self.laag, self.hoog = min(waarde for _, waarde in punten), max(waarde for _, waarde in punten)

    def punt(self, jaar: float, waarde: float, links: float, breed: float, boven: float) -> tuple[float, float]:
        deel = (jaar - self.eerste) / ((self.laatste - self.eerste) or 1)
        hoogte = (waarde - self.laag) / ((self.hoog - self.laag) or 1)
        return links + 5 + deel * (breed - 10), boven + VELD - 6 - hoogte * (VELD - 24)


def _paneel(reeks: Reeks, ernaast: Sequence[Reeks], schaal: _Schaal, plek, decimalen: int, eenheid: str) -> list[str]:
    links, hoog, breed = plek
    boven = hoog + KOP
    kleur = ACCENT if reeks.nadruk else STIL
    delen = [tekst(links, hoog + 14, kort_in(reeks.naam, breed, vet=reeks.nadruk), vet=reeks.nadruk)]
    if reeks.nadruk:
        delen.append(element("rect", x=links, y=boven - 2, width=breed, height=VELD + 2, fill=SPOOR))
    delen.append(streep(links, boven + VELD, links + breed, boven + VELD, stroke=RASTER, stroke_width=1.0))
    for ander in ernaast:
        punten = punten_van(schaal.punt(*punt, links, breed, boven) for punt in ander.bekend)
        delen.append(
            element("polyline", points=punten, fill="none", stroke=GEDEMPT, stroke_width=1, stroke_dasharray="4 3")
        )
    for stuk in reeks.stukken:
        punten = punten_van(schaal.punt(*punt, links, breed, boven) for punt in stuk)
        delen.append(
            element("polyline", points=punten, fill="none", stroke=kleur, stroke_width=2.6 if reeks.nadruk else 1.8)
        )
    for jaar, anker, x in ((schaal.eerste, None, links), (schaal.laatste, "end", links + breed)):
        delen.append(tekst(x, boven + VELD + 13, str(jaar), anker=anker, fill=GEDEMPT, font_size=KLEIN))
    return [*delen, *_einden(reeks, schaal, (links, boven, breed), kleur, decimalen, eenheid)]


def _einden(reeks: Reeks, schaal: _Schaal, plek, kleur: str, decimalen: int, eenheid: str) -> list[str]:
    """The last point with its figure, and the first where there is room beside it."""
    links, boven, breed = plek
    delen, vrij = [], links + breed
    for (jaar, waarde), vet in ((reeks.bekend[-1], reeks.nadruk), (reeks.bekend[0], False)):
        x, y = schaal.punt(jaar, waarde, links, breed, boven)
        delen.append(element("circle", cx=x, cy=y, r=3.0, fill=kleur))
        label = getal(waarde, decimalen, eenheid)
        ruimte = tekstbreedte(label, KLEIN, vet=vet)
        begin = min(max(x - ruimte / 2, links), vrij - ruimte)
        if begin >= links:
            delen.append(tekst(begin, y - 7, label, vet=vet, font_size=KLEIN))
            vrij = begin - 6
    return delen


def _legenda(naam: str) -> list[str]:
    lijn = streep(0, 10, 26, 10, stroke=GEDEMPT, stroke_width=1.0, stroke_dasharray="4 3")
    return [lijn, tekst(32, 14.5, naam, fill=GEDEMPT, font_size=KLEIN)]


def _zin(reeks: Reeks, decimalen: int, eenheid: str) -> str:
    (van, eerst), (tot, laatst) = reeks.bekend[0], reeks.bekend[-1]
    return f"{reeks.naam}: {getal(eerst, decimalen, eenheid)} in {van}, {getal(laatst, decimalen, eenheid)} in {tot}"
