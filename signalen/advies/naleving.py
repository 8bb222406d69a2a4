"""Whether both sides did what they promised: asked early, answered in time, taken over or not, and why (convenant 2b).

An advice counts in the year in which it began: when it was asked, or given unasked. ``tel`` looks at what was known on
``peildag``; the same day gives the same figures, also later.
"""

from dataclasses import asdict, dataclass, fields
from datetime import date

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce


@dataclass(frozen=True)
class Naleving:
    """Counts of one platform, one area or the municipality, in one year.

    ``wacht_op_platform`` and ``open`` are what has not been given and not been answered yet, of which so many late.
    """

    gevraagd: int = 0
    tijdig_gevraagd: int = 0
    ongevraagd: int = 0
    ingetrokken: int = 0
    uitgebracht: int = 0
    op_tijd_uitgebracht: int = 0
    niet_uitgebracht: int = 0
    wacht_op_platform: int = 0
    platform_te_laat: int = 0
    beantwoord: int = 0
    op_tijd_beantwoord: int = 0
    overgenomen: int = 0
    deels: int = 0
    afgeweken: int = 0
    open: int = 0
    te_laat: int = 0

    def __add__(self, ander):
        return Naleving(**{veld.name: getattr(self, veld.name) + getattr(ander, veld.name) for veld in fields(self)})

    @property
    def totaal(self):
        return self.gevraagd + self.ongevraagd

    @property
    def te_beantwoorden(self):
        """What had to be answered: was answered, or waits and is late."""
        return self.beantwoord + self.te_laat

    @property
    def procent_op_tijd(self):
        """Answered in time, of what had to be answered; None when that is nothing yet."""
        return round(100 * self.op_tijd_beantwoord / self.te_beantwoorden) if self.te_beantwoorden else None

    @property
    def procent_tijdig_gevraagd(self):
        return round(100 * self.tijdig_gevraagd / self.gevraagd) if self.gevraagd else None


def _tellingen(peildag):
    """The counts as aggregates; by days where there are days, so that a day that has passed says what it said then."""
    given, answered = Q(advies_datum__lte=peildag), Q(reactie_datum__lte=peildag)
    not_given = Q(advies_datum=None) | Q(advies_datum__gt=peildag)
    waits = Q(gevraagd_datum__isnull=False) & not_given & ~Q(status__in=("niet_uitgebracht", "ingetrokken"))
    unanswered = given & (Q(reactie_datum=None) | Q(reactie_datum__gt=peildag))
    decided = {besluit: answered & Q(besluit=besluit) for besluit in ("overgenomen", "deels", "afgeweken")}
    conditions = {
        "gevraagd": Q(gevraagd_datum__isnull=False),
        "tijdig_gevraagd": Q(is_tijdig_gevraagd=True),
        "ongevraagd": Q(gevraagd_datum=None),
        "ingetrokken": Q(status="ingetrokken"),
        "uitgebracht": given,
        "op_tijd_uitgebracht": given & Q(advies_datum__lte=F("advies_uiterlijk")),
        "niet_uitgebracht": Q(status="niet_uitgebracht"),
        "wacht_op_platform": waits,
        "platform_te_laat": waits & Q(advies_uiterlijk__lt=peildag),
        "beantwoord": answered,
        "op_tijd_beantwoord": answered & Q(reactie_datum__lte=F("reactie_uiterlijk")),
        **decided,
        "open": unanswered,
        "te_laat": unanswered & Q(reactie_uiterlijk__lt=peildag),
    }
    return {f"n_{naam}": Count("pk", filter=conditie) for naam, conditie in conditions.items()}


def begonnen(adviezen, van, tot):
    """What was asked, or given unasked, from day to day; in no order."""
    adviezen = adviezen.openbaar().annotate(begin=Coalesce("gevraagd_datum", "advies_datum"))
    return adviezen.filter(begin__range=(van, tot)).order_by()


def _in_jaar(adviezen, jaar, peildag):
    return begonnen(adviezen, date(jaar, 1, 1), min(peildag, date(jaar, 12, 31)))


def _als_naleving(rij):
    return Naleving(**{veld.name: rij[f"n_{veld.name}"] for veld in fields(Naleving)})


def tel(adviezen, jaar, peildag):
    """The figures of the year, as known on ``peildag``, in one query."""
    return _als_naleving(_in_jaar(adviezen, jaar, peildag).aggregate(**_tellingen(peildag)))


def tel_tussen(adviezen, van, tot):
    """The figures of what began in a period, as known on its last day."""
    return _als_naleving(begonnen(adviezen, van, tot).aggregate(**_tellingen(tot)))


def tel_per(adviezen, jaar, peildag, *wijze):
    """``{key: Naleving}`` of the year, in one query: ``wijze`` names the columns that make the key."""
    rows = _in_jaar(adviezen, jaar, peildag).values(*wijze).annotate(**_tellingen(peildag))
    return {tuple(rij[naam] for naam in wijze): _als_naleving(rij) for rij in rows}


def totaal(per):
    return sum(per.values(), Naleving())


KOPPEN = [
    *("Advies gevraagd", "Advies op tijd gevraagd", "Advies ongevraagd", "Vraag om advies ingetrokken"),
    *("Advies uitgebracht", "Advies op tijd uitgebracht", "Advies niet uitgebracht", "Advies wacht op het platform"),
    *("Advies van platform te laat", "Advies beantwoord", "Advies op tijd beantwoord", "Advies overgenomen"),
    *("Advies deels overgenomen", "Advies niet overgenomen met argument", "Advies wacht op reactie"),
    "Reactie op advies te laat",
]


def als_rij(naleving):
    """For a file: the counts in the order of ``KOPPEN``."""
    return list(asdict(naleving).values())
