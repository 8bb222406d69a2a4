"""Where the goals of the agendas in force stand now: the latest figure against the way to the target."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from cyclus.agenda.doel import Doel
from cyclus.agenda.models import Gebiedsagenda
from cyclus.monitor.doeloordeel import Doeloordeel
from cyclus.monitor.oordeel import stel_voor
from gebieden.models import Cijfer

# Halfway a year nothing has been reached yet: a goal is on its way, or not.
NAMEN = {
    "bereikt": "Op koers",
    "deels": "Loopt wat achter",
    "niet": "Loopt achter",
    "onmeetbaar": "Nog niet te meten",
}


@dataclass(frozen=True)
class Doelstand:
    """``reeks`` is ``[(year, value), …]`` of the area, oldest first."""

    doel: Doel
    waarde: Decimal | None
    jaar: int | None
    reeks: list

    @property
    def oordeel(self):
        return stel_voor(self.doel, self.waarde, self.jaar)

    @property
    def naam(self):
        return NAMEN[self.oordeel]

    @property
    def waarde_in_woorden(self):
        return self.doel.in_woorden(self.waarde, self.jaar)

    @property
    def verwacht_in_woorden(self):
        return self.doel.in_woorden(self.doel.verwacht_in(self.jaar)) if self.jaar else ""


def doelstanden(gebieden, jaar):
    """Every goal of the agendas that hold in ``jaar``; four queries for any number of them."""
    agendas = Gebiedsagenda.objects.geldig_in(jaar).filter(gebied__in=gebieden)
    doelen = Doel.objects.filter(agenda__in=agendas).select_related("indicator", "agenda").prefetch_related("pad")
    doelen = list(doelen.order_by("agenda__gebied", "prioriteit", "volgorde", "pk"))
    reeksen, gemeten = _reeksen(gebieden, doelen, jaar), _gemeten(doelen)
    return [_stand(doel, reeksen, gemeten) for doel in doelen]


def _stand(doel, reeksen, gemeten):
    if doel.indicator_id:
        reeks = reeksen[doel.agenda.gebied_id, doel.indicator_id]
        if not reeks:
            return Doelstand(doel, None, None, [])
        jaar, waarde = reeks[-1]
        return Doelstand(doel, Decimal(str(waarde)).quantize(Decimal("0.01")), jaar, reeks)
    jaar, waarde = gemeten.get(doel.pk) or gemeten.get(doel.vorig_doel_id) or (None, None)
    return Doelstand(doel, waarde, jaar, [])


def _reeksen(gebieden, doelen, jaar):
    """The figures of the areas for the indicators that are asked."""
    series = defaultdict(list)
    rows = Cijfer.objects.filter(gebied__in=gebieden, indicator__in={d.indicator_id for d in doelen if d.indicator_id})
    for gebied, indicator, van, waarde in (
        rows.filter(jaar__lte=jaar).order_by("jaar").values_list("gebied", "indicator", "jaar", "waarde")
    ):
        series[gebied, indicator].append((van, waarde))
    return series


def _gemeten(doelen):
    """What was measured of a goal with a measure of its own: the last monitor knows, also under the version before."""
    asked = {pk for d in doelen if not d.indicator_id for pk in (d.pk, d.vorig_doel_id) if pk}
    rows = Doeloordeel.objects.filter(doel__in=asked, waarde__isnull=False).order_by("meetjaar")
    return {doel: (jaar, waarde) for doel, jaar, waarde in rows.values_list("doel", "meetjaar", "waarde")}
