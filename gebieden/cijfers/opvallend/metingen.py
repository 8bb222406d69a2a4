"""Reading what the rule needs: the figures of an area and all that it is compared with, in a few queries.

What may not be published is not there for the rule either: no sentence gives it away, not even as an average.
"""

from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from gebieden.cijfers.models import Cijfer
from gebieden.cijfers.publiceren import afscherming
from gebieden.cijfers.vergelijkbaar import KENMERKCODES, Groep, vergelijkbaar
from gebieden.gebied.models import Gebied

AFRONDING = 5


@dataclass(frozen=True)
class Meting:
    """One indicator in one area, with what it can be compared with. ``basis`` is what a percentage is taken of."""

    code: str
    naam: str
    thema: str
    soort: str
    zin: str = "is {waarde}"
    eenheid: str = ""
    decimalen: int = 0
    richting: int = 0
    waarde: float = 0.0
    basis: float | None = None
    basis_naam: str = ""
    delen: int = 1
    afronding: float = AFRONDING
    gemeente: float | None = None
    gemeente_basis: float | None = None
    buren: tuple[float, ...] = ()
    vergelijkbare: tuple[float, ...] = ()
    vergelijkbaar_in: str = ""
    vorig_jaar: int | None = None
    vorige: float | None = None
    vorige_basis: float | None = None


def lees_metingen(gebied, jaar):
    """``(metingen, groep)`` of this area in this year; ``groep`` names the areas that are like it, or is None."""
    return lees_metingen_van([gebied], jaar)[gebied.pk]


def lees_metingen_van(gebieden, jaar):
    """``{area id: (metingen, groep)}`` of areas of one municipality; the same few queries for one as for many."""
    if not gebieden:
        return {}
    root = gebieden[0].pad_ids()[0]
    groepen, names = lees_groepen([g for g in gebieden if g.pk != root], root, jaar)
    rows = list(_cijfers_voor(gebieden, root, jaar, {pk for groep in groepen.values() for pk in groep.gebieden}))
    verborgen = afscherming({c.indicator for c in rows}, {c.jaar for c in rows})
    figures = Cijfers([c for c in rows if not verborgen.reden(c.gebied_id, c.indicator_id, c.jaar)], root, jaar)
    found = {}
    for gebied in gebieden:
        groep = groepen.get(gebied.pk)
        named = groep and Groep(tuple(names[pk] for pk in groep.gebieden), groep.waarin, groep.uitleg)
        found[gebied.pk] = figures.metingen(gebied, groep), named
    return found


def lees_groepen(gebieden, root, jaar):
    """``({area id: Groep of ids}, {id: name})``: which areas on its own level are like each of these; one query."""
    if not gebieden:
        return {}, {}
    rows = Cijfer.objects.filter(
        jaar=jaar,
        indicator__code__in=KENMERKCODES,
        indicator__drempel=0,
        gebied__niveau__in={g.niveau for g in gebieden},
        gebied__is_actief=True,
        gebied__pad__startswith=f"/{root}/",
    ).values_list("gebied", "gebied__naam", "gebied__niveau", "indicator__code", "waarde")
    per_niveau, names = {}, {}
    for pk, naam, niveau, code, waarde in rows:
        per_niveau.setdefault(niveau, {}).setdefault(pk, {})[code] = waarde
        names[pk] = naam
    groepen = {g.pk: vergelijkbaar(g.pk, per_niveau.get(g.niveau, {})) for g in gebieden}
    return {pk: groep for pk, groep in groepen.items() if groep}, names


def _cijfers_voor(gebieden, root, jaar, vergelijkbare):
    """Figures of the areas up to this year, and of this year those of the municipality and of areas to compare with."""
    parts = (
        Gebied.objects.lopend()
        .filter(pad__startswith=OuterRef("gebied__pad"), kinderen=None)
        .order_by()
        .values("is_actief")
        .annotate(aantal=Count("pk"))
        .values("aantal")
    )
    number_of_parts = Coalesce(Subquery(parts, output_field=IntegerField()), 1)
    niveaus = {g.niveau for g in gebieden}
    beside = Q(gebied__niveau__in=niveaus, gebied__is_actief=True, indicator__soort="gemiddelde", jaar=jaar)
    alike = Q(gebied__in=vergelijkbare, jaar=jaar)
    own = {g.pk for g in gebieden}
    return (
        Cijfer.objects.filter(Q(gebied__in=own, jaar__lte=jaar) | Q(gebied=root, jaar=jaar) | beside | alike)
        .annotate(basis_code=F("indicator__basis__code"), basis_naam=F("indicator__basis__eenheid"))
        .annotate(niveau=F("gebied__niveau"))
        .annotate(delen=Case(When(gebied__in=own, is_berekend=True, then=number_of_parts), default=1))
        .select_related("indicator")
        .order_by("indicator__volgorde", "indicator__code", "jaar")
    )


class Cijfers:
    """``Cijfer`` rows (with ``basis_code``, ``niveau`` and ``delen``) of one year and before, to ask by area."""

    def __init__(self, cijfers, root, jaar):
        self.root, self.jaar = root, jaar
        self.at = {(c.gebied_id, c.indicator.code, c.jaar): c.waarde for c in cijfers}
        self.buren, self.earlier, self.of_year = {}, {}, {}
        for c in cijfers:
            if c.jaar < jaar:
                self.earlier[c.gebied_id, c.indicator.code] = c.jaar
                continue
            self.of_year.setdefault(c.gebied_id, []).append(c)
            if c.gebied_id != root and c.indicator.soort == "gemiddelde":
                self.buren.setdefault((c.niveau, c.indicator.code), []).append(c.waarde)

    def metingen(self, gebied, groep=None):
        """A ``Meting`` per indicator of the area, in the order of the catalogue."""
        return [self._meting(c, gebied.pk == self.root, groep) for c in self.of_year.get(gebied.pk, ())]

    def _meting(self, c, is_root, groep):
        i, at, gebied, jaar = c.indicator, self.at, c.gebied_id, self.jaar
        vorig = self.earlier.get((gebied, i.code))
        alike = groep.gebieden if groep and i.code not in KENMERKCODES else ()
        return Meting(
            code=i.code,
            naam=i.naam,
            thema=i.thema,
            soort=i.soort,
            zin=i.zin or f"is het cijfer ‘{i.naam}’ {{waarde}}",
            eenheid=i.eenheid,
            decimalen=i.decimalen,
            richting=i.richting,
            waarde=c.waarde,
            basis=at.get((gebied, c.basis_code, jaar)),
            basis_naam=c.basis_naam or "",
            delen=c.delen,
            afronding=max((s.get("afronding", AFRONDING) for s in i.sleutels.values()), default=AFRONDING),
            gemeente=None if is_root else at.get((self.root, i.code, jaar)),
            gemeente_basis=at.get((self.root, c.basis_code, jaar)),
            buren=tuple(self.buren.get((c.niveau, i.code), ())),
            vergelijkbare=tuple(at[pk, i.code, jaar] for pk in alike if (pk, i.code, jaar) in at),
            vergelijkbaar_in=groep.uitleg if alike else "",
            vorig_jaar=vorig,
            vorige=at.get((gebied, i.code, vorig)),
            vorige_basis=at.get((gebied, c.basis_code, vorig)),
        )
