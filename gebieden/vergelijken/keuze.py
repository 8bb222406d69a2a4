"""What somebody asked to compare, read from an address that anybody may have typed.

Nothing here is refused: what is unknown or too much is left out, and a sentence says so.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from gebieden.cijfers.models import RUBRIEKEN, Cijfer, Indicator
from gebieden.gebied.models import Gebied
from gebiedswerk.profiel import huidig

MEESTE_INDICATOREN = 10
MEESTE_GEBIEDEN = 150
# Without a choice: the smallest areas of which a reader can still oversee the table.
OVERZICHTELIJK = 40
STANDAARD_INDICATOREN = 5


@dataclass
class Gebieden:
    """All areas in one query, without their borders, and the questions the page has about them."""

    alle: list
    op_slug: dict = field(init=False)
    kinderen: dict = field(init=False)

    @classmethod
    def haal_op(cls):
        fields = ("naam", "slug", "pad", "ouder", "niveau", "code", "is_actief", "is_schematisch", "bijgewerkt_op")
        figures = Cijfer.objects.order_by().filter(gebied=OuterRef("pk"))
        rows = Gebied.objects.only(*fields).annotate(heeft_cijfers=Exists(figures))
        return cls(list(rows.order_by("naam", "pk")))

    def __post_init__(self):
        self.op_slug = {g.slug: g for g in self.alle}
        self.kinderen = {}
        for g in self.lopend:
            self.kinderen.setdefault(g.ouder_id, []).append(g)

    @property
    def lopend(self):
        return [g for g in self.alle if g.is_actief]

    @property
    def gemeente(self):
        return next((g for g in self.lopend if g.ouder_id is None), None)

    def niveaus(self):
        """``[(code, plural, number of areas), …]`` from large to small, of the levels below the municipality."""
        counts = Counter(g.niveau for g in self.lopend if g.ouder_id)
        return [(n["code"], n["meervoud"], counts[n["code"]]) for n in huidig().niveaus if counts[n["code"]]]

    def standaardniveau(self):
        niveaus = self.niveaus()
        clear = [code for code, _meervoud, aantal in niveaus if aantal <= OVERZICHTELIJK]
        # A level that was read in without figures is nothing to begin with.
        filled = {g.niveau for g in self.lopend if g.heeft_cijfers}
        levels = [code for code in clear if code in filled] or clear
        return levels[-1] if levels else niveaus[0][0] if niveaus else ""

    def met_delen(self):
        """What can be looked into, in the order of the tree."""
        found = [g for g in self.lopend if g.ouder_id and self.kinderen.get(g.pk)]
        order = {n["code"]: i for i, n in enumerate(huidig().niveaus)}
        return sorted(found, key=lambda g: (order.get(g.niveau, 99), g.naam))

    def binnen(self, gebied, niveau=""):
        """Its parts, or all areas of a level in it."""
        if not niveau:
            return self.kinderen.get(gebied.pk, [])
        return [g for g in self.lopend if g.niveau == niveau and g.pad.startswith(gebied.pad) and g.pk != gebied.pk]


@dataclass(frozen=True)
class Keuze:
    """``nadruk``: areas that were pointed out; ``jaar`` is None for the latest of every indicator."""

    gebieden: list
    indicatoren: list
    jaar: int | None = None
    niveau: str = ""
    binnen: object = None
    zelf_gekozen: bool = False
    nadruk: frozenset = frozenset()
    sorteer: str = "naam"
    is_aflopend: bool = False
    meldingen: tuple = ()

    @property
    def niveau_van_rijen(self):
        """The level of the areas when they all have the same."""
        niveaus = {g.niveau for g in self.gebieden}
        return niveaus.pop() if len(niveaus) == 1 else ""

    def wat(self):
        """``kernen``, ``gebieden``: how the areas are called together."""
        niveau = huidig().regel("niveaus", self.niveau_van_rijen) if self.niveau_van_rijen else {}
        if len(self.gebieden) == 1:
            return niveau.get("naam") or _("gebied")
        return niveau.get("meervoud") or _("gebieden")

    def als_paren(self, **anders):
        """The choice as ``[(name, value), …]`` of an address; ``anders`` replaces, and drops what is empty."""
        paren = [("indicator", i.code) for i in self.indicatoren]
        if self.zelf_gekozen:
            paren += [("gebied", g.slug) for g in self.gebieden]
        velden = {
            "niveau": "" if self.zelf_gekozen else self.niveau,
            "binnen": self.binnen.slug if self.binnen and not self.zelf_gekozen else "",
            "jaar": str(self.jaar or ""),
            "sorteer": ("-" if self.is_aflopend else "") + self.sorteer,
        } | anders
        return paren + [(naam, waarde) for naam, waarde in velden.items() if waarde]


def lees_keuze(vraag, gebieden, indicatoren, meldingen=()):
    """``vraag`` is a QueryDict; ``indicatoren`` all that exist, in order; ``meldingen`` what is to be said already."""
    meldingen = list(meldingen)
    rijen, waar = _lees_gebieden(vraag, gebieden, meldingen)
    if len(rijen) > MEESTE_GEBIEDEN:
        tekst = _("U ziet de eerste %(meeste)s van %(aantal)s gebieden. Kies minder gebieden om de rest te zien.")
        meldingen.append(tekst % {"meeste": MEESTE_GEBIEDEN, "aantal": len(rijen)})
        rijen = rijen[:MEESTE_GEBIEDEN]
    chosen = _lees_indicatoren(vraag, indicatoren, meldingen)
    sorteer = vraag.get("sorteer", "")
    kolom = sorteer.removeprefix("-")
    known = kolom == "naam" or kolom in {i.code for i in chosen}
    return Keuze(
        gebieden=rijen,
        indicatoren=chosen,
        jaar=_lees_jaar(vraag, meldingen),
        sorteer=kolom if known else "naam",
        is_aflopend=known and sorteer.startswith("-"),
        meldingen=tuple(meldingen),
        **waar,
    )


def _lees_gebieden(vraag, gebieden, meldingen):
    slugs = list(dict.fromkeys(filter(None, vraag.getlist("gebied"))))
    chosen = [gebieden.op_slug[slug] for slug in slugs if slug in gebieden.op_slug]
    _meld_onbekend(_("gebied"), [slug for slug in slugs if slug not in gebieden.op_slug], meldingen)
    # The municipality stands on top of every table.
    chosen = [g for g in chosen if g != gebieden.gemeente]
    if chosen:
        return chosen, {"zelf_gekozen": True, "nadruk": frozenset(g.pk for g in chosen)}
    niveau, slug = vraag.get("niveau", ""), vraag.get("binnen", "")
    if niveau and niveau not in {code for code, _naam, _aantal in gebieden.niveaus()}:
        _meld_onbekend(_("niveau"), [niveau], meldingen)
        niveau = ""
    binnen = gebieden.op_slug.get(slug)
    if slug and binnen is None:
        _meld_onbekend(_("gebied"), [slug], meldingen)
    if gebieden.gemeente is None:
        return [], {}
    if binnen is None or binnen == gebieden.gemeente:
        niveau = niveau or gebieden.standaardniveau()
        return gebieden.binnen(gebieden.gemeente, niveau) if niveau else [], {"niveau": niveau}
    parts = gebieden.binnen(binnen, niveau)
    if parts:
        return parts, {"niveau": niveau, "binnen": binnen}
    return _naast(binnen, gebieden)


def _naast(gebied, gebieden):
    """An area without such parts beside its neighbours."""
    naast = [g for g in gebieden.kinderen.get(gebied.ouder_id, []) if g.niveau == gebied.niveau]
    if gebied not in naast:
        naast.append(gebied)
    return naast, {"binnen": gebied, "nadruk": frozenset({gebied.pk})}


def _lees_indicatoren(vraag, indicatoren, meldingen):
    by_code = {i.code: i for i in indicatoren}
    codes = list(dict.fromkeys(filter(None, vraag.getlist("indicator"))))
    _meld_onbekend(_("cijfer"), [code for code in codes if code not in by_code], meldingen)
    chosen = [by_code[code] for code in codes if code in by_code]
    if len(chosen) > MEESTE_INDICATOREN:
        tekst = _("U koos %(aantal)s cijfers. U ziet de eerste %(meeste)s.")
        meldingen.append(tekst % {"aantal": len(chosen), "meeste": MEESTE_INDICATOREN})
    return chosen[:MEESTE_INDICATOREN] or standaard(indicatoren)


def standaard(indicatoren):
    """What an alderman sees who chose nothing: the first count, and of every rubriek what can be judged."""
    filled = [i for i in indicatoren if i.heeft_cijfers]
    first = next((i for i in filled if i.soort == "telling"), None)
    chosen = [first] if first else []
    for rubriek, _naam in RUBRIEKEN:
        of_this = [i for i in filled if i.rubriek == rubriek and i not in chosen and i.soort != "telling"]
        chosen += sorted(of_this, key=lambda i: not i.richting)[:1]
    chosen += sorted((i for i in filled if i not in chosen), key=lambda i: (i.soort == "telling", not i.richting))
    return sorted(chosen[:STANDAARD_INDICATOREN], key=indicatoren.index)


def _lees_jaar(vraag, meldingen):
    tekst = vraag.get("jaar", "").strip()
    if not tekst:
        return None
    if tekst.isascii() and tekst.isdigit() and len(tekst) == 4:
        return int(tekst)
    _meld_onbekend(_("jaar"), [tekst], meldingen)
    return None


def _meld_onbekend(soort, waarden, meldingen):
    if waarden:
        eerste = ", ".join(f"‘{Truncator(waarde).chars(40)}’" for waarde in waarden[:3])
        meer = _(" en nog %(aantal)s") % {"aantal": len(waarden) - 3} if len(waarden) > 3 else ""
        meldingen.append(_("Onbekend %(soort)s: %(waarden)s.") % {"soort": soort, "waarden": eerste + meer})


def alle_indicatoren():
    """In order, with ``heeft_cijfers``: whether there is any figure of it."""
    figures = Cijfer.objects.order_by().filter(indicator=OuterRef("pk"))
    return list(Indicator.objects.annotate(heeft_cijfers=Exists(figures)))
