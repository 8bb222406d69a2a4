"""What is normal there and then: the count to expect of a theme in an area in a period, and how sure that is.

Plain functions of numbers. In words:

* **Level.** Every cell (area × theme) has a level that moves slowly. It is followed with a gamma-Poisson filter that
  forgets: each period the past counts a little less (West and Harrison 1997; Harvey and Fernandes 1989). What it says
  of the next period is a negative binomial: the Poisson when much is known, wider when little is.
* **Size.** A cell begins at what the municipality has of this theme times the share of the area: its share of all
  that came in, and of the inhabitants as long as little came in. How much that weighs against its own history follows
  from how much areas differ (Clayton and Kaldor 1987: empirical Bayes, shrinkage).
* **Season.** Each theme has its seasons; those of the whole municipality, and those of the area itself as far as its
  own earlier years bear that out.
* **Growth.** When everything grows, from one year to the next, that is no trend of one theme in one village.
* **Restlessness.** Counts jump more than a Poisson. How much more is measured on how wrong the filter was in the past,
  one period ahead each time; per cell as far as it has a past, else as cells of its kind.
* **Earlier bursts** count in the level no further than what could just be normal, as in the algorithm for outbreaks of
  Noufaily and others (2013, after Farrington 1996): one burst must not hide the next.
"""

from dataclasses import dataclass
from math import inf, sqrt

from .toets import band, staart

# How many periods the level remembers, about: two and a half years of quarters.
GEHEUGEN = 10
# Own seasons count when there are so many years of them, and weigh as much as the municipality's at so many signals.
JAREN_EIGEN_SEIZOEN, GEWICHT_SEIZOEN = 2, 15
GEWICHT_AANDEEL = 50
# An earlier count is taken to be at most so many spreads above what was expected.
HOOGSTE_SPREIDING, HOOGSTE_VOOR_ONRUST = 2.58, 3.5
# The own restlessness of a cell weighs as much as that of its kind after so many well filled periods.
GEWICHT_ONRUST = 12
BEGIN_ONRUST = 0.1
STERKTE = (1.0, 50.0)


@dataclass(frozen=True)
class Cel:
    """Counts per period of one theme in one area (or in some together), oldest first; the last is the one asked.

    ``soort`` names cells that are alike (a level of the tree): they learn from each other how restless they are.
    ``aandeel`` is the share of the area in the municipality (0-1).
    """

    thema: str
    aantallen: tuple[int, ...]
    aandeel: float
    soort: str = ""


@dataclass(frozen=True)
class Norm:
    """What was to be expected: mean, and ``maat`` (the larger, the surer; infinite is Poisson)."""

    aantal: int
    verwacht: float
    maat: float
    # (count, expected, maat) of earlier periods, each as it was expected from what came before it.
    eerder: tuple[tuple[int, float, float], ...] = ()

    @property
    def kans(self):
        """The chance of so many or more when nothing is going on."""
        return staart(self.aantal, self.verwacht, self.maat)

    @property
    def overschot(self):
        return self.aantal - self.verwacht

    @property
    def band(self):
        return band(self.verwacht, self.maat)

    def zonder(self, overschot):
        """The same as if a part of the excess, which is explained elsewhere, were not there."""
        return Norm(max(round(self.aantal - overschot), 0), self.verwacht, self.maat)


@dataclass
class _Verloop:
    """One walk of the filter through a cell: what it expected of each period, and what it expects of the last."""

    stappen: list  # (count, expected, own certainty of the filter)
    verwacht: float
    zekerheid: float


def aandelen(tellingen, inwoners=None):
    """The share of each area in all that came in, with the share of the inhabitants weighing as so many signals.

    ``tellingen``: area → count over all of the past; ``inwoners``: area → number, may lack some or all.
    """
    inwoners = inwoners or {}
    people, total = sum(inwoners.values()), sum(tellingen.values())
    even = 1 / max(len(tellingen), 1)
    missing = [naam for naam in tellingen if not inwoners.get(naam)]
    known = 1 - even * len(missing)
    begin = {naam: even if naam in missing or not people else known * inwoners[naam] / people for naam in tellingen}
    return {
        naam: (aantal + GEWICHT_AANDEEL * begin[naam]) / (total + GEWICHT_AANDEEL) for naam, aantal in tellingen.items()
    }


def normen(cellen, totalen, seizoenen, *, deel=1.0, jaar=4, geheugen=GEHEUGEN):
    """The norm of every cell, in the same order.

    ``totalen``: theme → counts of the whole municipality per period. ``seizoenen``: the season of each period.
    ``deel``: how much of the last period has gone by. ``jaar``: periods in a year (or after which growth is measured).
    """
    groei = _groei(totalen, len(seizoenen), jaar)
    seizoen = _seizoenen(totalen, seizoenen, groei, jaar)
    basis = {thema: _basis(aantallen, groei) for thema, aantallen in totalen.items()}
    blootstelling = {thema: [g * seizoen[thema][s] for g, s in zip(groei, seizoenen, strict=True)] for thema in totalen}
    begin = [max(basis[c.thema] * c.aandeel, 1e-6) for c in cellen]
    sterkte = _sterkte(cellen, begin, blootstelling)
    blijft = 1 - 1 / geheugen

    def loop(onrust, maat_van):
        return [_filter(c.aantallen, maat_van(i), begin[i], sterkte, onrust[i], blijft) for i, c in enumerate(cellen)]

    onrust = [BEGIN_ONRUST] * len(cellen)
    first = loop(onrust, lambda i: blootstelling[cellen[i].thema])
    eigen = [_eigen_seizoen(v, seizoenen, jaar) for v in first]
    own = [
        [e * factor[s] for e, s in zip(blootstelling[c.thema], seizoenen, strict=True)]
        for c, factor in zip(cellen, eigen, strict=True)
    ]
    onrust = _onrust(cellen, loop(onrust, own.__getitem__))
    final = loop(onrust, own.__getitem__)
    vaag = {thema: _vaagheid(aantallen, seizoenen, jaar) for thema, aantallen in totalen.items()}
    return [
        Norm(
            c.aantallen[-1],
            v.verwacht * deel,
            _maat(v.zekerheid, onrust[i], vaag[c.thema]),
            tuple((n, mu, _maat(zeker, onrust[i])) for n, mu, zeker in v.stappen),
        )
        for i, (c, v) in enumerate(zip(cellen, final, strict=True))
    ]


def _maat(zekerheid, onrust, vaagheid=(0.0, 1.0)):
    """Why one is unsure of a count, as one number: the level, its restlessness, and how well the season is known."""
    chance, jumps = vaagheid
    width = 1 / zekerheid + onrust * jumps + chance
    return 1 / width if width > 0 else inf


def _groei(totalen, n, jaar):
    """How large everything was, over the year up to each period, against the last full year."""
    som = [sum(aantallen[w] for aantallen in totalen.values()) for w in range(n - 1)]
    if not som:
        return [1.0] * n

    def level(w):
        window = som[max(w - jaar + 1, 0) : max(w + 1, min(jaar, len(som)))]
        return (sum(window) / len(window)) + 1

    now, before = level(len(som) - 1), level(len(som) - 1 - jaar) if len(som) >= 2 * jaar else None
    # The period that is asked grows on as the last year did, within reason.
    further = min(max(now / before, 0.75), 1.33) ** (1 / jaar) if before else 1.0
    return [*(level(w) / now for w in range(len(som))), further]


def _basis(aantallen, groei):
    """The level of a theme per period in the whole municipality, at the size of now."""
    return (sum(aantallen[:-1]) + 0.5) / (sum(groei[:-1]) + 0.5)


def _seizoenen(totalen, seizoenen, groei, jaar):
    """theme → season → how many times the usual; one when there is less than a year to learn from."""
    known, past = set(seizoenen), range(len(seizoenen) - 1)
    if len(past) < jaar or len(known) == 1:
        return {thema: dict.fromkeys(known, 1.0) for thema in totalen}

    def index(aantallen, toward, weight):
        usual = _basis(aantallen, groei)
        factors = {}
        for s in known:
            seen = sum(aantallen[w] for w in past if seizoenen[w] == s)
            expected = usual * sum(groei[w] for w in past if seizoenen[w] == s)
            factors[s] = (seen + weight * toward[s]) / (expected + weight)
        return factors

    together = [sum(kolom) for kolom in zip(*totalen.values(), strict=True)]
    everything = index(together, dict.fromkeys(known, 1.0), 2 * GEWICHT_SEIZOEN)
    return {thema: index(aantallen, everything, 2 * GEWICHT_SEIZOEN) for thema, aantallen in totalen.items()}


def _vaagheid(aantallen, seizoenen, jaar):
    """What is added because the season itself was learned from a few years: by chance, and by how those years jumped.

    Who measures restlessness around seasons that were fitted to the same years finds too little of it, and a new year
    differs from the fitted season as well: for n years (1 + 1/n) / (1 - 1/n).
    """
    same = [w for w in range(len(seizoenen) - 1) if seizoenen[w] == seizoenen[-1]]
    if len(seizoenen) - 1 < jaar or len(set(seizoenen)) == 1 or not same:
        return 0.0, 1.0
    years = max(len(same), 2)
    return 1 / (sum(aantallen[w] for w in same) + 2 * GEWICHT_SEIZOEN), (years + 1) / (years - 1)


def _sterkte(cellen, begin, blootstelling):
    """How alike areas are: as how many signals the share of the municipality weighs.

    Moments of Clayton and Kaldor: the spread of the ratios of counts and shares, beyond what chance gives.
    """
    squares = excess = 0.0
    for cel, base in zip(cellen, begin, strict=True):
        expected = base * sum(blootstelling[cel.thema][:-1])
        if cel.aandeel < 1 and expected > 0:
            squares += expected**2
            excess += (sum(cel.aantallen[:-1]) - expected) ** 2 - expected
    low, high = STERKTE
    return min(max(squares / excess, low), high) if excess > 0 else high


def _filter(aantallen, blootstelling, begin, sterkte, onrust, blijft):
    """Walk through the periods: expect, look, learn; forget a little each time."""
    vorm, tempo = sterkte, sterkte / begin
    vorm_nu, tempo_nu, stappen = vorm, tempo, []
    for aantal, maat in zip(aantallen[:-1], blootstelling[:-1], strict=True):
        expected = vorm_nu / tempo_nu * maat
        stappen.append((aantal, expected, vorm_nu))
        ceiling = expected + HOOGSTE_SPREIDING * sqrt(expected + expected**2 * (1 / vorm_nu + onrust)) + 0.5
        vorm_nu = vorm + blijft * (vorm_nu - vorm) + min(aantal, ceiling)
        tempo_nu = tempo + blijft * (tempo_nu - tempo) + maat
    return _Verloop(stappen, vorm_nu / tempo_nu * blootstelling[-1], vorm_nu)


def _eigen_seizoen(verloop, seizoenen, jaar):
    """season → how the seasons of the cell differ from those of the municipality; 1 as long as little is known."""
    known = set(seizoenen)
    if len(verloop.stappen) < JAREN_EIGEN_SEIZOEN * jaar or len(known) == 1:
        return dict.fromkeys(known, 1.0)
    seen, expected = dict.fromkeys(known, 0.0), dict.fromkeys(known, 0.0)
    for (aantal, verwacht, zeker), s in zip(verloop.stappen, seizoenen[:-1], strict=True):
        seen[s] += min(aantal, verwacht + HOOGSTE_SPREIDING * sqrt(verwacht + verwacht**2 / zeker))
        expected[s] += verwacht
    whole = (sum(seen.values()) + 1) / (sum(expected.values()) + 1)
    return {s: (seen[s] + GEWICHT_SEIZOEN) / (expected[s] * whole + GEWICHT_SEIZOEN) for s in known}


def _onrust(cellen, lopen):
    """How much each cell jumps beyond Poisson: its own measure, drawn toward that of its kind."""
    own, kinds = [], {}
    for cel, verloop in zip(cellen, lopen, strict=True):
        beyond = squares = filled = 0.0
        for aantal, verwacht, zeker in verloop.stappen:
            variance = verwacht + verwacht**2 / zeker
            off = min(aantal - verwacht, HOOGSTE_VOOR_ONRUST * sqrt(variance + BEGIN_ONRUST * verwacht**2))
            beyond += off**2 - variance
            squares += verwacht**2
            filled += (verwacht / (1 + verwacht)) ** 2
        own.append((beyond, squares, filled))
        kind = kinds.setdefault(cel.soort, [0.0, 0.0])
        kind[0] += beyond
        kind[1] += squares
    result = []
    for cel, (beyond, squares, filled) in zip(cellen, own, strict=True):
        kind_beyond, kind_squares = kinds[cel.soort]
        together = max(kind_beyond / kind_squares, 0.0) if kind_squares else BEGIN_ONRUST
        alone = max(beyond / squares, 0.0) if squares else together
        blend = (filled * alone + GEWICHT_ONRUST * together) / (filled + GEWICHT_ONRUST)
        # A cell that happened to be calm is not taken to be much calmer than its kind.
        result.append(max(blend, together * 0.7))
    return result
