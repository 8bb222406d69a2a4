"""Whether signals were answered in time: one rule for the analysis, the monitor and the dashboard.

What was answered counts; what was not counts as soon as its term has ended, as not in time. Days on which we waited
for the reporter do not count, and a term that stands still has not ended. A signal that was reopened has a new term.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from django.utils import timezone

from gebiedswerk.termijnen import uiterste_dag
from signalen.wachten.models import Wachtvraag

from .vorm import KLEINSTE_AANTAL

TERMIJN = "signaal_antwoord"
VELDEN = ("pk", "status", "beantwoord_op", "status_sinds", "termijn_vanaf")


@dataclass(frozen=True)
class Optijd:
    beoordeeld: int = 0
    op_tijd: int = 0

    @property
    def procent(self):
        """None below five: then it could point at somebody."""
        return round(100 * self.op_tijd / self.beoordeeld, 1) if self.beoordeeld >= KLEINSTE_AANTAL else None


def beoordelaar(signalen, dag):
    """``oordeel(pk, status, beantwoord_op, status_sinds, termijn_vanaf)`` for these signals, in one query.

    The answer is True (in time), False (not), or None (its term still runs).
    """
    pauzes = defaultdict(list)
    for pk, *pauze in Wachtvraag.objects.filter(signaal__in=signalen).values_list("signaal", "van", "tot"):
        pauzes[pk].append(pauze)

    @cache
    def laatste_dag(vanaf):
        return uiterste_dag(TERMIJN, vanaf)

    def oordeel(pk, status, beantwoord_op, status_sinds, termijn_vanaf):
        mine = [pauze for pauze in pauzes.get(pk, ()) if pauze[1] is None or pauze[1] > termijn_vanaf]
        uiterlijk = uiterste_dag(TERMIJN, termijn_vanaf, mine) if mine else laatste_dag(termijn_vanaf)
        afgehandeld = _afgehandeld(status, beantwoord_op, status_sinds)
        if afgehandeld:
            return uiterlijk is None or afgehandeld <= uiterlijk
        return False if uiterlijk and uiterlijk < dag else None

    return oordeel


def _afgehandeld(status, beantwoord_op, status_sinds):
    """The day on which the reporter was answered, or on which the signal was closed without a reporter to answer."""
    moment = beantwoord_op or (status_sinds if status == "teruggekoppeld" else None)
    return timezone.localdate(moment) if moment else None


def tel(oordelen):
    """``Optijd`` of these judgements; what cannot be judged yet is left out."""
    judged = [is_op_tijd for is_op_tijd in oordelen if is_op_tijd is not None]
    return Optijd(len(judged), sum(judged))
