"""What was promised for a year, and how it stands (domain.md §2). Knows no database.

A minimum (visits of the wethouder, consultations of residents): before 1 July nothing is late; from 1 July half of it,
rounded up, must have been held or be planned; from 1 October all of it. Less than that is behind, and can still be
planned. What no longer fits in the days that are left is not reached. A maximum (agreements with the college) is only
looked at from above. A planned meeting counts as a promise until its day; after it, only when somebody said that it
went on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

OORDELEN = {
    "gehaald": gettext_lazy("Gehaald"),
    "op_koers": gettext_lazy("Op koers"),
    "achter": gettext_lazy("Loopt achter"),
    "niet_gehaald": gettext_lazy("Niet gehaald"),
    "binnen": gettext_lazy("Binnen de afspraak"),
    "te_vaak": gettext_lazy("Vaker dan afgesproken"),
}
KLEUREN = {
    "gehaald": "goed",
    "op_koers": "bezig",
    "achter": "let_op",
    "niet_gehaald": "fout",
    "binnen": "rust",
    "te_vaak": "let_op",
}


@dataclass(frozen=True)
class Norm:
    """``telt`` says whether a meeting counts for it; ``is_maximum``: not more often than, instead of at least."""

    telt: object
    naam: Promise
    is_maximum: bool = False


def _bezoek(bijeenkomst):
    return bijeenkomst.is_wethouder_aanwezig


def _raadpleging(bijeenkomst):
    return bijeenkomst.soort == "raadpleging"


def _afspraken(bijeenkomst):
    return bijeenkomst.soort == "afspraken"


NORMEN = {
    "bezoeken": Norm(_bezoek, ngettext_lazy("bezoek van de wethouder", "bezoeken van de wethouder", "aantal")),
    "raadplegingen": Norm(_raadpleging, ngettext_lazy("bewonersraadpleging", "bewonersraadplegingen", "aantal")),
    "afspraken": Norm(
        _afspraken,
        ngettext_lazy("keer afspraken met het college", "keer afspraken met het college", "aantal"),
        is_maximum=True,
    ),
}


@dataclass(frozen=True)
class Stand:
    """How one promise stands in one year."""

    soort: str
    jaar: int
    norm: int
    geweest: int
    gepland: int
    oordeel: str

    @property
    def naam(self):
        return NORMEN[self.soort].naam % {"aantal": self.norm}

    @property
    def zin(self):
        """ "1 van 2 bezoeken van de wethouder"."""
        woorden = {"geweest": self.geweest, "norm": self.norm, "naam": self.naam}
        if NORMEN[self.soort].is_maximum:
            return _("%(geweest)s van hoogstens %(norm)s %(naam)s") % woorden
        return _("%(geweest)s van %(norm)s %(naam)s") % woorden

    @property
    def oordeel_naam(self):
        return OORDELEN[self.oordeel]

    @property
    def kleur(self):
        return KLEUREN[self.oordeel]

    @property
    def is_achter(self):
        return self.oordeel == "achter"

    @property
    def nog_te_plannen(self):
        """How many meetings must still get a date to reach the minimum."""
        return 0 if NORMEN[self.soort].is_maximum else max(self.norm - self.geweest - self.gepland, 0)


def moet_nu(norm: int, jaar: int, vandaag: date) -> int:
    """How many must have been held or be planned on this day."""
    if vandaag < date(jaar, 7, 1):
        return 0
    return (norm + 1) // 2 if vandaag < date(jaar, 10, 1) else norm


def _oordeel(soort, norm, jaar, geweest, gepland, vandaag):
    if NORMEN[soort].is_maximum:
        return "te_vaak" if geweest + gepland > norm else "binnen"
    if geweest >= norm:
        return "gehaald"
    days_left = (date(jaar, 12, 31) - vandaag).days + 1
    if norm - geweest > max(days_left, 0):
        return "niet_gehaald"
    return "op_koers" if geweest + gepland >= moet_nu(norm, jaar, vandaag) else "achter"


def standen(normen: Mapping[str, int], jaar: int, bijeenkomsten: Iterable, vandaag: date) -> tuple[Stand, ...]:
    """One ``Stand`` for every norm that this municipality has, in a fixed order."""
    in_jaar = [b for b in bijeenkomsten if b.datum.year == jaar]
    found = []
    for soort, norm in NORMEN.items():
        if not (aantal := normen.get(soort)):
            continue
        counted = [b for b in in_jaar if norm.telt(b)]
        geweest = sum(b.is_geweest for b in counted)
        gepland = sum(not b.is_geweest and b.datum >= vandaag for b in counted)
        oordeel = _oordeel(soort, aantal, jaar, geweest, gepland, vandaag)
        found.append(Stand(soort, jaar, aantal, geweest, gepland, oordeel))
    return tuple(found)


def meetmoment(dag: date) -> date | None:
    """The day on which the reminder of now became due: half a year, or three months before the end; or None yet."""
    reached = [moment for moment in (date(dag.year, 7, 1), date(dag.year, 10, 1)) if moment <= dag]
    return max(reached, default=None)
