"""Polygons that can be stored: valid, joined, rounded."""

import json

import numpy
import shapely
from shapely.geometry import shape

from gebieden.gebied.grensbestand.lagen import Rijfout

DECIMALEN = 6
HERSTELD = "de grens was ongeldig en is hersteld"


def herstel(vlak):
    """A valid polygon, and a remark when it had to be repaired."""
    if vlak.is_valid:
        return vlak, ""
    hersteld = _alleen_vlakken(shapely.make_valid(vlak))
    if hersteld.is_empty:
        raise Rijfout("heeft een ongeldige grens die niet te herstellen is")
    return hersteld, HERSTELD


def verenig(vlakken):
    """Several polygons of one area as one."""
    return _alleen_vlakken(shapely.union_all(vlakken)) if len(vlakken) > 1 else vlakken[0]


def _alleen_vlakken(vorm):
    """Repairing may leave loose lines and points: they are no part of an area."""
    if vorm.geom_type in ("Polygon", "MultiPolygon"):
        return vorm
    return shapely.union_all([deel for deel in getattr(vorm, "geoms", ()) if deel.geom_type.endswith("Polygon")])


def los_op(vlakken):
    """The outline of several areas together. Splinters between areas that nearly touch are closed."""
    splinter = 2e-5
    vlak = shapely.union_all(shapely.buffer(vlakken, splinter, join_style="mitre"))
    return _alleen_vlakken(shapely.make_valid(vlak.buffer(-splinter, join_style="mitre")))


def voeg_samen(grenzen):
    """The fields of an area that consists of the areas with these boundaries (GeoJSON)."""
    return als_velden(los_op([shape(grens) for grens in grenzen]))


def als_velden(vlak):
    """A polygon as the fields of a Gebied: GeoJSON, rounded to a decimetre, and a point that lies in it."""
    punt = vlak.representative_point()
    rond = shapely.transform(vlak, lambda xy: numpy.round(xy, DECIMALEN))
    grens = json.loads(shapely.to_geojson(rond))
    return {"grens": grens, "lon": round(punt.x, DECIMALEN), "lat": round(punt.y, DECIMALEN)}
