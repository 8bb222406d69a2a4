"""Working days of a Dutch municipality: counting terms, in one place.

A working day is Monday to Friday, except the official public holidays. Two days need a decision:

- **Good Friday is a working day.** It is no official day off and the town hall answers, though some
  calendars count it among the public holidays.
- **5 May is a day off in lustrum years only** (2025, 2030, ...), as in public service.

These are the terms of service of the municipality (first judgement within five working days, and so on). They are
not the statutory terms of the Algemene termijnenwet, which count calendar days and treat these two days otherwise.

All counting is half-open: *the day something happens does not count, the last day does*. So a signal of Friday with a
term of one working day is due on Monday, and a signal of Saturday too.

>>> plus_werkdagen(date(2026, 12, 24), 1)            # both Christmas days and the weekend lie between
datetime.date(2026, 12, 28)
>>> werkdagen_tussen(date(2026, 11, 20), date(2026, 11, 23))
1
>>> uiterste_dag(date(2026, 11, 2), 5, [(date(2026, 11, 4), date(2026, 11, 11))])
datetime.date(2026, 11, 16)

Pass local dates (``timezone.localdate(moment)``); a ``datetime`` is refused, since its date depends on the time zone.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache

from dateutil.easter import easter

EEN_DAG = timedelta(days=1)


@cache
def feestdagen(jaar: int) -> frozenset[date]:
    """The public holidays of one year on which the municipality does not work.

    Nine rules, held against the ``holidays`` package in the tests. The package itself loads the calendars of all
    countries: half a second and 45 MB in every web process.
    """
    pasen = easter(jaar)
    koningsdag = date(jaar, 4, 27)
    dagen = {
        date(jaar, 1, 1),
        pasen,
        pasen + EEN_DAG,
        koningsdag - EEN_DAG if koningsdag.weekday() == 6 else koningsdag,
        pasen + timedelta(days=39),  # Hemelvaart
        pasen + timedelta(days=49),  # Pinksteren
        pasen + timedelta(days=50),
        date(jaar, 12, 25),
        date(jaar, 12, 26),
    }
    if jaar % 5 == 0:
        dagen.add(date(jaar, 5, 5))
    return frozenset(dagen)


def is_werkdag(dag: date) -> bool:
    if isinstance(dag, datetime):
        raise TypeError("een werkdag is een date, geen datetime; gebruik timezone.localdate()")
    return dag.weekday() < 5 and dag not in feestdagen(dag.year)


def eerstvolgende_werkdag(dag: date) -> date:
    """The day itself when it is a working day, else the first one after it."""
    while not is_werkdag(dag):
        dag += EEN_DAG
    return dag


def plus_werkdagen(start: date, aantal: int) -> date:
    """The ``aantal``-th working day after ``start``; before it when negative; at zero ``eerstvolgende_werkdag``."""
    if aantal == 0:
        return eerstvolgende_werkdag(start)
    stap = EEN_DAG if aantal > 0 else -EEN_DAG
    dag, resterend = start, abs(aantal)
    while resterend:
        dag += stap
        resterend -= is_werkdag(dag)
    return dag


def werkdagen_tussen(van: date, tot: date) -> int:
    """Working days after ``van`` up to and including ``tot``; negative when ``tot`` lies before ``van``."""
    if tot < van:
        return -werkdagen_tussen(tot, van)
    return sum(is_werkdag(van + timedelta(days=n)) for n in range(1, (tot - van).days + 1))


def uiterste_dag(start: date, werkdagen: int, pauzes: Iterable[tuple[date, date | None]] = ()) -> date | None:
    """The last day of a term of ``werkdagen`` that starts at ``start`` and stands still during ``pauzes``.

    A pause ``(van, tot)`` takes the working days after ``van`` up to and including ``tot`` out of the count: the day we
    ask the reporter something is still ours, the day the answer comes is not. Pauses may overlap. In an open pause
    (``tot`` is ``None``) the term has no last day: ``None``, unless it had run out before.
    """
    pauzes = list(pauzes)
    open_vanaf = min((van for van, tot in pauzes if tot is None), default=None)
    gesloten = [(van, tot) for van, tot in pauzes if tot is not None]
    dag, resterend = start, werkdagen
    while resterend > 0 or not is_werkdag(dag):
        dag += EEN_DAG
        if open_vanaf is not None and dag > open_vanaf:
            return None
        if is_werkdag(dag) and not any(van < dag <= tot for van, tot in gesloten):
            resterend -= 1
    return dag
