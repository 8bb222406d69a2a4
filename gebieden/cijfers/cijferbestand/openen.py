"""A file on disk as a table: its separator, its lines with their number, padded cells left as they are."""

import csv
import io

from gebieden.cijfers.cijferbestand.tabel import Tabel
from gebieden.importeren import Bestandsfout

SCHEIDERS = ";,\t|"


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
