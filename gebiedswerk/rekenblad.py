"""XLSX files for who goes on with the figures: real numbers, a header that stays, text that never runs as a formula.

    return schrijf_rekenblad([Blad("Kernen", ["Naam", "Aandeel"], [["Dorp", Getal(12.5, 1)]])], "kernen.xlsx")

The library is imported at the first file, not when a web process starts: it takes 35 MB and a third of a second.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from io import BytesIO

from django.http import HttpResponse
from django.utils.http import content_disposition_header

SOORT = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEESTE_TEKENS = 32_000
BREEDTE = 18
# What XML cannot hold, and what a sheet may not be called.
ONLEESBAAR = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NIET_IN_NAAM = re.compile(r"[\\/*?:\[\]]")


@dataclass(frozen=True)
class Getal:
    """A number that is shown with so many decimals; the sheet keeps all of them."""

    waarde: float
    decimalen: int = 0


@dataclass(frozen=True)
class Blad:
    """``breedtes``: of the first columns, in characters; the header row and the first column stay in sight."""

    naam: str
    kop: Sequence[str]
    rijen: Iterable[Sequence[object]]
    breedtes: Sequence[int] = field(default_factory=tuple)


def rekenblad(bladen: Iterable[Blad]) -> bytes:
    """The file itself."""
    openpyxl = _openpyxl()
    workbook = openpyxl.Workbook(write_only=True)
    for blad in bladen:
        sheet = workbook.create_sheet(NIET_IN_NAAM.sub(" ", ONLEESBAAR.sub("", blad.naam))[:31])
        # In this mode a sheet is written from top to bottom: what holds for all of it comes first.
        sheet.freeze_panes = "B2"
        for n in range(len(blad.kop)):
            letter = openpyxl.utils.get_column_letter(n + 1)
            sheet.column_dimensions[letter].width = blad.breedtes[n] if n < len(blad.breedtes) else BREEDTE
        sheet.append([_kopcel(openpyxl, sheet, tekst) for tekst in blad.kop])
        for rij in blad.rijen:
            sheet.append([_cel(openpyxl, sheet, waarde) for waarde in rij])
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def schrijf_rekenblad(bladen: Iterable[Blad], bestandsnaam: str) -> HttpResponse:
    """The download."""
    antwoord = HttpResponse(rekenblad(bladen), content_type=SOORT)
    antwoord.headers["Content-Disposition"] = content_disposition_header(True, bestandsnaam)
    antwoord.headers["X-Content-Type-Options"] = "nosniff"
    return antwoord


def _kopcel(openpyxl, sheet, tekst):
    cell = _tekstcel(openpyxl, sheet, tekst)
    cell.font = openpyxl.styles.Font(bold=True)
    cell.alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
    return cell


def _cel(openpyxl, sheet, waarde):
    if isinstance(waarde, Getal):
        cell = openpyxl.cell.WriteOnlyCell(sheet, value=waarde.waarde)
        cell.number_format = "#,##0" + ("." + "0" * waarde.decimalen if waarde.decimalen else "")
        return cell
    return _tekstcel(openpyxl, sheet, waarde) if isinstance(waarde, str) else waarde


def _tekstcel(openpyxl, sheet, tekst):
    cell = openpyxl.cell.WriteOnlyCell(sheet, value=ONLEESBAAR.sub("", str(tekst))[:MEESTE_TEKENS])
    # The library takes what begins with "=" for a formula.
    cell.data_type = "s"
    return cell


@cache
def _openpyxl():
    for part in ("cell", "styles", "utils"):
        import_module(f"openpyxl.{part}")
    return import_module("openpyxl")
