"""The figures of the areas that are compared, year by year, with what may not be shown taken out."""

from dataclasses import dataclass
from functools import cached_property

from gebieden.cijfers.models import Cijfer
from gebieden.cijfers.publiceren import afscherming
from gebieden.indeling.doorlopend import tijdreeksen


@dataclass(frozen=True)
class Reeks:
    """The years of one area: ``(year, figure or None)``; ``breuken`` are first years with other borders."""

    punten: tuple = ()
    breuken: tuple = ()
    afgeschermd: frozenset = frozenset()
    overgenomen: frozenset = frozenset()

    @cached_property
    def waarden(self):
        return dict(self.punten)


class Cijfers:
    """Everything that is needed of the figures, in a number of queries that does not depend on the choice.

    A suppressed figure does not come in: who asks for it gets None, and ``afgeschermd`` says why.
    """

    def __init__(self, gebieden, indicatoren):
        self.indicatoren = indicatoren
        self.verborgen = afscherming(indicatoren)
        self.rijen = {}
        wanted = {i.pk for i in indicatoren} | {i.basis_id for i in indicatoren if i.basis_id}
        rows = Cijfer.objects.order_by().filter(gebied__in=gebieden, indicator__in=wanted)
        fields = ("gebied", "indicator", "jaar", "waarde", "bron", "is_voorlopig", "is_berekend", "is_voorbeeld")
        for gebied, indicator, jaar, *rest in rows.values_list(*fields):
            if not self.verborgen.reden(gebied, indicator, jaar):
                self.rijen[gebied, indicator, jaar] = rest

    def waarde(self, gebied, indicator, jaar):
        rij = self.rijen.get((gebied.pk, indicator, jaar))
        return rij[0] if rij else None

    def reeksen(self, gebieden):
        """``{(area, indicator): Reeks}``; a year made of other areas is suppressed when one of them may be."""
        return {
            sleutel: self._reeks(*sleutel, reeks) for sleutel, reeks in tijdreeksen(gebieden, self.indicatoren).items()
        }

    def _reeks(self, gebied, indicator, reeks):
        hidden = self.verborgen.jaren(gebied, indicator, reeks)
        waarden = dict(reeks.punten) | dict.fromkeys(hidden)
        return Reeks(
            tuple(sorted(waarden.items())),
            reeks.breuken,
            frozenset(hidden),
            frozenset(reeks.overgenomen) - hidden,
        )
