"""Which format a file has, by its first bytes, and what reads it."""

from gebieden.gebied.grensbestand import geojson, kaartlagen, zipbestand
from gebieden.importeren import Bestandsfout, lees_bytes

FORMATEN = [("geojson", "GeoJSON"), ("geopackage", "GeoPackage"), ("shapefile", "Shapefile in een zip")]
ZIP, SQLITE, SHP = b"PK\x03\x04", b"SQLite format 3\0", b"\x00\x00\x27\x0a"
HOE_INPAKKEN = "Doe alle delen van de shapefile (.shp, .shx, .dbf, .prj en .cpg) samen in één zip."


def open_lagen(bestand, met_grenzen=True):
    """``(format, [Laag, …])`` of a file on disk."""
    head = lees_bytes(bestand, 16)
    if head.startswith(ZIP):
        return _uit_zip(bestand, met_grenzen)
    if head == SQLITE:
        with kaartlagen.geopackage(bestand) as pad:
            return "geopackage", kaartlagen.lees_lagen(pad, bestand, met_grenzen)
    if head.startswith(SHP):
        raise Bestandsfout(f"{bestand} is een los deel van een shapefile. {HOE_INPAKKEN}")
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise Bestandsfout(f"{bestand} is XML of een webpagina. Haal de gebieden op als GeoJSON of GeoPackage.")
    return "geojson", [geojson.lees_laag(bestand, met_grenzen)]


def _uit_zip(bestand, met_grenzen):
    with zipbestand.uitgepakt(bestand) as groups:
        for delen in groups.values():
            if ".gpkg" in delen:
                return "geopackage", kaartlagen.lees_lagen(delen[".gpkg"], bestand, met_grenzen)
        if any(".shp" in delen for delen in groups.values()):
            return "shapefile", _shapefiles(groups, bestand, met_grenzen)
        for delen in groups.values():
            if text := delen.get(".geojson") or delen.get(".json"):
                return "geojson", [geojson.lees_laag(text, met_grenzen, bestand)]
    raise Bestandsfout(f"In {bestand} staat geen kaart (.shp, .gpkg of .geojson). {HOE_INPAKKEN}")


def _shapefiles(groups, bestand, met_grenzen):
    lagen = []
    for delen in groups.values():
        if ".shp" not in delen:
            continue
        if missing := [deel for deel in zipbestand.VERPLICHT if deel not in delen]:
            raise Bestandsfout(f"In {bestand} ontbreekt {', '.join(missing)} van de shapefile. {HOE_INPAKKEN}")
        found = kaartlagen.lees_lagen(delen[".shp"], bestand, met_grenzen, met_codering=False)
        if sum(".shp" in deel for deel in groups.values()) > 1:
            for ding in found[0].objecten:
                ding.waar = f"laag {delen['.shp'].stem}, {ding.waar}"
        lagen += found
    return lagen
