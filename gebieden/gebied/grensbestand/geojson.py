"""Objects out of GeoJSON. Read as JSON and not by a geometry library, so that a mistake can be named by its place."""

import json
import math

import shapely
from shapely.geometry import shape

from gebieden.gebied.grensbestand.lagen import Kaartobject, Laag, Rijfout
from gebieden.importeren import Bestandsfout, decodeer, lees_bytes

GEEN_KAART = (
    "Grenzen staan in GeoJSON, GeoPackage of een shapefile in een zip. Zijn het cijfers? Lees ze dan als cijfers in."
)


def lees_laag(bestand, met_grenzen=True, naam=None):
    """The one layer that a GeoJSON file is. ``naam`` is what it is called for whoever offered it."""
    naam = naam or str(bestand)
    gegevens = _ontleed(decodeer(lees_bytes(bestand), naam), naam)
    objecten = [_lees_feature(f, f"object {nummer}", met_grenzen) for nummer, f in enumerate(gegevens["features"], 1)]
    return Laag(objecten, _stelsel(gegevens.get("crs")))


def _ontleed(tekst, naam):
    try:
        gegevens = json.loads(tekst)
    except (ValueError, RecursionError) as error:
        if not tekst.lstrip().startswith(("{", "[")):
            raise Bestandsfout(
                f"{naam} is geen goede JSON, en ook geen ander bestand met een kaart. {GEEN_KAART}"
            ) from error
        waar = f" bij regel {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise Bestandsfout(f"{naam} is geen goede JSON{waar}. Is het bestand helemaal opgehaald?") from error
    if not isinstance(gegevens, dict) or not isinstance(gegevens.get("features"), list):
        raise Bestandsfout(f"{naam} is geen GeoJSON met gebieden (FeatureCollection). {GEEN_KAART}")
    return gegevens


def _stelsel(crs):
    """The name of the coordinate system in the file, as far as it gives one."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") or properties.get("code") if isinstance(properties, dict) else crs
    return name.strip() if isinstance(name, str) else ""


def _lees_feature(feature, waar, met_grenzen):
    attributen = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(attributen, dict):
        return Kaartobject(waar, {}, fout="heeft geen eigenschappen")
    if not met_grenzen:
        return Kaartobject(waar, attributen)
    try:
        return Kaartobject(waar, attributen, _lees_vlak(feature.get("geometry")))
    except Rijfout as error:
        return Kaartobject(waar, attributen, fout=str(error))


def _lees_vlak(geometrie):
    if not isinstance(geometrie, dict) or geometrie.get("type") not in ("Polygon", "MultiPolygon"):
        raise Rijfout("heeft geen vlak (Polygon of MultiPolygon) als grens")
    try:
        vlak = shapely.force_2d(shape(geometrie))
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, shapely.errors.ShapelyError) as error:
        raise Rijfout("heeft een grens die niet te lezen is") from error
    if vlak.is_empty:
        raise Rijfout("heeft een lege grens")
    if not all(math.isfinite(g) for g in vlak.bounds):
        raise Rijfout("heeft een grens die niet te lezen is")
    return vlak
