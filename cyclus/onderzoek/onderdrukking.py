"""Which figures of a table are not shown, so that nobody can find out what a few people answered.

Fewer than five answers are hidden. What is hidden could be found by taking what is shown from its total; so more is
hidden, until no hidden figure follows from the others: first along every row and column, then through several at once.
Every figure stands in one row and one column, totals too; in the graph with the rows and columns as points and the
hidden figures as lines between them, a figure follows from the others exactly when its line is the only way across.
"""

from signalen.waardering.models import MINSTENS

TOTAAL = None


def met_totalen(aantallen, rijen, kolommen):
    """The table with a total for every row, every column and all of it, under the key ``TOTAAL``."""
    tabel = {(r, k): aantallen.get((r, k), 0) for r in rijen for k in kolommen}
    tabel |= {(r, TOTAAL): sum(tabel[r, k] for k in kolommen) for r in rijen}
    return tabel | {(TOTAAL, k): sum(tabel[r, k] for r in rijen) for k in [*kolommen, TOTAAL]}


def verberg(aantallen, rijen, kolommen, ook=frozenset()):
    """The keys ``(row, column)`` that are not shown; ``TOTAAL`` as row or column is the total."""
    tabel = met_totalen(aantallen, rijen, kolommen)
    if tabel[TOTAAL, TOTAAL] < MINSTENS:
        return set(tabel)
    verborgen = {sleutel for sleutel, n in tabel.items() if 0 < n < MINSTENS} | set(ook)
    while (lijn := _zwakke_lijn(tabel, verborgen) or _enige_weg(tabel, verborgen)) is not None:
        over = [sleutel for sleutel in lijn if sleutel not in verborgen]
        if not over:
            return set(tabel)
        verborgen.add(min(over, key=lambda sleutel: _prijs(tabel, sleutel)))
    return verborgen


def _prijs(tabel, sleutel):
    """What is missed least: a small figure before a large one, a part before a total, an empty cell before a total."""
    n = tabel[sleutel]
    return TOTAAL in sleutel, n == 0, n, str(sleutel)


def _lijnen(tabel):
    rijen, kolommen = {r: None for r, _k in tabel}, {k: None for _r, k in tabel}
    for rij in rijen:
        yield [(rij, k) for k in kolommen]
    for kolom in kolommen:
        yield [(r, kolom) for r in rijen]


def _zwakke_lijn(tabel, verborgen):
    """A row or column whose hidden figures follow from its total, alone or together fewer than five."""
    for lijn in _lijnen(tabel):
        weg = [sleutel for sleutel in lijn if sleutel in verborgen]
        if not weg:
            continue
        totaal_getoond = not any(_is_som(sleutel, lijn) for sleutel in weg)
        is_zwak = len(weg) == 1 or (totaal_getoond and sum(tabel[sleutel] for sleutel in weg) < MINSTENS)
        if is_zwak and len(weg) < len(lijn):
            return lijn
    return None


def _is_som(sleutel, lijn):
    """The figure of this line that the others add up to."""
    rij, kolom = sleutel
    return kolom is TOTAAL if len({r for r, _k in lijn}) == 1 else rij is TOTAAL


def _enige_weg(tabel, verborgen):
    """The rows and columns at both ends of a hidden figure that follows from the others, or None."""
    for rij, kolom in sorted(verborgen, key=str):
        if not _verbonden(("rij", rij), ("kolom", kolom), verborgen - {(rij, kolom)}):
            return [sleutel for sleutel in tabel if sleutel[0] == rij or sleutel[1] == kolom]
    return None


def _verbonden(begin, einde, verborgen):
    seen, todo = {begin}, [begin]
    while todo:
        soort, naam = todo.pop()
        if soort == "rij":
            buren = {("kolom", k) for r, k in verborgen if r == naam}
        else:
            buren = {("rij", r) for r, k in verborgen if k == naam}
        todo += buren - seen
        seen |= buren
    return einde in seen
