"""What every import has in common: reading a file with clear refusals, and a report row by row (architecture.md 7).

``lees(bestand)`` of a format yields frozen dataclasses and knows no database; ``werk_bij(rijen)`` of a concept writes
them by code, never deletes, and says per row what it did. A command or a page only connects the two.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

MAX_BYTES = 100 * 1024 * 1024
NIEUW, GEWIJZIGD, ONGEWIJZIGD, OVERGESLAGEN = "nieuw", "gewijzigd", "ongewijzigd", "overgeslagen"
NOEM_HOOGUIT = 20
# No text has these; a picture or a program has them on its first line.
BESTURING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Bestandsfout(ValueError):
    """The file as a whole cannot be read. The message is for the person who offered it."""


@dataclass
class Levering:
    """What a reader made of a file. ``rijen`` may be read once; ``opmerkingen`` is complete when it has been.

    ``vragen`` is what the file leaves open: ``{name in the file: [(code, words), …]}``, to be answered by a person;
    ``vraagtekst`` says it in words where it is not "which area is this?".
    """

    formaat: str
    rijen: Iterable
    opmerkingen: list[str] = field(default_factory=list)
    jaar: int | None = None
    vragen: dict = field(default_factory=dict)
    vraagtekst: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Regel:
    """What happened to one row. ``waar`` is its place in the file in words ("regel 12")."""

    waar: str
    code: str
    uitkomst: str
    reden: str = ""

    @property
    def plek(self):
        return " ".join(deel for deel in (self.waar, self.code) if deel)


@dataclass
class Verslag:
    """What an import did, row by row, and what there is to say about the file as a whole."""

    regels: list[Regel] = field(default_factory=list)
    opmerkingen: list[str] = field(default_factory=list)

    def meld(self, waar, code, uitkomst, reden=""):
        self.regels.append(Regel(waar, code, uitkomst, reden))

    def aantal(self, uitkomst):
        return sum(r.uitkomst == uitkomst for r in self.regels)

    @property
    def is_leeg(self):
        """Nothing of the file could be used."""
        return self.aantal(OVERGESLAGEN) == len(self.regels)

    def in_getallen(self):
        tellen = Counter(r.uitkomst for r in self.regels)
        return ", ".join(f"{tellen[u]} {u}" for u in (NIEUW, GEWIJZIGD, ONGEWIJZIGD, OVERGESLAGEN))

    def tekst(self):
        """The report for people: totals, then what needs their attention."""
        lines = [self.in_getallen()]
        per_reden = {}
        for regel in self.regels:
            if regel.reden:
                per_reden.setdefault(regel.reden, []).append(regel.plek)
        for reden, plekken in per_reden.items():
            more = f" en nog {len(plekken) - NOEM_HOOGUIT}" if len(plekken) > NOEM_HOOGUIT else ""
            lines.append(f"  {', '.join(plekken[:NOEM_HOOGUIT])}{more}: {reden}")
        return "\n".join([*lines, *self.opmerkingen])


def controleer(bestand):
    """The path of a file on disk that may be read. Refuses what cannot be right, in words that say what to do."""
    pad = Path(bestand)
    try:
        if pad.is_dir():
            raise Bestandsfout(f"{pad} is een map. Geef de naam van een bestand.")
        if not pad.exists():
            raise Bestandsfout(f"{pad} bestaat niet.")
        if not pad.is_file():
            raise Bestandsfout(f"{pad} is geen gewoon bestand.")
        if pad.stat().st_size > MAX_BYTES:
            raise Bestandsfout(
                f"{pad} is groter dan {MAX_BYTES // 1024 // 1024} MB. Kies bij de bron alleen de eigen gemeente."
            )
    except OSError as error:
        raise Bestandsfout(f"{pad} kan niet worden gelezen: {error.strerror}.") from error
    return pad


def lees_bytes(bestand, aantal=-1):
    """The first bytes of a file on disk, or all of them."""
    pad = controleer(bestand)
    try:
        with pad.open("rb") as stream:
            return stream.read(aantal)
    except OSError as error:
        raise Bestandsfout(f"{pad} kan niet worden gelezen: {error.strerror}.") from error


def lees_tekst(bestand):
    """The text of a file on disk."""
    return decodeer(lees_bytes(bestand), str(bestand))


def decodeer(inhoud, naam):
    if not inhoud.strip():
        raise Bestandsfout(f"{naam} is leeg.")
    if inhoud.startswith(b"PK\x03\x04"):
        raise Bestandsfout(f"{naam} is een zip- of Excelbestand. Pak het uit, of bewaar het als CSV (UTF-8).")
    try:
        tekst = inhoud.decode("utf-16" if inhoud.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError as error:
        if tekst := _uit_windows(inhoud):
            return tekst
        raise Bestandsfout(
            f"{naam} is geen tekst in UTF-8 (fout bij teken {error.start}). Bewaar het bestand opnieuw als UTF-8."
        ) from error
    if "\0" in tekst:
        raise Bestandsfout(f"{naam} is geen tekstbestand.")
    return tekst


def _uit_windows(inhoud):
    """Text as a Dutch spreadsheet still saves it; empty when it is no text at all."""
    try:
        tekst = inhoud.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return "" if BESTURING.search(tekst) else tekst


def lees_csv(bestand, verplicht):
    """``(line number, {column: cell})`` per row of a CSV with ``;`` or ``,``; padding is taken off.

    A row with too few or too many cells has None as its value, so that it can be named and skipped.
    """
    tekst = lees_tekst(bestand)
    first = tekst.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(tekst, newline=""), delimiter=";" if ";" in first else ",")
    try:
        kop = [cel.strip() for cel in next(reader)]
        if missing := [naam for naam in verplicht if naam not in kop]:
            raise Bestandsfout(f"{bestand} mist de kolom {', '.join(missing)}. Is dit het goede bestand?")
        if len(set(kop)) < len(kop):
            raise Bestandsfout(f"In de kop van {bestand} staat een kolom twee keer.")
        for cellen in reader:
            if any(cel.strip() for cel in cellen):
                paren = zip(kop, (cel.strip() for cel in cellen), strict=False)
                yield reader.line_num, dict(paren) if len(cellen) == len(kop) else None
    except csv.Error as error:
        raise Bestandsfout(f"{bestand} is geen goede CSV, bij regel {reader.line_num}: {error}.") from error
