"""What people and spreadsheets make of a cell: numbers, percents, dates and text. Knows no database."""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from gebiedswerk.csvbestand import FORMULETEKENS

MAANDEN = {"jan": 1, "feb": 2, "mrt": 3, "apr": 4, "mei": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "okt": 10}
MAANDEN |= {"nov": 11, "dec": 12, "maa": 3, "mar": 3, "may": 5, "oct": 10}
# What a spreadsheet counts its days from, and between which numbers a day of ours can be.
DAG_NUL, DAGNUMMERS = date(1899, 12, 30), range(36526, 73051)
DAG_MAAND, MAAND_DAG = "dag-maand", "maand-dag"


class Celfout(ValueError):
    """What stands in the cell is not what belongs there; the message says what it is."""


class Dubbelzinnig(Celfout):
    """A date that can be two days."""


def veilig(tekst):
    """Text for a cell: with one apostrophe in front where a spreadsheet would see a formula in it.

    Also where such an apostrophe stood already, so that ``zonder_teken`` gives back exactly what there was.
    """
    return f"'{tekst}" if _lijkt_formule(tekst) else tekst


def zonder_teken(tekst):
    """The text as it was before ``veilig``."""
    return tekst[1:] if tekst.startswith("'") and _lijkt_formule(tekst) else tekst


def _lijkt_formule(tekst):
    plain = tekst.lstrip("'")
    return plain.startswith(FORMULETEKENS) or plain.lstrip().startswith(FORMULETEKENS)


def regels(tekst):
    """Text with one kind of line end and nothing around it: how two texts are compared."""
    return "\n".join(tekst.replace("\0", "").strip().splitlines())


def getal(tekst):
    """``1.234,50``, ``1234.5``, ``€ 1 234,50``: a Decimal. Three digits behind a single separator are thousands."""
    plain = re.sub(r"[\s\u00a0\u202f€']|EUR|,-+$", "", tekst)
    if re.fullmatch(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+", plain):
        raise Celfout(f"‘{tekst[:40]}’ is door het rekenblad afgekort; vul het hele getal in")
    if not re.fullmatch(r"[+-]?\d[\d.,]*", plain):
        raise Celfout(f"‘{tekst[:40]}’ is geen getal")
    last = max(plain.rfind(","), plain.rfind("."))
    whole, mark, part = (plain[:last], plain[last], plain[last + 1 :]) if last >= 0 else (plain, "", "")
    groups = re.split("[.,]", whole.lstrip("+-"))
    if len(part) == 3 and (mark in whole or (len(groups) == 1 and groups != ["0"])):
        groups, part = [*groups, part], ""
    elif mark and mark in whole:
        raise Celfout(f"‘{tekst[:40]}’ is geen getal")
    if not groups[0] or (len(groups) > 1 and (len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:]))):
        raise Celfout(f"‘{tekst[:40]}’ is geen getal")
    sign = "-" if plain.startswith("-") else ""
    return Decimal(sign + "".join(groups) + (f".{part}" if part else ""))


def bedrag(tekst):
    """Euros with two decimals."""
    found = getal(tekst)
    if found < 0:
        raise Celfout(f"{tekst.strip()[:40]} is minder dan nul")
    if found >= 10**10:
        raise Celfout(f"{tekst.strip()[:40]} is te veel")
    # A calculation in the sheet has more decimals than money has.
    return found.quantize(Decimal("0.01"), ROUND_HALF_UP)


def heel(tekst):
    """A whole number from nought up; ``12,0`` is whole."""
    found = getal(tekst)
    if abs(found) >= 10**9:
        raise Celfout(f"{tekst.strip()[:40]} kan niet")
    if found != found.to_integral_value():
        raise Celfout(f"{tekst.strip()[:40]} is geen heel getal")
    if found < 0:
        raise Celfout(f"{tekst.strip()[:40]} is minder dan nul")
    return int(found)


def procent(tekst):
    """``50``, ``50%`` and ``0,5`` are the same: a part of one is what a spreadsheet makes of a percent."""
    plain = tekst.strip()
    has_sign = plain.endswith("%")
    found = getal(plain.removesuffix("%"))
    if not has_sign and 0 < found < 1:
        found *= 100
    if not 0 <= found <= 100:
        raise Celfout(f"{plain[:40]} is geen voortgang van 0 tot en met 100%")
    return int(found.quantize(Decimal(1), ROUND_HALF_UP))


def datum(tekst, volgorde=""):
    """A day as people and spreadsheets write it. ``volgorde`` says what ``04/05/2026`` is; without it that raises."""
    plain = re.sub(r"[\sT]+\d{1,2}:\d\d(:\d\d(\.\d+)?)?$", "", tekst.strip())
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", plain):
        return _dag(tekst, *map(int, found.groups()))
    if found := re.fullmatch(r"(\d{1,2})[-.](\d{1,2})[-.](\d{4}|\d\d)", plain):
        return _dag(tekst, _jaar(found[3]), int(found[2]), int(found[1]))
    if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)", plain):
        return _met_schuine_streep(tekst, int(found[1]), int(found[2]), _jaar(found[3]), volgorde)
    found = re.fullmatch(r"(\d{1,2})[\s-]+([a-zA-Z]{3,9})\.?[\s-]+(\d{4}|\d\d)", plain)
    if found and (maand := MAANDEN.get(found[2][:3].lower())):
        return _dag(tekst, _jaar(found[3]), maand, int(found[1]))
    if re.fullmatch(r"\d{5}([.,]0+)?", plain) and int(plain[:5]) in DAGNUMMERS:
        return DAG_NUL + timedelta(days=int(plain[:5]))
    raise Celfout(f"‘{tekst.strip()[:40]}’ is geen datum die we kennen; schrijf 31-12-2026")


def zegt_volgorde(tekst):
    """What a date with slashes says about the others: which of the two numbers is the day, or nothing."""
    found = re.match(r"\s*(\d{1,2})/(\d{1,2})/\d{2,4}", tekst)
    if not found:
        return ""
    return DAG_MAAND if int(found[1]) > 12 else MAAND_DAG if int(found[2]) > 12 else ""


def _met_schuine_streep(tekst, een, twee, jaar, volgorde):
    if een > 12 or een == twee:
        return _dag(tekst, jaar, twee, een)
    if twee > 12:
        return _dag(tekst, jaar, een, twee)
    if not volgorde:
        raise Dubbelzinnig(f"‘{tekst.strip()[:40]}’ kan twee dagen zijn")
    return _dag(tekst, jaar, *((twee, een) if volgorde == DAG_MAAND else (een, twee)))


def _jaar(tekst):
    return int(tekst) + (2000 if len(tekst) == 2 else 0)


def _dag(tekst, jaar, maand, dag):
    try:
        found = date(jaar, maand, dag)
    except ValueError as fout:
        raise Celfout(f"‘{tekst.strip()[:40]}’ bestaat niet") from fout
    if not 2000 <= found.year <= 2100:
        raise Celfout(f"‘{tekst.strip()[:40]}’ ligt te ver weg")
    return found
