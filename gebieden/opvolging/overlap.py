"""How much of an old area lies in which new one. Only workers load this: shapely is heavy."""

from collections import defaultdict

import shapely
from shapely.geometry import shape

from gebieden.opvolging.voorstel import soort


def overlap(oude, nieuwe, meld=None):
    """``{old pk: {new pk: part}}`` between areas of the same kind; ``meld(number)`` is called after each old one.

    Degrees are no squares, but a part of an area is the same part in degrees as in metres.
    """
    per_soort = defaultdict(list)
    for gebied in nieuwe:
        if vlak := _vlak(gebied.grens):
            per_soort[soort(gebied)].append((gebied.pk, vlak))
    trees = {s: shapely.STRtree([vlak for _, vlak in rijen]) for s, rijen in per_soort.items()}
    found = {}
    for number, gebied in enumerate(oude, 1):
        vlak = _vlak(gebied.grens)
        kind = soort(gebied)
        if vlak and kind in trees:
            rijen = [per_soort[kind][place] for place in trees[kind].query(vlak)]
            parts = {pk: vlak.intersection(nieuw).area / vlak.area for pk, nieuw in rijen}
            found[gebied.pk] = {pk: part for pk, part in parts.items() if part > 0}
        if meld:
            meld(number)
    return found


def dichtheid(gebieden, inwoners):
    """``{pk: people per surface}`` of the areas whose inhabitants are known."""
    surfaces = {g.pk: vlak.area for g in gebieden if g.pk in inwoners and (vlak := _vlak(g.grens))}
    return {pk: inwoners[pk] / surface for pk, surface in surfaces.items()}


def _vlak(grens):
    """A valid polygon with an area, or None."""
    if not grens:
        return None
    vlak = shapely.make_valid(shape(grens))
    return vlak if vlak.area else None
