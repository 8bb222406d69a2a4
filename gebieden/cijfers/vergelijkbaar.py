"""Which areas are like this one: the nearest on size, age, tenure and density (domain.md §5.1).

The rule in words: every area of the same level is described by four figures of the same year: how many people live
there, how many of them are 65 or older, how many homes are owned by who lives in them, and how close together people
live. Numbers of people and of people per km² are compared by how many times as large they are, shares by points. Each
of the four counts as much: a difference is measured in the usual (robust) spread between the areas of that level. The
distance is the root mean square of the four; who is further away than one usual spread is not like it. An area that
lacks one of the four is compared on the other three; with fewer than three, or fewer than six areas near enough, there
is no group, and nothing is compared.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import log, sqrt
from statistics import median

from gebieden.cijfers.getallen import getal

AANTAL = 8
MINSTENS = 6
MINSTE_KENMERKEN = 3
VERSTE = 1.0
# A median absolute deviation times this is a standard deviation, for a normal spread.
MAD_NAAR_SD = 1.4826


@dataclass(frozen=True)
class Kenmerk:
    """One of the figures by which areas are alike; ``schaal`` makes equal differences equally large."""

    code: str
    waarin: str
    eenheid: str
    schaal: Callable[[float], float | None]


def _op_orde(waarde):
    return log(waarde) if waarde > 0 else None


def _op_punten(waarde):
    return waarde


KENMERKEN = (
    Kenmerk("inwoners", "aantal inwoners", " inwoners", _op_orde),
    Kenmerk("aandeel_65_plus", "leeftijd", "% 65 jaar of ouder", _op_punten),
    Kenmerk("aandeel_koop", "koop of huur", "% koopwoningen", _op_punten),
    Kenmerk("bevolkingsdichtheid", "dichtheid", " inwoners per km²", _op_orde),
)
KENMERKCODES = frozenset(k.code for k in KENMERKEN)


@dataclass(frozen=True)
class Groep:
    """The areas that are like one area, the nearest first, and in what."""

    gebieden: tuple
    waarin: tuple[str, ...]
    uitleg: str


def vergelijkbaar(gebied, kenmerken: Mapping) -> Groep | None:
    """The group of ``gebied`` out of ``{area: {code of a kenmerk: figure}}``, or None when there is none.

    Areas are whatever the caller names them by; among equally near ones the smallest name comes first.
    """
    eigen = _op_schaal(kenmerken.get(gebied, {}))
    op_schaal = {ander: _op_schaal(cijfers) for ander, cijfers in kenmerken.items()}
    spreiding = {k.code: _spreiding([c[k.code] for c in op_schaal.values() if k.code in c]) for k in KENMERKEN}
    gebruikt = [k for k in KENMERKEN if k.code in eigen and spreiding[k.code]]
    if len(gebruikt) < MINSTE_KENMERKEN:
        return None
    near = []
    for ander, cijfers in op_schaal.items():
        if ander != gebied and all(k.code in cijfers for k in gebruikt):
            steps = [(cijfers[k.code] - eigen[k.code]) / spreiding[k.code] for k in gebruikt]
            afstand = sqrt(sum(stap * stap for stap in steps) / len(steps))
            if afstand <= VERSTE:
                near.append((afstand, ander))
    if len(near) < MINSTENS:
        return None
    gebieden = tuple(ander for _, ander in sorted(near)[:AANTAL])
    uitleg = _in_woorden(gebruikt, [kenmerken[ander] for ander in gebieden])
    return Groep(gebieden, tuple(k.waarin for k in gebruikt), uitleg)


def _op_schaal(cijfers):
    found = {k.code: k.schaal(cijfers[k.code]) for k in KENMERKEN if cijfers.get(k.code) is not None}
    return {code: waarde for code, waarde in found.items() if waarde is not None}


def _spreiding(waarden):
    """The usual spread; zero when the areas do not differ, so that nobody is near or far by it."""
    if len(waarden) <= MINSTENS:
        return 0.0
    middle = median(waarden)
    return MAD_NAAR_SD * median(abs(w - middle) for w in waarden)


def _in_woorden(gebruikt, cijfers):
    """``aantal inwoners (1.200 tot 2.300 inwoners), …`` of the areas in the group."""
    parts = []
    for kenmerk in gebruikt:
        low, high = (round(uiterste(c[kenmerk.code] for c in cijfers)) for uiterste in (min, max))
        reach = getal(low) if low == high else f"{getal(low)} tot {getal(high)}"
        parts.append(f"{kenmerk.waarin} ({reach}{kenmerk.eenheid})")
    return f"{', '.join(parts[:-1])} en {parts[-1]}"
