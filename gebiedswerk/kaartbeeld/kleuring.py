"""The colours and patterns of a map with figures, and the legend that explains them."""

from collections.abc import Sequence
from dataclasses import dataclass

from gebiedswerk.kaartbeeld.klassen import Klassen
from gebiedswerk.kaartbeeld.vlak import Vlak
from gebiedswerk.svg import ACCENT, GEDEMPT, INKT, KLEIN, WIT, element, getal, tekst, tekstbreedte

KLASSEN = ("#e1eff1", "#b4d7dd", "#7ab4bf", "#2b7a89", "#0d4652")
# Names on these are white.
DONKER = {ACCENT, *KLASSEN[3:]}
OMGEVING = "#e9edf0"
RAND = "#77838f"
VERBORGEN = "te klein om te tonen"
ZONDER_CIJFER = "geen cijfer"


@dataclass(frozen=True)
class Kleuring:
    """What fills the areas; ``met_cijfers``: there are figures, though perhaps none that may be shown."""

    klassen: Klassen
    met_cijfers: bool
    arcering: str
    stippen: str
    verborgen: str = VERBORGEN

    def vulling(self, vlak: Vlak) -> str:
        if not self.met_cijfers or vlak.omgeving:
            return ACCENT if vlak.nadruk else OMGEVING
        if vlak.waarde is None:
            return f"url(#{self.stippen if vlak.verborgen else self.arcering})"
        return self.kleur(self.klassen.nummer(vlak.waarde))

    def kleur(self, nummer: int) -> str:
        """With fewer than five classes the colours are spread over the whole scale."""
        aantal = len(self.klassen.aantallen)
        return KLASSEN[round(nummer * (len(KLASSEN) - 1) / (aantal - 1)) if aantal > 1 else 2]

    def cijfer(self, vlak: Vlak, decimalen: int, eenheid: str) -> str:
        """The figure in words."""
        return self.verborgen if vlak.verborgen and vlak.waarde is None else getal(vlak.waarde, decimalen, eenheid)


def patronen(kleuring: Kleuring) -> str:
    """Hatched: no figure; dotted: a figure that is not shown."""
    wit = element("rect", width=6, height=6, fill=WIT)
    streep = wit + element("path", d="M0 6L6 0", stroke=RAND, stroke_width=1)
    stippen = wit + element("circle", cx=3, cy=3, r=1.3, fill=GEDEMPT)
    soorten = ((kleuring.arcering, streep), (kleuring.stippen, stippen))
    return element(
        "defs",
        "".join(
            element("pattern", p, id=naam, width=6, height=6, patternUnits="userSpaceOnUse") for naam, p in soorten
        ),
    )


def legenda(
    vlakken: Sequence[Vlak], kleuring: Kleuring, breedte: float, boven: float, eenheid: str, nummers: bool
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
        posten.append((f"url(#{kleuring.stippen})", "", f"{kleuring.verborgen} ({niet_getoond})"))
    if zonder:
        posten.append((f"url(#{kleuring.arcering})", "", f"{ZONDER_CIJFER} ({zonder})"))
    breed = 20.0 if nummers else 18.0
    delen, x, y = [], 2.0, boven + 12
    for vulling, nummer, label in posten:
        ruimte = breed + 6 + tekstbreedte(label, KLEIN) + 14
        if x > 2 and x + ruimte - 14 > breedte:
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
