"""Personal data in what people type: found, not seen where it is not, and taken out."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signalen.inzending.persoonsgegevens import MASKER, is_bsn, is_iban, masker, soorten_in

WEL = [
    ("Mail mij op jan.de-vries@voorbeeld.nl.", ["email"], "Mail mij op […]."),
    ("jan@voorbeeld.nl,piet@x.co.uk", ["email"], "[…],[…]"),
    ("Bel 06-12345678!", ["telefoon"], "Bel […]!"),
    ("06 12 34 56 78 of (0345) 12 34 56", ["telefoon"], "[…] of […]"),
    ("+31 6 12345678 of 0031612345678", ["telefoon"], "[…] of […]"),
    ("+31(0)345 123456", ["telefoon"], "[…]"),
    ("NL91 ABNA 0417 1643 00 op naam van Jan", ["iban"], "[…] op naam van Jan"),
    ("nl91abna0417164300.", ["iban"], "[…]."),
    ("BE68539007547034", ["iban"], "[…]"),
    ("Mijn bsn: 111222333", ["bsn"], "Mijn bsn: […]"),
    ("111.222.333 en 1112.22.333", ["bsn"], "[…] en […]"),
    ("Bel 0612345678 of a@b.nl, bsn 111222333", ["telefoon", "email", "bsn"], "Bel […] of […], bsn […]"),
]
NIET = [
    "",
    "De lantaarn bij nummer 12, 14, 16 en 18 is stuk.",
    "De nummers 12 14 16 18 20 22",
    "Op 01-02-2024 10:00 en op 3 maart 2024 om 06.30 uur",
    "Besluit 2024/111222333 en zaak 111222333-1",
    "€ 1.112.223,33 en 111222334",
    "4191 AB Geldermalsen, @gemeente, a@b",
    "https://www.example.org/111222333",
    "NL92ABNA0417164300",
    "boete 1234567890123, kenteken 12-ABC-3",
]


@pytest.mark.parametrize(("tekst", "soorten", "gemaskeerd"), WEL)
def test_wat_gevonden_wordt(tekst, soorten, gemaskeerd):
    assert soorten_in(tekst) == soorten
    assert masker(tekst) == gemaskeerd
    assert soorten_in(masker(tekst)) == []


@pytest.mark.parametrize("tekst", NIET)
def test_wat_geen_persoonsgegeven_is(tekst):
    assert (soorten_in(tekst), masker(tekst)) == ([], tekst)


@given(st.integers(10_000_000, 999_999_999))
def test_precies_de_elfproef(nummer):
    cijfers = str(nummer).zfill(9)
    geldig = (sum(int(c) * g for c, g in zip(cijfers, [*range(9, 1, -1), -1], strict=True)) % 11) == 0
    assert is_bsn(cijfers) is geldig
    assert ("bsn" in soorten_in(f"nummer {nummer}.")) is (geldig and str(nummer)[0] != "0")


@given(st.integers(0, 9_999_999_999), st.integers(1, 96))
def test_iban_met_een_ander_controlegetal_is_er_geen(rekening, verschil):
    kaal = f"ABNA{rekening:010}"
    goed = 98 - int("".join(str(int(c, 36)) for c in f"{kaal}NL00")) % 97
    iban, ander = f"NL{goed:02}{kaal}", f"NL{2 + (goed - 2 + verschil) % 97:02}{kaal}"
    assert is_iban(iban)
    assert soorten_in(f"IBAN {iban}, dank") == ["iban"]
    assert not is_iban(ander)


@given(st.text(max_size=300), st.sampled_from([tekst for tekst, *_ in WEL]), st.text(max_size=300))
def test_masker_laat_de_rest_staan(voor, stuk, na):
    tekst = f"{voor} {stuk} {na}"
    uit = masker(tekst)
    delen = uit.split(MASKER)
    plaats = 0
    for deel in delen:
        plaats = tekst.index(deel, plaats) + len(deel)
    assert "111222333" not in masker(f"{voor} 111222333 {na}").replace(voor, "").replace(na, "")


@pytest.mark.parametrize("stuk", ["0 ", "a@", "a.", "1", "NL91 ", "A ", "+31 ", "06-", "1 ", "AA 11 ", "@.", "(0"])
def test_een_tekst_die_traag_wil_zijn_is_het_niet(stuk):
    begin = time.perf_counter()
    soorten_in((stuk * 5000)[:5000])
    assert time.perf_counter() - begin < 1
