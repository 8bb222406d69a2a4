"""Reading CBS Kerncijfers wijken en buurten as a CSV of the table's TypedDataSet. Knows no database.

The number at the end of a column name shifts every year, so the part before it is the key. A name that occurs twice
(``Appartement`` under electricity and under gas) gets the unique name before it in front:
``GemiddeldAardgasverbruikTotaal/Appartement``. Missing is empty, ``.`` or -9000 and lower: never zero.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from math import isfinite

from gebieden.importeren import Bestandsfout, lees_csv

GEBIEDSKOLOM = "WijkenEnBuurten"
ONTBREEKT = ("", ".")
ONTBREEKT_VANAF = -9000
GETAL = re.compile(r"-?\d+([.,]\d+)?", re.ASCII)
CODE = re.compile(r"(GM\d{4}|WK\d{6}|BU\d{8}|NL\d{2}|LD\d{2}|PV\d{2}|CR\d{2})", re.ASCII)


@dataclass(frozen=True)
class Cijferrij:
    """The figures of one area: a number, None when missing, or the text when it is no number."""

    waar: str
    code: str
    waarden: dict = field(default_factory=dict)
    fout: str = ""


def vaste_sleutels(kolommen):
    """``{column: key}`` for the whole header, with the key that stays the same over the years."""
    stems = [re.sub(r"_\d+$", "", kolom) for kolom in kolommen]
    times, keys, before = Counter(stems), {}, ""
    for kolom, stem in zip(kolommen, stems, strict=True):
        if times[stem] == 1:
            before = stem
        keys[kolom] = stem if times[stem] == 1 else f"{before}/{stem}"
    if len(set(keys.values())) != len(keys):
        raise Bestandsfout("Een kolom komt twee keer voor in de kop. Is dit het goede bestand?")
    return keys


def lees_waarde(cel):
    """A cell as a number; None when it is missing; the text itself when it is no number."""
    if cel in ONTBREEKT:
        return None
    if not GETAL.fullmatch(cel):
        return cel
    waarde = float(cel.replace(",", "."))
    if not isfinite(waarde):
        return cel
    return None if waarde <= ONTBREEKT_VANAF else waarde


def lees(bestand):
    """A ``Cijferrij`` per line."""
    sleutels, gezien = None, set()
    for nummer, cellen in lees_csv(bestand, [GEBIEDSKOLOM]):
        waar = f"regel {nummer}"
        if cellen is None:
            yield Cijferrij(waar, "", fout="heeft niet evenveel cellen als de kop")
            continue
        sleutels = sleutels or vaste_sleutels(list(cellen))
        code = cellen[GEBIEDSKOLOM]
        if not CODE.fullmatch(code):
            yield Cijferrij(waar, code, fout="heeft geen code van het CBS")
        elif code in gezien:
            yield Cijferrij(waar, code, fout="staat al eerder in het bestand")
        else:
            gezien.add(code)
            yield Cijferrij(waar, code, {sleutels[kolom]: lees_waarde(cel) for kolom, cel in cellen.items()})
