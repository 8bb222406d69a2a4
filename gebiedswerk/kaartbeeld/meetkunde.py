"""Plane geometry of a map: rings out of GeoJSON, projection to paper, simplification, a place for a name."""

from collections.abc import Iterator, Sequence
from math import cos, hypot, radians
from typing import NamedTuple

KM_PER_GRAAD = 111.32
# What is smaller than this on paper is left out of a boundary.
FIJNHEID = 0.5

Ring = list[tuple[float, float]]


class Kader(NamedTuple):
    """A rectangle, in degrees or on paper."""

    links: float
    onder: float
    rechts: float
    boven: float

    def raakt(self, ander: "Kader") -> bool:
        return (
            self.links < ander.rechts
            and ander.links < self.rechts
            and self.onder < ander.boven
            and ander.onder < self.boven
        )

    def ligt_in(self, ander: "Kader") -> bool:
        return (
            self.links >= ander.links
            and self.rechts <= ander.rechts
            and self.onder >= ander.onder
            and self.boven <= ander.boven
        )


def ringen_van(geometrie: dict | None) -> Iterator[Ring]:
    """All rings, holes too, of any geometry with an area; what has none gives nothing."""
    match geometrie:
        case {"type": "Polygon", "coordinates": ringen}:
            yield from ([(punt[0], punt[1]) for punt in ring] for ring in ringen if len(ring) > 3)
        case {"type": "MultiPolygon", "coordinates": delen}:
            for ringen in delen:
                yield from ringen_van({"type": "Polygon", "coordinates": ringen})
        case {"type": "GeometryCollection", "geometries": delen}:
            for deel in delen:
                yield from ringen_van(deel)
        case {"type": "Feature", "geometry": deel}:
            yield from ringen_van(deel)


def kader_om(ringen_per_vlak: Sequence[Sequence[Ring]]) -> Kader | None:
    punten = [punt for ringen in ringen_per_vlak for ring in ringen for punt in ring]
    if not punten:
        return None
    lengtes, breedtes = zip(*punten, strict=True)
    return Kader(min(lengtes), min(breedtes), max(lengtes), max(breedtes))


def passende_hoogte(kader: Kader, breedte: float) -> float:
    """As high as the areas ask for, between a strip and nearly a square."""
    krimp = cos(radians((kader.onder + kader.boven) / 2))
    verhouding = (kader.boven - kader.onder) / max((kader.rechts - kader.links) * krimp, 1e-9)
    return round(breedte * min(max(verhouding, 0.45), 0.85)) + 8.0


def projectie(kader: Kader, breedte: float, hoogte: float, marge: float):
    """Pixels per kilometre, and the function from (lon, lat) to paper; true to scale in the middle of the map."""
    midden_lengte, midden_breedte = (kader.links + kader.rechts) / 2, (kader.onder + kader.boven) / 2
    krimp = cos(radians(midden_breedte))
    over_x = max((kader.rechts - kader.links) * krimp, 1e-4) * (1 + 2 * marge)
    over_y = max(kader.boven - kader.onder, 1e-4) * (1 + 2 * marge)
    schaal = min((breedte - 4) / over_x, (hoogte - 4) / over_y)

    def naar_papier(punt: tuple[float, float]) -> tuple[float, float]:
        return (
            breedte / 2 + (punt[0] - midden_lengte) * krimp * schaal,
            hoogte / 2 - (punt[1] - midden_breedte) * schaal,
        )

    return schaal / KM_PER_GRAAD, naar_papier


def vereenvoudig(ring: Ring) -> Ring:
    """Douglas-Peucker on paper, with a stack instead of recursion: boundaries can have thousands of points."""
    if len(ring) < 5:
        return ring
    houd = {0, len(ring) - 1}
    stapel = [(0, len(ring) - 1)]
    while stapel:
        begin, einde = stapel.pop()
        (ax, ay), (bx, by) = ring[begin], ring[einde]
        lengte = hypot(bx - ax, by - ay)
        verst, afstand = begin, 0.0
        for i in range(begin + 1, einde):
            px, py = ring[i]
            if lengte > 1e-9:
                d = abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) / lengte
            else:
                d = hypot(px - ax, py - ay)
            if d > afstand:
                verst, afstand = i, d
        if afstand > FIJNHEID:
            houd.add(verst)
            stapel += [(begin, verst), (verst, einde)]
    return [ring[i] for i in sorted(houd)]


def oppervlakte(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def binnenpunt(ring: Ring) -> tuple[float, float, float]:
    """A place for the name and its room: the broadest of some horizontal cuts, so never outside a crooked area."""
    laag, hoog = min(y for _, y in ring), max(y for _, y in ring)
    beste = (0.0, (*ring[0], 0.0))
    for deel in (0.5, 0.42, 0.58, 0.33, 0.67, 0.25, 0.75):
        y = laag + (hoog - laag) * deel
        snijpunten = sorted(
            x1 + (y - y1) / (y2 - y1) * (x2 - x1)
            for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)
            if (y1 > y) != (y2 > y)
        )
        for links, rechts in zip(snijpunten[::2], snijpunten[1::2], strict=False):
            # Half-way up is the better place unless another cut is clearly broader.
            gewicht = (rechts - links) * (1 - abs(deel - 0.5))
            if gewicht > beste[0]:
                beste = (gewicht, ((links + rechts) / 2, y, rechts - links))
    return beste[1]
