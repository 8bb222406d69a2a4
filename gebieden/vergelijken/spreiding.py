"""What lies behind an average: the lowest and the highest part of an area, and a good area with one bad part.

The rule in words: an area is named when its own figure is as good as the municipality's or better, and the worst of
its parts is clearly worse than the municipality: at least a fifth of the municipality's figure. A part about fewer
than fifty people or things is left out, since it swings by chance. Only figures that may be shown are used.
"""

from dataclasses import dataclass

MIN_VERSCHIL = 0.20
MIN_BASIS = 50


@dataclass(frozen=True)
class Deel:
    naam: str
    waarde: float
    basis: float | None = None


@dataclass(frozen=True)
class Spreiding:
    laagste: Deel
    hoogste: Deel


@dataclass(frozen=True)
class Uitschieter:
    """A part that its area's figure hides. ``verschil``: how far from the municipality, as a share of its figure."""

    gebied: str
    waarde: float
    deel: Deel
    gemeente: float
    verschil: float


def spreiding(delen):
    """The outermost of at least two parts; nothing when there is nothing between them."""
    if len(delen) < 2:
        return None
    laagste = min(delen, key=lambda deel: deel.waarde)
    hoogste = max(delen, key=lambda deel: deel.waarde)
    return Spreiding(laagste, hoogste) if laagste.waarde < hoogste.waarde else None


def uitschieter(gebied, waarde, delen, gemeente, richting):
    """The worst part of a good area, or None. ``richting``: 1 when more is better, -1 when less is."""
    counted = [deel for deel in delen if deel.basis is None or deel.basis >= MIN_BASIS]
    if not richting or not gemeente or waarde is None or len(delen) < 2 or not counted:
        return None
    worst = min(counted, key=lambda deel: deel.waarde * richting)
    verschil = (gemeente - worst.waarde) * richting / abs(gemeente)
    if (waarde - gemeente) * richting < 0 or verschil < MIN_VERSCHIL:
        return None
    return Uitschieter(gebied, waarde, worst, gemeente, verschil)
