"""The classes of a choropleth: at most five, with about equally many areas in each (quantiles), on round bounds.

Figures are taken as they are read, rounded to ``decimalen``: two areas that both read 12% never differ in colour.
A bound is the roundest number that parts two neighbouring figures, so that rounding it moves no area.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gebiedswerk.svg import getal, half_omhoog

MEESTE = 5


@dataclass(frozen=True)
class Klassen:
    """``grenzen``: the lowest figure of every class but the first, times ten for each decimal."""

    grenzen: tuple[int, ...]
    aantallen: tuple[int, ...]
    decimalen: int
    enige: int | None = None  # the one figure that all areas have

    def nummer(self, waarde: float) -> int:
        """Which class, from 0."""
        return bisect_right(self.grenzen, _geheel(waarde, self.decimalen))

    def namen(self, eenheid: str = "") -> list[str]:
        """``minder dan 500``, ``500 tot 1.000``, ``1.000 en meer``."""
        if not self.aantallen:
            return []
        if not self.grenzen:
            return [self._getal(self.enige, eenheid)]
        laag, hoog = self.grenzen[0], self.grenzen[-1]
        midden = [
            f"{self._getal(van, '€' if eenheid == '€' else '')} tot {self._getal(tot, eenheid)}"
            for van, tot in zip(self.grenzen, self.grenzen[1:], strict=False)
        ]
        return [f"minder dan {self._getal(laag, eenheid)}", *midden, f"{self._getal(hoog, eenheid)} en meer"]

    def _getal(self, geheel: int, eenheid: str) -> str:
        """With no more decimals than the bounds need."""
        bounds = self.grenzen or (geheel,)
        needed = next(n for n in range(self.decimalen + 1) if all(b % 10 ** (self.decimalen - n) == 0 for b in bounds))
        return getal(geheel / 10**self.decimalen, needed, eenheid)


@lru_cache(maxsize=8192)
def _geheel(waarde: float, decimalen: int) -> int:
    return int(half_omhoog(waarde, decimalen).scaleb(decimalen))


def deel_in(waarden: Sequence[float | None], decimalen: int = 0, meeste: int = MEESTE) -> Klassen:
    """The classes of these figures; equal figures share one, and there are never more classes than figures."""
    known = sorted(_geheel(waarde, decimalen) for waarde in waarden if waarde is not None)
    # How many areas lie below each change of figure, and the two figures it parts.
    changes = [(i, known[i - 1], known[i]) for i in range(1, len(known)) if known[i] != known[i - 1]]
    aantal = min(meeste, len(changes) + 1)
    grenzen, first, below = [], 0, 0
    for left in range(aantal, 1, -1):
        # An even share of what is left: many zeros fill one class, and the others divide the rest.
        wanted = below + (len(known) - below) / left
        pick = min(range(first, len(changes) - left + 2), key=lambda j: abs(changes[j][0] - wanted))
        grenzen.append(rond_tussen(*changes[pick][1:]))
        first, below = pick + 1, changes[pick][0]
    numbers = [bisect_right(grenzen, waarde) for waarde in known]
    counts = tuple(numbers.count(n) for n in range(aantal)) if known else ()
    return Klassen(tuple(grenzen), counts, decimalen, known[0] if known and not grenzen else None)


def rond_tussen(onder: int, boven: int) -> int:
    """The roundest number above ``onder`` and at most ``boven``: ``rond_tussen(812, 1190)`` is 1000."""
    if onder < 0 <= boven:
        return 0
    macht = 10 ** len(str(boven - onder))
    while True:
        for factor in (5, 2, 1):
            stap = factor * macht
            rond = (onder // stap + 1) * stap
            if rond <= boven:
                return rond
        macht //= 10
