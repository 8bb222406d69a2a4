"""What a platform asks of one person now: the wethouder, who works there, or the platform's own secretary."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from gebieden.models import Platform, Platformsubsidie
from gebieden.rechten import gebieden_met_recht

from .standen import standen_van


@dataclass(frozen=True)
class Platformwerk:
    soort: str
    platform: Platform
    url: str
    uiterlijk: date | None
    vraagt: str


def platforms_van(persoon):
    """The platforms about which this person is asked something."""
    kinds = persoon.soorten()
    found = Platform.objects.none()
    if "bestuur" in kinds:
        found = found | Platform.objects.filter(wethouder=persoon)
    if "gebiedsmedewerker" in kinds:
        found = found | Platform.objects.in_gebieden(gebieden_met_recht(persoon, "behandelen"))
    if "platform" in kinds:
        kept = persoon.platformlidmaatschappen.lopend().filter(mag_bijwerken=True)
        found = found | Platform.objects.filter(pk__in=kept.values("platform"))
    return found.actief().prefetch_gebieden()


def werk_voor(persoon, vandaag=None) -> Iterator[Platformwerk]:
    """In a fixed number of queries; none for who has nothing to do with platforms."""
    if not persoon.soorten() & {"bestuur", "gebiedsmedewerker", "platform"}:
        return
    vandaag = vandaag or timezone.localdate()
    standen = standen_van(platforms_van(persoon), vandaag)
    keeps = {stand.platform.pk: _houdt_bij(persoon, stand.platform) for stand in standen}
    for stand in standen:
        yield from _afspraken(stand, keeps[stand.platform.pk])
    known = {stand.platform.pk: stand.platform for stand in standen if keeps[stand.platform.pk]}
    open_ = Platformsubsidie.objects.filter(platform__in=known).exclude(status__in=Platformsubsidie.tabel.eind)
    for subsidie in open_.order_by("jaar", "platform__naam"):
        subsidie.platform = known[subsidie.platform_id]
        yield from _subsidie(subsidie, persoon, vandaag)


def _houdt_bij(persoon, platform):
    """The wethouder is asked to come, and nothing else."""
    return "platform" in persoon.soorten() or platform.heeft_recht(persoon, "behandelen")


def _afspraken(stand, keeps):
    platform, end = stand.platform, date(stand.jaar, 12, 31)
    for s in stand.achter:
        if keeps or s.soort == "bezoeken":
            vraagt = f"{s.zin}, nog {s.nog_te_plannen} te plannen"
            yield Platformwerk("Afspraak", platform, platform.dossier_url(), end, vraagt)
    if keeps and stand.te_bevestigen:
        yield Platformwerk(
            "Bijeenkomst", platform, platform.dossier_url(), None, "Ging een bijeenkomst door? Zeg ja of nee"
        )


def _subsidie(subsidie, persoon, vandaag):
    platform, url = subsidie.platform, subsidie.get_absolute_url()
    decides = "gebiedsmedewerker" in persoon.soorten()
    if decides and subsidie.status == "aangevraagd":
        yield Platformwerk("Subsidie", platform, url, None, f"Subsidie {subsidie.jaar}: een besluit nemen")
    elif decides and subsidie.status == "verantwoord":
        yield Platformwerk("Subsidie", platform, url, None, f"Subsidie {subsidie.jaar}: de verantwoording vaststellen")
    elif not decides and subsidie.status == "toegekend" and subsidie.jaar < vandaag.year:
        yield Platformwerk("Subsidie", platform, url, subsidie.uiterlijk, f"Subsidie {subsidie.jaar}: verantwoorden")
