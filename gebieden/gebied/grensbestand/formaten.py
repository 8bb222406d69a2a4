"""Which format a file has, by its first bytes, and what reads it."""

from itertools import chain

from gebieden.gebied.grensbestand import geojson, kaartlagen, zipbestand
from gebieden.importeren import Bestandsfout, lees_bytes

FORMATEN = [("geojson", "GeoJSON"), ("geopackage", "GeoPackage"), ("shapefile", "Shapefile in een zip")]
ZIP, SQLITE, SHP = b"PK\x03\x04", b"SQLite format 3\0", b"\x00\x00\x27\x0a"
HOE_INPAKKEN = "Doe alle delen van de shapefile (.shp, .shx, .dbf, .prj en .cpg) samen in één zip."


def open_lagen(bestand, met_grenzen=True):
    """``(format, [Laag, …])`` of a file on disk."""
    formaat, lagen = _open(bestand, met_grenzen)
    if not lagen:
        raise Bestandsfout(f"In {bestand} staat geen kaartlaag met vlakken.")
    return formaat, lagen


def _open(bestand, met_grenzen):
    head = lees_bytes(bestand, 16)
    if head.startswith(ZIP):
        with zipbestand.uitgepakt(bestand) as groups:
            return _uit_zip(list(groups.values()), bestand, met_grenzen)
    if head == SQLITE:
        with kaartlagen.geopackage(bestand) as pad:
            return "geopackage", kaartlagen.lees_lagen(pad, bestand, met_grenzen)
    if head.startswith(SHP):
        raise Bestandsfout(f"{bestand} is een los deel van een shapefile. {HOE_INPAKKEN}")
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise Bestandsfout(f"{bestand} is XML of een webpagina. Haal de gebieden op als GeoJSON of GeoPackage.")
    return "geojson", [geojson.lees_laag(bestand, met_grenzen)]


def _uit_zip(groups, bestand, met_grenzen):
    """Every map in a zip; of GeoJSON what is called so, because a .json beside it may be anything."""
    if pads := [delen[".gpkg"] for delen in groups if ".gpkg" in delen]:
        return "geopackage", _noem([kaartlagen.lees_lagen(pad, bestand, met_grenzen) for pad in pads], pads)
    if shapes := [delen for delen in groups if ".shp" in delen]:
        return "shapefile", _shapefiles(shapes, bestand, met_grenzen)
    for extension in (".geojson", ".json"):
        if pads := [delen[extension] for delen in groups if extension in delen]:
            return "geojson", _noem([[geojson.lees_laag(pad, met_grenzen, bestand)] for pad in pads], pads)
    raise Bestandsfout(f"In {bestand} staat geen kaart (.shp, .gpkg of .geojson). {HOE_INPAKKEN}")


def _shapefiles(shapes, bestand, met_grenzen):
    if missing := sorted({deel for delen in shapes for deel in zipbestand.VERPLICHT if deel not in delen}):
        raise Bestandsfout(f"In {bestand} ontbreekt {', '.join(missing)} van de shapefile. {HOE_INPAKKEN}")
    pads = [delen[".shp"] for delen in shapes]
    return _noem([kaartlagen.lees_lagen(pad, bestand, met_grenzen, met_codering=False) for pad in pads], pads)


def _noem(lagen_per_bestand, pads):
    """All layers after each other; with more files in the zip the place of an object says which one."""
    if len(pads) > 1:
        for pad, lagen in zip(pads, lagen_per_bestand, strict=True):
            for ding in chain.from_iterable(laag.objecten for laag in lagen):
                ding.waar = f"{pad.stem}, {ding.waar}"
    return list(chain.from_iterable(lagen_per_bestand))
