"""In which larger area a boundary lies. Only imports load this: shapely is heavy."""

import shapely
from shapely.geometry import shape

from gebieden.gebied.models import Gebied
from gebiedswerk.profiel import huidig


class Ligging:
    """The running areas above the smallest level, to be asked what lies around a point."""

    def __init__(self):
        self.plaats = {n["code"]: number for number, n in enumerate(huidig().niveaus)}
        known = Gebied.objects.lopend().filter(niveau__in=self.plaats, ouder__isnull=False, grens__isnull=False)
        self.gebieden = list(known)
        self.boom = shapely.STRtree([shape(g.grens) for g in self.gebieden])

    def om(self, gebied):
        """The smallest area on a level above that of ``gebied`` in which its point lies, or None."""
        inside = self.boom.query(shapely.Point(gebied.lon, gebied.lat), predicate="within")
        level = self.plaats.get(gebied.niveau, 0)
        around = [self.gebieden[i] for i in inside if self.plaats[self.gebieden[i].niveau] < level]
        return max(around, key=lambda g: self.plaats[g.niveau], default=None)
