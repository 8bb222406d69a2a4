"""From a point on the map to the area it lies in.

Plain Python on purpose: with a bounding box per polygon a thousand areas take well under a millisecond, and no
geometry library has to be loaded into every web worker.
"""

from array import array
from dataclasses import dataclass

from gebieden.gebied.models import Gebied


@dataclass(frozen=True)
class Vlak:
    """One polygon of an area: its box, its rings (outer and holes) as x and y, and what decides who wins."""

    gebied_id: int
    oppervlakte: float
    diepte: int
    west: float
    zuid: float
    oost: float
    noord: float
    ringen: tuple[tuple[array, array], ...]

    def bevat(self, lon, lat):
        if not (self.west <= lon <= self.oost and self.zuid <= lat <= self.noord):
            return False
        return sum(_crossings(xs, ys, lon, lat) for xs, ys in self.ringen) % 2 == 1


def _crossings(xs, ys, lon, lat):
    """How often a ray to the east crosses the ring.

    An edge counts its lower end and not its upper, and is always walked upwards: so a point on a border that two
    areas share falls in exactly one of them.
    """
    count = 0
    x1, y1 = xs[-1], ys[-1]
    for x2, y2 in zip(xs, ys, strict=True):
        if (y1 <= lat) != (y2 <= lat):
            low_x, low_y, high_x, high_y = (x1, y1, x2, y2) if y1 < y2 else (x2, y2, x1, y1)
            count += lon < low_x + (lat - low_y) / (high_y - low_y) * (high_x - low_x)
        x1, y1 = x2, y2
    return count


def ring_oppervlakte(xs, ys):
    """Area of a ring by the shoelace rule, in square degrees: enough to tell small from large."""
    return abs(sum(xs[i - 1] * ys[i] - xs[i] * ys[i - 1] for i in range(len(xs)))) / 2


def polygonen(grens):
    """The polygons of a GeoJSON boundary, each a list of rings; anything else has none."""
    soort = (grens or {}).get("type")
    found = {"Polygon": lambda: [grens["coordinates"]], "MultiPolygon": lambda: grens["coordinates"]}
    return [rings for rings in found.get(soort, list)() if rings and all(rings)]


def maak_vlakken(gebieden):
    """``(id, pad, grens)`` of each area → its polygons, smallest area first.

    Of two areas with the same boundary (a village of one buurt) the one deeper in the tree wins.
    """
    vlakken = []
    for pk, pad, grens in gebieden:
        parts = [
            [(array("d", [p[0] for p in ring]), array("d", [p[1] for p in ring])) for ring in polygoon]
            for polygoon in polygonen(grens)
        ]
        size = sum(ring_oppervlakte(*rings[0]) - sum(ring_oppervlakte(*r) for r in rings[1:]) for rings in parts)
        for rings in parts:
            xs, ys = rings[0]
            vlakken.append(
                Vlak(
                    gebied_id=pk,
                    # Dissolving may move a corner by a rounding error: that is no difference in size.
                    oppervlakte=float(f"{size:.6g}"),
                    diepte=pad.count("/"),
                    west=min(xs),
                    zuid=min(ys),
                    oost=max(xs),
                    noord=max(ys),
                    ringen=tuple(rings),
                )
            )
    return sorted(vlakken, key=lambda v: (v.oppervlakte, -v.diepte, v.gebied_id))


def kleinste_op(vlakken, lon, lat):
    """The id of the smallest area that contains the point, or None."""
    return next((v.gebied_id for v in vlakken if v.bevat(lon, lat)), None)


_bekend = {"versie": None, "vlakken": []}


def _vlakken():
    global _bekend
    versie = Gebied.objects.grensversie()
    bekend = _bekend
    if bekend["versie"] != versie:
        rijen = Gebied.objects.lopend().filter(grens__isnull=False).values_list("pk", "pad", "grens")
        bekend = _bekend = {"versie": versie, "vlakken": maak_vlakken(rijen.iterator())}
    return bekend["vlakken"]


def gebied_op(lon, lat):
    """The smallest running area that contains the point (WGS84), or None."""
    pk = kleinste_op(_vlakken(), lon, lat)
    return Gebied.objects.filter(pk=pk).first() if pk else None


def omtrek():
    """West, south, east and north of all running areas together, or None without borders."""
    if not (vlakken := _vlakken()):
        return None
    return (
        min(v.west for v in vlakken),
        min(v.zuid for v in vlakken),
        max(v.oost for v in vlakken),
        max(v.noord for v in vlakken),
    )
