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

from django.utils.html import escape
from django.utils.safestring import SafeString

from gebiedswerk.kaartbeeld.klassen import deel_in
from gebiedswerk.kaartbeeld.kleuring import DONKER, KLASSEN, RAND, VERBORGEN, Kleuring, legenda, patronen
from gebiedswerk.kaartbeeld.meetkunde import Kader
from gebiedswerk.kaartbeeld.ondergrond import Ondergrond, leg_neer
from gebiedswerk.kaartbeeld.opschriften import namen as teken_namen
from gebiedswerk.kaartbeeld.opschriften import nummers as teken_nummers
from gebiedswerk.kaartbeeld.opschriften import omlijnd, stip
from gebiedswerk.kaartbeeld.opschriften import punten as teken_punten
from gebiedswerk.kaartbeeld.vlak import Punt, Vlak
from gebiedswerk.svg import (
    BREEDTE,
    GEDEMPT,
    INKT,
    beeld,
    element,
    getal,
    leeg_beeld,
    maat,
    passende_decimalen,
    uniek,
)

__all__ = ["DONKER", "KLASSEN", "RAND", "Ondergrond", "Punt", "Vlak", "kaart", "leg_neer"]

# With more areas nobody points at one of them with a mouse.
VEEL = 150


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
    getoond = [vlak for vlak in vlakken if not vlak.omgeving]
    if decimalen is None:
        decimalen = passende_decimalen([vlak.waarde for vlak in getoond]) if _heeft_cijfers(getoond) else 0
    klassen = deel_in([vlak.waarde for vlak in getoond], decimalen)
    met_cijfers = bool(klassen.aantallen) or any(vlak.verborgen for vlak in getoond)
    kleuring = Kleuring(klassen, met_cijfers, uniek("zonder-cijfer"), uniek("verborgen"), verborgen)
    delen = [patronen(kleuring)] if met_cijfers and any(vlak.waarde is None for vlak in getoond) else []
    met_wijzers = nummers and len(vlakken) <= VEEL
    wijzers = [_wijzer(vlak, kleuring, decimalen, eenheid) if met_wijzers else "" for vlak in vlakken]
    delen.append(_gebieden(vlakken, wijzers, kleuring, ondergrond))
    onder = ondergrond.hoogte
    if klein:
        delen += [stip(*ondergrond.naar_papier((punt.lengtegraad, punt.breedtegraad)), 2.5) for punt in punten]
    else:
        bezet = [_schaalbalk_kader(onder)]
        delen += teken_punten(punten, ondergrond, bezet)
        if nummers and met_cijfers:
            delen += teken_nummers(vlakken, ondergrond, kleuring, bezet)
        elif namen:
            delen += teken_namen(vlakken, ondergrond, kleuring, bezet)
        delen += _schaalbalk(ondergrond.schaal, onder)
    if met_cijfers and not klein:
        uitleg, onder = legenda(getoond, kleuring, ondergrond.breedte, onder, eenheid, nummers)
        delen += uitleg
    omschrijving = omschrijving or _beschrijf(getoond, punten, kleuring, eenheid, decimalen)
    soort = "kaartbeeld--klein" if klein else "kaartbeeld--groot"
    return beeld(delen, ondergrond.breedte, onder, titel=titel, omschrijving=omschrijving, klas=f"kaartbeeld {soort}")


def _gebieden(vlakken, wijzers, kleuring: Kleuring, ondergrond: Ondergrond) -> str:
    """The highlighted areas last: their border lies over that of their neighbours."""
    order = sorted(range(len(vlakken)), key=lambda i: (not vlakken[i].omgeving, vlakken[i].nadruk))
    if len(vlakken) > VEEL:
        gebieden = _samen([(vlakken[i].nadruk, kleuring.vulling(vlakken[i]), ondergrond.vormen[i].pad) for i in order])
    else:
        gebieden = "".join(
            _vlak(vlakken[i].nadruk, ondergrond.vormen[i].pad, kleuring.vulling(vlakken[i]), wijzers[i]) for i in order
        )
    if not (kleuring.met_cijfers and ondergrond.is_gericht):
        return gebieden
    # Neighbours that stick out below would lie over the legend.
    kader = uniek("kader")
    rand = element("rect", width=ondergrond.breedte, height=ondergrond.hoogte)
    return element("clipPath", rand, id=kader) + element("g", gebieden, clip_path=f"url(#{kader})")


def _heeft_cijfers(vlakken: Sequence[Vlak]) -> bool:
    return any(vlak.waarde is not None for vlak in vlakken)


def _wijzer(vlak: Vlak, kleuring: Kleuring, decimalen: int, eenheid: str) -> str:
    """What a mouse shows of an area."""
    words = "" if vlak.omgeving else f": {kleuring.cijfer(vlak, decimalen, eenheid)}"
    return element("title", escape(vlak.naam + words))


def _samen(paden: Sequence[tuple[bool, str, str]]) -> str:
    """What is filled alike in one path each: a thousand paths take a second to print, ten take none."""
    groepen: dict[tuple[bool, str], list[str]] = {}
    for nadruk, vulling, pad in paden:
        groepen.setdefault((nadruk, vulling), []).append(pad)
    return "".join(_vlak(nadruk, "".join(delen), vulling) for (nadruk, vulling), delen in sorted(groepen.items()))


def _vlak(nadruk: bool, pad: str, vulling: str, wijzer: str = "") -> str:
    if not pad:
        return ""
    rand = (INKT, 2.2) if nadruk else (RAND, 0.8)
    return element(
        "path",
        wijzer,
        d=pad,
        fill=vulling,
        fill_rule="evenodd",
        stroke=rand[0],
        stroke_width=rand[1],
        stroke_linejoin="round",
    )


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
    return [streep, omlijnd(7.0, y - 5, label, kleur=GEDEMPT)]


def _beschrijf(vlakken, punten, kleuring: Kleuring, eenheid: str, decimalen: int) -> str:
    if kleuring.met_cijfers and len(vlakken) > VEEL:
        nadruk = [f"{vlak.naam} {kleuring.cijfer(vlak, decimalen, eenheid)}" for vlak in vlakken if vlak.nadruk]
        return f"{len(vlakken)} gebieden, gekleurd naar hun cijfer. " + "; ".join(nadruk)
    if kleuring.met_cijfers:
        return "; ".join(f"{vlak.naam} {kleuring.cijfer(vlak, decimalen, eenheid)}" for vlak in vlakken)
    nadruk = ", ".join(vlak.naam for vlak in vlakken if vlak.nadruk)
    delen = [f"Kaart met {len(vlakken)} gebieden" + (f", waarin {nadruk} is aangewezen" if nadruk else "")]
    if punten:
        delen.append(f"Met {len(punten)} punten")
    return ". ".join(delen) + "."
