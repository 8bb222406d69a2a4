"""What is kept of the reporters of the example: who looked, and what was cleared when its term had passed."""

from datetime import timedelta

from django.utils import timezone

from signalen.bewaren.vergeten import vergeet
from signalen.models import Opschoning, Signaal

# So many days ago the retention job found something.
DAGEN = (80, 50, 20)
GEBELD = "Gebeld om de plek te bespreken"


def schrijf(draaiboek):
    kalender = draaiboek.kalender
    for geleden in DAGEN:
        draaiboek.op(kalender.moment(kalender.dag(geleden), 5), _ruim_op)
    draaiboek.op(kalender.moment(kalender.dag(1), 11), _bel, draaiboek)


def _ruim_op():
    """What beat and a worker did that night."""
    opschoning = Opschoning.objects.begin(timezone.localdate(), {})
    opschoning.tel_op(vergeet(Signaal.objects.te_vergeten()))


def _bel(draaiboek):
    recent = Signaal.objects.open().exclude(melder=None).filter(ontvangen_op__gt=timezone.now() - timedelta(days=30))
    for signaal in recent.select_related("eigenaar").order_by("pk")[:4]:
        signaal.leg_inzage_vast(signaal.eigenaar, GEBELD)
