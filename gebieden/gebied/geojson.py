"""Reading boundaries from GeoJSON in WGS84. Knows no database. Only imports load this: shapely is heavy."""

import json
from dataclasses import dataclass

import shapely
from shapely.geometry import mapping, shape

from gebieden.importeren import Bestandsfout, lees_tekst

# Publishers name the same thing differently, and a file of buurten also has the codes of wijk and gemeente in it:
# the first that is present counts.
CODEVELDEN = ("statcode", "buurtcode", "BU_CODE", "bu_code", "wijkcode", "WK_CODE", "gemeentecode", "GM_CODE", "code")
NAAMVELDEN = ("statnaam", "buurtnaam", "BU_NAAM", "bu_naam", "wijknaam", "WK_NAAM", "gemeentenaam", "GM_NAAM", "naam")
WGS84 = ("4326", "CRS84")
NEDERLAND = (3.0, 50.5, 7.5, 54.0)
DECIMALEN = 6


@dataclass(frozen=True)
class Gebiedsrij:
    """One area of the file. ``fout`` says why it cannot be used; ``opmerking`` what was done to make it usable."""

    waar: str
    code: str
    naam: str = ""
    grens: dict | None = None
    lon: float | None = None
    lat: float | None = None
    opmerking: str = ""
    fout: str = ""


class Rijfout(ValueError):
    """Why one area cannot be used."""


def lees(bestand):
    """A ``Gebiedsrij`` per feature; raises ``Bestandsfout`` when nothing of the file can be trusted."""
    features = _features(lees_tekst(bestand), bestand)
    for nummer, feature in enumerate(features, 1):
        yield _lees_feature(feature, f"object {nummer}")


def _features(tekst, bestand):
    try:
        gegevens = json.loads(tekst)
    except (ValueError, RecursionError) as error:
        waar = f" bij regel {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise Bestandsfout(f"{bestand} is geen goede JSON{waar}. Is het bestand helemaal opgehaald?") from error
    features = gegevens.get("features") if isinstance(gegevens, dict) else None
    if not isinstance(features, list):
        raise Bestandsfout(f"{bestand} is geen GeoJSON met gebieden (FeatureCollection).")
    if not features:
        raise Bestandsfout(f"Er staan geen gebieden in {bestand}.")
    crs = json.dumps(gegevens.get("crs") or "")
    if gegevens.get("crs") and not any(naam in crs for naam in WGS84):
        raise Bestandsfout(_ander_stelsel(bestand))
    points = [punt for punt in map(_eerste_punt, features) if punt]
    if points and all(abs(x) > 180 or abs(y) > 90 for x, y in points):
        raise Bestandsfout(_ander_stelsel(bestand))
    return features


def _ander_stelsel(bestand):
    return (
        f"De coördinaten in {bestand} zijn geen lengte- en breedtegraden (WGS84). Het lijkt een ander stelsel, "
        "zoals RD (EPSG:28992). Haal het bestand op in WGS84 (EPSG:4326) of zet het om."
    )


def _eerste_punt(feature):
    """The first coordinate of a feature, or None when it has none."""
    geometrie = feature.get("geometry") if isinstance(feature, dict) else None
    found = geometrie.get("coordinates") if isinstance(geometrie, dict) else None
    while isinstance(found, list) and found and isinstance(found[0], list):
        found = found[0]
    is_point = isinstance(found, list) and len(found) >= 2 and all(isinstance(g, int | float) for g in found[:2])
    return tuple(found[:2]) if is_point else None


def _eigenschap(eigenschappen, velden):
    return next((str(eigenschappen[v]).strip() for v in velden if eigenschappen.get(v) not in (None, "")), "")


def _lees_feature(feature, waar):
    eigenschappen = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(eigenschappen, dict):
        return Gebiedsrij(waar, "", fout="heeft geen eigenschappen")
    code, naam = _eigenschap(eigenschappen, CODEVELDEN), _eigenschap(eigenschappen, NAAMVELDEN)
    try:
        if not code:
            raise Rijfout("heeft geen code")
        if not naam:
            raise Rijfout("heeft geen naam")
        # Publishers have areas that are only water as separate features.
        if str(eigenschappen.get("water", eigenschappen.get("WATER", "NEE"))).strip().upper() not in ("NEE", ""):
            raise Rijfout("is een watervlak")
        vlak, opmerking = maak_vlak(feature.get("geometry"))
    except Rijfout as error:
        return Gebiedsrij(waar, code, naam, fout=str(error))
    return Gebiedsrij(waar, code, naam, opmerking=opmerking, **als_velden(vlak))


def maak_vlak(geometrie):
    """A valid shapely polygon of a GeoJSON geometry, and a remark when it had to be repaired."""
    if not isinstance(geometrie, dict) or geometrie.get("type") not in ("Polygon", "MultiPolygon"):
        raise Rijfout("heeft geen vlak (Polygon of MultiPolygon) als grens")
    try:
        vlak = shapely.force_2d(shape(geometrie))
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, shapely.errors.ShapelyError) as error:
        raise Rijfout("heeft een grens die niet te lezen is") from error
    if vlak.is_empty:
        raise Rijfout("heeft een lege grens")
    west, zuid, oost, noord = NEDERLAND
    x1, y1, x2, y2 = vlak.bounds
    if not (west <= x1 and zuid <= y1 and x2 <= oost and y2 <= noord):
        raise Rijfout("ligt niet in Nederland. Staan de coördinaten in WGS84, met de lengte voor de breedte?")
    if vlak.is_valid:
        return vlak, ""
    hersteld = _alleen_vlakken(shapely.make_valid(vlak))
    if hersteld.is_empty:
        raise Rijfout("heeft een ongeldige grens die niet te herstellen is")
    return hersteld, "de grens was ongeldig en is hersteld"


def _alleen_vlakken(vorm):
    """Repairing may leave loose lines and points: they are no part of an area."""
    if vorm.geom_type in ("Polygon", "MultiPolygon"):
        return vorm
    return shapely.union_all([deel for deel in getattr(vorm, "geoms", ()) if deel.geom_type.endswith("Polygon")])


def voeg_samen(grenzen):
    """The boundary of several areas together. Splinters between areas that nearly touch are closed."""
    splinter = 2e-5
    vlak = shapely.union_all([shape(grens).buffer(splinter, join_style="mitre") for grens in grenzen])
    return als_velden(_alleen_vlakken(shapely.make_valid(vlak.buffer(-splinter, join_style="mitre"))))


def als_velden(vlak):
    """A shapely polygon as the fields of a Gebied: GeoJSON, rounded to a decimetre, and a point that lies in it."""
    grens = json.loads(json.dumps(mapping(vlak)), parse_float=lambda g: round(float(g), DECIMALEN))
    punt = vlak.representative_point()
    return {"grens": grens, "lon": round(punt.x, DECIMALEN), "lat": round(punt.y, DECIMALEN)}
