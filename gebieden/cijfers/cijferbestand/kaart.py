"""The figures that a Wijk- en buurtkaart carries in its attributes; those of a map of one's own areas too.

Loads the geometry libraries, so only the import itself loads this.
"""

from gebieden.cijfers.cijferbestand.rij import Cijferlevering, Cijferrij, JaarOntbreekt, Kolommen
from gebieden.cijfers.cijferbestand.waarden import lees_waarde
from gebieden.gebied.grensbestand import objecten, velden


def lees(bestand, *, jaar=None, namen=None):
    found = list(objecten(bestand))
    attributen = [rij for _, rij in found]
    year = velden.jaar_van(attributen) or jaar
    if year is None:
        raise JaarOntbreekt
    columns = list(dict.fromkeys(naam for rij in attributen for naam in rij))
    places = {}
    for n, naam in enumerate(columns):
        places.setdefault(velden.kolom(naam), n)
    kolommen = Kolommen(places, "wbk", lees=_waarde)
    levering = Cijferlevering("wbk", (), jaar=year, kolommen=[kolommen])
    levering.rijen = _rijen(found, velden.benoem(attributen), columns, kolommen, namen, levering)
    return levering


def _rijen(found, benamingen, columns, kolommen, namen, levering):
    water = 0
    for (waar, rij), benaming in zip(found, benamingen, strict=True):
        if velden.is_water(rij):
            water += 1
            continue
        code, reason = benaming.code, benaming.fout
        if not code and not reason:
            code, reason = namen.code(benaming.naam)
        waarden = kolommen.rij([rij.get(naam) for naam in columns])
        yield Cijferrij(waar, code or benaming.naam, waarden, "" if code else reason, bron="wbk")
    if water:
        levering.opmerkingen.append(f"Water is niet overgenomen ({water} van de vlakken).")


def _waarde(cel):
    return None if isinstance(cel, list | dict) else lees_waarde(cel)
