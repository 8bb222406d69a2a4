"""Which areas border on each other. Only the nightly job loads this: shapely is heavy."""

import shapely
from shapely.geometry import shape

# Borders that were drawn apart seldom touch exactly: this far apart (degrees, some fifty metres) is still a border.
KIER = 0.0005


def buren_van(gebieden):
    """``area id → ids of areas on its own level that border on it``; an area without a border on the map has none."""
    op_niveau = {}
    for gebied in gebieden:
        if gebied.grens:
            op_niveau.setdefault(gebied.niveau, []).append(gebied)
    neighbours = {gebied.pk: frozenset() for gebied in gebieden}
    for rij in op_niveau.values():
        shapes = [shapely.make_valid(shape(gebied.grens)) for gebied in rij]
        links = {gebied.pk: set() for gebied in rij}
        for one, other in zip(*shapely.STRtree(shapes).query(shapes, "dwithin", distance=KIER), strict=True):
            if one != other:
                links[rij[one].pk].add(rij[other].pk)
        neighbours |= {pk: frozenset(found) for pk, found in links.items()}
    return neighbours
