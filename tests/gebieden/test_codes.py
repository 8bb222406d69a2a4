"""Codes of CBS come back whole, however they were spoilt on the way; codes of one's own stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebieden.gebied import codes
from gebieden.gebied.codes import normaliseer

GEMEENTE = st.integers(1, codes.HOOGSTE_GEMEENTE).map("{:04d}".format)
CIJFERCODE = st.one_of(
    st.builds("GM{}".format, GEMEENTE),
    st.builds("WK{}{:02d}".format, GEMEENTE, st.integers(0, 99)),
    st.builds("BU{}{:04d}".format, GEMEENTE, st.integers(0, 9999)),
)
WIT = st.text(" \t\u00a0\n", max_size=4)


@pytest.mark.parametrize(
    ("tekst", "soort", "code", "opmerking"),
    [
        ("GM0344", "", "GM0344", ""),
        ("gm0344    ", "", "GM0344", ""),
        (" BU 0344 01 01 ", "", "BU03440101", ""),
        ("bu0363aa01", "", "BU0363AA01", ""),
        ("2020BU19600309", "", "BU19600309", ""),
        ("GM344", "", "GM0344", codes.NULLEN),
        ("WK34401", "", "WK034401", codes.NULLEN),
        ("1960", "", "GM1960", "gelezen als die van een gemeente"),
        ("0344", "", "GM0344", "gelezen als die van een gemeente"),
        ("344", "", "GM0344", codes.NULLEN),
        (344, "GM", "GM0344", codes.NULLEN),
        ("344.0", "GM", "GM0344", codes.NULLEN),
        ("034401", "", "WK034401", "gelezen als die van een wijk"),
        ("19600309", "", "BU19600309", "gelezen als die van een buurt"),
        ("3440101", "BU", "BU03440101", codes.NULLEN),
        ("3440101", "", "BU03440101", "gelezen als die van een buurt"),
        ("340101", "BU", "BU00340101", codes.NULLEN),
        # No municipality has number 3401: this must be a buurt that lost two zeros.
        ("340101", "", "BU00340101", codes.NULLEN),
        ("363AA01", "BU", "BU0363AA01", codes.NULLEN),
        ("gebied-2", "", "gebied-2", ""),
        ("BUITENWIJK2", "", "BUITENWIJK2", ""),
        ("NL00", "", "NL00", ""),
        ("12a", "", "12a", ""),
    ],
)
def test_een_code_komt_heel_terug(tekst, soort, code, opmerking):
    found = normaliseer(tekst, soort)
    assert found[0] == code
    assert opmerking in found[1] and bool(opmerking) == bool(found[1])


@pytest.mark.parametrize(
    ("tekst", "soort", "reden"),
    [
        ("", "", "heeft geen code"),
        (None, "", "heeft geen code"),
        ("   ", "BU", "heeft geen code"),
        ("GM03444", "", "GM03444 is geen code van een gemeente: dat is GM met 4 cijfers"),
        ("BU1", "", "BU1 is geen code van een buurt"),
        ("WK0000", "", "WK0000 is geen code van een wijk"),
        ("03440101", "GM", "03440101 is geen code van een gemeente"),
        ("123456789", "", "123456789 is geen code van een gemeente, wijk of buurt"),
        ("0", "", "0 is geen code"),
    ],
)
def test_wat_geen_code_kan_zijn_zegt_dat(tekst, soort, reden):
    code, opmerking = normaliseer(tekst, soort)
    assert code == "" and reden in opmerking


@given(CIJFERCODE, WIT, WIT)
def test_een_goede_code_blijft_zonder_opmerking(code, voor, na):
    assert normaliseer(f"{voor}{code.lower()}{na}") == (code, "")


@given(CIJFERCODE)
def test_verloren_nullen_en_letters_komen_terug(code):
    kaal = code[2:].lstrip("0")
    assert normaliseer(kaal, code[:2])[0] == code
    assert normaliseer(code[:2] + kaal)[0] == code
    # A spreadsheet that made a number of it.
    assert normaliseer(int(kaal), code[:2])[0] == code
    assert normaliseer(float(kaal), code[:2])[0] == code


@given(st.text(max_size=20), st.sampled_from(["", "GM", "WK", "BU"]))
def test_elke_tekst_krijgt_een_antwoord_en_nog_eens_lezen_verandert_niets(tekst, soort):
    code, opmerking = normaliseer(tekst, soort)
    if code:
        assert normaliseer(code, soort) == (code, "") or not codes.is_cbs(code)
        assert codes.is_cbs(code) or code == tekst.strip()
    else:
        assert opmerking


def test_wat_er_in_een_code_staat():
    assert codes.wijk_van("BU19600309") == "WK196003"
    assert codes.wijk_van("WK196003") == codes.wijk_van("kern-vuren") == ""
    assert codes.gemeente_van("BU19600309") == "GM1960" and codes.gemeente_van("kern-vuren") == ""
    assert codes.soort_van("WK196003") == "WK" and codes.soort_van("wijk-1") == ""
