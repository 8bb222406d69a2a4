"""What stands out in the figures, as the analysis says it: the sentence, the reason and the uncertainty."""

from gebieden.cijfers.opvallend import opvallend
from gebiedswerk.profiel import huidig

from .vorm import Opvallend

MEESTE = 8
MEESTE_JAREN = 3
VEROUDERD = 3


def wat_opvalt(gebied, themas, jaar):
    """Figures of different sources are of different years: each is judged in its own latest year.

    The most striking first, an indicator once.
    """
    regels = {regel.code: regel for thema in themas for regel in thema.regels}
    laatste_jaren = sorted({regel.jaar for regel in regels.values()}, reverse=True)[:MEESTE_JAREN]
    gevonden = [
        punt
        for meetjaar in laatste_jaren
        for punt in opvallend(gebied, meetjaar)
        if punt.code in regels and regels[punt.code].jaar == meetjaar
    ]
    punten = {}
    for punt in sorted(gevonden, key=lambda punt: -punt.z):
        punten.setdefault(punt.code, punt)
    return tuple(
        Opvallend(huidig().naam_van("themas", punt.thema), punt.zin, punt.reden, onzekerheid(regels[punt.code], jaar))
        for punt in list(punten.values())[:MEESTE]
    )


def onzekerheid(regel, jaar):
    """What a reader should keep in mind with this figure."""
    zinnen = [f"Het cijfer is van {regel.jaar}."]
    if jaar - regel.jaar >= VEROUDERD:
        zinnen = [f"Het cijfer is van {regel.jaar}; sindsdien kan er veel zijn veranderd."]
    if regel.is_voorlopig:
        zinnen.append("Het is nog voorlopig.")
    if regel.is_berekend:
        zinnen.append("Het is opgeteld uit kleinere gebieden.")
    if regel.is_voorbeeld:
        zinnen.append("Het is een verzonnen voorbeeldcijfer.")
    return " ".join(zinnen)
