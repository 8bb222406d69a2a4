"""What every drawing of ours shares: numbers, colours, text that fits, and the frame with its title.

``grafiek.py`` and ``kaartbeeld.py`` draw with it. The same SVG stands on the screen (strict CSP: presentation
attributes and classes, never ``style=``) and in the PDF (WeasyPrint, which does not apply the page's CSS inside it).
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import count
from secrets import token_hex

from django.utils.html import escape
from django.utils.safestring import SafeString

LETTER = "Noto Sans, sans-serif"
LETTERGROOTTE = 13.0
KLEIN = 12.0
# Narrow enough to be read on a phone, where the drawing shrinks to the width of the page.
BREEDTE = 480

# Every colour that carries meaning has a contrast of at least 3:1 on white, the text colours 4.5:1.
INKT = "#1f2933"
GEDEMPT = "#55606b"
RASTER = "#d9dee3"
WIT = "#ffffff"
ACCENT = "#14606f"
ACCENT_ZACHT = "#6b949c"
REFERENTIE = "#b34700"
SPOOR = "#e6ebef"

_breedtes = {
    0.25: "'‘’",
    0.3: " !(),.:;J`ijl\xa0ìíîï",
    0.35: "-I[]fÌÍÎÏ",
    0.4: "/\\t{}“”",
    0.45: '"?_r°',
    0.5: "csz–ç",
    0.55: "FLSkvxy«»ýÿ",
    0.6: "$*+0123456789<=>ETVXYZ^ae|~±ÈÉÊË×Ýàáâãäåèéêë÷€−",
    0.65: "#ABCKPRbdghnopquÀÁÂÃÄÅÇñòóôõöøùúûü",
    0.75: "&DGHUÙÚÛÜ",
    0.8: "NOQwÑÒÓÔÕÖØ…",
    0.95: "%@MWm",
}
TEKENBREEDTE = {teken: breedte for breedte, tekens in _breedtes.items() for teken in tekens}

_nummers = count(1)
# A page can hold drawings of two processes, when one of them was stored or cached.
PROCES = token_hex(2)


@lru_cache(maxsize=8192)
def half_omhoog(waarde: float, decimalen: int) -> Decimal:
    """Half a unit goes up, as in every table of Statistics Netherlands; a format alone would round to even."""
    return Decimal(str(waarde)).quantize(Decimal(1).scaleb(-decimalen), ROUND_HALF_UP)


def getal(waarde: float | None, decimalen: int = 0, eenheid: str = "", *, plusteken: bool = False) -> str:
    """``getal(1234.5, 1)`` is ``1.234,5``; ``%`` stands right behind it, ``€`` in front, other units after a space."""
    if waarde is None:
        return "geen cijfer"
    afgerond = half_omhoog(abs(waarde), decimalen)
    tekst = f"{afgerond:,.{decimalen}f}".translate(str.maketrans(",.", ".,"))
    is_nul = not tekst.strip("0.,")
    teken = "" if is_nul else "−" if waarde < 0 else "+" if plusteken else ""
    if eenheid == "€":
        return f"{teken}€\xa0{tekst}"
    return teken + tekst + (eenheid if eenheid in {"", "%"} else f"\xa0{eenheid}")


def passende_decimalen(waarden: Iterable[float | None]) -> int:
    """One decimal where it says something, none for counts and for figures of a hundred and more."""
    bekend = [waarde for waarde in waarden if waarde is not None]
    heel = all(float(waarde).is_integer() for waarde in bekend)
    return 0 if heel or max(map(abs, bekend)) >= 100 else 1


def tekstbreedte(tekst: str, grootte: float = LETTERGROOTTE, *, vet: bool = False) -> float:
    """An upper estimate of the width in Noto Sans, so that a label never leaves its place."""
    breedte = sum(TEKENBREEDTE.get(teken, 0.95) for teken in tekst) * grootte
    return breedte * 1.1 if vet else breedte


def kort_in(tekst: str, ruimte: float, grootte: float = LETTERGROOTTE, *, vet: bool = False) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if tekstbreedte(tekst, grootte, vet=vet) <= ruimte:
        return tekst
    while tekst and tekstbreedte(f"{tekst}…", grootte, vet=vet) > ruimte:
        tekst = tekst[:-1].rstrip()
    return f"{tekst}…"


def breek_af(
    tekst: str, ruimte: float, grootte: float = LETTERGROOTTE, *, vet: bool = False, regels: int = 2
) -> list[str]:
    """The text over at most ``regels`` lines, broken between words; what does not fit ends in an ellipsis."""
    resultaat: list[str] = []
    woorden = tekst.split()
    while woorden and len(resultaat) < regels - 1:
        regel = woorden.pop(0)
        while woorden and tekstbreedte(f"{regel} {woorden[0]}", grootte, vet=vet) <= ruimte:
            regel = f"{regel} {woorden.pop(0)}"
        resultaat.append(kort_in(regel, ruimte, grootte, vet=vet))
    if woorden:
        resultaat.append(kort_in(" ".join(woorden), ruimte, grootte, vet=vet))
    return resultaat


def spreid(plaatsen: list[float], afstand: float, onder: float, boven: float) -> list[float]:
    """Positions as near as possible to the wanted ones, at least ``afstand`` apart, between ``onder`` and ``boven``.

    When there is not enough room the distance shrinks and the order stays.
    """
    if not plaatsen:
        return []
    afstand = min(afstand, (boven - onder) / max(len(plaatsen) - 1, 1))
    volgorde = sorted(range(len(plaatsen)), key=plaatsen.__getitem__)
    nieuw = list(plaatsen)
    vorige = onder - afstand
    for i in volgorde:
        vorige = nieuw[i] = max(plaatsen[i], vorige + afstand)
    vorige = boven + afstand
    for i in reversed(volgorde):
        vorige = nieuw[i] = min(nieuw[i], vorige - afstand)
    return nieuw


def maat(waarde: float) -> str:
    """A coordinate with one decimal at most."""
    tekst = f"{waarde:.1f}".removesuffix(".0")
    return "0" if tekst == "-0" else tekst


def element(naam: str, inhoud: str = "", **attributen: object) -> str:
    """One element; ``stroke_width`` becomes ``stroke-width``, ``klas`` becomes ``class``; ``None`` is left out.

    Attributes are ours and are not escaped; words of people go through ``tekst``.
    """
    delen = []
    for sleutel, waarde in attributen.items():
        if waarde is None:
            continue
        sleutel = "class" if sleutel == "klas" else sleutel.replace("_", "-")
        delen.append(f' {sleutel}="{maat(waarde) if isinstance(waarde, float) else waarde}"')
    return f"<{naam}{''.join(delen)}>{inhoud}</{naam}>" if inhoud else f"<{naam}{''.join(delen)}/>"


def streep(x1: float, y1: float, x2: float, y2: float, **attributen: object) -> str:
    return element("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), **attributen)


def punten_van(punten: Iterable[tuple[float, float]]) -> str:
    """The ``points`` of a line or an area."""
    return " ".join(f"{maat(x)},{maat(y)}" for x, y in punten)


def tekst(x: float, y: float, inhoud: str, *, anker: str | None = None, vet: bool = False, **attributen: object) -> str:
    """A line of text on baseline ``y``; ``anker`` is ``middle`` or ``end``."""
    attributen.setdefault("fill", INKT)
    return element(
        "text",
        escape(inhoud),
        x=float(x),
        y=float(y),
        text_anchor=anker,
        font_weight=700 if vet else None,
        **attributen,
    )


def uniek(naam: str) -> str:
    """An id that no other drawing on the page has."""
    return f"{naam}-{next(_nummers)}-{PROCES}"


def beeld(
    inhoud: Iterable[str], breedte: float, hoogte: float, *, titel: str, omschrijving: str, klas: str
) -> SafeString:
    """The ``<svg>`` around a drawing, with the title and description a screen reader and the PDF need."""
    binnen = "".join(inhoud)
    titel_id, omschrijving_id = uniek("titel"), uniek("omschrijving")
    b, h = maat(breedte), maat(hoogte)
    return SafeString(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="beeld {klas}" role="img" viewBox="0 0 {b} {h}" width="{b}"'
        f' height="{h}" font-family="{LETTER}" font-size="{maat(LETTERGROOTTE)}"'
        f' aria-labelledby="{titel_id} {omschrijving_id}"><title id="{titel_id}">{escape(titel)}</title>'
        f'<desc id="{omschrijving_id}">{escape(omschrijving)}</desc>{binnen}</svg>'
    )


def leeg_beeld(titel: str, omschrijving: str, breedte: float, melding: str = "Er zijn nog geen cijfers.") -> SafeString:
    """What stands there when there is nothing to draw."""
    delen = [
        element("rect", x=0.5, y=0.5, width=breedte - 1.0, height=47.0, fill="none", stroke=RASTER),
        tekst(breedte / 2, 28.5, kort_in(melding, breedte - 8), anker="middle", fill=GEDEMPT),
    ]
    return beeld(delen, breedte, 48, titel=titel, omschrijving=omschrijving or melding, klas="beeld--leeg")
