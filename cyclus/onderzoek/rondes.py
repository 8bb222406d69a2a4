"""When the next round is due: two in every college period (U 2)."""

from dataclasses import dataclass

from gebiedswerk.profiel import huidig

from .models import Onderzoek

PER_PERIODE = 2


@dataclass(frozen=True)
class Voorstel:
    """``gehouden`` of the rounds of this period were held; the next one is best held in ``jaar``."""

    begin: int
    einde: int
    gehouden: int
    jaar: int

    @property
    def is_nu(self):
        return self.gehouden < PER_PERIODE


def voorstel(jaar):
    """The rounds of the college period that ``jaar`` is in, spread over it."""
    cyclus = huidig().cyclus
    start, duur = cyclus.get("collegeperiode_start", jaar), cyclus.get("agenda_jaren", 4)
    begin = start + (jaar - start) // duur * duur
    gehouden = (
        Onderzoek.objects.exclude(status__in=("concept", "vervallen"))
        .filter(jaar__gte=begin, jaar__lt=begin + duur)
        .count()
    )
    volgende = begin + 1 + duur // PER_PERIODE * min(gehouden, PER_PERIODE)
    return Voorstel(begin, begin + duur - 1, gehouden, max(volgende, jaar))
