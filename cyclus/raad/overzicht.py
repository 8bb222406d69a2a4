"""For the raad: all areas side by side for a year. Made of adopted monitors only, as they were frozen."""

from dataclasses import dataclass
from datetime import date

from cyclus.monitor.inhoud import lees
from cyclus.monitor.models import Gebiedsmonitor
from cyclus.monitor.vorm import MonitorInhoud
from cyclus.raad.kern import Kerncijfers, kern_van, opgeteld
from gebieden.models import Gebied
from gebiedswerk.profiel import huidig


@dataclass(frozen=True)
class Gebiedsregel:
    gebied: str
    monitor: int
    plan: int
    agenda: int
    inhoud: MonitorInhoud


@dataclass(frozen=True)
class Raadsoverzicht:
    gemeente: str
    jaar: int
    regels: tuple[Gebiedsregel, ...]
    nog_geen: tuple[str, ...]
    stand: str
    # The same areas a year before, and the day on which this was kept; None is what is known now.
    vorige: tuple[Kerncijfers, ...] = ()
    peildatum: date | None = None

    def som(self, naam):
        return sum(getattr(regel.inhoud, naam) for regel in self.regels)

    @property
    def kernen(self):
        return [kern_van(regel.inhoud) for regel in self.regels]

    @property
    def kern(self):
        return opgeteld(self.kernen, self.gemeente, self.jaar)

    @property
    def vorige_kern(self):
        return opgeteld(self.vorige, self.gemeente, self.jaar - 1)

    def vorig_van(self, gebied):
        return next((kern for kern in self.vorige if kern.gebied == gebied), None)

    @property
    def aantal_doelen(self):
        return sum(len(regel.inhoud.doelen) for regel in self.regels)

    @property
    def aantal_maatregelen(self):
        return sum(len(regel.inhoud.maatregelen) for regel in self.regels)


def _vastgesteld(jaar):
    return list(Gebiedsmonitor.objects.vastgesteld().filter(jaar=jaar).voor_lijst().order_by("gebied__naam"))


def stel_op(jaar, peildatum=None):
    """The overview of ``jaar``; areas that keep a plan and have no adopted monitor are named."""
    monitors, eerder = _vastgesteld(jaar), _vastgesteld(jaar - 1)
    have = {m.gebied_id for m in monitors}
    missing = Gebied.objects.lopend().filter(gebiedsplan_set__isnull=False).exclude(pk__in=have).distinct()
    newest = max((m.bevroren_op for m in (*monitors, *eerder) if m.bevroren_op), default=None)
    stand = f"{jaar}-{len(monitors)}-{len(eerder)}"
    return Raadsoverzicht(
        gemeente=huidig().naam,
        jaar=jaar,
        regels=tuple(Gebiedsregel(m.gebied.naam, m.pk, m.plan_id, m.plan.agenda_id, lees(m)) for m in monitors),
        nog_geen=tuple(g.naam for g in missing.order_by("naam")),
        stand=f"{stand}-{newest:%Y%m%d%H%M%S%f}" if newest else stand,
        vorige=tuple(kern_van(lees(m)) for m in eerder),
        peildatum=peildatum,
    )


def een_gebied(monitor):
    """The same of one area, of which the monitor may still be a concept."""
    eerder = Gebiedsmonitor.objects.vastgesteld().filter(gebied=monitor.gebied_id, jaar=monitor.jaar - 1).first()
    return Raadsoverzicht(
        gemeente=huidig().naam,
        jaar=monitor.jaar,
        regels=(Gebiedsregel(monitor.gebied.naam, monitor.pk, monitor.plan_id, monitor.plan.agenda_id, lees(monitor)),),
        nog_geen=(),
        stand=f"{monitor.stand}-{eerder.stand if eerder else 'geen'}",
        vorige=(kern_van(lees(eerder)),) if eerder else (),
    )


def gemeentegebied():
    """The root of the tree: the overview of the whole municipality is kept with it."""
    return Gebied.objects.filter(ouder=None).order_by("pk").first()
