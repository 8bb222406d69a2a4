"""CSV files that open at a double click in a Dutch Excel or LibreOffice, and that cannot carry a formula.

A view hands its header and rows over; rows may be a generator, the file is streamed:

    return schrijf_csv(["Code", "Titel", "Bedrag"], ((s.code, s.titel, s.bedrag) for s in signalen), "signalen.csv")

UTF-8 with BOM, ``;`` between the cells, decimal comma, dates as day-month-year in local time, ``ja``/``nee``.
Text that a spreadsheet would run as a formula gets an apostrophe in front. Numbers are numbers only by their Python
type: ``-5`` stays a number, the text ``"-5"`` is text.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from itertools import islice
from math import isfinite

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

# The full-width forms are read as formulas in East-Asian locales.
FORMULETEKENS = tuple("=+-@\t\r\n＝＋－＠")
RIJEN_PER_BROK = 500


def cel(waarde: object) -> str:
    """One value as the text of its cell."""
    match waarde:
        case None:
            return ""
        case bool():
            return "ja" if waarde else "nee"
        case int():
            return str(waarde)
        case float() | Decimal():
            # A float by way of its shortest text: 0.1 is 0,1, and never 1e-07 with an exponent.
            return format(Decimal(str(waarde)), "f").replace(".", ",") if isfinite(waarde) else ""
        case datetime():
            return f"{timezone.localtime(waarde) if timezone.is_aware(waarde) else waarde:%d-%m-%Y %H:%M}"
        case date():
            return f"{waarde:%d-%m-%Y}"
    tekst = str(waarde).replace("\0", "")
    # Spaces in front do not stop every spreadsheet from seeing the formula behind them.
    return f"'{tekst}" if tekst.startswith(FORMULETEKENS) or tekst.lstrip().startswith(FORMULETEKENS) else tekst


def csv_brokken(kop: Iterable[object], rijen: Iterable[Iterable[object]]) -> Iterator[str]:
    """The text of the file in pieces of some hundreds of rows, BOM and header first."""
    yield "\ufeff" + _als_tekst([kop])
    rijen = iter(rijen)
    while brok := list(islice(rijen, RIJEN_PER_BROK)):
        yield _als_tekst(brok)


def schrijf_csv(
    kop: Iterable[object], rijen: Iterable[Iterable[object]], bestandsnaam: str = "export.csv"
) -> StreamingHttpResponse:
    """The download itself; ``rijen`` is read while it is sent."""
    antwoord = StreamingHttpResponse(csv_brokken(kop, rijen), content_type="text/csv; charset=utf-8")
    antwoord.headers["Content-Disposition"] = content_disposition_header(True, bestandsnaam)
    antwoord.headers["X-Content-Type-Options"] = "nosniff"
    return antwoord


def _als_tekst(rijen: Iterable[Iterable[object]]) -> str:
    buffer = StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerows([cel(waarde) for waarde in rij] for rij in rijen)
    return buffer.getvalue()
