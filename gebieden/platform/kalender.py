"""The meetings of a platform as a calendar that people subscribe to (iCalendar)."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Event

from gebiedswerk.agendabestand import nieuw_agendabestand, uid

# Nobody says beforehand how long an evening takes.
DUUR = timedelta(hours=2)
TERUG = timedelta(days=366)


def agendabestand(platform):
    """The bytes of the file: what is coming, and the past year."""
    agenda = nieuw_agendabestand("PUBLISH")
    agenda.add("x-wr-calname", platform.naam)
    since = timezone.localdate() - TERUG
    for bijeenkomst in platform.bijeenkomsten.filter(datum__gte=since).defer("verslag").order_by("datum", "pk"):
        agenda.add_component(_gebeurtenis(platform, bijeenkomst))
    return agenda.to_ical()


def _gebeurtenis(platform, bijeenkomst):
    gebeurtenis = Event()
    gebeurtenis.add("uid", uid("bijeenkomst", bijeenkomst.pk))
    gebeurtenis.add("sequence", bijeenkomst.versie)
    gebeurtenis.add("dtstamp", datetime.now(UTC))
    if bijeenkomst.begint_om:
        start = timezone.make_aware(datetime.combine(bijeenkomst.datum, bijeenkomst.begint_om))
        gebeurtenis.add("dtstart", start.astimezone(UTC))
        gebeurtenis.add("dtend", (start + DUUR).astimezone(UTC))
    else:
        gebeurtenis.add("dtstart", bijeenkomst.datum)
    gebeurtenis.add("summary", f"{platform}: {bijeenkomst.onderwerp}")
    gebeurtenis.add("location", bijeenkomst.plaats)
    gebeurtenis.add("url", f"{settings.SITE_URL}{platform.get_absolute_url()}")
    return gebeurtenis
