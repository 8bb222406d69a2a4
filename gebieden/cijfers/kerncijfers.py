"""The figures of an area beside those of the whole municipality, as people read them."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from gebieden.cijfers.getallen import in_woorden
from gebieden.cijfers.models import Cijfer, Indicator
from gebieden.cijfers.publiceren import afscherming
from gebieden.indeling.doorlopend import Tijdreeks, tijdreeksen
from gebiedswerk.grafiek import vonk
from gebiedswerk.taal import vertaal

# A line through one figure is a dot: below this many years there is nothing to see.
MINSTE_JAREN = 2


@dataclass(frozen=True)
class Kerncijfer:
    """The latest figure of one indicator; ``gemeente`` is empty where a comparison says nothing.

    ``verborgen`` says why there is no ``waarde`` to read. ``jaren`` is the way the figure went, without what may not
    be shown: ``((year, value or None), …)``; ``breuken`` are the years in which the area itself changed.
    """

    code: str
    naam: str
    rubriek: str
    thema: str
    soort: str
    jaar: int
    waarde: str
    verborgen: str
    gemeente: str
    stand: str  # "hoger", "lager", "gelijk" than the municipality, or empty
    jaren: tuple
    breuken: tuple
    bron: str
    is_berekend: bool
    is_voorlopig: bool
    is_voorbeeld: bool

    @property
    def lijn(self):
        """The way it went as a small drawing; empty with too few years."""
        if sum(waarde is not None for _, waarde in self.jaren) < MINSTE_JAREN:
            return ""
        first, last = self.jaren[0][0], self.jaren[-1][0]
        return vonk(
            [waarde for _, waarde in self.jaren],
            titel=_("%(naam)s, %(van)s tot %(tot)s") % {"naam": self.naam, "van": first, "tot": last},
        )


def kerncijfers(gebied):
    """A ``Kerncijfer`` per indicator, in the order of the catalogue; a constant number of queries.

    The municipality's figure is that of the same year: two years side by side would compare time with place.
    """
    root = gebied.pad_ids()[0]
    indicatoren = {i.pk: i for i in Indicator.objects.order_by("volgorde", "code")}
    rows = Cijfer.objects.filter(gebied__in={gebied.pk, root}).order_by("indicator", "-jaar")
    cijfers = {pk: list(group) for pk, group in groupby(rows, key=lambda cijfer: cijfer.indicator_id)}
    verborgen = afscherming(indicatoren.values())
    geheim = {i: jaar for g, i, jaar in sorted(verborgen.redenen, key=lambda key: key[2]) if g == gebied.pk}
    reeksen = tijdreeksen([gebied], [indicatoren[pk] for pk in cijfers])
    found = []
    for pk, indicator in indicatoren.items():
        eigen = next((c for c in cijfers.get(pk, ()) if c.gebied_id == gebied.pk), None)
        if eigen is None and pk in geheim:
            eigen = Cijfer(gebied=gebied, indicator=indicator, jaar=geheim[pk])
        if eigen is not None:
            whole = next((c for c in cijfers.get(pk, ()) if c.gebied_id == root and c.jaar == eigen.jaar), None)
            reeks = reeksen.get((gebied.pk, pk), Tijdreeks())
            found.append(_als_kerncijfer(indicator, eigen, None if root == gebied.pk else whole, reeks, verborgen))
    return found


def _als_kerncijfer(i, cijfer, whole, reeks, verborgen):
    hidden = verborgen.tekst(cijfer.gebied_id, i, cijfer.jaar)
    whole_hidden = whole and verborgen.tekst(whole.gebied_id, i, whole.jaar)
    not_shown = verborgen.jaren(cijfer.gebied_id, i.pk, reeks)
    shown = [(jaar, None if jaar in not_shown else waarde) for jaar, waarde in reeks.punten]
    waarde = "" if hidden else in_woorden(cijfer.waarde, i.eenheid, i.decimalen)
    gemeente = in_woorden(whole.waarde, i.eenheid, i.decimalen) if whole and not whole_hidden else ""
    return Kerncijfer(
        code=i.code,
        naam=vertaal(i.naam),
        rubriek=vertaal(i.get_rubriek_display()),
        thema=i.thema_naam,
        soort=i.soort,
        jaar=cijfer.jaar,
        waarde=waarde,
        verborgen=hidden,
        gemeente=gemeente or whole_hidden or "",
        stand=_stand(i, cijfer, whole) if waarde and gemeente and i.soort != "telling" else "",
        jaren=tuple(shown),
        breuken=reeks.breuken,
        bron=cijfer.bron,
        is_berekend=cijfer.is_berekend,
        is_voorlopig=cijfer.is_voorlopig,
        is_voorbeeld=cijfer.is_voorbeeld or bool(whole and whole.is_voorbeeld),
    )


def _stand(indicator, cijfer, whole):
    """As the rounded figures beside it say: who reads 18% twice must not read that one is higher."""
    here, there = round(cijfer.waarde, indicator.decimalen), round(whole.waarde, indicator.decimalen)
    return "gelijk" if here == there else "hoger" if here > there else "lager"
