"""The outside of every iCalendar file (RFC 5545) that we give out; what is inside belongs to its concept."""

from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar


def nieuw_agendabestand(methode):
    agenda = Calendar()
    agenda.add("prodid", "-//Gebiedswerk//NL")
    agenda.add("version", "2.0")
    agenda.add("method", methode)
    return agenda


def uid(soort, pk):
    """The name under which a calendar knows the thing for good: the same thing, the same name."""
    return f"{soort}-{pk}@{urlsplit(settings.SITE_URL).hostname}"
