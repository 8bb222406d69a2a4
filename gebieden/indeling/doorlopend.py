"""Time series that run on where areas changed (domain.md §2): own figures, and before those the predecessors'.

The rule, for one area, one indicator and one year:

- a figure of the area itself always wins;
- without one, a year before the area came in the place of others is made of theirs (``Opvolging``): a count is the sum
  of old × aandeel, a percentage or average is weighed by its ``basis`` × aandeel. Predecessors may have predecessors:
  then the same holds for them;
- an area that has no predecessors itself but is made of areas that have (a village of buurten), gets what those add
  up to;
- missing is never zero: a year is made only when every predecessor that counts has a figure, by the same rule as
  ``gebieden/cijfers/optellen.py``. Of one single predecessor a percentage is taken as it is: there is nothing to weigh;
- the years made this way are named (``overgenomen``), and so is the break (``breuken``): the first year of the new
  area. An area that only got another code or name has no break: it is the same area;
- an area that was there already and took another one in (``is_opgenomen``) keeps its own figures of before: what was
  added up from its parts was added up again, and where its publisher's figures go on there is a break.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from gebieden.cijfers.models import Cijfer, Indicator
from gebieden.cijfers.optellen import DECIMALEN, INWONERS, tel_samen, weeg_samen
from gebieden.gebied.models import Gebied
from gebieden.indeling.models import Opvolging


@dataclass(frozen=True)
class Tijdreeks:
    """``punten``: ``((jaar, waarde), …)`` in order of year; ``breuken`` and ``overgenomen`` are years."""

    punten: tuple = ()
    breuken: tuple = ()
    overgenomen: tuple = ()


@dataclass(frozen=True)
class Voorganger:
    """``eerste_jaar`` is the first year of the successor; ``is_zelfde``: nothing but the code or the name changed."""

    gebied: int
    aandeel: float
    eerste_jaar: int
    is_zelfde: bool = False
    is_opgenomen: bool = False


@dataclass(frozen=True)
class Maat:
    """What must be known of an indicator to add it up; ``basis`` is the key of another one, or None."""

    soort: str
    basis: int | None = None
    is_inwoners: bool = False


@dataclass(frozen=True)
class Punt:
    waarde: float
    is_overgenomen: bool = False
    breuken: frozenset = frozenset()


def eerste_jaar(per):
    """Figures describe the first of January: what changed later in a year shows in the next."""
    return per.year if per == date(per.year, 1, 1) else per.year + 1


class Doorloop:
    """The rule without a database. Areas and indicators are keys of any kind.

    ``voorgangers``: ``{area: [Voorganger, …]}``; ``delen``: ``{area: [area in it, …]}``; ``maten``: ``{indicator:
    Maat}``; ``cijfers``: ``{(area, indicator, year): value}``; ``opgeteld``: the keys of those that we added up.
    """

    def __init__(self, voorgangers, delen, maten, cijfers, opgeteld=frozenset()):
        self.voorgangers, self.delen, self.maten = voorgangers, delen, maten
        self.cijfers, self.opgeteld = cijfers, opgeteld
        self.inwoners = next((sleutel for sleutel, maat in maten.items() if maat.is_inwoners), None)
        self.jaren = sorted({jaar for _, _, jaar in cijfers})
        self._punten = {}

    def reeks(self, gebied, indicator):
        found = [(jaar, punt) for jaar in self.jaren if (punt := self.punt(gebied, indicator, jaar))]
        breuken = {jaar for _, punt in found for jaar in punt.breuken} | self._groei(gebied, indicator, found)
        return Tijdreeks(
            punten=tuple((jaar, punt.waarde) for jaar, punt in found),
            breuken=tuple(sorted(breuken)),
            overgenomen=tuple(jaar for jaar, punt in found if punt.is_overgenomen),
        )

    def _groei(self, gebied, indicator, found):
        """First years in which the area took another one in, between figures that its publisher gave."""
        own = {j for j, p in found if not p.is_overgenomen and (gebied, indicator, j) not in self.opgeteld}
        jaren = {v.eerste_jaar for v in self.voorgangers.get(gebied, ()) if v.is_opgenomen}
        return {jaar for jaar in jaren if own and min(own) < jaar <= max(own)}

    def punt(self, gebied, indicator, jaar):
        """The ``Punt`` of one year, or None; asked once of every area."""
        sleutel = (gebied, indicator, jaar)
        if sleutel not in self._punten:
            # Areas that succeed each other in a circle are a mistake in the data: then there is no figure.
            self._punten[sleutel] = None
            self._punten[sleutel] = self._eigen(sleutel) or self._van_voorgangers(sleutel) or self._van_delen(sleutel)
        return self._punten[sleutel]

    def _eigen(self, sleutel):
        return Punt(self.cijfers[sleutel]) if sleutel in self.cijfers else None

    def _van_voorgangers(self, sleutel):
        gebied, indicator, jaar = sleutel
        eerder = [v for v in self.voorgangers.get(gebied, ()) if jaar < v.eerste_jaar and not v.is_opgenomen]
        punten = [self.punt(v.gebied, indicator, jaar) for v in eerder]
        waarde = self._samen([(v.gebied, v.aandeel) for v in eerder], punten, indicator, jaar)
        if waarde is None:
            return None
        own = {v.eerste_jaar for v in eerder if not v.is_zelfde}
        return Punt(waarde, True, own.union(*(punt.breuken for punt in punten if punt)))

    def _van_delen(self, sleutel):
        gebied, indicator, jaar = sleutel
        delen = self.delen.get(gebied, ())
        punten = [self.punt(deel, indicator, jaar) for deel in delen]
        if not any(punt and punt.is_overgenomen for punt in punten):
            return None
        waarde = self._samen([(deel, 1) for deel in delen], punten, indicator, jaar)
        if waarde is None:
            return None
        return Punt(waarde, True, frozenset().union(*(punt.breuken for punt in punten if punt)))

    def _samen(self, aandelen, punten, indicator, jaar):
        """What areas, each for a share, have together; None when that cannot be said."""
        maat = self.maten[indicator]
        waarden = [punt.waarde if punt else None for punt in punten]
        if maat.soort == "telling":
            weegt = None if maat.is_inwoners else self.inwoners
            gewichten = self._gewichten(aandelen, weegt, jaar)
            times = [w if w is None else w * aandeel for w, (_, aandeel) in zip(waarden, aandelen, strict=True)]
            waarde = tel_samen(list(zip(times, gewichten, strict=True)))
        elif len(waarden) == 1:
            waarde = waarden[0]
        else:
            waarde = weeg_samen(list(zip(waarden, self._gewichten(aandelen, maat.basis, jaar), strict=True)))
        return None if waarde is None else round(waarde, DECIMALEN)

    def _gewichten(self, aandelen, indicator, jaar):
        """What each weighs in the year: its count × share; None where that is not known."""
        if indicator is None:
            return [None] * len(aandelen)
        punten = [self.punt(gebied, indicator, jaar) for gebied, _ in aandelen]
        return [p and p.waarde * aandeel for p, (_, aandeel) in zip(punten, aandelen, strict=True)]


def tijdreeksen(gebieden, indicatoren):
    """``{(gebied pk, indicator pk): Tijdreeks}`` for every pair, empty where there is nothing; four queries at most."""
    gebied_pks, indicator_pks = [g.pk for g in gebieden], [i.pk for i in indicatoren]
    maten = {
        pk: Maat(soort, basis, code == INWONERS)
        for pk, code, soort, basis in Indicator.objects.order_by().values_list("pk", "code", "soort", "basis")
    }
    voorgangers = _voorgangers()
    delen = _delen(voorgangers) if voorgangers else {}
    nodig = _omvang(gebied_pks, voorgangers, delen)
    maatstaf = set(indicator_pks)
    if voorgangers:
        maatstaf |= {pk for pk, maat in maten.items() if maat.is_inwoners}
        maatstaf |= {maten[pk].basis for pk in indicator_pks} - {None}
    rows = Cijfer.objects.order_by().filter(indicator__in=maatstaf, gebied__in=nodig)
    rows = list(rows.values_list("gebied", "indicator", "jaar", "waarde", "is_berekend"))
    opgeteld = {tuple(sleutel) for *sleutel, _, is_berekend in rows if is_berekend}
    doorloop = Doorloop(voorgangers, delen, maten, {tuple(row[:3]): row[3] for row in rows}, opgeteld)
    return {(g, i): doorloop.reeks(g, i) for g in gebied_pks for i in indicator_pks}


def _voorgangers():
    rows = list(Opvolging.objects.order_by("pk").values_list("nieuw", "oud", "aandeel", "per", "is_opgenomen"))
    vervolgen, herkomsten = Counter(row[1] for row in rows), Counter(row[0] for row in rows)
    found = {}
    for nieuw, oud, aandeel, per, is_opgenomen in rows:
        is_zelfde = aandeel == 1 and vervolgen[oud] == herkomsten[nieuw] == 1 and not is_opgenomen
        found.setdefault(nieuw, []).append(Voorganger(oud, aandeel, eerste_jaar(per), is_zelfde, is_opgenomen))
    return found


def _delen(voorgangers):
    """``{area: [running areas directly in it]}``, only for areas that hold one with predecessors."""
    tree = Gebied.objects.lopend().order_by("pk").values_list("pk", "ouder", "pad")
    children, holders = defaultdict(list), set()
    for pk, ouder, pad in tree:
        children[ouder].append(pk)
        if pk in voorgangers:
            holders.update(int(deel) for deel in pad.split("/")[1:-2])
    return {pk: children[pk] for pk in holders if pk in children}


def _omvang(gebieden, voorgangers, delen):
    """All areas whose figures may be needed for those of ``gebieden``."""
    nodig, todo = set(), list(gebieden)
    while todo:
        gebied = todo.pop()
        if gebied not in nodig:
            nodig.add(gebied)
            todo += [v.gebied for v in voorgangers.get(gebied, ())] + list(delen.get(gebied, ()))
    return nodig
