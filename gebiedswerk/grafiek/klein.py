"""Small drawings that stand beside a figure or in a table."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from gebiedswerk.grafiek.trend import Reeks
from gebiedswerk.svg import (
    ACCENT,
    GEDEMPT,
    SPOOR,
    beeld,
    element,
    getal,
    passende_decimalen,
    punten_van,
    tekst,
    tekstbreedte,
)


def vonk(waarden: Sequence[float | None], *, titel: str, breedte: float = 96, hoogte: float = 24) -> SafeString:
    """A sparkline beside a figure: gaps for what is missing, a dot at the last known figure, no text."""
    bekend = [waarde for waarde in waarden if waarde is not None]
    decimalen = passende_decimalen(bekend) if bekend else 0
    omschrijving = ", ".join(getal(waarde, decimalen) for waarde in waarden) or "geen cijfers"
    delen = []
    if bekend:
        laagste, hoogste = min(bekend), max(bekend)
        stap = (breedte - 8) / max(len(waarden) - 1, 1)

        def y(waarde: float) -> float:
            return (
                hoogte / 2
                if hoogste == laagste
                else hoogte - 4 - (waarde - laagste) / (hoogste - laagste) * (hoogte - 8)
            )

        reeks = Reeks("", tuple(enumerate(waarden)))
        for stuk in reeks.stukken:
            punten = punten_van((4 + i * stap, y(waarde)) for i, waarde in stuk)
            if len(stuk) == 1:
                delen.append(element("circle", cx=4 + stuk[0][0] * stap, cy=y(stuk[0][1]), r=1.2, fill=ACCENT))
            else:
                delen.append(element("polyline", points=punten, fill="none", stroke=ACCENT, stroke_width=1.5))
        i, waarde = reeks.bekend[-1]
        delen.append(element("circle", cx=4 + i * stap, cy=y(waarde), r=2.8, fill=ACCENT))
    return beeld(delen, breedte, hoogte, titel=titel, omschrijving=omschrijving, klas="grafiek grafiek--vonk")


def voortgang(deel: float, geheel: float, *, titel: str, breedte: float = 200) -> SafeString:
    """How much of something is done: a bar with ``3 van 8`` beside it."""
    decimalen = passende_decimalen([deel, geheel])
    label = f"{getal(deel, decimalen)} van {getal(geheel, decimalen)}" if geheel else "niets gepland"
    ruimte = breedte - tekstbreedte(label) - 8
    vol = ruimte * min(max(deel / geheel, 0), 1) if geheel else 0.0
    delen = [element("rect", x=0.5, y=4.5, width=ruimte - 1, height=11.0, fill=SPOOR, stroke=GEDEMPT, stroke_width=1.0)]
    if vol:
        delen.append(element("rect", x=0.0, y=4.0, width=vol, height=12.0, fill=ACCENT))
    delen.append(tekst(ruimte + 8, 14.5, label))
    return beeld(delen, breedte, 20, titel=titel, omschrijving=label, klas="grafiek grafiek--voortgang")
