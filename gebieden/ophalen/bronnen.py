"""What stands where at CBS and PDOK, per year (``bronnen.json``)."""

import json
from functools import cache
from pathlib import Path

from gebieden.importeren import Bestandsfout

BESTAND = Path(__file__).with_name("bronnen.json")


class Ophaalfout(Bestandsfout):
    """Why something could not be fetched, for the person who asked for it."""


@cache
def _bronnen():
    return json.loads(BESTAND.read_text(encoding="utf-8"))


def tabel(jaar):
    """The number of the table with the Kerncijfers wijken en buurten of a year: every year has its own."""
    known = _bronnen()["cijfers"]
    if str(jaar) not in known:
        raise Ophaalfout(
            f"Van {jaar} is het nummer van de tabel met kerncijfers niet bekend (wel van {min(known)} tot en met "
            f"{max(known)}). Zoek het op bij CBS StatLine en geef het mee met --tabel, bijvoorbeeld --tabel 86165NED."
        )
    return known[str(jaar)]


def grenzen(jaar):
    """``{"vorm", "pad", "lagen"}`` of the service with the boundaries of a year."""
    for bron in _bronnen()["grenzen"]:
        if jaar >= bron["vanaf"]:
            return bron | {"pad": bron["pad"].format(jaar=jaar)}
    first = min(bron["vanaf"] for bron in _bronnen()["grenzen"])
    raise Ophaalfout(f"PDOK heeft grenzen vanaf {first}. Haal voor {jaar} een bestand op bij het CBS.")
