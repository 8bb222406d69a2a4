"""The comparison itself: areas × indicators with what may be shown, and why something is not there."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from gebieden.cijfers.getallen import in_woorden
from gebieden.cijfers.publiceren import KLEIN
from gebieden.cijfers.publiceren import in_woorden as in_plaats_van
from gebiedswerk.taal import vertaal

from .reeksen import Cijfers, Reeks
from .spreiding import Deel, Spreiding, spreiding, uitschieter

WAARDE, AFGESCHERMD, ONTBREEKT = "waarde", "afgeschermd", "ontbreekt"
VOORLOPIG, BEREKEND, VOORBEELD, OVERGENOMEN = "voorlopig", "berekend", "voorbeeld", "overgenomen"


@dataclass(frozen=True)
class Cel:
    """``waarde`` is there only when it may be shown: nothing that is made of a cell can say more."""

    soort: str
    tekst: str
    waarde: float | None = None
    reden: str = ""
    voorbehouden: tuple = ()
    spreiding: Spreiding | None = None
    bron: str = ""

    def zonder(self, voorbehouden):
        if not self.voorbehouden:
            return self
        return replace(self, voorbehouden=tuple(v for v in self.voorbehouden if v not in voorbehouden))


@dataclass(frozen=True)
class Kolom:
    """One indicator in one year. ``voorbehouden`` hold for every figure in it; the others stand in their cell."""

    indicator: object
    jaar: int | None
    gemeente: Cel
    cellen: tuple  # in the order of the rows
    voorbehouden: tuple
    bronnen: tuple
    uitschieters: tuple

    @property
    def code(self):
        return self.indicator.code

    @property
    def naam(self):
        return vertaal(self.indicator.naam)

    @property
    def eenheid(self):
        """The unit where a figure does not say it itself, and the name neither."""
        eenheid = vertaal(self.indicator.eenheid)
        return "" if eenheid == "%" or eenheid.casefold() == self.naam.casefold() else eenheid

    def woorden(self, waarde):
        i = self.indicator
        return in_woorden(waarde, i.eenheid, i.decimalen)

    @cached_property
    def bereik(self):
        """The lowest and highest of all that is drawn in this column, with zero."""
        cellen = self.cellen if self.indicator.soort == "telling" else (*self.cellen, self.gemeente)
        drawn = [cel.waarde for cel in cellen if cel.waarde is not None]
        drawn += [
            deel.waarde for cel in cellen if cel.spreiding for deel in (cel.spreiding.laagste, cel.spreiding.hoogste)
        ]
        return min([0, *drawn]), max([0, *drawn])


class Vergelijking:
    """``rijen``: the areas in the order asked for; ``kolommen``: one per indicator."""

    def __init__(self, keuze, gebieden):
        self.keuze, self.gebieden = keuze, gebieden
        self.gemeente = gebieden.gemeente
        rijen = keuze.gebieden
        boven = [self.gemeente] if self.gemeente and self.gemeente not in rijen else []
        delen = [deel for g in (*boven, *rijen) for deel in gebieden.kinderen.get(g.pk, ())]
        self.cijfers = Cijfers({g.pk for g in (*boven, *rijen, *delen)}, keuze.indicatoren)
        self.reeksen = self.cijfers.reeksen([*boven, *rijen]) if keuze.indicatoren and rijen else {}
        self.kolommen = [self._kolom(i, rijen) for i in keuze.indicatoren] if rijen else []
        self.rijen = self._gesorteerd(rijen)

    def reeks(self, gebied, indicator):
        return self.reeksen.get((gebied.pk, indicator.pk), Reeks())

    def in_plaats_van(self, gebied, indicator, jaar):
        """The words for a suppressed figure; one that was made of others is as small as they are."""
        return self.cijfers.verborgen.tekst(gebied.pk, indicator, jaar) or in_plaats_van(KLEIN)

    def herkomst(self, gebied, indicator, jaar, reeks):
        """Reservations and source of one figure."""
        rij = self.cijfers.rijen.get((gebied.pk, indicator.pk, jaar))
        if rij is None:
            return ((OVERGENOMEN,) if jaar in reeks.overgenomen else ()), ""
        _waarde, bron, *flags = rij
        return tuple(v for v, flag in zip((VOORLOPIG, BEREKEND, VOORBEELD), flags, strict=True) if flag), bron

    @cached_property
    def jaren(self):
        """All years of which something is known, the latest first."""
        return sorted({jaar for reeks in self.reeksen.values() for jaar, _w in reeks.punten}, reverse=True)

    @cached_property
    def uitleg(self):
        """What the words for suppressed figures mean, for those that stand in this table or its lines."""
        hidden = {indicator for (_gebied, indicator), reeks in self.reeksen.items() if reeks.afgeschermd}
        return self.cijfers.verborgen.uitleg([i for i in self.keuze.indicatoren if i.pk in hidden])

    @cached_property
    def voorbehouden(self):
        """The marks that occur anywhere in the table."""
        return {
            v
            for kolom in self.kolommen
            for cel in (kolom.gemeente, *kolom.cellen)
            for v in (*cel.voorbehouden, *kolom.voorbehouden)
        }

    def _jaar(self, indicator, rijen):
        """The latest year that more than half of the areas have, else the one that most have."""
        if self.keuze.jaar:
            return self.keuze.jaar
        counts = Counter(jaar for g in rijen for jaar, _w in self.reeks(g, indicator).punten)
        most = [jaar for jaar, aantal in counts.items() if aantal * 2 > len(rijen)]
        return max(most, default=None) or max(counts, key=lambda jaar: (counts[jaar], jaar), default=None)

    def _kolom(self, indicator, rijen):
        jaar = self._jaar(indicator, rijen)
        is_leeg = all(jaar not in self.reeks(g, indicator).waarden for g in rijen)
        gemeente = self._cel(self.gemeente, indicator, jaar, is_leeg) if self.gemeente else Cel(ONTBREEKT, "")
        cellen = [self._cel(g, indicator, jaar, is_leeg) for g in rijen]
        filled = [cel for cel in (gemeente, *cellen) if cel.soort == WAARDE]
        shared = set.intersection(*(set(cel.voorbehouden) for cel in filled)) if filled else set()
        return Kolom(
            indicator,
            jaar,
            gemeente.zonder(shared),
            tuple(cel.zonder(shared) for cel in cellen),
            tuple(sorted(shared)),
            tuple(sorted({cel.bron for cel in filled if cel.bron})),
            self._uitschieters(indicator, jaar, gemeente, zip(rijen, cellen, strict=True)),
        )

    def _cel(self, gebied, indicator, jaar, is_leeg):
        reeks = self.reeks(gebied, indicator)
        if jaar in reeks.afgeschermd:
            return Cel(AFGESCHERMD, self.in_plaats_van(gebied, indicator, jaar))
        waarde = reeks.waarden.get(jaar)
        if waarde is None:
            return Cel(ONTBREEKT, _("geen cijfer"), reden=self._waarom_niet(gebied, indicator, jaar, reeks, is_leeg))
        marks, bron = self.herkomst(gebied, indicator, jaar, reeks)
        spread = None if indicator.soort == "telling" else spreiding(self._delen(gebied, indicator, jaar))
        tekst = in_woorden(waarde, indicator.eenheid, indicator.decimalen)
        return Cel(WAARDE, tekst, waarde, voorbehouden=marks, spreiding=spread, bron=bron)

    def _waarom_niet(self, gebied, indicator, jaar, reeks, is_leeg):
        known = [j for j, waarde in reeks.punten if waarde is not None]
        over = _("wel over %(jaar)s") % {"jaar": known[-1]} if known else ""
        if jaar is None:
            return over or _("hierover is nog niets ingelezen")
        if indicator.basis_id and self.cijfers.waarde(gebied, indicator.basis_id, jaar) == 0:
            return _("er is hier niets om te meten")
        if is_leeg:
            return _("niet in de cijfers over %(jaar)s") % {"jaar": jaar}
        delen = self.gebieden.kinderen.get(gebied.pk, ())
        if any(self.cijfers.waarde(deel, indicator.pk, jaar) is not None for deel in delen):
            return _("niet alle delen hebben een cijfer")
        return over

    def _delen(self, gebied, indicator, jaar):
        found = []
        for deel in self.gebieden.kinderen.get(gebied.pk, ()):
            waarde = self.cijfers.waarde(deel, indicator.pk, jaar)
            if waarde is not None:
                found.append(Deel(deel.naam, waarde, self.cijfers.waarde(deel, indicator.basis_id, jaar)))
        return found

    def _uitschieters(self, indicator, jaar, gemeente, rijen):
        if gemeente.waarde is None or indicator.soort == "telling" or not indicator.richting:
            return ()
        # Without a judgement there is no worst part, and most areas have no parts.
        found = [
            uitschieter(g.naam, cel.waarde, self._delen(g, indicator, jaar), gemeente.waarde, indicator.richting)
            for g, cel in rijen
            if cel.spreiding and g != self.gemeente
        ]
        return tuple(sorted(filter(None, found), key=lambda u: -u.verschil))

    def _gesorteerd(self, rijen):
        """``[(area, [cell, …]), …]``; what has no figure to show comes last, whatever the direction."""
        pairs = [(g, [kolom.cellen[n] for kolom in self.kolommen]) for n, g in enumerate(rijen)]
        where = next((n for n, k in enumerate(self.kolommen) if k.code == self.keuze.sorteer), None)
        down = self.keuze.is_aflopend
        if where is None:
            return sorted(pairs, key=lambda pair: pair[0].naam.casefold(), reverse=down)
        sign = -1 if down else 1

        def plaats(pair):
            waarde = pair[1][where].waarde
            return (waarde is None, sign * (waarde or 0), pair[0].naam.casefold())

        return sorted(pairs, key=plaats)
