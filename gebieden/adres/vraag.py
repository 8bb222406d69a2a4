"""Asking a public map service something while somebody waits for the page: briefly, and not again when it is silent.

What goes out is the question and nothing of who asks. Every failure is ``None``: the page does without.
"""

import logging
import time
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

log = logging.getLogger(__name__)

# Together for connecting and reading; longer nobody waits for a suggestion.
GEDULD = 2.0
# After silence everybody goes without for so long, so that one dead service does not hold all our web processes.
PAUZE = 30.0
BLOK = 64 * 1024
_stil_tot = {}


class _GeenOmweg(HTTPRedirectHandler):
    """Nobody may send our server to another address."""

    def redirect_request(self, *args, **kwargs):
        return None


_opener = build_opener(_GeenOmweg)


def vraag(url, meeste_bytes):
    """The body of the answer, or None: no answer in time, an error, or more than we want to hold."""
    host = urlsplit(url).netloc
    if time.monotonic() < _stil_tot.get(host, 0):
        return None
    einde = time.monotonic() + GEDULD
    request = Request(url, headers={"User-Agent": f"gebiedswerk (+{settings.SITE_URL})"})
    try:
        with _opener.open(request, timeout=GEDULD) as antwoord:
            return _lees(antwoord, meeste_bytes, einde)
    except HTTPError as fout:
        # It answers, so it is there; what it says of this question holds for this question only.
        fout.close()
        if fout.code < 500 and fout.code != 429:
            return None
    except (OSError, URLError, ValueError) as fout:
        log.info("no answer from %s: %s", host, fout)
    _stil_tot[host] = time.monotonic() + PAUZE
    return None


def _lees(antwoord, meeste_bytes, einde):
    """A server that sends drop by drop is as silent as one that sends nothing."""
    delen, totaal = [], 0
    while blok := antwoord.read1(BLOK):
        delen.append(blok)
        totaal += len(blok)
        if totaal > meeste_bytes:
            return None
        if time.monotonic() > einde:
            raise TimeoutError("too slow")
    return b"".join(delen)


def vergeet_stilte():
    _stil_tot.clear()
