"""The Leefbaarometer: a score per area and year with the six distances to the mean that it consists of.

The first cell of the header is the number of the first row, as the program that made the file left it.
"""

import re

from gebieden.cijfers.cijferbestand.rij import Cijferlevering, Cijferrij, Kolommen
from gebieden.cijfers.cijferbestand.waarden import lees_periode
from gebieden.gebied.codes import normaliseer
from gebieden.importeren import Bestandsfout

_CODE = re.compile(r"(bu|wk|gm|buurt|wijk|gemeente)_?code")
SOORTEN = {"b": "BU", "w": "WK", "g": "GM"}


def is_leefbaarometer(kop):
    plain = {cel.strip().casefold() for cel in kop}
    return "lbm" in plain and any(_CODE.fullmatch(cel) for cel in plain)


def lees(tabel, *, jaar=None):
    plain = [cel.strip().casefold() for cel in tabel.kop]
    code = next((n for n, cel in enumerate(plain) if _CODE.fullmatch(cel)), None)
    year = plain.index("jaar") if "jaar" in plain else None
    if code is None or "lbm" not in plain:
        raise Bestandsfout(f"{tabel.naam} mist de kolom met de code van het gebied of met de score (lbm).")
    if year is None and jaar is None:
        raise Bestandsfout(f"{tabel.naam} mist de kolom jaar. Geef het jaar erbij op.")
    kolommen = Kolommen({cel: n for n, cel in enumerate(plain)}, "leefbaarometer")
    soort = SOORTEN[plain[code][0]]
    rows = (_rij(waar, cellen, kolommen, (code, soort), year, jaar) for waar, cellen in tabel.rijen)
    return Cijferlevering("leefbaarometer", rows, kolommen=[kolommen])


def _rij(waar, cellen, kolommen, code, year, jaar):
    if cellen is None:
        return Cijferrij(waar, "", fout="heeft niet evenveel cellen als de kop", bron="leefbaarometer")
    plaats, soort = code
    found, reason = normaliseer(cellen[plaats], soort)
    if not found:
        return Cijferrij(waar, cellen[plaats].strip(), fout=reason, bron="leefbaarometer")
    if year is not None:
        period = lees_periode(cellen[year])
        if period is None:
            return Cijferrij(waar, found, fout=f"het jaar ‘{cellen[year][:20]}’ is geen jaar", bron="leefbaarometer")
        jaar = period[0]
    return Cijferrij(waar, found, kolommen.rij(cellen), bron="leefbaarometer", jaar=jaar)
