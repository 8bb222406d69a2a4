"""A file on disk as a table: its separator, its lines with their number, padded cells left as they are."""

import csv
import io
import zipfile
from pathlib import Path

from gebieden.cijfers.cijferbestand.tabel import Tabel
from gebieden.importeren import MAX_BYTES, Bestandsfout, decodeer, lees_bytes, lees_tekst

SCHEIDERS = ";,\t|"
TEKSTBESTANDEN = (".csv", ".json", ".txt")
MAX_STUKKEN = 2000


def teksten(bestand):
    """``(name, text)`` of a file, of every page in a folder, or of every table in a zip, by their names."""
    pad = Path(bestand)
    if pad.is_dir():
        pages = sorted(page for page in pad.iterdir() if page.suffix.lower() in TEKSTBESTANDEN)
        if not pages:
            raise Bestandsfout(f"In de map {pad} staat geen CSV of JSON.")
        return ((page.name, lees_tekst(page)) for page in pages[:MAX_STUKKEN])
    if lees_bytes(pad, 4) == b"PK\x03\x04":
        return _uit_zip(pad)
    return iter([(str(bestand), lees_tekst(bestand))])


def _uit_zip(pad):
    try:
        with zipfile.ZipFile(pad) as archive:
            members = [m for m in archive.infolist() if m.filename.lower().endswith(TEKSTBESTANDEN)]
            if not members:
                raise Bestandsfout(
                    f"{pad} is een zip- of Excelbestand zonder CSV of JSON. Pak het uit, of bewaar het als CSV (UTF-8)."
                )
            if sum(m.file_size for m in members) > MAX_BYTES or len(members) > MAX_STUKKEN:
                raise Bestandsfout(f"{pad} is uitgepakt te groot. Kies bij de bron alleen de eigen gemeente.")
            return iter([(m.filename, decodeer(archive.read(m), m.filename)) for m in members])
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise Bestandsfout(f"{pad} is een zip die niet te openen is. Is het helemaal opgehaald?") from error


def als_tabel(tekst, naam):
    """The first line is the header."""
    lines = csv_regels(tekst, naam)
    try:
        kop = next(lines)[1]
    except StopIteration:
        raise Bestandsfout(f"{naam} is leeg.") from None
    width = len(kop)
    rows = ((f"regel {n}", cellen if len(cellen) == width else None) for n, cellen in lines if _is_gevuld(cellen))
    return Tabel([cel.strip() for cel in kop], rows, naam)


def csv_regels(tekst, naam):
    """``(line number, cells)`` of every line, also the empty ones."""
    reader = csv.reader(io.StringIO(tekst, newline=""), delimiter=scheider(tekst))
    try:
        for cellen in reader:
            yield reader.line_num, cellen
    except csv.Error as error:
        raise Bestandsfout(f"{naam} is geen goede CSV, bij regel {reader.line_num}: {error}.") from error


def scheider(tekst):
    """The separator of a CSV: what stands most often outside the quotes of its first lines."""
    start = tekst[:4000].split("\n")[:6]
    bare = ["".join(line.split('"')[::2]) for line in start]
    return max(SCHEIDERS, key=lambda teken: max(line.count(teken) for line in bare))


def _is_gevuld(cellen):
    return any(cellen) and any(cel.strip() for cel in cellen)
