"""What everybody may read about an area: who works there, what was agreed, what residents started, what came in.

Public is what was said yes to or adopted, and only in figures what residents told us. No name of a reporter or an
initiator, no text of a signal, no person at a measure comes through here.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from cyclus.models import Afspraak, Doel, Gebiedsagenda, Gebiedsanalyse, Gebiedsmonitor, Maatregel
from gebieden.models import Gebied, Gebiedsrol
from gebiedswerk.profiel import huidig
from initiatieven.models import Initiatief
from signalen.models import Signaal

# Below this a count could point at one household.
MINSTENS = 5
EEN_JAAR = timedelta(days=365)
MEESTE_INITIATIEVEN = 8
MEESTE_MAATREGELEN = 12
MEESTE_MENSEN = 20


@dataclass(frozen=True)
class Themastand:
    """How many signals came in on a theme; ``aantal`` is None when it is too small to say."""

    thema: str
    aantal: int | None


@dataclass(frozen=True)
class WieIsWie:
    naam: str
    functie: str
    gebied: str


def rond(gebied):
    """Ids of the areas whose affairs concern this one: all it lies in, itself, and all that lies in it."""
    return [*gebied.pad_ids()[:-1], *Gebied.objects.binnen(gebied).order_by().values_list("pk", flat=True)]


def initiatieven_in(gebieden):
    return Initiatief.objects.openbaar().in_gebieden(gebieden).voor_lijst()[:MEESTE_INITIATIEVEN]


def doelen_in(gebieden):
    """Goals of the agendas that hold now."""
    jaar = timezone.localdate().year
    geldig = Gebiedsagenda.objects.geldig_in(jaar).order_by()
    doelen = Doel.objects.in_gebieden(gebieden).filter(agenda__in=geldig)
    return doelen.select_related("agenda__gebied", "indicator").order_by("prioriteit", "volgorde", "pk")


def maatregelen_in(gebieden):
    """Measures that run or are about to, of plans that were adopted."""
    maatregelen = Maatregel.objects.open().in_gebieden(gebieden).filter(plan__status="vastgesteld")
    return maatregelen.select_related("plan__gebied", "plan__agenda", "afdeling")[:MEESTE_MAATREGELEN]


def afspraken_in(gebieden):
    """What departments agreed to do otherwise here this year, for officials."""
    rows = Afspraak.objects.openbaar().in_gebieden(gebieden).filter(plan__jaar=timezone.localdate().year)
    return rows.voor_lijst().order_by("afdeling__naam", "pk")[:MEESTE_MAATREGELEN]


def analyses_in(gebieden):
    return Gebiedsanalyse.objects.vastgesteld().in_gebieden(gebieden).voor_lijst().order_by("-jaar", "gebied__naam")[:5]


def monitors_in(gebieden):
    return Gebiedsmonitor.objects.vastgesteld().in_gebieden(gebieden).select_related("gebied").order_by("-jaar")[:5]


def signalen_in(gebied, nu=None):
    """Per theme, the most first: how many signals of the last twelve months lie in this area.

    Counted from the area's own signals, not by asking each signal where it lies: a village has few of the many.
    """
    rows = Signaal.objects.telt_mee().filter(ontvangen_op__gte=(nu or timezone.now()) - EEN_JAAR)
    if gebied.ouder_id:
        inside = Signaal.gebieden.through.objects.filter(gebied__in=Gebied.objects.binnen(gebied).values("pk"))
        rows = rows.filter(pk__in=inside.values("signaal"))
    counts = rows.order_by().values_list("thema").annotate(aantal=Count("pk"))
    profiel = huidig()
    found = [
        Themastand(profiel.naam_van("themas", thema), aantal if aantal >= MINSTENS else None)
        for thema, aantal in counts
    ]
    return sorted(found, key=lambda stand: (-(stand.aantal or 0), stand.thema))


def wie_is_wie(gebieden):
    """Who works there for the residents: name and function, nothing else."""
    rollen = (
        Gebiedsrol.objects.lopend()
        .van_soort("gebiedsmedewerker")
        .filter(gebied__in=gebieden, persoon__is_active=True)
        .select_related("persoon", "gebied")
        .order_by("gebied__pad", "functie", "persoon__naam")
    )
    return [WieIsWie(rol.persoon.naam, rol.functie_naam, rol.gebied.naam) for rol in rollen[:MEESTE_MENSEN]]
