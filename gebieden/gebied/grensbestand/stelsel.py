"""Which coordinates a layer has, seen by the numbers themselves, and making longitude and latitude of them.

The Netherlands lie in three ranges of numbers that do not touch each other: degrees, metres of the Rijksdriehoek and
metres of Web Mercator. So the numbers say more than a header, which files from other software often have wrong.
"""

import re
from collections import Counter

import pyproj
import shapely

RD, WEBMERCATOR, WGS84, OMGEKEERD = 28992, 3857, 4326, 0
WOORDEN = {RD: "RD (EPSG:28992)", WEBMERCATOR: "Web Mercator (EPSG:3857)", WGS84: "lengte en breedte (WGS84)"}
# west, south, east, north
NEDERLAND = (3.0, 50.5, 7.5, 54.0)
BEREIK = {
    WGS84: NEDERLAND,
    OMGEKEERD: (50.5, 3.0, 54.0, 7.5),
    RD: (-10_000, 280_000, 320_000, 650_000),
    WEBMERCATOR: (330_000, 6_520_000, 840_000, 7_180_000),
}
GELIJK = {RD: {28992, 7415}, WEBMERCATOR: {3857, 3785, 900913, 102100, 102113}}
# Degrees of the old Dutch datum lie a hundred metres from those of today.
BESSEL = 4289
BLOK = 500
BUITEN = "ligt niet in Nederland. Staan de coördinaten in WGS84, RD of Web Mercator?"


def zet_om(laag):
    """Bring the polygons of a layer to WGS84, in place; returns remarks on what was found and done."""
    usable = [ding for ding in laag.objecten if ding.vlak is not None]
    shapes = [ding.vlak for ding in usable]
    seen = herken(shapes)
    said = _gezegd(laag.stelsel)
    if seen == OMGEKEERD:
        shapes = shapely.transform(shapes, lambda xy: xy[:, ::-1])
    elif said is not None and (seen is None or (seen == WGS84 and said.to_epsg() == BESSEL)):
        shapes = _reken_om(shapes, said)
    elif seen not in (None, WGS84):
        shapes = _reken_om(shapes, pyproj.CRS.from_epsg(seen))
    for ding, shape in zip(usable, shapes, strict=True):
        ding.vlak, ding.fout = (shape, "") if _past(shape, WGS84) else (None, BUITEN)
    return _opmerkingen(seen, said, laag.stelsel, bool(usable))


def herken(shapes):
    """The system in whose range most of the polygons lie, or None when they lie in none."""
    counts = Counter(code for shape in shapes for code in BEREIK if _past(shape, code))
    return counts.most_common(1)[0][0] if counts else None


def _past(shape, code):
    west, zuid, oost, noord = BEREIK[code]
    x1, y1, x2, y2 = shape.bounds
    return west <= x1 and zuid <= y1 and x2 <= oost and y2 <= noord


def _reken_om(shapes, crs):
    """In blocks: all the coordinates of a country at once would be there four times over."""
    transform = pyproj.Transformer.from_crs(crs, WGS84, always_xy=True).transform
    blocks = (shapes[start : start + BLOK] for start in range(0, len(shapes), BLOK))
    return [shape for block in blocks for shape in shapely.transform(block, transform, interleaved=False)]


def _gezegd(text):
    """The system that the file names, or None when it names none that exists."""
    if not text:
        return None
    number = re.search(r"(?:EPSG|epsg)[^0-9]*(?:[0-9.]+:)?[^0-9]*(\d{4,6})\D*$", text) if len(text) < 200 else None
    try:
        if text.endswith("CRS84"):
            return pyproj.CRS.from_epsg(WGS84)
        return pyproj.CRS.from_epsg(int(number[1])) if number else pyproj.CRS.from_wkt(text)
    except pyproj.exceptions.CRSError:
        return None


def _is_hetzelfde(said, seen):
    if seen in (WGS84, OMGEKEERD):
        return said.is_geographic
    code = said.to_epsg(min_confidence=25)
    words = {RD: "RD[ _]New|Amersfoort", WEBMERCATOR: "Mercator"}[seen]
    return code in GELIJK[seen] or (code is None and bool(re.search(words, said.name)))


def _opmerkingen(seen, said, text, has_areas):
    if not has_areas:
        return []
    if seen == OMGEKEERD:
        return ["In dit bestand staat de breedte voor de lengte. Ze zijn omgedraaid."]
    if seen is None:
        return [f"De coördinaten zijn omgerekend uit {said.name}."] if said and not said.is_geographic else []
    if said and not _is_hetzelfde(said, seen):
        return [
            f"Het bestand zegt dat het in {said.name} is, maar de coördinaten zijn {WOORDEN[seen]}. Zo zijn ze gelezen."
        ]
    if seen == WGS84:
        return []
    if said:
        return [f"De coördinaten zijn omgerekend uit {WOORDEN[seen]}."]
    unclear = "noemt een onbekend stelsel" if text else "zegt niet in welk stelsel het is"
    return [f"Het bestand {unclear}. Aan de coördinaten is te zien dat het {WOORDEN[seen]} is; ze zijn omgerekend."]
