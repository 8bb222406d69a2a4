"""What the drawings and tables of an analysis share: their frame, and how a figure is written."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from gebiedswerk.svg import getal

# As wide as the text on paper, and half of it for small multiples; on the screen no wider than a phone can show.
PAPIER, HALF = 620, 300


@dataclass(frozen=True)
class Figuur:
    bijschrift: str
    beeld: SafeString
    toelichting: str = ""
    bron: str = ""


@dataclass(frozen=True)
class Tabel:
    bijschrift: str
    kop: list
    rijen: list
    bron: str = ""
    tekst: bool = False


def in_tweeen(lijst):
    """Rows of two: a row stays together on a page, which one long flexible box does not."""
    return [lijst[i : i + 2] for i in range(0, len(lijst), 2)]


def met_bron(bron, is_voorbeeld):
    return f"{bron} (voorbeeldcijfer)" if is_voorbeeld else bron


def eenheid(ding):
    """Nothing where the name beside it says the same."""
    return "" if ding.eenheid.lower() == ding.naam.lower() else ding.eenheid


def cijfer(ding, waarde):
    return getal(waarde, ding.decimalen, eenheid(ding))


def cel(ding, waarde):
    return None if waarde is None else cijfer(ding, waarde)


def bronregel(dingen):
    return "; ".join(dict.fromkeys(ding.bron for ding in dingen if ding.bron))
