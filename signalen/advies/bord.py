"""What the board shows: what waits in three columns, and the figures of the year. Fetches; decides nothing."""

from dataclasses import dataclass
from datetime import date

from gebiedswerk.profiel import huidig

from .naleving import Naleving, tel_per, totaal

MEESTE_PER_KOLOM = 100


@dataclass(frozen=True)
class Kolom:
    status: str
    naam: str
    adviezen: list
    te_laat: int
    is_vol: bool


def bord(adviezen, *, is_ambtenaar):
    """The columns of what is open, each with what is due first on top; one query."""
    names = {
        "uitgebracht": f"Reactie van {huidig().de('college')}",
        "gevraagd": f"Advies van {huidig().de('platform')}",
        "concept": "In voorbereiding",
    }
    if not is_ambtenaar:
        del names["concept"]
    rows = adviezen.filter(status__in=names).voor_lijst().order_by("uiterlijk", "pk")
    rows = list(rows[: MEESTE_PER_KOLOM * len(names) + 1])
    kolommen = []
    for status, naam in names.items():
        here = [advies for advies in rows if advies.status == status]
        late = sum(advies.is_te_laat for advies in here)
        kolommen.append(Kolom(status, naam, here[:MEESTE_PER_KOLOM], late, len(here) > MEESTE_PER_KOLOM))
    return kolommen


@dataclass(frozen=True)
class Jaarcijfers:
    jaar: int
    peildag: date
    samen: Naleving
    per_platform: list


def cijfers(adviezen, jaar, peildag):
    """The figures of a year, together and per platform; one query for both."""
    per = tel_per(adviezen, jaar, peildag, "platform__naam", "platform__slug")
    rows = [(naam, slug, naleving) for (naam, slug), naleving in sorted(per.items())]
    return Jaarcijfers(jaar, min(peildag, date(jaar, 12, 31)), totaal(per), rows)
