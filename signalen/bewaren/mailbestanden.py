"""Mail that became files, where there is no mail server: each names its row in the Message-ID."""

import re
from pathlib import Path

from django.conf import settings

NUMMER = re.compile(rb"^Message-ID: <bericht-(\d+)@", re.MULTILINE | re.IGNORECASE)
# Between two mails in one file Django writes a line of this many dashes.
STREEP = b"-" * 79


def wis_mailbestanden(pks):
    """Remove the mails with these numbers from the folder. Returns how many."""
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    if not pks or not folder or not Path(folder).is_dir():
        return 0
    return sum(_wis(bestand, pks) for bestand in Path(folder).iterdir() if bestand.is_file())


def _wis(bestand, pks):
    try:
        mails = bestand.read_bytes().split(STREEP)
    except FileNotFoundError:
        return 0
    stays = [mail for mail in mails if not _is_een_van(mail, pks)]
    gone = len(mails) - len(stays)
    if gone and not b"".join(stays).strip():
        bestand.unlink(missing_ok=True)
    elif gone:
        bestand.write_bytes(STREEP.join(stays))
    return gone


def _is_een_van(mail, pks):
    found = NUMMER.search(mail)
    return found is not None and int(found[1]) in pks
