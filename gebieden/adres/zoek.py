"""From what somebody types to addresses in this municipality (PDOK Locatieserver), asked by our own server."""

import json
import re
from dataclasses import dataclass
from math import isfinite
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache

from gebiedswerk.profiel import huidig

from .vraag import vraag

KORTSTE, LANGSTE = 3, 100
MEESTE = 6
MEESTE_BYTES = 512 * 1024
BEWAAR_SECONDEN = 600
_PUNT = re.compile(r"POINT\((-?[\d.]{1,20}) (-?[\d.]{1,20})\)")


@dataclass(frozen=True)
class Adres:
    weergavenaam: str
    lon: float
    lat: float

    def __iter__(self):
        return iter((self.weergavenaam, self.lon, self.lat))


def kan_zoeken():
    """False when this installation asks nobody."""
    return bool(settings.PDOK_LOCATIE_URL)


def is_bekend(tekst):
    """True when the answer needs no question to others."""
    vorm = _vorm(tekst)
    return not kan_zoeken() or len(vorm) < KORTSTE or cache.get(_sleutel(vorm)) is not None


def zoek_adres(tekst):
    """Addresses and streets in this municipality that look like ``tekst``, the best first; [] when there is no answer.

    The service always answers something: who reads the list decides.
    """
    vorm = _vorm(tekst)
    if not kan_zoeken() or len(vorm) < KORTSTE:
        return []
    found = cache.get(_sleutel(vorm))
    if found is None:
        body = vraag(_url(vorm), MEESTE_BYTES)
        if body is None:
            return []
        found = lees_antwoord(body)
        cache.set(_sleutel(vorm), found, BEWAAR_SECONDEN)
    return found


def lees_antwoord(body):
    """The addresses in an answer of the Locatieserver; what is not as it should be is left out."""
    try:
        docs = json.loads(body)["response"]["docs"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []
    found = [_lees(doc) for doc in docs] if isinstance(docs, list) else []
    return list(dict.fromkeys(filter(None, found)))[:MEESTE]


def _lees(doc):
    if not isinstance(doc, dict) or not isinstance(doc.get("weergavenaam"), str):
        return None
    code = _gemeentecode()
    if code and doc.get("gemeentecode", code) != code:
        return None
    punt = _PUNT.fullmatch(str(doc.get("centroide_ll")))
    naam = " ".join(doc["weergavenaam"].replace("\0", "").split())[:200]
    try:
        lon, lat = float(punt[1]), float(punt[2])
    except (TypeError, ValueError):
        return None
    return Adres(naam, lon, lat) if naam and isfinite(lon) and isfinite(lat) else None


def _gemeentecode():
    """Four digits, as the Locatieserver has them: without the letters of the CBS."""
    return huidig().cbs_code.upper().removeprefix("GM").strip()


def _vorm(tekst):
    return " ".join((tekst or "").replace("\0", "").split())[:LANGSTE]


def _sleutel(vorm):
    # As hex: an address may hold what a cache does not take in a key.
    return f"adres:{_gemeentecode()}:{vorm.lower().encode().hex()}"


def _url(vorm):
    gemeente = [("fq", f"gemeentecode:{code}")] if (code := _gemeentecode()) else []
    vragen = [
        ("q", vorm),
        *gemeente,
        ("fq", "type:(adres OR weg)"),
        ("fl", "weergavenaam,centroide_ll,gemeentecode,type"),
        ("rows", MEESTE),
    ]
    return f"{settings.PDOK_LOCATIE_URL}/suggest?{urlencode(vragen)}"
