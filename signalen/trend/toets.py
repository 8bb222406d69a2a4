"""Is this more than chance? Tails of the negative binomial, and looking every night without crying wolf sooner.

Plain functions of numbers: they know no database, and need nothing but ``math`` and ``statistics``.
"""

from math import exp, inf, lgamma, log, log1p, sqrt
from statistics import NormalDist

NORMAAL = NormalDist()
# Counts beyond this many spreads from the middle add nothing that a double can hold.
VER_WEG = 12
KLEINSTE = 1e-15


def log_kans(aantal, verwacht, maat):
    """The logarithm of the chance of exactly ``aantal``.

    Negative binomial with mean ``verwacht`` and variance ``verwacht + verwacht² / maat``; ``maat=inf`` is Poisson.
    """
    if verwacht <= 0:
        return 0.0 if aantal == 0 else -inf
    if maat == inf or maat > 1e9:
        return aantal * log(verwacht) - verwacht - lgamma(aantal + 1)
    choose = lgamma(aantal + maat) - lgamma(maat) - lgamma(aantal + 1)
    return choose - maat * log1p(verwacht / maat) - aantal * log1p(maat / verwacht)


def staart(aantal, verwacht, maat=inf):
    """The chance of ``aantal`` or more; 1 for what is no more than expected.

    Exact, so with whole counts a little on the safe side: a mid-p value would find slightly more and promise nothing.
    """
    if aantal <= verwacht or aantal <= 0:
        return 1.0
    if verwacht <= 0:
        return 0.0
    term = exp(log_kans(aantal, verwacht, maat))
    total, k = 0.0, aantal
    while term > total * KLEINSTE:
        total += term
        growth = (k + maat) / (maat + verwacht) if maat < 1e9 else 1.0
        term *= growth * verwacht / (k + 1)
        k += 1
    return min(total, 1.0)


def band(verwacht, maat=inf, deel=0.9):
    """``(lowest, highest)``: between these lies a normal count in at least ``deel`` of the cases."""
    spread = sqrt(verwacht + (verwacht**2 / maat if maat < inf else 0))
    k = max(0, int(verwacht - VER_WEG * spread))
    below, low, rest = 0.0, None, (1 - deel) / 2
    while True:
        below += exp(log_kans(k, verwacht, maat))
        if low is None and below > rest:
            low = k
        if below >= 1 - rest or k > verwacht + VER_WEG * spread + 50:
            return (k if low is None else low), k
        k += 1


def over_de_periode(kans, deel):
    """The chance that on any night of the whole period so much would be seen as tonight, ``deel`` of it gone by.

    Who looks every night finds something sooner or later. The excess of a period grows like a random walk; by the
    reflection principle the chance that such a walk ever comes above a height is twice the chance that it ends there.
    That is the boundary of O'Brien and Fleming (1979): early in the period only what is far out, at its end nearly
    the usual. So one promise holds for all nights of a period together.
    """
    if kans >= 0.5:
        return 1.0
    if kans <= 0:
        return 0.0
    height = -NORMAAL.inv_cdf(max(kans, 1e-300)) * sqrt(min(deel, 1.0))
    return min(2 * NORMAAL.cdf(-height), 1.0)
