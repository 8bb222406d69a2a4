"""What leads to what: columns of boxes with lines between them, from left to right."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from gebiedswerk.svg import (
    ACCENT,
    GEDEMPT,
    INKT,
    KLEIN,
    WIT,
    beeld,
    breek_af,
    element,
    kort_in,
    leeg_beeld,
    maat,
    tekst,
    uniek,
)

VAK, TUSSEN = 152.0, 38.0
REGEL, KOPHOOGTE, RUIMTE = 16.0, 30.0, 14.0
BINNEN = 9.0
MEESTE_REGELS = 3


@dataclass(frozen=True)
class Knoop:
    """One box: its name, a short line under it, and whether it is the one the drawing is about."""

    sleutel: Hashable
    naam: str
    onder: str = ""
    is_hier: bool = False


@dataclass(frozen=True)
class Kolom:
    naam: str
    knopen: tuple[Knoop, ...]


@dataclass(frozen=True)
class _Plek:
    kolom: int
    boven: float
    hoogte: float
    regels: tuple[str, ...]

    @property
    def links(self) -> float:
        return self.kolom * (VAK + TUSSEN) + 1

    @property
    def midden(self) -> float:
        return self.boven + self.hoogte / 2


def keten(kolommen: Sequence[Kolom], lijnen: Iterable[tuple[Hashable, Hashable]], *, titel: str) -> SafeString:
    """Boxes per column, in the order that crosses least; a line that another chain already says is left out."""
    if not kolommen:
        return leeg_beeld(titel, "", VAK, "Er is nog niets.")
    kolom_van = {knoop.sleutel: nummer for nummer, kolom in enumerate(kolommen) for knoop in kolom.knopen}
    lijnen = {(a, b) for a, b in lijnen if kolom_van.get(a, 0) < kolom_van.get(b, -1)}
    getekend = sorted(_zonder_omwegen(lijnen), key=lambda lijn: (kolom_van[lijn[0]], str(lijn)))
    geordend = _ordenen([list(kolom.knopen) for kolom in kolommen], getekend)
    plekken, hoogte = _plaatsen(geordend)
    breedte = len(kolommen) * VAK + (len(kolommen) - 1) * TUSSEN + 2
    punt = uniek("punt")
    delen = [_pijlpunt(punt)]
    delen += [_lijn(plekken, kolom_van, a, b, punt) for a, b in getekend]
    for nummer, (kolom, knopen) in enumerate(zip(kolommen, geordend, strict=True)):
        links = nummer * (VAK + TUSSEN) + 1
        delen.append(tekst(links, 15, kort_in(kolom.naam, VAK, vet=True), vet=True))
        delen += [deel for knoop in knopen for deel in _vak(knoop, plekken[knoop.sleutel])]
    return beeld(delen, breedte, hoogte, titel=titel, omschrijving=_in_woorden(kolommen), klas="grafiek grafiek--keten")


def _zonder_omwegen(lijnen: set) -> set:
    """The lines without those that only repeat a longer way (transitive reduction; the lines have no circle)."""
    verder = defaultdict(set)
    for a, b in lijnen:
        verder[a].add(b)

    def bereikt(begin: Hashable) -> set:
        gezien, rest = set(), list(verder[begin])
        while rest:
            if (nu := rest.pop()) not in gezien:
                gezien.add(nu)
                rest += verder[nu]
        return gezien

    alle = {a: bereikt(a) for a in list(verder)}
    return {(a, b) for a, b in lijnen if not any(b in alle.get(c, ()) for c in verder[a] if c != b)}


def _ordenen(kolommen: list[list[Knoop]], lijnen: Sequence[tuple]) -> list[list[Knoop]]:
    """Each box near the middle of what it is tied to, a few times to and fro (barycentre, Sugiyama 1981)."""
    buren = defaultdict(set)
    for a, b in lijnen:
        buren[a].add(b)
        buren[b].add(a)
    for ronde in range(4):
        plek = {knoop.sleutel: i / max(len(kolom) - 1, 1) for kolom in kolommen for i, knoop in enumerate(kolom)}
        for kolom in kolommen if ronde % 2 == 0 else kolommen[::-1]:
            midden = {
                knoop.sleutel: sum(plek[b] for b in buren[knoop.sleutel]) / len(buren[knoop.sleutel])
                if buren[knoop.sleutel]
                else plek[knoop.sleutel]
                for knoop in kolom
            }
            kolom.sort(key=lambda knoop, midden=midden: midden[knoop.sleutel])
            plek |= {knoop.sleutel: i / max(len(kolom) - 1, 1) for i, knoop in enumerate(kolom)}
    return kolommen


def _plaatsen(kolommen: list[list[Knoop]]) -> tuple[dict, float]:
    """Where every box stands, columns centred on each other; and the height of the whole."""
    maten = [[_maat(knoop) for knoop in kolom] for kolom in kolommen]
    hoogtes = [sum(hoogte for _, hoogte in kolom) + RUIMTE * (len(kolom) - 1) for kolom in maten]
    hoogste, plekken = max(hoogtes), {}
    for nummer, (kolom, maat_van) in enumerate(zip(kolommen, maten, strict=True)):
        y = KOPHOOGTE + (hoogste - hoogtes[nummer]) / 2
        for knoop, (regels, hoogte) in zip(kolom, maat_van, strict=True):
            plekken[knoop.sleutel] = _Plek(nummer, y, hoogte, regels)
            y += hoogte + RUIMTE
    return plekken, KOPHOOGTE + hoogste + 2


def _maat(knoop: Knoop) -> tuple[tuple[str, ...], float]:
    regels = tuple(breek_af(knoop.naam, VAK - 2 * BINNEN, KLEIN, vet=knoop.is_hier, regels=MEESTE_REGELS)) or ("",)
    return regels, 2 * BINNEN + REGEL * (len(regels) + bool(knoop.onder)) - 3


def _vak(knoop: Knoop, plek: _Plek) -> Iterable[str]:
    vulling, letter, stil = (ACCENT, WIT, WIT) if knoop.is_hier else (WIT, INKT, GEDEMPT)
    yield element(
        "rect", x=plek.links, y=plek.boven, width=VAK - 2, height=plek.hoogte, rx=4, fill=vulling, stroke=ACCENT
    )
    y = plek.boven + BINNEN + 11
    for regel in plek.regels:
        yield tekst(plek.links + BINNEN, y, regel, font_size=KLEIN, fill=letter, vet=knoop.is_hier)
        y += REGEL
    if knoop.onder:
        yield tekst(plek.links + BINNEN, y, kort_in(knoop.onder, VAK - 2 * BINNEN, KLEIN), font_size=KLEIN, fill=stil)


def _pijlpunt(naam: str) -> str:
    pad = element("path", d="M0,0 L7,3.5 L0,7 z", fill=GEDEMPT)
    return element(
        "defs",
        element(
            "marker", pad, id=naam, markerWidth=7, markerHeight=7, refX=6.5, refY=3.5, orient="auto",
            markerUnits="userSpaceOnUse",
        ),
    )  # fmt: skip


def _lijn(plekken: dict, kolom_van: dict, a: Hashable, b: Hashable, punt: str) -> str:
    """From box to box; past the columns in between it runs where there is no box."""
    van, naar = plekken[a], plekken[b]
    x, y = van.links + VAK - 2, van.midden
    pad = [f"M{maat(x)},{maat(y)}"]
    for nummer in range(van.kolom + 1, naar.kolom):
        links = nummer * (VAK + TUSSEN) + 1
        wens = y + (naar.midden - y) / (naar.kolom - nummer + 1)
        baan = _vrije_baan([p for p in plekken.values() if p.kolom == nummer], wens)
        pad.append(_bocht(x, y, links, baan))
        pad.append(f"L{maat(links + VAK - 2)},{maat(baan)}")
        x, y = links + VAK - 2, baan
    pad.append(_bocht(x, y, naar.links - 1, naar.midden))
    return element("path", d=" ".join(pad), fill="none", stroke=GEDEMPT, stroke_width=1.3, marker_end=f"url(#{punt})")


def _bocht(x: float, y: float, x2: float, y2: float) -> str:
    half = (x + x2) / 2
    return f"C{maat(half)},{maat(y)} {maat(half)},{maat(y2)} {maat(x2)},{maat(y2)}"


def _vrije_baan(vakken: list[_Plek], wens: float) -> float:
    """The height nearest to the wanted one that lies between two boxes of a column, or beside all of them."""
    if all(not vak.boven - 4 < wens < vak.boven + vak.hoogte + 4 for vak in vakken):
        return wens
    banen = [hoogte for vak in vakken for hoogte in (vak.boven - RUIMTE / 2, vak.boven + vak.hoogte + RUIMTE / 2)]
    return max(min(banen, key=lambda hoogte: abs(hoogte - wens)), KOPHOOGTE - 6)


def _in_woorden(kolommen: Sequence[Kolom]) -> str:
    return "; ".join(f"{kolom.naam}: {', '.join(knoop.naam for knoop in kolom.knopen)}" for kolom in kolommen)
