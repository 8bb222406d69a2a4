"""What a row of signals says in a file: no more than the list, and nothing of the reporter."""

from datetime import datetime
from operator import attrgetter

from django.utils import timezone

# A workbook is made in memory, and in the time that somebody waits for a page.
MEESTE_IN_REKENBLAD = 10_000
KOLOMMEN = [
    ("Nummer", attrgetter("nummer")),
    ("Ontvangen", attrgetter("ontvangen_op")),
    ("Status", attrgetter("status_naam")),
    ("Uitkomst", lambda signaal: signaal.get_uitkomst_display()),
    ("Thema", attrgetter("thema_naam")),
    ("Gebied", attrgetter("trekkend_gebied.naam")),
    ("Plek", attrgetter("plaats")),
    ("Tekst", attrgetter("tekst")),
    ("Platform", lambda signaal: signaal.platform.naam if signaal.platform else ""),
    ("Eigenaar", attrgetter("eigenaar.naam")),
    ("Uiterlijk", attrgetter("uiterlijk")),
    ("Wacht op", attrgetter("wacht_op")),
    ("Door geen regel toegewezen", attrgetter("is_zonder_regel")),
]


def regels(signalen):
    """A row per signal, read in pieces: a list of 100,000 takes no more memory than one of 1,000."""
    for signaal in signalen.voor_werklijst().iterator(chunk_size=500):
        yield [cel(signaal) for _kop, cel in KOLOMMEN]


def in_rekenblad(regel):
    """The row as a workbook takes it: a moment is one of here, and an empty cell is empty."""
    return [_waarde(waarde) for waarde in regel]


def _waarde(waarde):
    match waarde:
        case bool():
            return "ja" if waarde else "nee"
        case datetime():
            return timezone.localtime(waarde).replace(tzinfo=None, microsecond=0)
    return waarde
