"""Does a platform mirror its area? Only of members who said so themselves, and never pointing at one of them.

The rule, in words. With fewer than five members who gave it, nothing is said per group. A group is missing when nobody
of it takes part and, going by its share of the area, at least one of these members would be expected. A group is large
when chance alone would give this many, or more, in fewer than one of twenty platforms of this size.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb

MINSTENS = 5
# One person more or less is still a large part of the whole.
WEINIG = 10
TOEVAL = 0.05


@dataclass(frozen=True)
class Groep:
    """``mensen`` begins a sentence: "Jongeren tot 25 jaar" ontbreken."""

    mensen: str
    codes: frozenset[str]


@dataclass(frozen=True)
class Spiegelrij:
    """Shares in percent; ``leden`` is None when too few gave it, ``gebied`` when there is no figure."""

    naam: str
    leden: float | None
    gebied: float | None


@dataclass(frozen=True)
class Spiegel:
    aantal: int  # members
    gegeven: int  # of whom gave this
    rijen: tuple[Spiegelrij, ...]
    zinnen: tuple[str, ...]

    @property
    def is_te_weinig(self):
        return self.gegeven < MINSTENS

    @property
    def is_weinig(self):
        return MINSTENS <= self.gegeven < WEINIG

    @property
    def heeft_gebied(self):
        return any(rij.gebied is not None for rij in self.rijen)


def kans_op_minstens(aantal: int, van: int, aandeel: float) -> float:
    """The chance that of ``van`` people drawn by lot at least ``aantal`` belong to a group with this share."""
    return sum(comb(van, k) * aandeel**k * (1 - aandeel) ** (van - k) for k in range(aantal, van + 1))


def spiegel(
    leden: Iterable[str], keuzes: Sequence[tuple[str, str]], gebied: Mapping[str, float], groepen: Sequence[Groep]
) -> Spiegel:
    """``leden``: the code each member gave, or ""; ``gebied``: the percentage of the residents per code, if known."""
    leden = list(leden)
    known = [code for code in leden if code in dict(keuzes)]
    number = len(known)
    may_say = number >= MINSTENS
    compare = set(gebied) >= {code for code, _naam in keuzes}
    rijen = tuple(
        Spiegelrij(
            naam,
            100 * known.count(code) / number if may_say else None,
            gebied[code] if compare else None,
        )
        for code, naam in keuzes
    )
    zinnen = tuple(filter(None, (_zin(groep, known, gebied) for groep in groepen))) if may_say and compare else ()
    return Spiegel(len(leden), number, rijen, zinnen)


def _zin(groep, known, gebied):
    number = len(known)
    mine = sum(code in groep.codes for code in known)
    share = min(sum(gebied.get(code, 0) for code in groep.codes) / 100, 1)
    if mine == 0 and number * share >= 1:
        return f"{groep.mensen} ontbreken."
    if mine > number * share and kans_op_minstens(mine, number, share) < TOEVAL:
        in_area = f"in het gebied is dat {round(100 * share)} procent"
        return f"{groep.mensen} zijn met veel: {mine} van de {number} leden, {in_area}."
    return ""
