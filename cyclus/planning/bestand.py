"""A file with measures as it comes back from a spreadsheet: CSV or XLSX, saved by a Dutch or an English one.

Knows no database. A row that cannot be used says what is wrong with it, and in which line.
"""

import csv
import io
import re
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from zipfile import BadZipFile

from cyclus.planning import cellen
from cyclus.planning.kolommen import BEKEND, GETOOND, NAMEN, STATUSSEN, TE_WIJZIGEN, plat
from gebieden.importeren import Bestandsfout, decodeer, lees_bytes

# Far more than anybody has; what a broken sheet claims to be as large as is not read to its end.
MEESTE_RIJEN, MEESTE_KOLOMMEN, MEESTE_BYTES = 5000, 200, 20 * 1024 * 1024
KOLOM, DATUM = "kolom:", "datum"


@dataclass(frozen=True)
class Bijwerkrij:
    """One row: ``velden`` has what is filled in, by field; ``fouten`` what cannot be, in words, of ``foute_velden``."""

    waar: str
    nummer: int | None = None
    titel: str = ""
    versie: int | None = None
    velden: dict = field(default_factory=dict)
    fouten: tuple[str, ...] = ()
    foute_velden: tuple[str, ...] = ()


@dataclass
class Tabel:
    """``kolommen``: field → place; ``onbekend``: names that mean nothing to us; ``breedte``: cells in the header."""

    regels: list
    kolommen: dict
    onbekend: list[str]
    titelkolom: int | None
    breedte: int


def open_tabel(bestand, antwoorden=None):
    """The rows of a file with what each column is. Raises ``Bestandsfout`` in words for whoever offered it."""
    inhoud = lees_bytes(bestand)
    if len(inhoud) > MEESTE_BYTES:
        raise Bestandsfout(f"{bestand} is te groot voor een lijst met maatregelen.")
    name = str(bestand)
    regels = _uit_rekenblad(inhoud, name) if inhoud.startswith(b"PK\x03\x04") else _uit_tekst(inhoud, name)
    if not regels:
        raise Bestandsfout(f"{name} is leeg.")
    kop = next((n for n, (_, rij) in enumerate(regels[:20]) if _bekend(rij, antwoorden) >= 2), None)
    if kop is None:
        raise Bestandsfout(
            f"In {name} staat geen kop met de kolommen {NAMEN['nummer']} en bijvoorbeeld {NAMEN['voortgang']}. "
            "Begin met het bestand dat u hier kunt ophalen."
        )
    return _met_kolommen(regels[kop][1], regels[kop + 1 :], name, antwoorden or {})


def _met_kolommen(kop, rest, name, antwoorden):
    found, unknown, titel = {}, [], None
    for plek, cel in enumerate(kop):
        veld = BEKEND.get(plat(cel)) or antwoorden.get(KOLOM + cel.strip())
        if veld in NAMEN:
            if veld in found:
                raise Bestandsfout(f"In {name} staat de kolom {NAMEN[veld]} twee keer. Haal er een weg.")
            found[veld] = plek
        elif plat(cel) == plat("Maatregel"):
            titel = plek
        elif cel.strip() and plat(cel) not in GETOOND:
            unknown.append(cel.strip()[:80])
    if "nummer" not in found:
        raise Bestandsfout(
            f"{name} mist de kolom {NAMEN['nummer']}: zonder dat is niet te zien welke maatregel het is."
        )
    breedte = max(plek for plek, cel in enumerate(kop, 1) if cel.strip())
    return Tabel(rest, found, unknown, titel, breedte)


def _bekend(rij, antwoorden):
    return len({BEKEND[plat(cel)] for cel in rij if plat(cel) in BEKEND})


def lees(tabel, volgorde=""):
    """``Bijwerkrij`` per row that says something; ``volgorde`` is how dates with slashes are meant."""
    volgorde = volgorde or volgorde_in(tabel)
    for nummer, cells in tabel.regels:
        yield _rij(f"regel {nummer}", cells, tabel, volgorde)


def volgorde_in(tabel):
    """Which of two numbers is the day, as the other dates of the file say it; empty when they do not."""
    said = {cellen.zegt_volgorde(cel) for cel in _datums(tabel)} - {""}
    return said.pop() if len(said) == 1 else ""


def dubbelzinnige(tabel):
    """The dates that could be two days."""
    found = []
    for cel in _datums(tabel):
        try:
            cellen.datum(cel)
        except cellen.Dubbelzinnig:
            found.append(cel.strip())
        except cellen.Celfout:
            continue
    return found


def _datums(tabel):
    plek = tabel.kolommen.get("einddatum")
    return [cells[plek] for _, cells in tabel.regels if plek is not None and plek < len(cells) and cells[plek].strip()]


LEZERS = {"voortgang": cellen.procent, "besteed": cellen.bedrag, "uren_besteed": cellen.heel}


def _rij(waar, cells, tabel, volgorde):
    def cel(plek):
        return cells[plek] if plek is not None and plek < len(cells) else ""

    titel = cellen.zonder_teken(cel(tabel.titelkolom).strip())[:80]
    if any(text.strip() for text in cells[tabel.breedte :]):
        reden = "er staan meer cellen dan kolommen in deze regel: staat er een ; in een tekst zonder aanhalingstekens?"
        return Bijwerkrij(waar, titel=titel, fouten=(reden,))
    fouten, velden, wrong = [], {}, []
    try:
        nummer = cellen.heel(cel(tabel.kolommen["nummer"]))
    except cellen.Celfout:
        return Bijwerkrij(
            waar, titel=titel, fouten=(f"‘{cel(tabel.kolommen['nummer'])[:40]}’ is geen nummer van een maatregel",)
        )
    versie = None
    if text := cel(tabel.kolommen.get("versie")).strip():
        try:
            versie = cellen.heel(text)
        except cellen.Celfout as fout:
            fouten.append(f"{NAMEN['versie']}: {fout}")
    for veld in TE_WIJZIGEN:
        text = cel(tabel.kolommen.get(veld))
        # An empty cell leaves what there is as it is.
        if text.strip():
            try:
                velden[veld] = _lees_cel(veld, text, volgorde)
            except cellen.Celfout as fout:
                fouten.append(f"{NAMEN[veld].lower()}: {fout}")
                wrong.append(veld)
    return Bijwerkrij(waar, nummer, titel, versie, velden, tuple(fouten), tuple(wrong))


def _lees_cel(veld, text, volgorde):
    if veld == "laatste_woord":
        return cellen.regels(cellen.zonder_teken(text))
    if veld == "einddatum":
        return cellen.datum(text, volgorde)
    if veld == "status":
        code = STATUSSEN.get(text.strip().casefold())
        if code is None:
            raise cellen.Celfout(f"‘{text.strip()[:40]}’ is geen status")
        return code
    return LEZERS[veld](text)


def _uit_tekst(inhoud, name):
    tekst = decodeer(inhoud, name)
    begin = 1
    if tekst[:4].lower() == "sep=":
        begin, tekst = 2, tekst.partition("\n")[2]
    best = max(";,\t", key=lambda teken: _kop_in(tekst, teken))
    reader = csv.reader(io.StringIO(tekst, newline=""), delimiter=best)
    regels, before = [], begin
    try:
        for cells in reader:
            if any(cel.strip() for cel in cells):
                regels.append((begin, cells[:MEESTE_KOLOMMEN]))
            begin = reader.line_num + before
            if len(regels) > MEESTE_RIJEN:
                raise Bestandsfout(f"{name} heeft meer dan {MEESTE_RIJEN} regels.")
    except csv.Error as fout:
        raise Bestandsfout(f"{name} is geen goede CSV, bij regel {reader.line_num}: {fout}.") from fout
    return regels


def _kop_in(tekst, teken):
    """How many columns we know, in the first lines cut with this sign."""
    try:
        part = csv.reader(io.StringIO(tekst[:20_000], newline=""), delimiter=teken)
        return max((_bekend(cells, None) for cells, _ in zip(part, range(20), strict=False)), default=0)
    except csv.Error:
        return 0


def _uit_rekenblad(inhoud, name):
    openpyxl = import_module("openpyxl")
    try:
        book = openpyxl.load_workbook(io.BytesIO(inhoud), read_only=True, data_only=True)
        sheet = next(blad for blad in book.worksheets)
        rows = sheet.iter_rows(max_row=MEESTE_RIJEN + 20, max_col=MEESTE_KOLOMMEN)
        read = [(nummer, [_als_tekst(cel) for cel in rij]) for nummer, rij in enumerate(rows, 1)]
    except (
        BadZipFile,
        KeyError,
        ValueError,
        OSError,
        StopIteration,
        TypeError,
        AttributeError,
        SyntaxError,
        EOFError,
        zlib.error,
    ) as fout:
        raise Bestandsfout(f"{Path(name).name} is geen rekenblad dat we kunnen lezen. Bewaar het als CSV.") from fout
    return [(nummer, cells) for nummer, cells in read if any(cel.strip() for cel in cells)]


def _als_tekst(cel):
    """A cell as a Dutch spreadsheet would have written it in a CSV."""
    waarde = cel.value
    if waarde is None:
        return ""
    if isinstance(waarde, datetime | date):
        return f"{waarde:%Y-%m-%d}"
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, int | float):
        if "%" in (cel.number_format or ""):
            return f"{round(waarde * 100, 6):g}%".replace(".", ",")
        plain = format(Decimal(repr(waarde)), "f").replace(".", ",")
        # Three decimals would be read as thousands.
        return f"{plain}0" if re.search(r",\d{3}$", plain) else plain
    return str(waarde)
