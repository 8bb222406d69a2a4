"""What a monitor may say, as frozen data: no ORM, no HTML, no names of people.

A field that came later has a default, so that what was adopted before can still be read.
"""

from dataclasses import dataclass
from datetime import date

from cyclus.analyse.vorm import Adviesoverzicht, Initiatiefoverzicht, Jaarwaarde, Signaaloverzicht
from cyclus.monitor.geld import Geldoverzicht
from cyclus.onderzoek.uitkomst import Onderzoeksuitkomst
from signalen.waardering.tellen import Tevredenheid

RESULTATEN = {
    "gedaan": "Gedaan",
    "gedaan_te_laat": "Gedaan, later dan gepland",
    "loopt": "Loopt nog",
    "te_laat": "Te laat",
    "vervallen": "Vervallen",
}


@dataclass(frozen=True)
class Doelresultaat:
    """``voorstel_naam`` is what the figures suggested, ``weg`` the agreed years; empty where that was not kept."""

    doel: int
    titel: str
    thema: str
    maat: str
    eenheid: str
    decimalen: int
    startwaarde: float | None
    startjaar: int | None
    streefwaarde: float | None
    streefjaar: int | None
    waarde: float | None
    meetjaar: int | None
    verwacht: float | None
    oordeel: str
    oordeel_naam: str
    toelichting: str
    reeks: tuple[Jaarwaarde, ...]
    bron: str
    voorstel_naam: str = ""
    weg: tuple[Jaarwaarde, ...] = ()

    @property
    def wijkt_af(self):
        """Who judged otherwise than the figures says so, with the reason."""
        return bool(self.voorstel_naam) and self.voorstel_naam != self.oordeel_naam


@dataclass(frozen=True)
class Maatregelresultaat:
    maatregel: int
    titel: str
    doel: str
    afdeling: str
    resultaat: str
    reden: str
    einddatum: date
    budget: float
    besteed: float

    @property
    def resultaat_naam(self):
        return RESULTATEN[self.resultaat]


@dataclass(frozen=True)
class Afspraakresultaat:
    """What a department would do otherwise here, and whether it did."""

    afdeling: str
    tekst: str
    uitkomst: str
    uitkomst_naam: str
    toelichting: str


@dataclass(frozen=True)
class Conclusieregel:
    tekst: str
    voorstel: str
    bestemming: str = "plan"


@dataclass(frozen=True)
class MonitorInhoud:
    titel: str
    gebied: str
    gemeente: str
    jaar: int
    dag: date
    peildag: date
    samenvatting: str
    aanpak: str
    doelen: tuple[Doelresultaat, ...]
    maatregelen: tuple[Maatregelresultaat, ...]
    budget: float
    besteed: float
    signalen: Signaaloverzicht
    initiatieven: Initiatiefoverzicht
    conclusies: tuple[Conclusieregel, ...]
    heeft_voorbeeld: bool
    # Of a monitor that was adopted before these were counted it is not known.
    adviezen: Adviesoverzicht | None = None
    tevredenheid: Tevredenheid | None = None
    geld: Geldoverzicht | None = None
    afspraken: tuple[Afspraakresultaat, ...] | None = None
    aanpak_oordeel: str = ""
    onderzoek: Onderzoeksuitkomst | None = None

    def aantal_doelen(self, oordeel):
        return sum(d.oordeel == oordeel for d in self.doelen)

    def aantal_maatregelen(self, *resultaten):
        return sum(m.resultaat in resultaten for m in self.maatregelen)

    def aantal_afspraken(self, uitkomst):
        return sum(a.uitkomst == uitkomst for a in self.afspraken or ())

    @property
    def bereikt(self):
        return self.aantal_doelen("bereikt")

    @property
    def gedaan(self):
        return self.aantal_maatregelen("gedaan", "gedaan_te_laat")

    @property
    def te_laat(self):
        return self.aantal_maatregelen("te_laat")

    @property
    def vervallen(self):
        return self.aantal_maatregelen("vervallen")
