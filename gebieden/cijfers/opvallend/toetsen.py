"""The tests behind the rule: how far apart are two figures, in standard errors, after what rounding can do."""

from dataclasses import dataclass
from math import atan, cos, erfc, pi, sin, sqrt
from statistics import NormalDist, fmean, median, stdev

from gebieden.cijfers.vergelijkbaar import MAD_NAAR_SD, MINSTENS

MIN_BASIS = 50
MIN_VERWACHT = 5
MIN_BUREN = 8
VERSCHIL_GEMEENTE = 0.20
VERSCHIL_VERLEDEN = 0.10
# Beyond this a chance can no longer be written as a number between nought and one.
HOOGSTE_Z = 8.0


@dataclass(frozen=True)
class Toets:
    """One question asked of one figure. ``z`` is the difference in standard errors of a normal spread."""

    meting: object
    tegen: str
    vergelijking: float
    z: float
    is_groot: bool

    @property
    def kans(self):
        return erfc(self.z / sqrt(2))


def toets(meting):
    """Every question that can be asked of this figure."""
    asked = (tegen_gemeente(meting), tegen_vergelijkbare(meting), tegen_verleden(meting))
    return [antwoord for antwoord in asked if antwoord]


def tegen_gemeente(m):
    if m.gemeente is None:
        return None
    if m.soort == "percentage":
        z, room = _z_rest(m), min(m.gemeente, 100 - m.gemeente)
    elif m.soort == "gemiddelde":
        z, room = _z_buren(m), abs(m.gemeente)
    else:
        return None
    return None if z is None else Toets(m, "gemeente", m.gemeente, z, is_groot(m.waarde, m.gemeente, room))


def tegen_vergelijkbare(m):
    """Would one more area of this group come out like this? A prediction interval (Student's t) says.

    Areas that are alike still differ; their own spread is what counts, and never less than what chance does to a
    share of so few people. What made the areas alike is not asked.
    """
    if len(m.vergelijkbare) < MINSTENS or m.soort == "telling":
        return None
    middle, spread, rounding = fmean(m.vergelijkbare), stdev(m.vergelijkbare), 10**-m.decimalen / 2
    if m.soort == "percentage":
        p = min(max(middle, 0), 100) / 100
        if m.basis is None or m.basis < MIN_BASIS or m.basis * min(p, 1 - p) < MIN_VERWACHT:
            return None
        spread = max(spread, 100 * sqrt(p * (1 - p) / m.basis))
        rounding = 100 * m.afronding / 2 * sqrt(m.delen) * (1 + p) / m.basis
    spread = max(spread, 10**-m.decimalen / 2)
    t = max(abs(m.waarde - middle) - rounding, 0) / (spread * sqrt(1 + 1 / len(m.vergelijkbare)))
    z = z_van_kans(kans_student(t, len(m.vergelijkbare) - 1))
    room = min(middle, 100 - middle) if m.soort == "percentage" else abs(middle)
    return Toets(m, "vergelijkbaar", middle, z, is_groot(m.waarde, middle, room))


def tegen_verleden(m):
    if m.vorige is None:
        return None
    if m.soort == "percentage" and m.basis is not None and m.vorige_basis is not None:
        z = _z_aandelen(m, m.vorige, m.vorige_basis)
        room = min(m.vorige, 100 - m.vorige)
    elif m.soort == "telling" and min(m.waarde, m.vorige) >= MIN_BASIS:
        z = max(abs(m.waarde - m.vorige) - m.afronding * sqrt(m.delen), 0) / sqrt(m.waarde + m.vorige)
        room = m.vorige
    else:
        return None
    if z is None:
        return None
    return Toets(m, "verleden", m.vorige, z, is_groot(m.waarde, m.vorige, room, VERSCHIL_VERLEDEN))


def is_groot(waarde, vergelijking, room, deel=VERSCHIL_GEMEENTE):
    return abs(waarde - vergelijking) >= deel * room and waarde != vergelijking


def _z_rest(m):
    """The area against the rest of the municipality."""
    if m.basis is None or m.gemeente_basis is None or m.gemeente_basis - m.basis < MIN_BASIS:
        return None
    rest_basis = m.gemeente_basis - m.basis
    rest = (m.gemeente * m.gemeente_basis - m.waarde * m.basis) / rest_basis
    # Both figures are rounded, so that the rest can come out just outside what is possible.
    return _z_aandelen(m, min(max(rest, 0), 100), rest_basis)


def _z_aandelen(m, ander, n_ander):
    """Standard errors between two percentages, after taking off what rounding can do; None when too small to test."""
    n_een = m.basis
    if min(n_een, n_ander) < MIN_BASIS:
        return None
    p, q = m.waarde / 100, ander / 100
    samen = (p * n_een + q * n_ander) / (n_een + n_ander)
    if min(n_een, n_ander) * min(samen, 1 - samen) < MIN_VERWACHT:
        return None
    rounding = m.afronding / 2 * sqrt(m.delen) * ((1 + p) / n_een + (1 + q) / n_ander)
    error = sqrt(samen * (1 - samen) * (1 / n_een + 1 / n_ander))
    return max(abs(p - q) - rounding, 0) / error


def _z_buren(m):
    """Robust standard deviations from the median of the areas on the same level."""
    if len(m.buren) < MIN_BUREN:
        return None
    middle = median(m.buren)
    spread = MAD_NAAR_SD * median(abs(b - middle) for b in m.buren)
    half_unit = 10**-m.decimalen / 2
    return max(abs(m.waarde - middle) - half_unit, 0) / max(spread, half_unit)


def kans_student(t, vrijheid):
    """The chance of a Student's t at least this far from zero (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4)."""
    theta = atan(t / sqrt(vrijheid))
    term = cos(theta) if vrijheid % 2 else 1.0
    series, factor = 0.0, 3 if vrijheid % 2 else 2
    for step in range(factor, vrijheid + 1, 2):
        series += term
        term *= cos(theta) ** 2 * (step - 1) / step
    inside = 2 / pi * (theta + sin(theta) * series) if vrijheid % 2 else sin(theta) * series
    return min(max(1 - inside, 0.0), 1.0)


def z_van_kans(kans):
    """The distance from the middle of a normal spread at which a difference has this chance, both ways."""
    return min(-NormalDist().inv_cdf(kans / 2), HOOGSTE_Z) if kans > 1e-15 else HOOGSTE_Z
