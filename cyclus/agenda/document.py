"""What the agenda says to everybody: goals, why, the way to the target, and who promised what. No names of people."""

from dataclasses import dataclass
from datetime import date

from cyclus.agenda.bronregels import Bronregel, openbaar
from cyclus.analyse.vorm import Kaartvlak
from gebieden.models import Gebied
from gebiedswerk.grafiek.stappen import stappen
from gebiedswerk.kaartbeeld import Vlak, kaart
from gebiedswerk.profiel import huidig

SJABLOON = "document/agenda.html"
NIET = "nog niet toegezegd"


@dataclass(frozen=True)
class Bijdrageregel:
    """``beloofd_op`` is empty for what nobody said yes to, whatever else was answered."""

    partij: str
    belofte: str
    beloofd_op: str
    soort: str = ""


@dataclass(frozen=True)
class Stap:
    jaar: int
    waarde: float
    woorden: str


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
    nummer: int = 0
    eenheid: str = ""
    decimalen: int | None = None
    pad: tuple[Stap, ...] = ()
    bronnen: tuple[Bronregel, ...] = ()


@dataclass(frozen=True)
class Partij:
    """Everything one party contributes, over all goals: ``(number of the goal, what, promised on)``."""

    naam: str
    soort: str
    bijdragen: tuple[tuple[int, str, str], ...]


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
    reden: str = ""
    is_vervangen: bool = False
    is_voorbeeld: bool = False
    partijen: tuple[Partij, ...] = ()
    kaart: tuple[Kaartvlak, ...] = ()

    @property
    def beloofd(self):
        return sum(bool(b.beloofd_op) for d in self.doelen for b in d.bijdragen)

    @property
    def gevraagd(self):
        return sum(len(d.bijdragen) for d in self.doelen)


def _doelregel(nummer, doel):
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
            Bijdrageregel(
                b.partij, b.belofte, f"{b.beloofd_op:%d-%m-%Y}" if b.beloofd_op else "", b.get_soort_display()
            )
            for b in doel.bijdragen.all()
        ),
        nummer=nummer,
        eenheid=doel.eenheid,
        decimalen=doel.indicator.decimalen if doel.indicator else None,
        pad=tuple(Stap(jaar, float(waarde), doel.in_woorden(waarde)) for jaar, waarde in doel.weg()),
        bronnen=openbaar(doel),
    )


def _partijen(doelen):
    found = {}
    for doel in doelen:
        for b in doel.bijdragen:
            found.setdefault((b.partij, b.soort), []).append((doel.nummer, b.belofte, b.beloofd_op))
    return tuple(Partij(naam, soort, tuple(regels)) for (naam, soort), regels in sorted(found.items()))


def _kaart(gebied):
    """The area among those beside it, coarse enough for a cover."""
    beside = Gebied.objects.lopend().filter(niveau=gebied.niveau, ouder_id=gebied.ouder_id).exclude(grens=None)
    return tuple(Kaartvlak(g.naam, g.grens, g.pk == gebied.pk, g.is_schematisch) for g in beside)


def stel_op(agenda, met_kaart=False):
    profiel = huidig()
    doelen = tuple(_doelregel(nummer, d) for nummer, d in enumerate(agenda.doelen.compleet(), 1))
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
        doelen=doelen,
        reden=agenda.reden,
        is_vervangen=agenda.status == "vervangen",
        is_voorbeeld=agenda.is_voorbeeld,
        partijen=_partijen(doelen),
        kaart=_kaart(agenda.gebied) if met_kaart else (),
    )


def _pad(doel):
    if len(doel.pad) < 2:
        return None
    return stappen(
        [(stap.jaar, stap.waarde) for stap in doel.pad],
        titel=f"De weg naar het doel: {doel.maat or doel.titel}",
        eenheid=doel.eenheid,
        decimalen=doel.decimalen,
    )


def _omslag(stuk):
    vlakken = [Vlak(v.naam, v.grens, nadruk=v.is_van_gebied) for v in stuk.kaart]
    return kaart(vlakken, titel=f"Ligging van {stuk.gebied}", klein=True, breedte=480) if vlakken else None


def als_context(stuk):
    """The context of the template, on the screen and in print."""
    kenmerken = [("Periode", stuk.jaren), ("Versie", str(stuk.versie)), ("Status", stuk.status)]
    if stuk.besluit:
        kenmerken.append(("Besluit", stuk.besluit))
    hoofdstukken = [("kort", "In het kort"), *((d.anker, f"{d.nummer}. {d.titel}") for d in stuk.doelen)]
    if stuk.partijen:
        hoofdstukken.append(("partijen", "Wie doet wat"))
    return {
        "stuk": stuk,
        "doelen": [(doel, _pad(doel)) for doel in stuk.doelen],
        "woord": huidig().woorden,
        "titel": stuk.titel,
        "ondertitel": "Wat we samen willen bereiken, en wie wat doet",
        "organisatie": f"Gemeente {stuk.gemeente}",
        "datum": stuk.datum,
        "kenmerken": kenmerken,
        "hoofdstukken": [*hoofdstukken, ("over", "Over dit stuk")],
        "omslagbeeld": _omslag(stuk),
    }
