"""OData version 4 of CBS: one observation per line (``Measure``, ``Value``), titles in MeasureCodes.

The titles lead to the same lasting keys as those of the wide tables; without MeasureCodes the identifier of the measure
is the key. Figures are kept as bare numbers, so that a national table fits in memory.
"""

from array import array
from math import inf, isinf, isnan, nan

from gebieden.cijfers.cijferbestand.rij import GEHEIM, Cijferlevering, Cijferrij, JaarOntbreekt, Kolommen
from gebieden.cijfers.cijferbestand.tabel import GEBIEDSKOLOM, bron_van
from gebieden.cijfers.cijferbestand.waarden import lees_periode, lees_waarde, vaste_sleutels
from gebieden.gebied.codes import normaliseer
from gebieden.importeren import Bestandsfout

GEBIEDSKOLOMMEN = (GEBIEDSKOLOM, "RegioS", "Codering")
PERIODEKOLOMMEN = ("Perioden", "Periods")
GEHEIME_KENMERKEN = {"Confidential", "Secret"}


def is_waarneming(rij):
    return "Measure" in rij and "Value" in rij


def is_maat(rij):
    return "Identifier" in rij and "Title" in rij and ("Unit" in rij or "MeasureGroupId" in rij)


def lees(rijen, *, jaar=None, naam=""):
    """``rijen`` are dicts: observations, and the descriptions of measures before, after or between them."""
    stapel = _Stapel(jaar)
    for rij in rijen:
        if is_waarneming(rij):
            stapel.neem(rij)
        elif is_maat(rij):
            stapel.titels[str(rij["Identifier"]).strip()] = str(rij["Title"])
    if not stapel.per_gebied:
        raise Bestandsfout(f"In {naam} staan geen waarnemingen. Zijn alleen de omschrijvingen opgehaald?")
    return stapel.levering()


class _Stapel:
    """Gathers observations by area and year."""

    def __init__(self, jaar):
        self.jaar, self.titels = jaar, {}
        self.per_gebied, self.voorlopig = {}, set()
        self.plaatsen, self.andere, self.vreemd = {}, 0, []

    def neem(self, rij):
        jaar = self._jaar(rij)
        if jaar is None:
            self.andere += 1
            return
        code = next((rij[kolom] for kolom in GEBIEDSKOLOMMEN if rij.get(kolom)), "")
        plaats = self.plaatsen.setdefault(str(rij["Measure"]).strip(), len(self.plaatsen))
        figures = self.per_gebied.setdefault((code, jaar), array("d"))
        figures.extend([nan] * (plaats + 1 - len(figures)))
        if str(rij.get("ValueAttribute") or "").strip() in GEHEIME_KENMERKEN:
            figures[plaats] = inf
            return
        waarde = lees_waarde(rij["Value"])
        if isinstance(waarde, str):
            self.vreemd.append(f"{str(code).strip()}: ‘{waarde[:40]}’ is geen getal")
        elif waarde is not None:
            figures[plaats] = waarde

    def _jaar(self, rij):
        period = next((rij[kolom] for kolom in PERIODEKOLOMMEN if kolom in rij), None)
        if period is None:
            if self.jaar is None:
                raise JaarOntbreekt
            return self.jaar
        found = lees_periode(period)
        if found and found[1]:
            self.voorlopig.add(found[0])
        return found[0] if found else None

    def levering(self):
        known = [maat for maat in self.titels if maat in self.plaatsen]
        keys = dict(zip(known, vaste_sleutels([self.titels[maat] for maat in known]), strict=True)) if known else {}
        places = {}
        for maat, plaats in self.plaatsen.items():
            places[maat] = plaats
            places.setdefault(keys.get(maat, maat), plaats)
        named = {keys.get(maat, maat): plaats for maat, plaats in self.plaatsen.items()}
        bron = bron_van(list(named))
        kolommen = Kolommen(places, bron, lees=_waarde)
        levering = Cijferlevering("odata4", (), kolommen=[kolommen])
        levering.rijen = self._rijen(kolommen, bron)
        if self.andere:
            levering.opmerkingen.append(f"{self.andere} waarnemingen over een andere periode dan een jaar tellen niet.")
        if self.vreemd:
            levering.opmerkingen.append(f"{len(self.vreemd)} waarnemingen zijn geen getal: {self.vreemd[0]}.")
        return levering

    def _rijen(self, kolommen, bron):
        width = len(self.plaatsen)
        for number, ((tekst, jaar), figures) in enumerate(self.per_gebied.items(), 1):
            code, reason = normaliseer(tekst)
            figures.extend([nan] * (width - len(figures)))
            waarden = kolommen.rij(figures)
            fout = "" if code else reason
            yield Cijferrij(f"gebied {number}", code or str(tekst), waarden, fout, bron, jaar, jaar in self.voorlopig)


def _waarde(getal):
    if isnan(getal):
        return None
    return GEHEIM if isinf(getal) else getal
