"""What an import changes in what there is: which of our areas it leaves out, how many figures it adds, and the map."""

from collections import Counter

from django.db.models import Count

from gebieden.cijfers.models import Cijfer
from gebieden.gebied.models import Gebied
from gebiedswerk.kaartbeeld import Vlak, kaart

# More areas than this on a map of half a page are dust, and slow.
MEESTE_VLAKKEN = 400


class Stand:
    """How things stood before an import, to compare with afterwards."""

    def __init__(self, soort):
        self.soort = soort
        self.gebieden = list(_gebieden(met_grens=soort == "grenzen"))
        self.aantallen = _aantallen() if soort == "cijfers" else {}

    def vergelijk(self, uitslag):
        """Fill in what is to be seen of the difference; asked inside the transaction of the import."""
        regels = uitslag.delen[0].verslag.regels
        # An area of one's own without a code goes by its name in the report.
        named = {regel.code for regel in regels}
        niveaus = {g.niveau for g in self.gebieden if g.code in named or g.naam in named}
        uitslag.ontbreekt = [
            g.naam for g in self.gebieden if g.niveau in niveaus and g.code not in named and g.naam not in named
        ]
        if self.soort == "cijfers":
            uitslag.aantallen = self._meer_cijfers()
        if self.soort == "grenzen":
            uitslag.kaart = self._kaart(named)

    def _meer_cijfers(self):
        now = _aantallen()
        return [[*what, n - self.aantallen.get(what, 0)] for what, n in now.items() if n > self.aantallen.get(what, 0)]

    def _kaart(self, named):
        """The level on which the file changes most, before and after; nothing when no boundary changes."""
        before, after = {g.pk: g.grens for g in self.gebieden}, list(_gebieden(met_grens=True))
        in_file = (g for g in after if g.grens and (g.code in named or g.naam in named))
        changed = {g.pk: g.niveau for g in in_file if before.get(g.pk) != g.grens}
        if not changed:
            return {}
        niveau = Counter(changed.values()).most_common(1)[0][0]
        # All of them in the colour of what is new is a map that says nothing.
        rest = any(g.niveau == niveau and g.pk not in changed for g in after)
        pictures = {
            "voor": _teken(self.gebieden, niveau, "Nu", ()),
            "na": _teken(after, niveau, "Na het inlezen", changed if rest else ()),
        }
        return {naam: svg for naam, svg in pictures.items() if svg} | {"met_nadruk": rest}


def _gebieden(met_grens):
    rows = Gebied.objects.lopend().order_by("naam", "pk")
    return rows.only("code", "naam", "niveau", *(["grens"] if met_grens else []))


def _aantallen():
    """``{(name, year): number of areas}`` of the figures that came from a publisher."""
    rows = Cijfer.objects.filter(is_berekend=False).values_list("indicator__naam", "jaar")
    counted = rows.annotate(n=Count("pk")).order_by("indicator__volgorde", "indicator__naam", "jaar")
    return {(naam, jaar): n for naam, jaar, n in counted}


def _teken(gebieden, niveau, titel, nadruk):
    vlakken = [Vlak(g.naam, g.grens, nadruk=g.pk in nadruk) for g in gebieden if g.niveau == niveau and g.grens]
    if not vlakken or len(vlakken) > MEESTE_VLAKKEN:
        return ""
    return str(kaart(vlakken, titel=f"{titel}: {len(vlakken)} gebieden"))
