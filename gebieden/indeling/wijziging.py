"""What a division would change in the tree of areas: what comes, goes and stays, and what follows up what.

An area is known by its name and level: whose name is in the division stays the same area, also when it gets other
buurten. An area that had buurten and whose name is not in it any more goes; it is followed up by the areas where its
buurten go, for the share of its people that live there. When that is not known of all its buurten, or nobody lives
there, the buurten themselves are counted.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from gebieden.cijfers.models import Cijfer
from gebieden.cijfers.optellen import DECIMALEN, INWONERS
from gebieden.gebied.models import Gebied
from gebiedswerk.profiel import huidig


@dataclass(frozen=True)
class Doel:
    """An area of the division: there may be one of this name already, or it is made."""

    niveau: str
    naam: str

    @property
    def sleutel(self):
        return (self.niveau, self.naam.casefold())


@dataclass(frozen=True)
class Knoop:
    """An area that is there now."""

    pk: int
    naam: str
    niveau: str
    ouder: int | None

    @property
    def sleutel(self):
        return (self.niveau, self.naam.casefold())


@dataclass(frozen=True)
class Boom:
    """What there is: ``knopen`` by pk, ``buurten`` (pks), ``inwoners`` by buurt; and ``plekken`` of the division.

    ``kernniveau`` is empty where the profile knows no level between area and buurt.
    """

    gebiedniveau: str
    kernniveau: str
    knopen: dict
    buurten: tuple
    plekken: dict
    inwoners: dict = field(default_factory=dict)
    jaar: int | None = None

    def boven(self, pk):
        """The areas that this one lies in, from near to far."""
        found = []
        while (ouder := self.knopen[pk].ouder) in self.knopen and ouder not in found:
            found.append(ouder)
            pk = ouder
        return found

    def doelen(self, buurt):
        """Where a buurt goes: its area and, when it has one, its village."""
        gebied, kern = self.plekken.get(buurt, ("", ""))
        if not gebied:
            return []
        place = [Doel(self.gebiedniveau, gebied)]
        return [*place, Doel(self.kernniveau, kern)] if kern and self.kernniveau else place

    def plaatsen(self):
        """All areas and villages there are, as ``nu`` writes them; also those that no buurt lies in yet."""
        for pk, knoop in self.knopen.items():
            if knoop.niveau == self.gebiedniveau:
                yield knoop.naam, ""
            elif knoop.niveau == self.kernniveau and (gebied := self.nu(pk)[0]):
                yield gebied, knoop.naam

    def nu(self, buurt):
        """Where a buurt lies: ``(area, village)`` by name, as a division writes it down."""
        names = {self.knopen[pk].niveau: self.knopen[pk].naam for pk in reversed(self.boven(buurt))}
        return names.get(self.gebiedniveau, ""), names.get(self.kernniveau, "") if self.kernniveau else ""


@dataclass(frozen=True)
class Blijft:
    gebied: int
    doel: Doel
    buurten: frozenset
    erbij: frozenset
    eraf: frozenset
    ligt_in: Doel | None
    verhuist: bool = False

    @property
    def is_anders(self):
        return bool(self.erbij or self.eraf or self.verhuist)


@dataclass(frozen=True)
class Komt:
    doel: Doel
    buurten: frozenset
    ligt_in: Doel | None


@dataclass(frozen=True)
class Vervalt:
    """``opvolgers``: ``((Doel, share), …)``, the largest first; ``maatstaf``: ``inwoners`` or ``buurten``.

    ``soort``: ``zelfde`` (another name), ``samengevoegd`` (with others) or ``gesplitst``.
    """

    gebied: int
    naam: str
    niveau: str
    buurten: frozenset
    opvolgers: tuple
    maatstaf: str
    soort: str


@dataclass(frozen=True)
class Wijziging:
    komt: tuple
    blijft: tuple
    vervalt: tuple
    buurten: dict

    @property
    def verandert_iets(self):
        return bool(self.komt or self.vervalt or any(b.is_anders for b in self.blijft))

    def samenstelling(self):
        """``{Doel: buurten}`` of all areas that there will be."""
        return {g.doel: g.buurten for g in (*self.komt, *self.blijft)}


def bereken(boom):
    """The ``Wijziging`` from what there is to the division."""
    before, after = _nu(boom), _straks(boom)
    known = {}
    for pk in sorted(before):
        known.setdefault(boom.knopen[pk].sleutel, pk)
    names = {doel.sleutel: doel for doel in after}
    comes, stays = [], []
    for doel, (buurten, ligt_in) in after.items():
        pk = known.get(doel.sleutel)
        if pk is None:
            comes.append(Komt(doel, frozenset(buurten), ligt_in))
        else:
            stays.append(_blijft(boom, pk, doel, frozenset(buurten), before[pk], ligt_in))
    goes = [
        _vervalt(boom, pk, buurten, after)
        for pk, buurten in sorted(before.items())
        if buurten and boom.knopen[pk].sleutel not in names
    ]
    direct = {buurt: names[boom.doelen(buurt)[-1].sleutel] for buurt in boom.buurten if boom.doelen(buurt)}
    return Wijziging(tuple(comes), tuple(stays), tuple(goes), direct)


def _nu(boom):
    """``{area: set of buurten}`` of the areas on the levels that a division is about."""
    found = {pk: set() for pk, k in boom.knopen.items() if k.niveau in (boom.gebiedniveau, boom.kernniveau)}
    for buurt in boom.buurten:
        for pk in boom.boven(buurt):
            if pk in found:
                found[pk].add(buurt)
    return found


def _straks(boom):
    """``{Doel: (set of buurten, what it lies in)}``; names that differ only in capitals are one area."""
    known = {k.sleutel: Doel(k.niveau, k.naam) for k in sorted(boom.knopen.values(), key=lambda k: -k.pk)}
    found = {}
    for buurt in boom.buurten:
        ligt_in = None
        for doel in boom.doelen(buurt):
            eigen = known.setdefault(doel.sleutel, doel)
            found.setdefault(eigen, (set(), ligt_in))[0].add(buurt)
            ligt_in = eigen
    return found


def _blijft(boom, pk, doel, buurten, eerder, ligt_in):
    parent = boom.knopen.get(boom.knopen[pk].ouder)
    moves = bool(ligt_in) and (parent is None or parent.sleutel != ligt_in.sleutel)
    return Blijft(pk, doel, buurten, buurten - eerder, frozenset(eerder) - buurten, ligt_in, moves)


def _vervalt(boom, pk, buurten, after):
    knoop = boom.knopen[pk]
    weights, maatstaf = _gewichten(boom, buurten)
    totals = defaultdict(float)
    spelling = {doel.sleutel: doel for doel in after}
    for buurt in sorted(buurten):
        doelen = [d for d in boom.doelen(buurt) if d.niveau == knoop.niveau] or boom.doelen(buurt)[:1]
        for doel in doelen:
            totals[spelling[doel.sleutel]] += weights[buurt]
    whole = sum(totals.values())
    shares = sorted(((d, w / whole) for d, w in totals.items() if w), key=lambda paar: (-paar[1], paar[0].naam))
    if len(shares) > 1:
        soort = "gesplitst"
    else:
        soort = "zelfde" if shares and after[shares[0][0]][0] == buurten else "samengevoegd"
    opvolgers = tuple((doel, min(round(share, DECIMALEN), 1.0)) for doel, share in shares)
    return Vervalt(pk, knoop.naam, knoop.niveau, frozenset(buurten), opvolgers, maatstaf, soort)


def _gewichten(boom, buurten):
    """What each buurt weighs, and by what."""
    people = {buurt: boom.inwoners.get(buurt) for buurt in buurten}
    if all(aantal is not None for aantal in people.values()) and sum(people.values()):
        return people, "inwoners"
    return dict.fromkeys(buurten, 1), "buurten"


def niveaus():
    """The levels that a division is about: ``(area, village or "")``; empty when the profile has none between."""
    between = [n["code"] for n in huidig().niveaus][1:-1]
    return (between[0], between[-1] if len(between) > 1 else "") if between else ("", "")


def lees_boom(plekken):
    """The tree as it is now, from the database, in three queries."""
    gebiedniveau, kernniveau = niveaus()
    smallest = huidig().niveaus[-1]["code"]
    rows = Gebied.objects.lopend().order_by("naam", "pk").values_list("pk", "naam", "niveau", "ouder")
    knopen = {row[0]: Knoop(*row) for row in rows}
    buurten = tuple(pk for pk, knoop in knopen.items() if knoop.niveau == smallest)
    jaar, inwoners = inwoners_van(buurten)
    return Boom(gebiedniveau, kernniveau, knopen, buurten, plekken, inwoners, jaar)


def inwoners_van(gebieden):
    """``(year, {area: inhabitants})`` of the latest year in which any of these areas has that figure."""
    rows = Cijfer.objects.filter(indicator__code=INWONERS, gebied__in=gebieden).order_by("-jaar")
    jaar = rows.values_list("jaar", flat=True).first()
    return jaar, dict(rows.filter(jaar=jaar).values_list("gebied", "waarde")) if jaar else {}
