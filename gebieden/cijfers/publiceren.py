"""Which figures are not published, and are shown as suppressed instead: never as a number, never silently gone.

    verborgen = afscherming(indicatoren, jaren)              # 0 to 3 queries, however many figures
    if tekst := verborgen.tekst(gebied.pk, indicator, jaar):  # "te klein om te tonen", "door de bron niet vrijgegeven"
        ...                                                  # in the place of the figure
    verborgen.jaren(gebied.pk, indicator.pk, tijdreeks)      # the years of a series that may not be shown
    verborgen.uitleg(indicatoren)                            # the sentences that belong under a table

Ask it for every figure of a published indicator, also for one without a row: a secret of the publisher has none.

The rule, for one indicator in one year over the whole tree, so that no two pages together say more than one:

1. *Too small.* A count n with 0 < n < ``drempel``; a percentage that is about so few people (its share of its
   ``basis``), or is taken of so few; an average over so few. A zero is shown. Where the basis is a known count whose
   figure is missing, nobody can say how many people it is about, and it is suppressed too.
2. *Secret.* What its publisher keeps to itself (``GeheimCijfer``).
3. *To be worked out.* A total is the sum of its parts (percentages and averages: times their basis). When of a total
   and its parts exactly one is suppressed, the others give it away: the smallest other part is suppressed too, or the
   total itself when there is no other part. The parts that a shown total hides are together never fewer than
   ``drempel``, else two ones would be read from their sum. Where a part has no figure at all its own parts take its
   place; where those are missing too nobody can subtract. This is repeated until it holds everywhere.

The rule looks along the tree and at one indicator at a time. Shares that together are a hundred percent (age groups)
are not known as such: whoever sets a threshold on one of them sets it on all.

What is suppressed for the third reason is not told apart from the first: that would say that it is *not* small, and
so give away a bound of the other.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from gebieden.cijfers.models import Cijfer, GeheimCijfer
from gebieden.gebied.models import Gebied

KLEIN, GEHEIM = "klein", "geheim"


@dataclass(frozen=True)
class Deelcijfer:
    """One figure as the rule sees it: what it adds to its total, and how many people or things it is about.

    ``aantal`` is None when nobody knows; ``geheel`` is all those a percentage is taken of.
    """

    bedrag: float | None
    aantal: float | None
    geheel: float | None = None

    def is_klein(self, drempel):
        if not drempel:
            return False
        if self.aantal is None:
            return True
        return 0 < self.aantal < drempel or (self.geheel is not None and 0 < self.geheel < drempel)


def als_deelcijfer(soort, waarde, basis=None, *, heeft_basis=False):
    """``basis`` is the figure it weighs by; ``heeft_basis`` says whether the indicator has one at all."""
    if soort == "telling":
        return Deelcijfer(waarde, waarde)
    if not heeft_basis:
        # Without a basis a figure cannot be added up, and is as large as its publisher thought fit.
        return Deelcijfer(None, float("inf"))
    if basis is None:
        return Deelcijfer(None, None)
    if soort == "percentage":
        return Deelcijfer(waarde * basis / 100, waarde * basis / 100, basis)
    return Deelcijfer(waarde * basis, basis)


def scherm_af(kinderen, cijfers, *, drempel=0, geheim=(), leeg=()):
    """The pure rule for one indicator in one year: the areas whose figure is suppressed.

    ``kinderen``: ``{area: [[part, …], …]}``, a list for every way in which the area is the sum of others;
    ``cijfers``: ``{area: Deelcijfer}``; ``geheim``: areas whose figure is secret, with or without a row in
    ``cijfers``; ``leeg``: areas in which there is nothing to count, so that a missing figure hides nothing.
    """
    hidden = {gebied for gebied, cijfer in cijfers.items() if cijfer.is_klein(drempel)} | set(geheim)
    if not hidden:
        return hidden
    known = hidden | {gebied for gebied, cijfer in cijfers.items() if cijfer.bedrag is not None}
    sums = [(total, parts) for total in kinderen if total in known for parts in _delen(total, kinderen, known, leeg)]
    busy = True
    while busy:
        busy = False
        for total, parts in sums:
            while not _is_dicht(total, parts, cijfers, hidden, drempel):
                extra = _volgende(total, parts, cijfers, hidden)
                if extra is None:
                    break
                hidden.add(extra)
                busy = True
    return hidden


def _delen(total, kinderen, known, leeg):
    """The parts of every sum of ``total``; in the place of a part without a figure come its own parts."""
    for group in kinderen.get(total, ()):
        parts = []
        for part in group:
            if part in known:
                parts.append(part)
            elif part not in leeg:
                parts += next(_delen(part, kinderen, known, leeg), [part])
        if any(part in known for part in parts):
            yield parts


def _is_dicht(total, parts, cijfers, hidden, drempel):
    """Whether nothing that is suppressed can be worked out from this one sum."""
    unknown = [part for part in parts if part in hidden or part not in cijfers]
    secret = [part for part in unknown if part in hidden]
    if total in hidden:
        return bool(unknown)
    if not secret:
        return True
    if len(unknown) == 1:
        return False
    amounts = [cijfers[part].aantal if part in cijfers else None for part in unknown]
    return None in amounts or sum(amounts) >= drempel


def _volgende(total, parts, cijfers, hidden):
    """What to suppress as well: the smallest other part with something in it, else an empty one, else the total."""
    free = [part for part in parts if part not in hidden and part in cijfers]
    if free:
        return min(free, key=lambda part: (not cijfers[part].bedrag, abs(cijfers[part].bedrag), part))
    return total if total not in hidden and len(parts) == 1 else None


@dataclass(frozen=True)
class Afscherming:
    """``redenen``: ``{(area, indicator, year): KLEIN or GEHEIM}``, of suppressed figures only."""

    redenen: dict = field(default_factory=dict)

    def reden(self, gebied_id, indicator_id, jaar):
        """``KLEIN``, ``GEHEIM``, or nothing when the figure may be shown."""
        return self.redenen.get((gebied_id, indicator_id, jaar), "")

    def tekst(self, gebied_id, indicator, jaar):
        """What stands in the place of the figure; empty when it may be shown."""
        return in_woorden(self.reden(gebied_id, indicator.pk, jaar))

    def jaren(self, gebied_id, indicator_id, tijdreeks):
        """The years of a ``Tijdreeks`` that may not be shown, and those of secrets that are not in it.

        A year that was made of other areas is suppressed when anything of that indicator and year is: it could be
        made of it.
        """
        own = self._jaren.get((gebied_id, indicator_id), frozenset())
        return own | {jaar for jaar in tijdreeks.overgenomen if (indicator_id, jaar) in self._geraakt}

    @cached_property
    def _jaren(self):
        found = defaultdict(set)
        for gebied, indicator, jaar in self.redenen:
            found[gebied, indicator].add(jaar)
        return {sleutel: frozenset(jaren) for sleutel, jaren in found.items()}

    @cached_property
    def _geraakt(self):
        return {(indicator, jaar) for _gebied, indicator, jaar in self.redenen}

    def uitleg(self, indicatoren):
        """A sentence per reason and threshold that occurs among these indicators."""
        by_id = {i.pk: i for i in indicatoren}
        found = {
            (reden, by_id[indicator].drempel)
            for (_gebied, indicator, _jaar), reden in self.redenen.items()
            if indicator in by_id
        }
        sentences = [uitleg_klein(drempel) for reden, drempel in sorted(found) if reden == KLEIN]
        return sentences + ([uitleg_geheim()] if any(reden == GEHEIM for reden, _drempel in found) else [])


def in_woorden(reden):
    return {KLEIN: _("te klein om te tonen"), GEHEIM: _("door de bron niet vrijgegeven")}.get(reden, "")


def uitleg_klein(drempel):
    return _(
        "Te klein om te tonen: het cijfer gaat over minder dan %(drempel)s, of wij weten niet over hoeveel het gaat. "
        "Soms tonen wij een groter cijfer ook niet, omdat het kleine er anders mee is uit te rekenen."
    ) % {"drempel": drempel}


def uitleg_geheim():
    return _(
        "Door de bron niet vrijgegeven: wie het cijfer maakte, houdt het voor zich. Soms tonen wij dan ook een ander "
        "cijfer niet, omdat het er anders mee is uit te rekenen."
    )


def afscherming(indicatoren, jaren=None):
    """What is suppressed of these indicators (in these years), in all areas."""
    indicatoren = {i.pk: i for i in indicatoren}
    if not indicatoren:
        return Afscherming()
    secret = _geheim(indicatoren, jaren)
    affected = {pk for pk, i in indicatoren.items() if i.drempel} | {indicator for indicator, _jaar in secret}
    if not affected:
        return Afscherming()
    values = _waarden([indicatoren[pk] for pk in affected], jaren)
    kinderen = _kinderen()
    redenen = {}
    for indicator, jaar in {key for key in values if key[0] in affected} | set(secret):
        i = indicatoren[indicator]
        bases = values.get((i.basis_id, jaar), {})
        cijfers = _deelcijfers(i, values[indicator, jaar], bases)
        geheim = secret.get((indicator, jaar), set())
        leeg = {gebied for gebied, basis in bases.items() if basis == 0 and gebied not in cijfers}
        for gebied in scherm_af(kinderen, cijfers, drempel=i.drempel, geheim=geheim, leeg=leeg):
            is_klein = i.drempel and gebied not in geheim
            redenen[gebied, indicator, jaar] = KLEIN if is_klein else GEHEIM
    return Afscherming(redenen)


def _geheim(indicatoren, jaren):
    rows = GeheimCijfer.objects.filter(indicator__in=indicatoren)
    if jaren is not None:
        rows = rows.filter(jaar__in=jaren)
    secret = defaultdict(set)
    for gebied, indicator, jaar in rows.values_list("gebied_id", "indicator_id", "jaar"):
        secret[indicator, jaar].add(gebied)
    return secret


def _waarden(indicatoren, jaren):
    """``{(indicator, year): {area: figure}}``, with those of the bases."""
    needed = {i.pk for i in indicatoren} | {i.basis_id for i in indicatoren if i.basis_id}
    rows = Cijfer.objects.filter(indicator__in=needed)
    if jaren is not None:
        rows = rows.filter(jaar__in=jaren)
    values = defaultdict(dict)
    for gebied, indicator, jaar, waarde in rows.values_list("gebied_id", "indicator_id", "jaar", "waarde"):
        values[indicator, jaar][gebied] = waarde
    return values


def _deelcijfers(indicator, waarden, bases):
    return {
        gebied: als_deelcijfer(indicator.soort, waarde, bases.get(gebied), heeft_basis=indicator.basis_id is not None)
        for gebied, waarde in waarden.items()
    }


def _kinderen():
    """Every sum in the tree. What no longer exists lies under its successor, and is a sum of its own."""
    parts = defaultdict(lambda: ([], []))
    rows = Gebied.objects.exclude(ouder=None).order_by("pk").values_list("pk", "ouder_id", "is_actief")
    for pk, ouder, is_actief in rows:
        parts[ouder][not is_actief].append(pk)
    return dict(parts)
