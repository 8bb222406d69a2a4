"""Run in a database of its own (``manage.py shell``): the municipality in which one year is walked through."""

from django.utils import timezone

from cyclus.models import Opgave
from gebieden.models import Platform
from tests.cyclus.factories import maak_agenda, maak_maatregel, maak_monitor, maak_plan, maak_vol_gebied
from tests.gebieden.factories import maak_gemeente


def zaai():
    g = maak_gemeente()
    today = timezone.localdate()
    maak_vol_gebied(g, today, kernen=2, signalen=24)
    Platform.objects.filter(pk=g.platform.pk).update(sleutel="link-van-het-platform")
    opgave = Opgave.objects.create(
        titel="Veilig fietsen naar school", thema="verkeer", trekker=g.medewerker, trekkend_gebied=g.noord
    )
    opgave.leg_in()
    # What was agreed before the walk begins: the plan of this year, of which a measure will slip.
    agenda = maak_agenda(g.zuid, van_jaar=2026)
    plan = maak_plan(agenda, today.year)
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, einddatum=today)
    maak_monitor(plan, g.elders, status="vastgesteld")


zaai()
