"""What the agenda says to everybody: goals, why, measure and target, and who promised what. No names of people."""

from dataclasses import dataclass
from datetime import date

from gebiedswerk.profiel import huidig

SJABLOON = "document/agenda.html"


@dataclass(frozen=True)
class Bijdrageregel:
    partij: str
    belofte: str
    beloofd_op: str


@dataclass(frozen=True)
class Doelregel:
    anker: str
    titel: str
    resultaat: str
    waarom: str
    thema: str
    prioriteit: str
    maat: str
    start: str
    streef: str
    bron: str
    opgaven: tuple[str, ...]
    bijdragen: tuple[Bijdrageregel, ...]


@dataclass(frozen=True)
class Agendastuk:
    titel: str
    gebied: str
    gemeente: str
    jaren: str
    versie: int
    status: str
    besluit: str
    datum: date | None
    inleiding: str
    doelen: tuple[Doelregel, ...]


def _doelregel(doel):
    return Doelregel(
        anker=f"doel-{doel.pk}",
        titel=doel.titel,
        resultaat=doel.resultaat,
        waarom=doel.waarom,
        thema=doel.thema_naam,
        prioriteit=doel.get_prioriteit_display().lower(),
        maat=doel.maat,
        start=doel.start_in_woorden,
        streef=doel.streef_in_woorden,
        bron=doel.indicator.bron if doel.indicator else "",
        opgaven=tuple(o.titel for o in doel.opgaven.all()),
        bijdragen=tuple(
            Bijdrageregel(b.partij, b.belofte, f"{b.beloofd_op:%d-%m-%Y}" if b.beloofd_op else "")
            for b in doel.bijdragen.all()
        ),
    )


def stel_op(agenda):
    profiel = huidig()
    return Agendastuk(
        titel=str(agenda),
        gebied=str(agenda.gebied),
        gemeente=profiel.naam,
        jaren=f"{agenda.van_jaar}–{agenda.tot_jaar}",
        versie=agenda.volgnummer,
        status=agenda.status_naam,
        besluit=agenda.besluitnummer,
        datum=agenda.vastgesteld_datum,
        inleiding=agenda.inleiding,
        doelen=tuple(_doelregel(d) for d in agenda.doelen.compleet()),
    )


def als_context(stuk):
    """The context of the template, on the screen and in print."""
    kenmerken = [("Periode", stuk.jaren), ("Versie", str(stuk.versie)), ("Status", stuk.status)]
    if stuk.besluit:
        kenmerken.append(("Besluit", stuk.besluit))
    return {
        "stuk": stuk,
        "woord": huidig().woorden,
        "titel": stuk.titel,
        "ondertitel": "Wat we samen willen bereiken, en wie wat doet",
        "organisatie": f"Gemeente {stuk.gemeente}",
        "datum": stuk.datum,
        "kenmerken": kenmerken,
        "hoofdstukken": [(d.anker, d.titel) for d in stuk.doelen],
    }
