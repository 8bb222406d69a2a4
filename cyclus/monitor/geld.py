"""Money and hours of a year: what was promised, what was spent, and what reached the area.

What reached the area is what its measures spent, and what initiatives got that were carried out. A contribution counts
in the year in which the municipality said yes.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from gebiedswerk.tijdlijn import Gebeurtenis
from initiatieven.initiatief.statussen import TABEL
from initiatieven.models import Initiatief

TOEGEZEGD = ("getoetst", "in_uitvoering")
UITGEVOERD = ("afgerond", "nazorg_gedaan")


@dataclass(frozen=True)
class Geldoverzicht:
    """In euros; hours only as far as they were written down."""

    regulier: float
    extra: float
    besteed_regulier: float
    besteed_extra: float
    initiatieven_toegezegd: float
    initiatieven_uitgevoerd: float
    uren: int
    uren_besteed: int

    @property
    def begroot(self):
        return self.regulier + self.extra

    @property
    def besteed(self):
        return self.besteed_regulier + self.besteed_extra

    @property
    def bijdragen(self):
        return self.initiatieven_toegezegd + self.initiatieven_uitgevoerd

    @property
    def terechtgekomen(self):
        """What reached the area."""
        return self.besteed + self.initiatieven_uitgevoerd


def _middernacht(dag):
    return timezone.make_aware(datetime.combine(dag, time.min))


def met_bijdrage(jaar):
    """Initiatives that were promised money in this year: the day of the yes, or where that is not known of coming in.

    What was stopped or refused afterwards got nothing.
    """
    soort = ContentType.objects.get_for_model(Initiatief)
    ja = Gebeurtenis.objects.filter(content_type=soort, object_id=OuterRef("pk"), soort="status").order_by("-op")
    ja = ja.filter(naar=TABEL.namen["getoetst"]).values("op")[:1]
    rows = Initiatief.objects.filter(bijdrage__gt=0, status__in=(*TOEGEZEGD, *UITGEVOERD)).order_by()
    rows = rows.annotate(ja_op=Coalesce(Subquery(ja), "ontvangen_op"))
    return rows.filter(ja_op__gte=_middernacht(date(jaar, 1, 1)), ja_op__lt=_middernacht(date(jaar + 1, 1, 1)))


def tel_geld(gebied, jaar, maatregelen):
    """``maatregelen`` are those of the plan of this year. An initiative in several areas counts where it leads."""
    rows = met_bijdrage(jaar).filter(trekkend_gebied__pad__startswith=gebied.pad).values_list("status", "bijdrage")
    bijdragen = list(rows)

    def som(veld, soort):
        return float(sum(getattr(m, veld) for m in maatregelen if m.budgetsoort == soort))

    return Geldoverzicht(
        regulier=som("budget", "regulier"),
        extra=som("budget", "extra"),
        besteed_regulier=som("besteed", "regulier"),
        besteed_extra=som("besteed", "extra"),
        initiatieven_toegezegd=float(sum(bedrag for status, bedrag in bijdragen if status in TOEGEZEGD)),
        initiatieven_uitgevoerd=float(sum(bedrag for status, bedrag in bijdragen if status in UITGEVOERD)),
        uren=sum(m.uren or 0 for m in maatregelen),
        uren_besteed=sum(m.uren_besteed for m in maatregelen),
    )
