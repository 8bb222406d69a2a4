"""One area among very many: a row for each subject, a tick for each area, and this one as a dot with its figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from gebiedswerk.grafiek.vergelijking import _labelkolom, _labelregels, _ruit
from gebiedswerk.svg import (
    ACCENT,
    BREEDTE,
    GEDEMPT,
    RASTER,
    beeld,
    element,
    getal,
    leeg_beeld,
    streep,
    tekst,
    tekstbreedte,
)

RIJ = 46.0
MERK = "#9fb8ca"


@dataclass(frozen=True)
class Strook:
    """One subject; ``anderen`` are the figures of the other areas, in any order."""

    label: str
    waarde: float
    anderen: Sequence[float]
    gemeente: float | None = None
    eenheid: str = ""
    decimalen: int = 0


def stroken(
    rijen: Sequence[Strook], *, titel: str, gebied: str, gemeente: str, omschrijving: str = "", breedte: float = BREEDTE
) -> SafeString:
    """Each row on its own scale, from the lowest to the highest area."""
    if not rijen:
        return leeg_beeld(titel, omschrijving, breedte)
    labels, links = _labelkolom([(rij.label, False) for rij in rijen], breedte * 0.34)
    delen = [
        element("circle", cx=links + 5, cy=11.0, r=5.0, fill=ACCENT),
        tekst(links + 14, 15.5, gebied, vet=True),
        _ruit(links + 34 + tekstbreedte(gebied, vet=True), 11.0),
        tekst(links + 44 + tekstbreedte(gebied, vet=True), 15.5, gemeente, fill=GEDEMPT),
    ]
    for nummer, (rij, regels) in enumerate(zip(rijen, labels, strict=True)):
        delen += _rij(rij, regels, 26 + nummer * RIJ, links, breedte)
    hoogte = 26 + len(rijen) * RIJ
    omschrijving = omschrijving or "; ".join(_zin(rij, gebied) for rij in rijen)
    return beeld(delen, breedte, hoogte, titel=titel, omschrijving=omschrijving, klas="grafiek grafiek--stroken")


def _rij(rij: Strook, regels: Sequence[str], boven: float, links: float, breedte: float) -> list[str]:
    alle = [*rij.anderen, rij.waarde, *([rij.gemeente] if rij.gemeente is not None else [])]
    laag, hoog = min(alle), max(alle)

    def x(waarde: float) -> float:
        return links + 10 + (waarde - laag) / ((hoog - laag) or 1) * (breedte - links - 20)

    midden = boven + 26
    delen = [streep(0, boven, breedte, boven, stroke=RASTER, stroke_width=0.75)]
    delen += _labelregels(regels, links - 10, midden, False)
    delen += [streep(x(w), midden - 7, x(w), midden + 7, stroke=MERK, stroke_width=2.0) for w in rij.anderen]
    if rij.gemeente is not None:
        delen.append(_ruit(x(rij.gemeente), midden))
    delen.append(element("circle", cx=x(rij.waarde), cy=midden, r=6.0, fill=ACCENT))
    label = getal(rij.waarde, rij.decimalen, rij.eenheid)
    half = tekstbreedte(label, vet=True) / 2
    plek = min(max(x(rij.waarde), links + half), breedte - half)
    return [*delen, tekst(plek, boven + 15, label, anker="middle", vet=True)]


def _zin(rij: Strook, gebied: str) -> str:
    lager = sum(ander < rij.waarde for ander in rij.anderen)
    cijfer = getal(rij.waarde, rij.decimalen, rij.eenheid)
    return f"{rij.label}: {gebied} {cijfer}; van {len(rij.anderen)} andere zijn er {lager} lager"
