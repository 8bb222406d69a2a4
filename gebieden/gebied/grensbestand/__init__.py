"""Boundaries out of a file: GeoJSON, GeoPackage or a zipped shapefile, in whatever coordinates. Knows no database.

The format is recognised by what is in the file and not by its name, the coordinates by what they are and not by what
the file says of them. Only imports load this: the geometry libraries are heavy.
"""

from gebieden.gebied.grensbestand import formaten, stelsel
from gebieden.gebied.grensbestand.rijen import Gebiedsrij, maak_rijen
from gebieden.gebied.grensbestand.velden import code_van
from gebieden.importeren import Bestandsfout, Levering

FORMATEN = formaten.FORMATEN

__all__ = ["FORMATEN", "Gebiedsrij", "code_van", "lees", "objecten"]


def lees(bestand):
    """A ``Levering`` of ``Gebiedsrij``, one per area; raises ``Bestandsfout`` when nothing in it can be trusted."""
    formaat, lagen = formaten.open_lagen(bestand)
    objecten = [ding for laag in lagen for ding in laag.objecten]
    if not objecten:
        raise Bestandsfout(f"Er staan geen gebieden in {bestand}.")
    opmerkingen = []
    for laag in lagen:
        opmerkingen += [regel for regel in stelsel.zet_om(laag) if regel not in opmerkingen]
    rijen, jaar, meer = maak_rijen(objecten)
    return Levering(formaat, rijen, opmerkingen + meer, jaar=jaar)


def objecten(bestand):
    """``(place in the file, {column: value})`` per object, as the file has them, without the boundaries."""
    for laag in formaten.open_lagen(bestand, met_grenzen=False)[1]:
        for ding in laag.objecten:
            yield ding.waar, ding.attributen
