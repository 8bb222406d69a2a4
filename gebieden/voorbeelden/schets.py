"""Schematic boundaries for example data: every village gets the land that is nearer to it than to any other.

Voronoi cells by cutting half planes, within a band around all villages. They are a drawing, not a fact: whoever
stores them marks the area ``is_schematisch``.
"""

from math import cos, pi, radians, sin

RAND_GRADEN = 0.02
DECIMALEN = 5


def schets_grenzen(centra, rand=RAND_GRADEN):
    """``{naam: (lon, lat)}`` → ``{naam: GeoJSON polygon}``; neighbours share their border exactly."""
    if not centra:
        return {}
    # A degree of longitude is shorter than one of latitude: work in a plane where both are equally long.
    scale = cos(radians(sum(lat for _, lat in centra.values()) / len(centra)))
    flat = {naam: (lon * scale, lat) for naam, (lon, lat) in centra.items()}
    outline = _omtrek(list(flat.values()), rand)
    cells = {}
    for naam, centre in flat.items():
        cell = outline
        for other in flat.values():
            if other != centre:
                cell = _nearer(cell, centre, other)
        cells[naam] = _als_geojson(cell, scale)
    return cells


def _omtrek(punten, rand):
    """The convex hull of circles around the points, against the clock (monotone chain)."""
    circles = sorted(
        {(x + rand * cos(step * pi / 8), y + rand * sin(step * pi / 8)) for x, y in punten for step in range(16)}
    )
    return _half_hull(circles)[:-1] + _half_hull(circles[::-1])[:-1]


def _half_hull(punten):
    hull = []
    for x, y in punten:
        while len(hull) > 1:
            (ax, ay), (bx, by) = hull[-2:]
            if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                break
            hull.pop()
        hull.append((x, y))
    return hull


def _nearer(cell, centre, other):
    """The part of a convex cell that is nearer to ``centre`` than to ``other`` (Sutherland–Hodgman with one line)."""
    nx, ny = other[0] - centre[0], other[1] - centre[1]
    middle = nx * (centre[0] + other[0]) / 2 + ny * (centre[1] + other[1]) / 2
    cut = []
    for i, (x2, y2) in enumerate(cell):
        x1, y1 = cell[i - 1]
        d1, d2 = nx * x1 + ny * y1 - middle, nx * x2 + ny * y2 - middle
        if (d1 < 0) != (d2 < 0):
            part = d1 / (d1 - d2)
            cut.append((x1 + part * (x2 - x1), y1 + part * (y2 - y1)))
        if d2 < 0:
            cut.append((x2, y2))
    return cut


def _als_geojson(cell, scale):
    ring = []
    for x, y in cell:
        punt = [round(x / scale, DECIMALEN), round(y, DECIMALEN)]
        if not ring or punt != ring[-1]:
            ring.append(punt)
    if ring[0] != ring[-1]:
        ring.append(list(ring[0]))
    return {"type": "Polygon", "coordinates": [ring]}
