"""The outcome of an import as plain data: for the page that shows it, the CSV, and to tell whether two are the same."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field

from gebieden.importeren import GEWIJZIGD, NIEUW, ONGEWIJZIGD, OVERGESLAGEN, Verslag

UITKOMSTEN = (NIEUW, GEWIJZIGD, ONGEWIJZIGD, OVERGESLAGEN)


@dataclass(frozen=True)
class Deel:
    """One step of an import. Of what follows by itself (``is_gevolg``) the numbers are enough."""

    kop: str
    verslag: Verslag
    is_gevolg: bool = False


@dataclass
class Uitslag:
    """What an import does. ``ontbreekt``: areas of ours that the file does not have; ``aantallen``: new figures per
    indicator and year as ``[name, year, number of areas]``; ``kaart``: SVG of the boundaries, before and after.
    """

    delen: list[Deel]
    formaat: str = ""
    jaren: list[int] = field(default_factory=list)
    opmerkingen: list[str] = field(default_factory=list)
    vragen: dict = field(default_factory=dict)
    vraagtekst: dict = field(default_factory=dict)
    ontbreekt: list[str] = field(default_factory=list)
    aantallen: list[list] = field(default_factory=list)
    kaart: dict = field(default_factory=dict)

    @property
    def is_leeg(self):
        """Nothing of the file could be used."""
        return self.delen[0].verslag.is_leeg

    def tekst(self):
        """For who reads it in a terminal."""
        return "\n".join([*(f"{deel.kop}: {deel.verslag.tekst()}" for deel in self.delen), *self.opmerkingen])

    def verandert(self):
        return any(deel.verslag.aantal(uitkomst) for deel in self.delen for uitkomst in (NIEUW, GEWIJZIGD))

    def afdruk(self):
        """The same when exactly the same is done, row by row. Remarks are words about it, and not part of it."""
        done = [sorted((r.waar, r.code, r.uitkomst, r.reden) for r in deel.verslag.regels) for deel in self.delen]
        return hashlib.sha256(json.dumps([done, self.aantallen]).encode()).hexdigest()

    def samenvatting(self):
        """``66 nieuw, 2 overgeslagen``: the first step in one line."""
        return _in_woorden(self.delen[0].verslag) or "geen regels"

    def als_gegevens(self):
        return {
            "formaat": self.formaat,
            "jaren": self.jaren,
            "delen": [_als_gegevens(deel) for deel in self.delen],
            "opmerkingen": list(dict.fromkeys(self.opmerkingen)),
            "vragen": self.vragen,
            "vraagtekst": self.vraagtekst,
            "ontbreekt": self.ontbreekt,
            "aantallen": self.aantallen,
            "kaart": self.kaart,
            "verandert": self.verandert(),
            "afdruk": self.afdruk(),
        }


def _tellen(verslag):
    tellen = Counter(regel.uitkomst for regel in verslag.regels)
    return {uitkomst: tellen[uitkomst] for uitkomst in UITKOMSTEN}


def _in_woorden(verslag):
    return ", ".join(f"{aantal} {uitkomst}" for uitkomst, aantal in _tellen(verslag).items() if aantal)


def _als_gegevens(deel):
    """Rows about other municipalities are skipped without a reason: they are counted, not kept."""
    redenen = {}
    for regel in deel.verslag.regels:
        if regel.reden:
            redenen.setdefault((regel.uitkomst, regel.reden), []).append(regel.plek)
    kept = [r for r in deel.verslag.regels if r.reden or (r.uitkomst != OVERGESLAGEN and not deel.is_gevolg)]
    return {
        "kop": deel.kop,
        "is_gevolg": deel.is_gevolg,
        "tellen": _tellen(deel.verslag),
        "woorden": _in_woorden(deel.verslag) or "niets",
        "redenen": [
            {"uitkomst": uitkomst, "reden": reden, "plekken": plekken} for (uitkomst, reden), plekken in redenen.items()
        ],
        "regels": [[r.waar, r.code, r.uitkomst, r.reden] for r in kept],
        "opmerkingen": deel.verslag.opmerkingen,
    }
