"""How the promises of many platforms stand, in a constant number of queries."""

from dataclasses import dataclass

from django.utils import timezone

from gebieden.mensen.models import Gebiedsrol
from gebiedswerk.profiel import huidig

from .models import Bijeenkomst, Platform
from .normen import Stand, standen


@dataclass(frozen=True)
class Platformstand:
    platform: Platform
    jaar: int
    standen: tuple[Stand, ...]
    # Meetings whose day has passed and of which nobody said whether they went on: they count for nothing yet.
    te_bevestigen: int

    @property
    def is_achter(self):
        return any(stand.is_achter for stand in self.standen)

    @property
    def achter(self):
        return [stand for stand in self.standen if stand.is_achter]


def standen_van(platforms, vandaag=None, jaar=None):
    """A ``Platformstand`` for each of these platforms, in their order; one query for all meetings of the year."""
    vandaag = vandaag or timezone.localdate()
    jaar = jaar or vandaag.year
    platforms = list(platforms)
    per_platform = {platform.pk: [] for platform in platforms}
    meetings = Bijeenkomst.objects.in_jaar(jaar).filter(platform__in=per_platform).defer("verslag").order_by()
    for bijeenkomst in meetings:
        per_platform[bijeenkomst.platform_id].append(bijeenkomst)
    return [_platformstand(platform, jaar, per_platform[platform.pk], vandaag) for platform in platforms]


def _platformstand(platform, jaar, bijeenkomsten, vandaag):
    normen = huidig().platforms.get("normen", {}) if platform.heeft_afspraken(jaar) else {}
    open_ = sum(not b.is_geweest and b.datum < vandaag for b in bijeenkomsten)
    return Platformstand(platform, jaar, standen(normen, jaar, bijeenkomsten, vandaag), open_)


def platformstanden(gebieden, vandaag=None):
    """The platforms that are active in one of these areas (ids), each with how its promises stand this year."""
    return standen_van(Platform.objects.actief().in_gebieden(gebieden).prefetch_gebieden(), vandaag)


def begeleiders(platforms):
    """``{platform id: [person, …]}``: who works for the municipality closest to each platform; one query.

    ``platforms`` come with their areas (``prefetch_gebieden``).
    """
    rollen = (
        Gebiedsrol.objects.lopend()
        .van_soort("gebiedsmedewerker")
        .filter(persoon__is_active=True)
        .select_related("persoon", "gebied")
        .defer("gebied__grens", "gebied__omschrijving")
        .order_by("persoon__naam", "pk")
    )
    rollen = list(rollen)
    return {platform.pk: _dichtbij(platform, rollen) for platform in platforms}


def _dichtbij(platform, rollen):
    found = {}
    for gebied in platform.gebieden.all():
        around = [rol for rol in rollen if rol.gebied_id in gebied.pad_ids()]
        nearest = max((len(rol.gebied.pad_ids()) for rol in around), default=0)
        found |= {rol.persoon_id: rol.persoon for rol in around if len(rol.gebied.pad_ids()) == nearest}
    return list(found.values())
