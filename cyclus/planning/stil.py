"""When nothing was heard of a measure for too long (profile: ``cyclus.bijwerken_weken``)."""

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from gebiedswerk.profiel import huidig

WEKEN = 6


def weken():
    """How many weeks a measure may be silent."""
    return huidig().cyclus.get("bijwerken_weken", WEKEN)


def is_stil(vandaag=None):
    """The condition on a measure, for a filter or an annotation.

    Counted from the last word or step, else from the adoption of the plan; what has not begun has nothing to tell
    yet, and what is just begun or added gets its weeks.
    """
    dag = (vandaag or timezone.localdate()) - timedelta(weeks=weken())
    begin = timezone.make_aware(datetime.combine(dag + timedelta(days=1), time.min))
    running = Q(status__in=("gepland", "in_uitvoering"), plan__status="vastgesteld")
    started = Q(startdatum=None) | Q(startdatum__lte=dag)
    heard = Q(bijgewerkt_op__lt=begin) | Q(bijgewerkt_op=None, plan__vastgesteld_datum__lte=dag)
    return running & started & heard & Q(status_sinds__lt=begin)
