"""Which counts are more than chance, and of what hangs together: which area explains it.

Plain functions of numbers: the nightly job gives them the counts of the database, the benchmark those of a file.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from gebiedswerk.fdr import gecorrigeerd

from .norm import Cel, Norm, aandelen, normen
from .toets import over_de_periode

# Of the trends that are proposed at most one in twenty is chance.
FDR = 0.05
# Below five the Signaalteam has nothing to talk about; it must also be a matter of some size, for a small and for a
# large area: four more than usual and a third more.
MIN_AANTAL, MIN_OVERSCHOT, MIN_FACTOR = 5, 4.0, 1.33
# Who has seen less than a year does not know what a season is.
MIN_PERIODEN = 4


@dataclass(frozen=True)
class Groep:
    """One area with all that lies in it, or some that border on each other.

    ``leden`` are the areas whose counts add up. ``rang``: what is smaller comes first; it is asked to explain more.
    """

    sleutel: object
    soort: str
    leden: frozenset
    rang: int = 0


@dataclass(frozen=True)
class Vraag:
    """The counts of one period and of those before it.

    ``tellingen``: (area, theme) → counts per period, oldest first. ``deel``: how much of the last has gone by.
    """

    naam: object
    tellingen: dict
    seizoenen: tuple
    deel: float = 1.0
    jaar: int = 4
    min_perioden: int = MIN_PERIODEN
    geheugen: int = 10

    def kans(self, norm):
        """For all nights of the period together: it is asked every night."""
        return over_de_periode(norm.kans, self.deel)

    @cached_property
    def themas(self):
        return sorted({thema for _lid, thema in self.tellingen})


@dataclass(frozen=True)
class Bevinding:
    """More than is normal. ``kans`` is for all nights of the period together, ``q`` for all cells of the night.

    ``vooral``: the smaller areas in it where most of it is, when it is too widespread to be only theirs.
    """

    vraag: Vraag
    groep: Groep
    thema: object
    norm: Norm
    kans: float
    q: float
    vooral: tuple = ()


def is_van_belang(norm):
    return norm.aantal >= MIN_AANTAL and norm.overschot >= MIN_OVERSCHOT and norm.aantal >= MIN_FACTOR * norm.verwacht


@dataclass(frozen=True)
class Uitslag:
    """``gevonden``: what stands out, the least likely first. ``bekend``: how what was decided on stands now."""

    gevonden: list
    bekend: list


def zoek(vragen, groepen, *, inwoners=None, fdr=FDR, bekend=()):
    """What stands out, each thing once.

    ``bekend``: (question, group, theme) by name, on which a decision was taken: what they explain is not found again.
    Every cell counts as a question that was asked, also where nothing came in.
    """
    asked = [cel for vraag in vragen for cel in _cellen(vraag, groepen, inwoners)]
    kansen = [vraag.kans(norm) for vraag, _groep, _thema, norm in asked]
    corrected = gecorrigeerd(kansen)
    limit = max((k for k, q in zip(kansen, corrected, strict=True) if q <= fdr), default=-1)
    subjects, known, bekend = {}, {}, set(bekend)
    for (vraag, groep, thema, norm), kans, q in zip(asked, kansen, corrected, strict=True):
        bevinding, about = Bevinding(vraag, groep, thema, norm, kans, q), (vraag.naam, thema)
        if (vraag.naam, groep.sleutel, thema) in bekend:
            known.setdefault(about, []).append(bevinding)
        elif q <= fdr and is_van_belang(norm):
            subjects.setdefault(about, []).append(bevinding)
    chosen = [b for about, rows in subjects.items() for b in verklaar(rows, limit, known.get(about, ()))]
    # Ten cells that rose together are one proposal; the promise is about proposals, so those are judged once more.
    corrected = gecorrigeerd([b.kans for b in chosen], len(asked))
    chosen = [replace(b, q=q) for b, q in zip(chosen, corrected, strict=True) if q <= fdr]
    chosen.sort(key=lambda b: (b.kans, -b.norm.overschot, str(b.groep.sleutel), str(b.thema)))
    return Uitslag(chosen, [b for rows in known.values() for b in rows])


def _cellen(vraag, groepen, inwoners):
    n = len(vraag.seizoenen)
    if n <= vraag.min_perioden or not vraag.themas:
        return []
    nothing = (0,) * n
    leden = sorted(frozenset().union(*(g.leden for g in groepen)), key=str)
    past = {lid: sum(sum(vraag.tellingen.get((lid, t), nothing)[:-1]) for t in vraag.themas) for lid in leden}
    share = aandelen(past, inwoners)
    totalen = {t: _som([vraag.tellingen.get((lid, t), nothing) for lid in leden]) for t in vraag.themas}
    namen, cellen = [], []
    for groep in groepen:
        part = min(sum(share[lid] for lid in groep.leden), 1.0)
        for thema in vraag.themas:
            counts = [vraag.tellingen[lid, thema] for lid in groep.leden if (lid, thema) in vraag.tellingen]
            namen.append((groep, thema))
            cellen.append(Cel(thema, _som(counts) if counts else nothing, part, groep.soort))
    found = normen(cellen, totalen, vraag.seizoenen, deel=vraag.deel, jaar=vraag.jaar, geheugen=vraag.geheugen)
    return [(vraag, groep, thema, norm) for (groep, thema), norm in zip(namen, found, strict=True)]


def _som(rijen):
    return tuple(map(sum, zip(*rijen, strict=True)))


def verklaar(bevindingen, limiet, bekend=()):
    """Of findings on one theme in one period only what is needed: the smallest area that explains it.

    Small areas come first. A larger one is looked at for what is left when the excess of the smaller ones in it is
    taken away: when that is chance, they explain it. When it is not, the matter is spread, and the larger one takes
    the place of the smaller; also when several smaller ones stand out and the larger one is less likely than each of
    them: that is one matter, and one proposal. Of neighbours that overlap the least likely group comes first.
    """
    chosen = list(bekend)
    for wider in sorted(bevindingen, key=lambda b: (b.groep.rang, b.kans, str(b.groep.sleutel))):
        touched = [b for b in chosen if b.groep.leden & wider.groep.leden]
        if any(b.groep.leden >= wider.groep.leden for b in touched):
            continue
        inside = [b for b in touched if b.groep.leden < wider.groep.leden and b not in bekend]
        rest = wider.norm.zonder(sum(b.norm.overschot for b in touched))
        is_spread = is_van_belang(rest) and wider.vraag.kans(rest) <= limiet
        is_one = len(inside) > 1 and len(inside) == len(touched) and wider.kans <= min(b.kans for b in inside)
        if not (is_spread or is_one):
            continue
        chosen = [b for b in chosen if b not in inside]
        most = sorted(inside, key=lambda b: -b.norm.overschot)
        chosen.append(replace(wider, vooral=tuple((b.groep, b.norm) for b in most)))
    return [b for b in chosen if b not in bekend]
