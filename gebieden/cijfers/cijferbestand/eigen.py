"""What the municipality measured itself: a CSV with ``gebied;jaar;indicator;waarde``, one figure per line.

``gebied`` is a code or a name, ``indicator`` the code or the exact name of an indicator. ``x``, ``geheim`` or ``<5``
is a figure that is withheld.
"""

import re

from gebieden.cijfers.cijferbestand.rij import GEHEIM, Cijferlevering, Cijferrij
from gebieden.cijfers.cijferbestand.waarden import lees_periode, lees_waarde
from gebieden.importeren import Bestandsfout

KOLOMMEN = ("gebied", "jaar", "indicator", "waarde")
_GEHEIM = re.compile(r"x|geheim|<\s*\d+", re.IGNORECASE)
# 1.234,5: as a Dutch spreadsheet writes it.
_DUIZENDEN = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?|-?\d{1,3}(\.\d{3}){2,}", re.ASCII)


def is_eigen(kop):
    return {"gebied", "indicator", "waarde"} <= {cel.strip().casefold() for cel in kop}


def lees(tabel, *, jaar=None, namen=None):
    places = {cel.strip().casefold(): n for n, cel in enumerate(tabel.kop)}
    if missing := [naam for naam in KOLOMMEN if naam not in places and not (naam == "jaar" and jaar)]:
        raise Bestandsfout(f"{tabel.naam} mist de kolom {', '.join(missing)}.")
    levering = Cijferlevering("eigen", (), jaar=None if "jaar" in places else jaar)
    levering.rijen = (_rij(waar, cellen, places, jaar, namen) for waar, cellen in tabel.rijen)
    return levering


def _rij(waar, cellen, places, jaar, namen):
    if cellen is None:
        return Cijferrij(waar, "", fout="heeft niet evenveel cellen als de kop", bron="eigen")
    gebied, indicator = cellen[places["gebied"]].strip(), cellen[places["indicator"]].strip()
    voorlopig = False
    if "jaar" in places:
        period = lees_periode(cellen[places["jaar"]])
        if period is None:
            text = cellen[places["jaar"]].strip()[:20]
            return Cijferrij(waar, gebied, fout=f"het jaar ‘{text}’ is geen jaar", bron="eigen")
        jaar, voorlopig = period
    code, reason = namen.code(gebied)
    if not code:
        return Cijferrij(waar, gebied, fout=reason, bron="eigen")
    if not indicator:
        return Cijferrij(waar, gebied, fout="heeft geen indicator", bron="eigen")
    waarden = {indicator: lees_eigen_waarde(cellen[places["waarde"]])}
    return Cijferrij(waar, code, waarden, bron="eigen", jaar=jaar, is_voorlopig=voorlopig)


def lees_eigen_waarde(cel):
    kaal = cel.strip().removesuffix("%").strip()
    if _GEHEIM.fullmatch(kaal):
        return GEHEIM
    if _DUIZENDEN.fullmatch(kaal) and "," in kaal:
        kaal = kaal.replace(".", "")
    return lees_waarde(kaal)
