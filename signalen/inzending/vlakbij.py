"""What others told already, for who is about to tell it again: only what everybody may see of it.

How near is measured from the rough place that the public map shows, never from the exact one: who asks for many points
learns no more of where a reporter lives than the map says.
"""

from math import cos, hypot, radians

from signalen.openbaar.query import openbare_signalen
from signalen.openbaar.stand import KORT, METER_PER_GRAAD, ruwe_plek, stand, standcode
from signalen.signaal.models import Signaal

MEESTE = 3
# Smaller than what ``vlakbij`` asks for by more than the rough place can be off.
STRAAL, STRAAL_ANDER_THEMA = 250, 60
# More in one street is no answer to "is het dit?".
GENOEG = 100


def wat_er_al_is(punt, gebied, thema):
    """At most three lines: ``{"signaal", "kop", "stand", "kort", "kleur"}``, the nearest first."""
    if punt is None:
        return [_regel(rij) for rij in openbare_signalen().vlakbij(None, None, gebied, thema)[:MEESTE]]
    near = _dichtstbij(punt, Signaal.objects.openbaar().vlakbij(*punt, gebied, thema), thema)
    rows = openbare_signalen().in_bulk(near) if near else {}
    return [_regel(rows[pk]) for pk in near]


def _dichtstbij(punt, found, thema):
    limit = {True: STRAAL, False: STRAAL_ANDER_THEMA}
    # A signal remembers its status when it is read: left out, it would be fetched one by one.
    rows = found.only("status", "thema", "lon", "lat")[:GENOEG]
    plekken = ((_afstand(*punt, rij), -rij.pk, rij.thema) for rij in rows)
    return [-pk for meter, pk, van in sorted(plekken) if meter <= limit[van == thema]][:MEESTE]


def _afstand(lon, lat, signaal):
    plek_lon, plek_lat = ruwe_plek(signaal)
    return METER_PER_GRAAD * hypot(plek_lat - lat, (plek_lon - lon) * cos(radians(lat)))


def _regel(signaal):
    kort, kleur = KORT[standcode(signaal)]
    return {"signaal": signaal, "kop": signaal.openbare_kop, "stand": stand(signaal), "kort": kort, "kleur": kleur}
