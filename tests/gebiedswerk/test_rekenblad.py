from io import BytesIO

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from gebiedswerk.rekenblad import SOORT, Blad, Getal, rekenblad, schrijf_rekenblad


def lees(bladen):
    return openpyxl.load_workbook(BytesIO(rekenblad(bladen)))


def test_getallen_zijn_getallen_en_leeg_is_leeg():
    blad = lees([Blad("Kernen", ["Naam", "Aandeel"], [["Vuren", Getal(12.345, 1)], ["Tuil", None], ["Est", 7]])]).active
    assert [rij for rij in blad.iter_rows(values_only=True)][1:] == [("Vuren", 12.345), ("Tuil", None), ("Est", 7)]
    assert blad["B2"].number_format == "#,##0.0"
    assert blad["A1"].font.bold
    assert blad.freeze_panes == "B2"


def test_tekst_wordt_nooit_een_formule():
    blad = lees([Blad("Kernen", ["=1+1"], [['=HYPERLINK("x")'], ["+1"], ["@SUM"], ["-5"]])]).active
    for rij in blad.iter_rows():
        assert rij[0].data_type == "s"


def test_naam_van_een_blad_die_niet_mag():
    assert lees([Blad("Wat/is [dit]: een*te lange naam voor een blad?", ["a"], [])]).sheetnames == [
        "Wat is  dit   een te lange naam"
    ]


@settings(max_examples=30)
@given(st.lists(st.lists(st.text() | st.none() | st.integers(-(2**40), 2**40), max_size=4), max_size=4))
def test_elke_tekst_geeft_een_bestand_dat_opengaat(rijen):
    blad = lees([Blad("x", ["a", "b", "c", "d"], rijen)]).active
    assert blad["A1"].value == "a"


def test_antwoord_is_een_download():
    antwoord = schrijf_rekenblad([Blad("x", ["a"], [[1]])], "kernen.xlsx")
    assert antwoord["Content-Type"] == SOORT
    assert antwoord["Content-Disposition"] == 'attachment; filename="kernen.xlsx"'
