"""Wide tables with a row per area: CSV of StatLine and OData (typed and untyped), JSON of OData version 3.

The same shape holds the Kerncijfers wijken en buurten, the health figures of RIVM, the crimes of the police and the
socio-economic scores; the columns tell which it is. Codes and names are padded with spaces, and the titles of columns
may hold the separator of the file.
"""

from dataclasses import dataclass, field

from gebieden.cijfers.cijferbestand.rij import Cijferlevering, Cijferrij, JaarOntbreekt, Kolommen
from gebieden.cijfers.cijferbestand.waarden import lees_periode, lees_waarde, vaste_sleutels
from gebieden.gebied.codes import normaliseer
from gebieden.importeren import Bestandsfout

GEBIEDSKOLOM = "WijkenEnBuurten"
CODEKOLOMMEN = (
    *("RegiocodeGemeenteWijkBuurt", "Regiocode", "KoppelvariabeleRegioCode", "Codering", "gwb_code"),
    *(GEBIEDSKOLOM, "RegioS", "Gemeentecode", "Wijkcode", "Buurtcode"),
)
# Dimensions of which one value is the whole; the others are parts of it and would be counted twice.
GEHEEL = {"Marges": ("MW00000", "Waarde"), "Leeftijd": ("20300", "18 jaar of ouder"), "Geslacht": ("T001038",)}
ANDERS = {
    "Marges": "met de marge van een cijfer",
    "Leeftijd": "over een deel van de leeftijden",
    "Geslacht": "over mannen of vrouwen apart",
}
MISDRIJVEN = "GeregistreerdeMisdrijven"
KENMERKEN = {
    "politie": ("SoortMisdrijf",),
    "rivm": ("Marges", "ErvarenGezondheidGoedZeerGoed", "ErvarenGezondheidGoedOfZeerGoed"),
    "ses_woa": ("SpreidingTotaal", "SESWOATotaalscore", "GemiddeldeScore", "Totaalscore/GemiddeldeScore"),
}


@dataclass
class Tabel:
    """A header and the rows under it: ``(where, cells)``, with None for cells that do not fit the header."""

    kop: list[str]
    rijen: object
    naam: str
    sleutels: list[str] = field(init=False)

    def __post_init__(self):
        self.sleutels = vaste_sleutels(self.kop)

    def plaats(self, *namen):
        return next((self.sleutels.index(naam) for naam in namen if naam in self.sleutels), None)


def bron_van(sleutels):
    """Whose table this is, by its columns; the Kerncijfers of CBS when nothing says otherwise."""
    return next((bron for bron, namen in KENMERKEN.items() if any(naam in sleutels for naam in namen)), "kwb")


def lees(tabel, *, jaar=None, namen=None, bron=""):
    """A ``Cijferlevering`` of a ``Tabel``; ``namen`` (``Namen``) finds an area by its name where there is no code."""
    bron = bron or bron_van(tabel.sleutels)
    periode = tabel.plaats("Perioden")
    if periode is None and jaar is None:
        raise JaarOntbreekt
    code = _codekolom(tabel)
    levering = Cijferlevering(bron, (), jaar=jaar if periode is None else None)
    levering.rijen = _rijen(_Lezer(tabel, levering, bron, code, periode, namen))
    return levering


def _codekolom(tabel):
    """Where the codes are: the column may be named after the area and hold its name, so the title must say code."""
    plaats = tabel.plaats(*CODEKOLOMMEN)
    if plaats is None:
        raise Bestandsfout(f"{tabel.naam} mist de kolom {GEBIEDSKOLOM}. Is dit het goede bestand?")
    return plaats


class _Lezer:
    """What reading the rows of one table needs, worked out once."""

    def __init__(self, tabel, levering, bron, code, periode, namen):
        self.tabel, self.levering, self.bron, self.namen = tabel, levering, bron, namen
        self.code, self.periode = code, periode
        self.soort = tabel.plaats("SoortMisdrijf")
        self.misdrijven = next((n for n, s in enumerate(tabel.sleutels) if MISDRIJVEN in s and "1000" not in s), None)
        self.delen = [(tabel.plaats(naam), naam, geheel) for naam, geheel in GEHEEL.items() if naam in tabel.sleutels]
        self.kolommen = Kolommen({sleutel: n for n, sleutel in enumerate(tabel.sleutels)}, bron)
        levering.kolommen.append(self.kolommen)
        self.overgeslagen = {}

    def sla_over(self, waarom):
        self.overgeslagen[waarom] = self.overgeslagen.get(waarom, 0) + 1


def _rijen(lezer):
    for waar, cellen in lezer.tabel.rijen:
        if cellen is None:
            yield Cijferrij(waar, "", fout="heeft niet evenveel cellen als de kop", bron=lezer.bron)
        elif rij := _rij(lezer, waar, cellen):
            yield rij
    lezer.levering.opmerkingen += [
        f"{aantal} regels {waarom} zijn niet overgenomen." for waarom, aantal in lezer.overgeslagen.items()
    ]


def _rij(lezer, waar, cellen):
    for plaats, naam, geheel in lezer.delen:
        if str(cellen[plaats]).strip() not in geheel:
            return lezer.sla_over(ANDERS[naam])
    jaar, voorlopig = None, False
    if lezer.periode is not None:
        period = lees_periode(cellen[lezer.periode])
        if period is None:
            return lezer.sla_over("over een maand, een kwartaal of een andere periode dan een jaar")
        jaar, voorlopig = period
    code, reason = lezer.namen.code(cellen[lezer.code]) if lezer.namen else normaliseer(cellen[lezer.code])
    if not code:
        return Cijferrij(waar, str(cellen[lezer.code]).strip(), fout=reason, bron=lezer.bron)
    waarden = lezer.kolommen.rij(cellen)
    if lezer.soort is not None and lezer.misdrijven is not None:
        # The kinds of crime of one area stand below each other.
        waarden = {soort_misdrijf(cellen[lezer.soort]): lees_waarde(cellen[lezer.misdrijven])}
    return Cijferrij(waar, code, waarden, bron=lezer.bron, jaar=jaar, is_voorlopig=voorlopig)


def soort_misdrijf(tekst):
    """The number of a kind of crime; that of the total is 0.0.0."""
    woord = str(tekst).split(maxsplit=1)[0] if str(tekst).strip() else ""
    return "0.0.0" if woord.casefold() == "totaal" else woord
