import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedswerk.csvbestand import cel, csv_brokken, schrijf_csv


def lees_terug(tekst):
    return list(csv.reader(StringIO(tekst.removeprefix("\ufeff"), newline=""), delimiter=";"))


@pytest.mark.parametrize(
    ("waarde", "tekst"),
    [
        (None, ""),
        (True, "ja"),
        (False, "nee"),
        (0, "0"),
        (-5, "-5"),
        (-2.5, "-2,5"),
        (0.1, "0,1"),
        (1e-7, "0,0000001"),
        (1234567.5, "1234567,5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("12.50"), "12,50"),
        (float("nan"), ""),
        (float("inf"), ""),
        (date(2026, 1, 2), "02-01-2026"),
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "02-07-2026 00:30"),
        ("Vuren; 'n dorp", "Vuren; 'n dorp"),
        ("-5", "'-5"),
        ("+31 345", "'+31 345"),
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("  =1+1", "'  =1+1"),
        ("a\0b", "ab"),
        ("\0=1+1", "'=1+1"),
    ],
)
def test_cel(waarde, tekst):
    assert cel(waarde) == tekst


@given(st.text())
def test_tekst_wordt_nooit_een_formule_en_blijft_leesbaar(tekst):
    resultaat = cel(tekst)
    assert not resultaat.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert resultaat.removeprefix("'") in {tekst.replace("\0", ""), tekst.replace("\0", "").removeprefix("'")}


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_getallen_overleven_de_decimale_komma(getal):
    assert float(cel(getal).replace(",", ".")) == getal


tekst_zonder_nul = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@given(st.lists(st.lists(tekst_zonder_nul, min_size=2, max_size=2), max_size=5))
def test_aanhalingstekens_puntkommas_en_regeleinden_blijven_binnen_hun_cel(rijen):
    tekst = "".join(csv_brokken(["Code", "Tekst"], rijen))
    assert lees_terug(tekst) == [["Code", "Tekst"], *([cel(waarde) for waarde in rij] for rij in rijen)]


def test_bestand_begint_met_bom_en_heeft_een_puntkomma():
    assert "".join(csv_brokken(["Gebied", "Inwoners"], [["Vuren", 2.5]])) == "\ufeffGebied;Inwoners\r\nVuren;2,5\r\n"


def test_duizend_rijen_komen_in_brokken_en_pas_als_ze_gevraagd_worden():
    gelezen = []

    def rijen():
        for nummer in range(1200):
            gelezen.append(nummer)
            yield [nummer]

    brokken = csv_brokken(["Nummer"], rijen())
    next(brokken)
    assert gelezen == []
    next(brokken)
    assert len(gelezen) == 500
    rest = "".join(brokken)
    assert rest.endswith("1199\r\n")


def test_download_heeft_een_naam_en_type():
    antwoord = schrijf_csv(["Titel"], [["Hé"]], "signalen één.csv")
    assert antwoord["Content-Type"] == "text/csv; charset=utf-8"
    assert antwoord["Content-Disposition"] == "attachment; filename*=utf-8''signalen%20%C3%A9%C3%A9n.csv"
    assert b"".join(antwoord.streaming_content) == "\ufeffTitel\r\nHé\r\n".encode()
