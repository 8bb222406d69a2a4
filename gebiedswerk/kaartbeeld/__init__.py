"""Maps as SVG text, from GeoJSON geometries in WGS84: for cards, pages and PDFs, without tiles, network or script.

    kaart([Vlak("Dorp", geojson, nadruk=True), Vlak("Stad", geojson2)], titel="Dorp en omgeving")
    kaart([Vlak(g.naam, g.grens, waarde=g.inwoners) for g in gebieden], titel="Inwoners per kern")  # five classes
    kaart(vlakken, [Punt("Dorpshuis", 5.02, 51.83)], titel="Signalen in Dorp", zoom=True)
    kaart(vlakken, titel="Ligging van Dorp", klein=True)  # no text, for a card

An area without a figure on a map with figures is hatched, one with a suppressed figure (``verborgen``) is dotted, and
the legend says so, with the number of areas in every class. Names stand only where they fit; with ``nummers`` the
number of the class stands there instead, so that the map is read without colour. Figures on a map belong in a table
beside it. A municipality of 66 buurten takes about 10 ms; with an ``Ondergrond`` that was kept (``leg_neer``), 1 ms.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from gebiedswerk.kaartbeeld.klassen import Klassen, deel_in
from gebiedswerk.kaartbeeld.meetkunde import Kader
from gebiedswerk.kaartbeeld.ondergrond import Ondergrond, Vorm, leg_neer
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

__all__ = ["KLASSEN", "Ondergrond", "Punt", "Vlak", "kaart", "leg_neer"]

KLASSEN = ("#e1eff1", "#b4d7dd", "#7ab4bf", "#2b7a89", "#0d4652")
# Names on these are white.
DONKER = {ACCENT, *KLASSEN[3:]}
OMGEVING = "#e9edf0"
RAND = "#77838f"
VERBORGEN = "te klein om te tonen"
ZONDER_CIJFER = "geen cijfer"


@dataclass(frozen=True)
class Vlak:
    """An area: its GeoJSON geometry (Polygon, MultiPolygon or a collection of them), and a figure on a choropleth.

    ``verborgen``: there is a figure, and it is not shown.
    """

    naam: str
    geometrie: dict | None
    waarde: float | None = None
    nadruk: bool = False
    verborgen: bool = False


@dataclass(frozen=True)
class Punt:
    naam: str
    lengtegraad: float
    breedtegraad: float


@dataclass(frozen=True)
class _Kleuring:
    """What fills the areas; ``met_cijfers``: there are figures, though perhaps none that may be shown."""

    klassen: Klassen
    met_cijfers: bool
    arcering: str
    stippen: str

    def vulling(self, vlak: Vlak) -> str:
        if not self.met_cijfers:
            return ACCENT if vlak.nadruk else OMGEVING
        if vlak.waarde is None:
            return f"url(#{self.stippen if vlak.verborgen else self.arcering})"
        return self.kleur(self.klassen.nummer(vlak.waarde))

    def kleur(self, nummer: int) -> str:
        """With fewer than five classes the colours are spread over the whole scale."""
        aantal = len(self.klassen.aantallen)
        return KLASSEN[round(nummer * (len(KLASSEN) - 1) / (aantal - 1)) if aantal > 1 else 2]


def kaart(
    vlakken: Sequence[Vlak],
    punten: Sequence[Punt] = (),
    *,
    titel: str,
    omschrijving: str = "",
    eenheid: str = "",
    decimalen: int | None = None,
    namen: bool = True,
    nummers: bool = False,
    zoom: bool = False,
    klein: bool = False,
    breedte: float | None = None,
    hoogte: float | None = None,
    ondergrond: Ondergrond | None = None,
    verborgen: str = VERBORGEN,
) -> SafeString:
    """All areas in one picture; ``zoom`` shows the highlighted ones with a margin of their neighbours around them.

    ``ondergrond``: the outlines of the same areas in the same order, when they were laid down before; ``verborgen``:
    the words for a figure that is not shown.
    """
    breedte = breedte or (160 if klein else BREEDTE)
    ondergrond = ondergrond or leg_neer(
        [vlak.geometrie for vlak in vlakken],
        breedte=breedte,
        hoogte=hoogte,
        punten=[(punt.lengtegraad, punt.breedtegraad) for punt in punten],
        gericht=[i for i, vlak in enumerate(vlakken) if vlak.nadruk] if zoom else (),
    )
    if ondergrond is None:
        return leeg_beeld(titel, omschrijving, breedte, "Er is nog geen kaart.")
    if decimalen is None:
        decimalen = passende_decimalen([vlak.waarde for vlak in vlakken]) if _heeft_cijfers(vlakken) else 0
    klassen = deel_in([vlak.waarde for vlak in vlakken], decimalen)
    met_cijfers = bool(klassen.aantallen) or any(vlak.verborgen for vlak in vlakken)
    kleuring = _Kleuring(klassen, met_cijfers, uniek("zonder-cijfer"), uniek("verborgen"))
    delen = [_patronen(kleuring)] if met_cijfers and any(vlak.waarde is None for vlak in vlakken) else []
    # The highlighted areas last: their border lies over that of their neighbours.
    for i in sorted(range(len(vlakken)), key=lambda i: vlakken[i].nadruk):
        wijzer = _wijzer(vlakken[i], decimalen, eenheid, verborgen) if nummers else ""
        delen.append(_vlak(vlakken[i], ondergrond.vormen[i], kleuring.vulling(vlakken[i]), wijzer))
    onder = ondergrond.hoogte
    if klein:
        delen += [_stip(*ondergrond.naar_papier((punt.lengtegraad, punt.breedtegraad)), 2.5) for punt in punten]
    else:
        bezet = [_schaalbalk_kader(onder)]
        delen += _punten(punten, ondergrond, bezet)
        if nummers and met_cijfers:
            delen += _nummers(vlakken, ondergrond, kleuring, bezet)
        elif namen:
            delen += _namen(vlakken, ondergrond, kleuring, bezet)
        delen += _schaalbalk(ondergrond.schaal, onder)
    if met_cijfers and not klein:
        legenda, onder = _legenda(vlakken, kleuring, ondergrond, eenheid, nummers, verborgen)
        delen += legenda
    omschrijving = omschrijving or _beschrijf(vlakken, punten, eenheid, decimalen, met_cijfers, verborgen)
    soort = "kaartbeeld--klein" if klein else "kaartbeeld--groot"
    return beeld(delen, ondergrond.breedte, onder, titel=titel, omschrijving=omschrijving, klas=f"kaartbeeld {soort}")


def _heeft_cijfers(vlakken: Sequence[Vlak]) -> bool:
    return any(vlak.waarde is not None for vlak in vlakken)


def _wijzer(vlak: Vlak, decimalen: int, eenheid: str, verborgen: str) -> str:
    """What a mouse shows of an area."""
    return element("title", escape(f"{vlak.naam}: {_cijfer(vlak, decimalen, eenheid, verborgen)}"))


def _cijfer(vlak: Vlak, decimalen: int, eenheid: str, verborgen: str) -> str:
    return verborgen if vlak.verborgen and vlak.waarde is None else getal(vlak.waarde, decimalen, eenheid)


def _vlak(vlak: Vlak, vorm: Vorm, vulling: str, wijzer: str = "") -> str:
    if not vorm.pad:
        return ""
    rand = (INKT, 2.2) if vlak.nadruk else (RAND, 0.8)
    return element(
        "path",
        wijzer,
        d=vorm.pad,
        fill=vulling,
        fill_rule="evenodd",
        stroke=rand[0],
        stroke_width=rand[1],
        stroke_linejoin="round",
    )


def _patronen(kleuring: _Kleuring) -> str:
    """Hatched: no figure; dotted: a figure that is not shown."""
    wit = element("rect", width=6, height=6, fill=WIT)
    streep = wit + element("path", d="M0 6L6 0", stroke=RAND, stroke_width=1)
    stippen = wit + element("circle", cx=3, cy=3, r=1.3, fill=GEDEMPT)
    patronen = ((kleuring.arcering, streep), (kleuring.stippen, stippen))
    return element(
        "defs",
        "".join(
            element("pattern", p, id=naam, width=6, height=6, patternUnits="userSpaceOnUse") for naam, p in patronen
        ),
    )


def _stip(x: float, y: float, straal: float) -> str:
    return element("circle", cx=x, cy=y, r=straal, fill=REFERENTIE, stroke=WIT, stroke_width=1.5)


def _omlijnd(
    x: float, y: float, inhoud: str, *, kleur: str = INKT, rand: str = WIT, vet: bool = False, anker=None
) -> str:
    """Text that is readable on any colour: drawn first as a broad edge, then itself."""
    gelijk = {"font_size": KLEIN, "anker": anker, "vet": vet}
    rand_ = tekst(x, y, inhoud, fill=rand, stroke=rand, stroke_width=3, stroke_linejoin="round", **gelijk)
    return rand_ + tekst(x, y, inhoud, fill=kleur, **gelijk)


def _punten(punten: Sequence[Punt], ondergrond: Ondergrond, bezet: list[Kader]) -> list[str]:
    """The points, and their names to the right or left where there is room."""
    papier = ondergrond.papier
    plaatsen = [(punt, *ondergrond.naar_papier((punt.lengtegraad, punt.breedtegraad))) for punt in punten]
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


def _op_grootte(vlakken: Sequence[Vlak], ondergrond: Ondergrond) -> list[tuple[Vlak, Vorm]]:
    """The highlighted and the large ones first; those without a place on the paper are left out."""
    paren = [
        (vlak, vorm)
        for vlak, vorm in zip(vlakken, ondergrond.vormen, strict=True)
        if vorm.grootte and Kader(vorm.x, vorm.y, vorm.x, vorm.y).ligt_in(ondergrond.papier)
    ]
    return sorted(paren, key=lambda paar: (not paar[0].nadruk, -paar[1].grootte))


def _namen(vlakken, ondergrond: Ondergrond, kleuring: _Kleuring, bezet: list[Kader]) -> list[str]:
    """Names of areas, each only where it covers no other."""
    delen, papier = [], ondergrond.papier
    for vlak, vorm in _op_grootte(vlakken, ondergrond):
        if not vlak.naam:
            continue
        y, ruimte = vorm.y, vorm.ruimte
        breedte = tekstbreedte(vlak.naam, KLEIN, vet=vlak.nadruk)
        x = min(max(vorm.x, breedte / 2 + 3), papier.rechts - breedte / 2 - 3)
        plek = Kader(x - breedte / 2 - 2, y - 8, x + breedte / 2 + 2, y + 8)
        # A name may be somewhat broader than a small area, but may not name its neighbour.
        past = vlak.nadruk or breedte < ruimte * 1.25
        if past and plek.ligt_in(papier) and not any(plek.raakt(ander) for ander in bezet):
            bezet.append(plek)
            vulling = kleuring.vulling(vlak) if breedte < ruimte else ""
            kleuren = {"kleur": WIT, "rand": vulling} if vulling in DONKER else {}
            delen.append(_omlijnd(x, y + 4, vlak.naam, vet=vlak.nadruk, anker="middle", **kleuren))
    return delen


def _nummers(vlakken, ondergrond: Ondergrond, kleuring: _Kleuring, bezet: list[Kader]) -> list[str]:
    """The number of its class in every area that has room for it."""
    delen = []
    for vlak, vorm in _op_grootte(vlakken, ondergrond):
        plek = Kader(vorm.x - 5, vorm.y - 7, vorm.x + 5, vorm.y + 7)
        free = plek.ligt_in(ondergrond.papier) and not any(plek.raakt(ander) for ander in bezet)
        # A strip along a river is broad enough, but not high enough.
        fits = vorm.ruimte >= 10 and vorm.grootte / vorm.ruimte >= 11
        if vlak.waarde is not None and fits and free:
            bezet.append(plek)
            kleur = WIT if kleuring.vulling(vlak) in DONKER else INKT
            nummer = str(kleuring.klassen.nummer(vlak.waarde) + 1)
            delen.append(tekst(vorm.x, vorm.y + 4, nummer, anker="middle", font_size=KLEIN, fill=kleur))
    return delen


def _legenda(
    vlakken, kleuring: _Kleuring, ondergrond: Ondergrond, eenheid: str, nummers: bool, verborgen: str
) -> tuple[list[str], float]:
    """Swatches with their bounds and number of areas in as many rows as needed, and where they end."""
    klassen = kleuring.klassen
    posten = [
        (kleuring.kleur(nummer), str(nummer + 1) if nummers else "", f"{naam} ({aantal})")
        for nummer, (naam, aantal) in enumerate(zip(klassen.namen(eenheid), klassen.aantallen, strict=True))
    ]
    niet_getoond = sum(vlak.verborgen for vlak in vlakken if vlak.waarde is None)
    zonder = sum(vlak.waarde is None for vlak in vlakken) - niet_getoond
    if niet_getoond:
        posten.append((f"url(#{kleuring.stippen})", "", f"{verborgen} ({niet_getoond})"))
    if zonder:
        posten.append((f"url(#{kleuring.arcering})", "", f"{ZONDER_CIJFER} ({zonder})"))
    breed = 20.0 if nummers else 18.0
    delen, x, y = [], 2.0, ondergrond.hoogte + 12
    for vulling, nummer, label in posten:
        ruimte = breed + 6 + tekstbreedte(label, KLEIN) + 14
        if x > 2 and x + ruimte - 14 > ondergrond.breedte:
            x, y = 2.0, y + 21
        delen.append(
            element("rect", x=x, y=y - 1, width=breed, height=14.0, fill=vulling, stroke=RAND, stroke_width=0.8)
        )
        if nummer:
            kleur = WIT if vulling in DONKER else INKT
            delen.append(tekst(x + breed / 2, y + 10.2, nummer, anker="middle", font_size=KLEIN, fill=kleur))
        delen.append(tekst(x + breed + 6, y + 10.5, label, font_size=KLEIN))
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


def _beschrijf(vlakken, punten, eenheid: str, decimalen: int, met_cijfers: bool, verborgen: str) -> str:
    if met_cijfers:
        return "; ".join(f"{vlak.naam} {_cijfer(vlak, decimalen, eenheid, verborgen)}" for vlak in vlakken)
    nadruk = ", ".join(vlak.naam for vlak in vlakken if vlak.nadruk)
    delen = [f"Kaart met {len(vlakken)} gebieden" + (f", waarin {nadruk} is aangewezen" if nadruk else "")]
    if punten:
        delen.append(f"Met {len(punten)} punten")
    return ". ".join(delen) + "."
