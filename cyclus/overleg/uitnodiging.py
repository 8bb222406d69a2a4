"""The invitation as iCalendar (RFC 5545), so that a meeting stands in everybody's calendar."""

from datetime import UTC

from django.conf import settings
from icalendar import Event, vCalAddress, vText

from gebiedswerk.agendabestand import nieuw_agendabestand, uid


def uitnodiging(overleg):
    """The bytes of the file. The same meeting keeps its UID; ``SEQUENCE`` lets a change replace the earlier one."""
    afgelast = overleg.status == "afgelast"
    agenda = nieuw_agendabestand("CANCEL" if afgelast else "REQUEST")
    gebeurtenis = Event()
    gebeurtenis.add("uid", uid("overleg", overleg.pk))
    gebeurtenis.add("sequence", overleg.versie)
    gebeurtenis.add("dtstamp", overleg.gewijzigd_op.astimezone(UTC))
    gebeurtenis.add("dtstart", overleg.begint_op.astimezone(UTC))
    gebeurtenis.add("dtend", overleg.eindigt_op.astimezone(UTC))
    gebeurtenis.add("summary", overleg.titel)
    gebeurtenis.add("status", "CANCELLED" if afgelast else "CONFIRMED")
    gebeurtenis.add("location", overleg.plaats)
    gebeurtenis.add("url", f"{settings.SITE_URL}{overleg.get_absolute_url()}")
    gebeurtenis.add("description", _agenda(overleg))
    gebeurtenis["organizer"] = _adres(overleg.voorzitter.email, str(overleg.voorzitter))
    for deelnemer in overleg.deelnemers.select_related("persoon"):
        if deelnemer.adres and deelnemer.adres != overleg.voorzitter.email:
            gebeurtenis.add("attendee", _adres(deelnemer.adres, str(deelnemer)), encode=0)
    agenda.add_component(gebeurtenis)
    return agenda.to_ical()


def _agenda(overleg):
    punten = [f"{nummer}. {punt.titel}" for nummer, punt in enumerate(overleg.agendapunten.all(), start=1)]
    return "\n".join(["Agenda:", *punten]) if punten else ""


def _adres(email, naam):
    adres = vCalAddress(f"MAILTO:{email}")
    adres.params["cn"] = vText(naam)
    return adres
