"""Asking a public service for JSON, politely, until it is whole on disk.

Every answer is a file. It gets its name when it is complete, so what has a name is never asked again, and an
interrupted download goes on where it was. Only commands load this.
"""

import json
import logging
import os
import time
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3.exceptions import ReadTimeoutError
from urllib3.util import Retry

from gebieden import importeren
from gebieden.ophalen.bronnen import Ophaalfout

POGINGEN = 4
LANGST_WACHTEN = 120
BLOK = 64 * 1024
MAX_TOTAAL = 500 * 1024 * 1024
STATUS_LATER = (429, 500, 502, 503, 504)


class Onvolledig(Exception):
    """The answer broke off, or is no JSON."""


class Klant:
    """``meld`` gets a line of text for every answer."""

    def __init__(self, meld=lambda regel: None, *, opnieuw=False):
        self.meld, self.opnieuw, self.totaal = meld, opnieuw, 0
        self.geduld, self.backoff = settings.OPHALEN_GEDULD, settings.OPHALEN_BACKOFF
        # What it says of every new attempt, in English and with the whole address, is said once at the end by us.
        logging.getLogger("urllib3.connectionpool").setLevel(logging.ERROR)
        self.session = requests.Session()
        self.session.max_redirects = 3
        # Some networks need their own proxy, which requests takes from the environment.
        self.session.headers["User-Agent"] = f"gebiedswerk (+{settings.SITE_URL})"
        retry = Retry(
            total=POGINGEN,
            connect=2,
            read=2,
            backoff_factor=self.backoff,
            backoff_max=LANGST_WACHTEN,
            retry_after_max=LANGST_WACHTEN,
            status_forcelist=STATUS_LATER,
            allowed_methods=["GET"],
            raise_on_status=False,
        )
        for scheme in ("https://", "http://"):
            self.session.mount(scheme, HTTPAdapter(max_retries=retry))

    def haal(self, url, pad, wat):
        """The JSON object at ``url``, from ``pad`` when that is already there. ``wat`` is what it is in words."""
        if not self.opnieuw and (known := _bewaard(pad)) is not None:
            self.meld(f"{wat}: was er al")
            return known
        pad.parent.mkdir(parents=True, exist_ok=True)
        part = pad.with_name(f"{pad.name}.{os.getpid()}.deel")
        try:
            gegevens = self._probeer(url, part)
            size = part.stat().st_size
            os.replace(part, pad)
        finally:
            part.unlink(missing_ok=True)
        self.meld(f"{wat}: {max(1, size // 1024)} kB")
        self.totaal += size
        if self.totaal > MAX_TOTAAL:
            raise Ophaalfout(f"Er komt meer dan {_mb(MAX_TOTAAL)} MB binnen. Dat is meer dan één gemeente.")
        return gegevens

    def _probeer(self, url, part):
        """What the server itself says is wrong is tried again by urllib3; a body that broke off is tried again here."""
        host = urlsplit(url).netloc
        for poging in range(1, POGINGEN + 1):
            try:
                self._download(url, part, host)
                return _ontleed(part, host)
            except Onvolledig as error:
                if poging == POGINGEN:
                    raise Ophaalfout(f"Het antwoord van {host} komt steeds niet heel aan.") from error
                time.sleep(min(self.backoff * 2**poging, LANGST_WACHTEN))
            except requests.RequestException as error:
                raise Ophaalfout(_onbereikbaar(error, host, self.geduld)) from error

    def _download(self, url, part, host):
        deadline = time.monotonic() + 10 * self.geduld
        with self.session.get(url, stream=True, timeout=(min(self.geduld, 10), self.geduld)) as answer:
            if answer.status_code != requests.codes.ok:
                raise Ophaalfout(_geweigerd(host, answer.status_code))
            written = 0
            try:
                with part.open("wb") as stream:
                    for block in answer.iter_content(BLOK):
                        written += stream.write(block)
                        if written > importeren.MAX_BYTES:
                            raise Ophaalfout(f"Het antwoord van {host} is groter dan {_mb(importeren.MAX_BYTES)} MB.")
                        if time.monotonic() > deadline:
                            raise Onvolledig
            # Once the body has begun, requests calls both a broken line and a silent one a lost connection.
            except (requests.exceptions.ChunkedEncodingError, requests.ConnectionError) as error:
                raise Onvolledig from error


def _bewaard(pad):
    """The answer on disk, or None when there is none; one that a disk has spoilt is none."""
    try:
        gegevens = json.loads(pad.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    return gegevens if isinstance(gegevens, dict) else None


def _mb(amount):
    return amount // 1024 // 1024


def _onbereikbaar(error, host, geduld):
    """In words what went wrong before there was an answer."""
    # After the last attempt the cause is only inside.
    cause = getattr(error.args[0] if error.args else None, "reason", None)
    if isinstance(error, requests.Timeout) or isinstance(cause, ReadTimeoutError):
        return f"{host} geeft binnen {geduld:g} seconden geen antwoord. Probeer het later opnieuw."
    if isinstance(error, requests.exceptions.SSLError):
        return f"De beveiligde verbinding met {host} komt niet tot stand. Zit er een proxy tussen?"
    if isinstance(error, requests.ConnectionError):
        return f"{host} is niet te bereiken. Is er internet, en mag deze computer erbij?"
    return f"{host} is niet goed te bevragen ({type(error).__name__})."


def _geweigerd(host, status):
    if status in STATUS_LATER:
        return f"{host} geeft steeds een fout (status {status}). Probeer het later opnieuw."
    return f"{host} geeft niet wat we vragen (status {status})."


def _ontleed(part, host):
    body = part.read_bytes()
    if body.lstrip()[:1] == b"<":
        raise Ophaalfout(f"{host} geeft een webpagina in plaats van gegevens. Zit er een beveiliging tussen?")
    try:
        gegevens = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Onvolledig from error
    if not isinstance(gegevens, dict):
        raise Ophaalfout(f"{host} geeft iets anders dan we vragen.")
    return gegevens
