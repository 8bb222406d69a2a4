"""Who to call: per department and area the contact, of the area itself or of the nearest area it lies in."""

from dataclasses import dataclass

from gebieden.models import Afdeling, Gebied, Gebiedsrol, Vervanging


@dataclass(frozen=True)
class Contactpersoon:
    rol: object
    is_geerfd: bool
    vervanging: object = None

    @property
    def persoon(self):
        """Who answers now."""
        return self.vervanging.vervanger if self.vervanging else self.rol.persoon


def contacten(gebieden):
    """``{(area id, department id): Contactpersoon}``; what has no contact anywhere above it is not in it.

    Three queries, however many areas and departments there are.
    """
    rollen = Gebiedsrol.objects.lopend().van_soort("vakafdeling").filter(afdeling__isnull=False)
    rollen = rollen.filter(persoon__is_active=True).select_related("persoon", "gebied").order_by("-van", "-pk")
    # From far to near, so that the nearest stays; of two in one area the one who was there first.
    rollen = sorted(rollen.defer("gebied__grens"), key=lambda rol: len(rol.gebied.pad))
    absent = Vervanging.objects.lopend().filter(rol__in=rollen, vervanger__is_active=True)
    stands_in = {v.rol_id: v for v in absent.select_related("vervanger")}
    found = {}
    for gebied in gebieden:
        for rol in rollen:
            if gebied.pad.startswith(rol.gebied.pad):
                is_geerfd = rol.gebied_id != gebied.pk
                found[gebied.pk, rol.afdeling_id] = Contactpersoon(rol, is_geerfd, stands_in.get(rol.pk))
    return found


def tabel():
    """``(departments, [(area, [(department, contact or None), …]), …])``, for the areas people work in."""
    afdelingen = list(Afdeling.objects.actief())
    gebieden = werkgebieden()
    known = contacten(gebieden)
    return afdelingen, [(g, [(a, known.get((g.pk, a.pk))) for a in afdelingen]) for g in gebieden]


def werkgebieden():
    """The municipality and the areas right under it; deeper ones only where a department has a contact of its own."""
    bekend = Gebied.objects.bekend().defer("grens", "omschrijving")
    roots = bekend.filter(ouder=None)
    own = Gebiedsrol.objects.lopend().van_soort("vakafdeling").filter(afdeling__isnull=False)
    gebieden = list(roots | bekend.filter(ouder__in=roots) | bekend.filter(pk__in=own.values("gebied")))
    namen = {gebied.pk: gebied.naam for gebied in gebieden}
    return sorted(gebieden, key=lambda gebied: [namen.get(pk, "") for pk in gebied.pad_ids()])


def lijst(gebied, zoek=""):
    """``[(department, contact or None), …]`` for one area."""
    afdelingen = Afdeling.objects.actief().op_woord(zoek)
    known = contacten([gebied]) if gebied else {}
    return [(afdeling, known.get((gebied.pk, afdeling.pk)) if gebied else None) for afdeling in afdelingen]
