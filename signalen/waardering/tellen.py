"""What reporters thought, per gebied: for the list, the file, and the monitor."""

from collections import Counter
from dataclasses import dataclass

from gebieden.models import Gebied

from .models import MINSTENS, TELLINGEN, Waardering


@dataclass(frozen=True)
class Tevredenheid:
    """The answers in an area and a period; a percentage only from five answers on, else None."""

    aantal: int = 0
    tevreden_aantal: int = 0
    opgelost_aantal: int = 0
    deels_aantal: int = 0

    @property
    def is_genoeg(self):
        return self.aantal >= MINSTENS

    @property
    def tevreden(self):
        return self._procent(self.tevreden_aantal)

    @property
    def opgelost(self):
        return self._procent(self.opgelost_aantal)

    @property
    def deels(self):
        return self._procent(self.deels_aantal)

    @property
    def niet_opgelost(self):
        return self._procent(self.aantal - self.opgelost_aantal - self.deels_aantal)

    def _procent(self, deel):
        return round(100 * deel / self.aantal) if self.is_genoeg else None


def tel_waarderingen(gebied, van, tot):
    """Of one area with all that lies in it, from day to day."""
    return Tevredenheid(**Waardering.objects.in_periode(van, tot).binnen(gebied).aggregate(**TELLINGEN))


def per_gebied(van, tot):
    """``[(gebied, diepte, Tevredenheid)]`` of every area with answers, in the order of the tree: one grouped query."""
    rows = Waardering.objects.in_periode(van, tot).order_by()
    totals = {}
    for row in rows.values("signaal__trekkend_gebied__pad").annotate(**TELLINGEN):
        pad = row.pop("signaal__trekkend_gebied__pad")
        for pk in (int(deel) for deel in pad.split("/") if deel):
            totals.setdefault(pk, Counter()).update(row)
    gebieden = Gebied.objects.filter(pk__in=totals).defer("grens", "omschrijving").order_by("pad")
    return [(gebied, len(gebied.pad_ids()) - 1, Tevredenheid(**totals[gebied.pk])) for gebied in in_boom(gebieden)]


def in_boom(gebieden):
    """Each area under the one it lies in, by name: what the ids in a path know nothing of."""
    naam = {gebied.pk: gebied.naam for gebied in gebieden}
    return sorted(gebieden, key=lambda gebied: [naam.get(pk, "") for pk in gebied.pad_ids()])
