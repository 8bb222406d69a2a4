"""Which format a file has, by what is in it."""

from pathlib import Path

from gebieden.cijfers.cijferbestand import eigen, tabel
from gebieden.cijfers.cijferbestand.namen import Namen
from gebieden.cijfers.cijferbestand.openen import als_tabel
from gebieden.importeren import Bestandsfout, lees_tekst

FORMATEN = [
    ("kwb", "Kerncijfers wijken en buurten van CBS (CSV of JSON)"),
    ("rivm", "Gezondheid per wijk en buurt van RIVM"),
    ("politie", "Misdrijven per wijk en buurt van de politie"),
    ("ses_woa", "Sociaal-economische status van CBS (SES-WOA)"),
    ("eigen", "Eigen cijfers (gebied;jaar;indicator;waarde)"),
]


def lees(bestand, *, formaat="", jaar=None, namen=None, antwoorden=None):
    """A ``Cijferlevering`` of a file on disk.

    ``jaar`` is needed for a file that does not say its year itself (else ``JaarOntbreekt``). ``namen`` is
    ``{name: [(code, words), …]}`` of the areas there are; a name that can be more of them comes back in ``vragen``,
    complete when the rows have been read, and its answer is given in ``antwoorden`` (``{name: code}``).
    """
    if formaat and formaat not in dict(FORMATEN):
        raise Bestandsfout(f"Het formaat ‘{formaat}’ is er niet. Kies uit: {', '.join(code for code, _ in FORMATEN)}.")
    lookup = Namen(namen, antwoorden)
    naam = Path(bestand).name
    table = als_tabel(lees_tekst(bestand), naam)
    if formaat == "eigen" or (not formaat and eigen.is_eigen(table.kop)):
        levering = eigen.lees(table, jaar=jaar, namen=lookup)
    else:
        levering = tabel.lees(table, jaar=jaar, namen=lookup, bron=formaat)
    levering.vragen = lookup.vragen
    return levering
