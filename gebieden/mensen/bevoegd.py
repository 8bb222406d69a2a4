"""Who may do what where on one day, of everybody at once: to choose who takes over, and to find what nobody may do."""

from django.utils import timezone

from gebieden.gebied.models import Gebied
from gebieden.rechten import Grond, omvattend

from .models import Gebiedsrol, Gebruiker
from .vervanging import Vervanging


class Bevoegd:
    """``zonder`` leaves out one role, as if it had ended; ``met_vervangers=False`` counts own roles only."""

    def __init__(self, dag=None, *, zonder=None, met_vervangers=True):
        dag = dag or timezone.localdate()
        self.paden = dict(Gebied.objects.order_by().values_list("pk", "pad"))
        self.actief = set(Gebruiker.objects.filter(is_active=True).order_by().values_list("pk", flat=True))
        self.granted = {}
        rollen = {rol.pk: rol for rol in Gebiedsrol.objects.lopend(dag).exclude(pk=zonder and zonder.pk)}
        for rol in rollen.values():
            self._geef(rol.persoon_id, Grond(rol))
        if met_vervangers:
            for vervanging in Vervanging.objects.lopend(dag).filter(rol__in=rollen):
                self._geef(vervanging.vervanger_id, Grond(rollen[vervanging.rol_id], vervanging))

    def _geef(self, persoon, grond):
        eigen = {recht: {self.paden[grond.rol.gebied_id]} for recht in grond.eigen}
        overal = {recht: {pad for pad in self.paden.values() if pad.count("/") == 2} for recht in grond.overal}
        rights = self.granted.setdefault(persoon, {})
        for recht, paden in (*eigen.items(), *overal.items()):
            rights.setdefault(recht, set()).update(paden)

    def mag(self, persoon, recht, gebieden):
        """True when the person (id) has the right in one of these areas (ids); None asks for any running role."""
        if persoon not in self.actief or persoon not in self.granted:
            return False
        granted = self.granted[persoon].get(recht, set())
        return recht is None or any(not granted.isdisjoint(omvattend(self.paden.get(pk, ""))) for pk in gebieden)

    def wie(self, recht, plekken):
        """Ids of who has the right in each of these places (sets of area ids)."""
        places = {frozenset(plek) for plek in plekken}
        return {pk for pk in self.granted if all(self.mag(pk, recht, plek) for plek in places)} & self.actief
