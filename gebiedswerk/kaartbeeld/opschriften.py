"""Points, names and numbers on a map, each only where it covers no other."""

from collections.abc import Sequence

from gebiedswerk.kaartbeeld.kleuring import DONKER, Kleuring
from gebiedswerk.kaartbeeld.meetkunde import Kader
from gebiedswerk.kaartbeeld.ondergrond import Ondergrond, Vorm
from gebiedswerk.kaartbeeld.vlak import Punt, Vlak
from gebiedswerk.svg import INKT, KLEIN, REFERENTIE, WIT, element, tekst, tekstbreedte


def stip(x: float, y: float, straal: float) -> str:
    return element("circle", cx=x, cy=y, r=straal, fill=REFERENTIE, stroke=WIT, stroke_width=1.5)


def omlijnd(
    x: float, y: float, inhoud: str, *, kleur: str = INKT, rand: str = WIT, vet: bool = False, anker=None
) -> str:
    """Text that is readable on any colour: drawn first as a broad edge, then itself."""
    gelijk = {"font_size": KLEIN, "anker": anker, "vet": vet}
    rand_ = tekst(x, y, inhoud, fill=rand, stroke=rand, stroke_width=3, stroke_linejoin="round", **gelijk)
    return rand_ + tekst(x, y, inhoud, fill=kleur, **gelijk)


def punten(punten: Sequence[Punt], ondergrond: Ondergrond, bezet: list[Kader]) -> list[str]:
    """The points, and their names to the right or left where there is room."""
    papier = ondergrond.papier
    plaatsen = [(punt, *ondergrond.naar_papier((punt.lengtegraad, punt.breedtegraad))) for punt in punten]
    plaatsen = [plaats for plaats in plaatsen if Kader(*plaats[1:], *plaats[1:]).ligt_in(papier)]
    bezet += [Kader(x - 5, y - 5, x + 5, y + 5) for _, x, y in plaatsen]
    delen = []
    for punt, x, y in plaatsen:
        delen.append(stip(x, y, 4.5))
        breedte = tekstbreedte(punt.naam, KLEIN)
        for links, anker, tekst_x in ((x + 6, None, x + 8), (x - 10 - breedte, "end", x - 8)):
            plek = Kader(links, y - 8, links + breedte + 4, y + 8)
            if punt.naam and plek.ligt_in(papier) and not any(plek.raakt(ander) for ander in bezet):
                bezet.append(plek)
                delen.append(omlijnd(tekst_x, y + 4, punt.naam, anker=anker))
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


def namen(vlakken, ondergrond: Ondergrond, kleuring: Kleuring, bezet: list[Kader]) -> list[str]:
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
            delen.append(omlijnd(x, y + 4, vlak.naam, vet=vlak.nadruk, anker="middle", **kleuren))
    return delen


def nummers(vlakken, ondergrond: Ondergrond, kleuring: Kleuring, bezet: list[Kader]) -> list[str]:
    """In every area that has room for it the number of its class, with its name where that fits too."""
    delen = []
    for vlak, vorm in _op_grootte(vlakken, ondergrond):
        # A strip along a river is broad enough, but not high enough.
        if vlak.omgeving or not vorm.ruimte or vorm.grootte / vorm.ruimte < 11:
            continue
        nummer = "" if vlak.waarde is None else str(kleuring.klassen.nummer(vlak.waarde) + 1)
        for label in (f"{nummer} {vlak.naam}".strip(), nummer):
            breedte = tekstbreedte(label, KLEIN)
            plek = Kader(vorm.x - breedte / 2 - 1, vorm.y - 7, vorm.x + breedte / 2 + 1, vorm.y + 7)
            free = plek.ligt_in(ondergrond.papier) and not any(plek.raakt(ander) for ander in bezet)
            if label and free and breedte <= vorm.ruimte - 2:
                bezet.append(plek)
                delen.append(_op_kleur(vorm, label, kleuring.vulling(vlak)))
                break
    return delen


def _op_kleur(vorm: Vorm, label: str, vulling: str) -> str:
    """Words on the colour of their area; a pattern gets a light edge under them."""
    if vulling.startswith("url("):
        return omlijnd(vorm.x, vorm.y + 4, label, anker="middle")
    kleur = WIT if vulling in DONKER else INKT
    return tekst(vorm.x, vorm.y + 4, label, anker="middle", font_size=KLEIN, fill=kleur)
