"""Maps as SVG text, from GeoJSON geometries in WGS84: for cards, pages and PDFs, without tiles, network or script.

    kaart([Vlak("Vuren", geojson, nadruk=True), Vlak("Herwijnen", geojson2)], titel="Vuren en omgeving")
    kaart([Vlak(g.naam, g.grens, waarde=g.inwoners) for g in gebieden], titel="Inwoners per kern")  # five classes
    kaart(vlakken, [Punt("Dorpshuis", 5.02, 51.83)], titel="Signalen in Vuren", zoom=True)
    kaart(vlakken, titel="Ligging van Vuren", klein=True)  # no text, for a card

A gebied without a figure on a map with figures is hatched, and the legend says so. Names stand only where they fit.
Figures on a map belong in a table beside it. West Betuwe with 66 buurten takes about 10 ms.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.safestring import SafeString

from gebiedswerk.kaartbeeld.meetkunde import (
    Kader,
    Ring,
    binnenpunt,
    kader_om,
    oppervlakte,
    passende_hoogte,
    projectie,
    ringen_van,
    vereenvoudig,
)
from gebiedswerk.svg import (
    ACCENT,
    BREEDTE,
    GEDEMPT,
    INKT,
    KLEIN,
    REFERENTIE,
    WIT,
    beeld,
    element,
    getal,
    leeg_beeld,
    maat,
    passende_decimalen,
    tekst,
    tekstbreedte,
    uniek,
)

KLASSEN = ("#e1eff1", "#b4d7dd", "#7ab4bf", "#2b7a89", "#0d4652")
# Names on these are white.
DONKER = {ACCENT, *KLASSEN[3:]}
OMGEVING = "#e9edf0"
RAND = "#77838f"
KM_PER_GRAAD = 111.32
# What is smaller than this on paper is left out of a boundary.
FIJNHEID = 0.5


@dataclass(frozen=True)
class Vlak:
    """An area: its GeoJSON geometry (Polygon, MultiPolygon or a collection of them), and a figure on a choropleth."""

    naam: str
    geometrie: dict | None
    waarde: float | None = None
    nadruk: bool = False


@dataclass(frozen=True)
class Punt:
    naam: str
    lengtegraad: float
    breedtegraad: float


def kaart(
    vlakken: Sequence[Vlak],
    punten: Sequence[Punt] = (),
    *,
    titel: str,
    omschrijving: str = "",
    eenheid: str = "",
    decimalen: int | None = None,
    namen: bool = True,
    zoom: bool = False,
    klein: bool = False,
    breedte: float | None = None,
    hoogte: float | None = None,
) -> SafeString:
    """All areas in one picture; ``zoom`` shows the highlighted ones with a margin of their neighbours around them."""
    breedte = breedte or (160 if klein else BREEDTE)
    ringen = [list(ringen_van(vlak.geometrie)) for vlak in vlakken]
    gericht = [r for vlak, r in zip(vlakken, ringen, strict=True) if vlak.nadruk] if zoom else []
    kader = kader_om(gericht or [*ringen, [[(punt.lengtegraad, punt.breedtegraad) for punt in punten]]])
    if kader is None:
        return leeg_beeld(titel, omschrijving, breedte, "Er is nog geen kaart.")
    hoogte = hoogte or passende_hoogte(kader, breedte)
    schaal, naar_papier = projectie(kader, breedte, hoogte, marge=0.3 if gericht else 0.02)
    op_papier = [[vereenvoudig([naar_papier(punt) for punt in ring]) for ring in vlak] for vlak in ringen]
    klassen = _klassen([vlak.waarde for vlak in vlakken])
    if decimalen is None:
        decimalen = passende_decimalen([vlak.waarde for vlak in vlakken]) if klassen else 0

    arcering = uniek("zonder-cijfer")
    delen = [_arcering(arcering)] if klassen and any(vlak.waarde is None for vlak in vlakken) else []
    # The highlighted areas last: their border lies over that of their neighbours.
    for i in sorted(range(len(vlakken)), key=lambda i: vlakken[i].nadruk):
        delen.append(_vlak(vlakken[i], op_papier[i], _vulling(vlakken[i], klassen, f"url(#{arcering})")))
    papier, onder = Kader(0, 0, breedte, hoogte), hoogte
    if klein:
        delen += [_stip(*naar_papier((punt.lengtegraad, punt.breedtegraad)), 2.5) for punt in punten]
    else:
        bezet = [_schaalbalk_kader(hoogte)]
        delen += _punten(punten, naar_papier, papier, bezet)
        delen += _namen(vlakken, op_papier, klassen, papier, bezet) if namen else []
        delen += _schaalbalk(schaal, hoogte)
    if klassen and not klein:
        legenda, onder = _legenda(vlakken, klassen, arcering, breedte, hoogte, eenheid, decimalen)
        delen += legenda
    omschrijving = omschrijving or _beschrijf(vlakken, punten, eenheid, decimalen, bool(klassen))
    soort = "kaartbeeld--klein" if klein else "kaartbeeld--groot"
    return beeld(delen, breedte, onder, titel=titel, omschrijving=omschrijving, klas=f"kaartbeeld {soort}")


def _klassen(waarden: Sequence[float | None]) -> list[float]:
    """The upper bounds of at most five classes with about equally many areas; equal figures share a class."""
    bekend = sorted(waarde for waarde in waarden if waarde is not None)
    if not bekend:
        return []
    aantal = min(len(KLASSEN), len(set(bekend)))
    return sorted({bekend[ceil(len(bekend) * (i + 1) / aantal) - 1] for i in range(aantal)})


def _kleur(waarde: float, klassen: Sequence[float]) -> str:
    nummer = next(i for i, grens in enumerate(klassen) if waarde <= grens)
    return KLASSEN[_klasse_kleur(nummer, len(klassen))]


def _klasse_kleur(nummer: int, aantal: int) -> int:
    """With fewer than five classes the colours are spread over the whole scale."""
    return round(nummer * (len(KLASSEN) - 1) / (aantal - 1)) if aantal > 1 else 2


def _vulling(vlak: Vlak, klassen: Sequence[float], arcering: str) -> str:
    if not klassen:
        return ACCENT if vlak.nadruk else OMGEVING
    return arcering if vlak.waarde is None else _kleur(vlak.waarde, klassen)


def _vlak(vlak: Vlak, ringen: Sequence[Ring], vulling: str) -> str:
    pad = "".join("M" + "L".join(f"{maat(x)} {maat(y)}" for x, y in ring) + "Z" for ring in ringen if len(ring) > 3)
    if not pad:
        return ""
    rand = (INKT, 2.2) if vlak.nadruk else (RAND, 0.8)
    return element(
        "path", d=pad, fill=vulling, fill_rule="evenodd", stroke=rand[0], stroke_width=rand[1], stroke_linejoin="round"
    )


def _arcering(kenmerk: str) -> str:
    streep = element("rect", width=6, height=6, fill=WIT) + element("path", d="M0 6L6 0", stroke=RAND, stroke_width=1)
    return element("defs", element("pattern", streep, id=kenmerk, width=6, height=6, patternUnits="userSpaceOnUse"))


def _stip(x: float, y: float, straal: float) -> str:
    return element("circle", cx=x, cy=y, r=straal, fill=REFERENTIE, stroke=WIT, stroke_width=1.5)


def _omlijnd(
    x: float, y: float, inhoud: str, *, kleur: str = INKT, rand: str = WIT, vet: bool = False, anker=None
) -> str:
    """Text that is readable on any colour: drawn first as a broad edge, then itself."""
    gelijk = {"font_size": KLEIN, "anker": anker, "vet": vet}
    rand_ = tekst(x, y, inhoud, fill=rand, stroke=rand, stroke_width=3, stroke_linejoin="round", **gelijk)
    return rand_ + tekst(x, y, inhoud, fill=kleur, **gelijk)


def _punten(punten: Sequence[Punt], naar_papier, papier: Kader, bezet: list[Kader]) -> list[str]:
    """The points, and their names to the right or left where there is room."""
    plaatsen = [(punt, *naar_papier((punt.lengtegraad, punt.breedtegraad))) for punt in punten]
    plaatsen = [plaats for plaats in plaatsen if Kader(*plaats[1:], *plaats[1:]).ligt_in(papier)]
    bezet += [Kader(x - 5, y - 5, x + 5, y + 5) for _, x, y in plaatsen]
    delen = []
    for punt, x, y in plaatsen:
        delen.append(_stip(x, y, 4.5))
        breedte = tekstbreedte(punt.naam, KLEIN)
        for links, anker, tekst_x in ((x + 6, None, x + 8), (x - 10 - breedte, "end", x - 8)):
            plek = Kader(links, y - 8, links + breedte + 4, y + 8)
            if punt.naam and plek.ligt_in(papier) and not any(plek.raakt(ander) for ander in bezet):
                bezet.append(plek)
                delen.append(_omlijnd(tekst_x, y + 4, punt.naam, anker=anker))
                break
    return delen


def _namen(vlakken, op_papier, klassen, papier: Kader, bezet: list[Kader]) -> list[str]:
    """Names of areas, the highlighted and the large ones first, each only where it covers no other."""
    groottes = [max((abs(oppervlakte(ring)) for ring in ringen), default=0) for ringen in op_papier]
    delen = []
    for i in sorted(range(len(vlakken)), key=lambda i: (not vlakken[i].nadruk, -groottes[i])):
        vlak = vlakken[i]
        if not groottes[i] or not vlak.naam:
            continue
        x, y, ruimte = binnenpunt(max(op_papier[i], key=lambda ring: abs(oppervlakte(ring))))
        if not Kader(x, y, x, y).ligt_in(papier):
            continue
        breedte = tekstbreedte(vlak.naam, KLEIN, vet=vlak.nadruk)
        x = min(max(x, breedte / 2 + 3), papier.rechts - breedte / 2 - 3)
        plek = Kader(x - breedte / 2 - 2, y - 8, x + breedte / 2 + 2, y + 8)
        # A name may be somewhat broader than a small area, but may not name its neighbour.
        past = vlak.nadruk or breedte < ruimte * 1.25
        if past and plek.ligt_in(papier) and not any(plek.raakt(ander) for ander in bezet):
            bezet.append(plek)
            vulling = _vulling(vlak, klassen, "") if breedte < ruimte else ""
            kleuren = {"kleur": WIT, "rand": vulling} if vulling in DONKER else {}
            delen.append(_omlijnd(x, y + 4, vlak.naam, vet=vlak.nadruk, anker="middle", **kleuren))
    return delen


def _legenda(
    vlakken, klassen, arcering: str, breedte: float, boven: float, eenheid: str, decimalen: int
) -> tuple[list[str], float]:
    """Swatches with their bounds in as many rows as needed, and where they end."""
    bekend = [vlak.waarde for vlak in vlakken if vlak.waarde is not None]
    posten = []
    for nummer, grens in enumerate(klassen):
        in_klasse = [w for w in bekend if w <= grens and (nummer == 0 or w > klassen[nummer - 1])]
        van, tot = getal(min(in_klasse), decimalen), getal(max(in_klasse), decimalen, eenheid)
        alleen = getal(max(in_klasse), decimalen, eenheid)
        label = alleen if getal(max(in_klasse), decimalen) == van else f"{van} – {tot}"
        posten.append((KLASSEN[_klasse_kleur(nummer, len(klassen))], label))
    if len(bekend) < len(vlakken):
        posten.append((f"url(#{arcering})", "geen cijfer"))
    delen, x, y = [], 2.0, boven + 12
    for kleur, label in posten:
        ruimte = 24 + tekstbreedte(label, KLEIN) + 14
        if x > 2 and x + ruimte - 14 > breedte:
            x, y = 2.0, y + 20
        delen.append(element("rect", x=x, y=y, width=18.0, height=12.0, fill=kleur, stroke=RAND, stroke_width=0.8))
        delen.append(tekst(x + 24, y + 10.5, label, font_size=KLEIN))
        x += ruimte
    return delen, y + 18


def _schaalbalk_kader(hoogte: float) -> Kader:
    return Kader(0, hoogte - 24, 110, hoogte)


def _schaalbalk(schaal: float, hoogte: float) -> list[str]:
    """A bar of a round number of kilometres."""
    km = max((n for n in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100) if n * schaal <= 90), default=0.1)
    lang, y = km * schaal, hoogte - 6.0
    label = f"{getal(km)} km" if km >= 1 else f"{getal(km * 1000)} m"
    streep = element(
        "path", d=f"M3 {maat(y - 5)}V{maat(y)}H{maat(3 + lang)}V{maat(y - 5)}", fill="none", stroke=GEDEMPT
    )
    return [streep, _omlijnd(7.0, y - 5, label, kleur=GEDEMPT)]


def _beschrijf(vlakken, punten, eenheid: str, decimalen: int, met_cijfers: bool) -> str:
    if met_cijfers:
        return "; ".join(f"{vlak.naam} {getal(vlak.waarde, decimalen, eenheid)}" for vlak in vlakken)
    nadruk = ", ".join(vlak.naam for vlak in vlakken if vlak.nadruk)
    delen = [f"Kaart met {len(vlakken)} gebieden" + (f", waarin {nadruk} is aangewezen" if nadruk else "")]
    if punten:
        delen.append(f"Met {len(punten)} punten")
    return ". ".join(delen) + "."
