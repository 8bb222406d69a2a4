"""For the raad: all areas side by side for a year. Made of adopted monitors only, as they were frozen."""

from dataclasses import dataclass

from cyclus.monitor.inhoud import MonitorInhoud, lees
from cyclus.monitor.models import Gebiedsmonitor
from gebieden.models import Gebied
from gebiedswerk.profiel import huidig
from signalen.advies.naleving import KOPPEN, als_rij


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

    def som(self, naam):
        return sum(getattr(regel.inhoud, naam) for regel in self.regels)

    @property
    def aantal_doelen(self):
        return sum(len(regel.inhoud.doelen) for regel in self.regels)

    @property
    def aantal_maatregelen(self):
        return sum(len(regel.inhoud.maatregelen) for regel in self.regels)


def stel_op(jaar):
    """The overview of ``jaar``; areas that keep a plan and have no adopted monitor are named."""
    monitors = list(Gebiedsmonitor.objects.vastgesteld().filter(jaar=jaar).voor_lijst().order_by("gebied__naam"))
    have = {m.gebied_id for m in monitors}
    missing = Gebied.objects.lopend().filter(gebiedsplan_set__isnull=False).exclude(pk__in=have).distinct()
    newest = max((m.bevroren_op for m in monitors if m.bevroren_op), default=None)
    return Raadsoverzicht(
        gemeente=huidig().naam,
        jaar=jaar,
        regels=tuple(Gebiedsregel(m.gebied.naam, m.pk, m.plan_id, m.plan.agenda_id, lees(m)) for m in monitors),
        nog_geen=tuple(g.naam for g in missing.order_by("naam")),
        stand=f"{jaar}-{len(monitors)}-{newest:%Y%m%d%H%M%S%f}" if newest else f"{jaar}-{len(monitors)}",
    )


def gemeentegebied():
    """The root of the tree: the overview of the whole municipality is kept with it."""
    return Gebied.objects.filter(ouder=None).order_by("pk").first()


OVERZICHT = [
    "Gebied",
    "Doelen",
    "Bereikt",
    "Deels bereikt",
    "Niet bereikt",
    "Niet te meten",
    "Maatregelen",
    "Gedaan",
    "Te laat",
    "Vervallen",
    "Begroot (euro)",
    "Besteed (euro)",
    "Signalen op tijd beantwoord (%)",
    "Melders tevreden (%)",
    *KOPPEN,
]
DOELEN = [
    *("Gebied", "Doel", "Thema", "Maat", "Eenheid", "Start", "Startjaar", "Doel in cijfers", "Doeljaar"),
    *("Gemeten", "Gemeten in", "Oordeel", "Toelichting", "Bron"),
]


def overzichtsrijen(overzicht):
    for regel in overzicht.regels:
        i = regel.inhoud
        oordelen = [i.aantal_doelen(o) for o in ("bereikt", "deels", "niet", "onmeetbaar")]
        werk = [len(i.maatregelen), i.gedaan, i.te_laat, i.vervallen]
        melders = i.tevredenheid.tevreden if i.tevredenheid else None
        advies = als_rij(i.adviezen.naleving) if i.adviezen else [None] * len(KOPPEN)
        yield [
            *(regel.gebied, len(i.doelen), *oordelen, *werk, i.budget, i.besteed),
            *(i.signalen.op_tijd, melders, *advies),
        ]


def doelrijen(overzicht):
    for regel in overzicht.regels:
        for d in regel.inhoud.doelen:
            weg = [d.startwaarde, d.startjaar, d.streefwaarde, d.streefjaar, d.waarde, d.meetjaar]
            yield [regel.gebied, d.titel, d.thema, d.maat, d.eenheid, *weg, d.oordeel_naam, d.toelichting, d.bron]
