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
    root = gebied.pad_ids()[0]
    groep, names = lees_groep(gebied, root, jaar) if gebied.pk != root else (None, {})
    rows = list(_cijfers_voor(gebied, root, jaar, groep.gebieden if groep else ()))
    verborgen = afscherming({c.indicator for c in rows}, {c.jaar for c in rows})
    rows = [c for c in rows if not verborgen.reden(c.gebied_id, c.indicator_id, c.jaar)]
    metingen = maak_metingen(rows, gebied.pk, root, jaar, groep)
    return metingen, groep and Groep(tuple(names[pk] for pk in groep.gebieden), groep.waarin, groep.uitleg)


def lees_groep(gebied, root, jaar):
    """The areas on the same level that are like this one, by id, and the names of all; one query."""
    rows = Cijfer.objects.filter(
        jaar=jaar,
        indicator__code__in=KENMERKCODES,
        indicator__drempel=0,
        gebied__niveau=gebied.niveau,
        gebied__is_actief=True,
        gebied__pad__startswith=f"/{root}/",
    ).values_list("gebied", "gebied__naam", "indicator__code", "waarde")
    kenmerken, names = {}, {}
    for pk, naam, code, waarde in rows:
        kenmerken.setdefault(pk, {})[code] = waarde
        names[pk] = naam
    return vergelijkbaar(gebied.pk, kenmerken), names


def _cijfers_voor(gebied, root, jaar, vergelijkbare):
    """Figures of the area up to this year, and of this year those of the municipality and of areas to compare with."""
    parts = (
        Gebied.objects.lopend()
        .filter(pad__startswith=OuterRef("gebied__pad"), kinderen=None)
        .order_by()
        .values("is_actief")
        .annotate(aantal=Count("pk"))
        .values("aantal")
    )
    number_of_parts = Coalesce(Subquery(parts, output_field=IntegerField()), 1)
    beside = Q(gebied__niveau=gebied.niveau, gebied__is_actief=True, indicator__soort="gemiddelde", jaar=jaar)
    alike = Q(gebied__in=vergelijkbare, jaar=jaar)
    return (
        Cijfer.objects.filter(Q(gebied=gebied, jaar__lte=jaar) | Q(gebied=root, jaar=jaar) | beside | alike)
        .annotate(basis_code=F("indicator__basis__code"), basis_naam=F("indicator__basis__eenheid"))
        .annotate(delen=Case(When(gebied=gebied, is_berekend=True, then=number_of_parts), default=1))
        .select_related("indicator")
        .order_by("indicator__volgorde", "indicator__code", "jaar")
    )


def maak_metingen(cijfers, gebied, root, jaar, groep=None):
    """``Cijfer`` rows (with ``basis_code`` and ``delen``) → a ``Meting`` per indicator of the area."""
    at = {(c.gebied_id, c.indicator.code, c.jaar): c.waarde for c in cijfers}
    buren, earlier = {}, {}
    for c in cijfers:
        if c.jaar == jaar and c.gebied_id != root and c.indicator.soort == "gemiddelde":
            buren.setdefault(c.indicator.code, []).append(c.waarde)
        if c.gebied_id == gebied and c.jaar < jaar:
            earlier[c.indicator.code] = c.jaar
    metingen = []
    for c in cijfers:
        if c.gebied_id != gebied or c.jaar != jaar:
            continue
        i, vorig = c.indicator, earlier.get(c.indicator.code)
        is_root = gebied == root
        alike = groep.gebieden if groep and i.code not in KENMERKCODES else ()
        metingen.append(
            Meting(
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
                gemeente=None if is_root else at.get((root, i.code, jaar)),
                gemeente_basis=at.get((root, c.basis_code, jaar)),
                buren=tuple(buren.get(i.code, ())),
                vergelijkbare=tuple(at[pk, i.code, jaar] for pk in alike if (pk, i.code, jaar) in at),
                vergelijkbaar_in=groep.uitleg if alike else "",
                vorig_jaar=vorig,
                vorige=at.get((gebied, i.code, vorig)),
                vorige_basis=at.get((gebied, c.basis_code, vorig)),
            )
        )
    return metingen
