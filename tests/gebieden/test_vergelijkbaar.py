"""Which areas are alike, in what, and what an area says when it differs from them."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebieden.cijfers.opvallend import Meting, opvallend, opvallend_uit, sterkste
from gebieden.cijfers.opvallend.toetsen import kans_student, tegen_vergelijkbare, z_van_kans
from gebieden.cijfers.vergelijkbaar import AANTAL, KENMERKEN, MINSTENS, vergelijkbaar
from gebieden.models import Cijfer, Indicator

from .factories import maak_gebied, maak_gemeente

DORP = {"inwoners": 1500, "aandeel_65_plus": 20, "aandeel_koop": 70, "bevolkingsdichtheid": 300}
EENZAAM = Meting(
    code="eenzaam",
    naam="Eenzaamheid",
    thema="ontmoeten",
    soort="percentage",
    zin="voelt {waarde} van de inwoners zich eenzaam",
    eenheid="%",
    richting=-1,
    waarde=55,
    basis=1500,
    basis_naam="inwoners",
    vergelijkbare=(38, 41, 40, 43, 42, 39, 41, 40),
    vergelijkbaar_in="aantal inwoners (1.200 tot 2.300 inwoners) en leeftijd (18 tot 24% 65 jaar of ouder)",
)


def dorpen(aantal, zaad=1):
    dice = random.Random(zaad)
    return {n: {code: waarde * dice.uniform(0.8, 1.25) for code, waarde in DORP.items()} for n in range(aantal)}


def test_de_meest_gelijkende_gebieden_komen_eerst():
    rond = dorpen(20) | {"tweeling": DORP, "zelf": DORP}
    rond = {str(naam): cijfers for naam, cijfers in rond.items()}
    groep = vergelijkbaar("zelf", rond)
    assert groep.gebieden[0] == "tweeling" and "zelf" not in groep.gebieden
    assert MINSTENS <= len(groep.gebieden) <= AANTAL
    assert groep.waarin == ("aantal inwoners", "leeftijd", "koop of huur", "dichtheid")


def test_de_uitleg_noemt_waarin_en_hoe_ver():
    rond = {str(n): c for n, c in dorpen(20).items()} | {"zelf": DORP}
    groep = vergelijkbaar("zelf", rond)
    inwoners = sorted(round(rond[g]["inwoners"]) for g in groep.gebieden)
    laag, hoog = (f"{n:,}".replace(",", ".") for n in (inwoners[0], inwoners[-1]))
    assert groep.uitleg.startswith(f"aantal inwoners ({laag} tot {hoog} inwoners), leeftijd (")
    assert groep.uitleg.endswith(" inwoners per km²)") and " en dichtheid (" in groep.uitleg


@pytest.mark.parametrize(
    "eigen",
    [
        DORP | {"inwoners": 60_000, "bevolkingsdichtheid": 9000},  # a town among villages
        {"inwoners": 1500, "aandeel_65_plus": 20},  # too little is known
        DORP | {"inwoners": 0, "bevolkingsdichtheid": 0},
        {},
    ],
)
def test_wie_op_niemand_lijkt_wordt_met_niemand_vergeleken(eigen):
    assert vergelijkbaar(99, dorpen(20) | {99: eigen}) is None


def test_te_weinig_gebieden_is_geen_groep():
    assert vergelijkbaar(0, dorpen(MINSTENS)) is None


def test_een_ontbrekend_kenmerk_telt_niet_mee():
    eigen = {code: waarde for code, waarde in DORP.items() if code != "aandeel_koop"}
    assert vergelijkbaar(99, dorpen(20) | {99: eigen}).waarin == ("aantal inwoners", "leeftijd", "dichtheid")
    anderen = dorpen(20)
    del anderen[3]["inwoners"]
    assert 3 not in vergelijkbaar(99, anderen | {99: DORP}).gebieden


@given(st.integers(0, 1000), st.sampled_from([k.code for k in KENMERKEN if k.code != "aandeel_65_plus"]))
def test_de_maat_doet_er_niet_toe(zaad, code):
    """Counting in thousands instead of ones, or in tenths of points, gives the same group."""
    rond = dorpen(16, zaad)
    in_duizend = {g: c | {code: c[code] * 1000} for g, c in rond.items()}
    een, ander = vergelijkbaar(0, rond), vergelijkbaar(0, in_duizend)
    assert (een and een.gebieden) == (ander and ander.gebieden)


@pytest.mark.parametrize(
    ("t", "vrijheid", "kans"),
    [(12.706, 1, 0.05), (4.303, 2, 0.05), (3.182, 3, 0.05), (2.447, 6, 0.05), (3.499, 7, 0.01), (0, 7, 1)],
)
def test_de_kans_van_student_klopt_met_de_tabel(t, vrijheid, kans):
    assert kans_student(t, vrijheid) == pytest.approx(kans, abs=1e-4)


@given(st.floats(0, 60), st.floats(0, 60), st.integers(1, 12))
def test_verder_weg_is_minder_waarschijnlijk(t, erbij, vrijheid):
    assert 0 <= kans_student(t + erbij, vrijheid) <= kans_student(t, vrijheid) + 1e-12 <= 1 + 1e-12
    assert 0 <= z_van_kans(kans_student(t, vrijheid)) <= 8


def test_de_zin_over_vergelijkbare_gebieden():
    [punt] = opvallend_uit("Vuren", [EENZAAM])
    assert punt.tegen == "vergelijkbaar" and punt.is_gunstig is False
    assert punt.zin == (
        "In Vuren voelt 55% van de inwoners zich eenzaam; in acht vergelijkbare gebieden is dat gemiddeld 41%."
    )
    assert punt.reden == (
        "De acht gebieden lijken op dit gebied in aantal inwoners (1.200 tot 2.300 inwoners) en leeftijd "
        "(18 tot 24% 65 jaar of ouder). Bij hen ligt het cijfer tussen 38% en 43%; "
        "de kans op zo’n verschil is kleiner dan 1 op 1.000."
    )


@pytest.mark.parametrize(
    "meting",
    [
        replace(EENZAAM, waarde=42),
        replace(EENZAAM, vergelijkbare=(20, 60, 35, 50, 25, 55, 30, 45)),  # they differ as much among themselves
        replace(EENZAAM, vergelijkbare=(38, 41, 40)),
        replace(EENZAAM, basis=40),
        replace(EENZAAM, basis=60, waarde=52),  # so few people: chance can do this
        replace(EENZAAM, basis=None),
        replace(EENZAAM, soort="telling"),
    ],
)
def test_zwijgt_als_het_toeval_kan_zijn(meting):
    assert opvallend_uit("Vuren", [meting]) == []


def test_gelijke_gebieden_zonder_spreiding_maken_van_afronding_geen_nieuws():
    gelijk = replace(EENZAAM, soort="gemiddelde", eenheid="km", decimalen=1, waarde=1.1, vergelijkbare=(1.0,) * 8)
    assert opvallend_uit("Vuren", [gelijk]) == []
    assert tegen_vergelijkbare(replace(gelijk, waarde=3.0)).z > 4


def test_een_gewoon_gebied_valt_zelden_op():
    """Areas that differ as their group does: of two hundred with thirty figures each hardly any says something."""
    dice = random.Random(196)
    loud = 0
    for _ in range(200):
        metingen = []
        for n in range(30):
            middle, spread = dice.uniform(20, 60), dice.uniform(2, 8)
            values = [min(95, max(2, dice.gauss(middle, spread))) for _ in range(9)]
            metingen.append(replace(EENZAAM, code=str(n), waarde=values[0], vergelijkbare=tuple(values[1:])))
        loud += bool(opvallend_uit("Vuren", metingen))
    assert loud <= 10


def test_van_elk_cijfer_wordt_alleen_het_sterkste_gezegd():
    dubbel = replace(EENZAAM, gemeente=40, gemeente_basis=50_000)
    punten = opvallend_uit("Vuren", [dubbel])
    assert {p.tegen for p in punten} == {"gemeente", "vergelijkbaar"}
    [een] = sterkste(punten)
    assert een == punten[0]


@pytest.mark.django_db
def test_de_groep_komt_uit_gebieden_op_hetzelfde_niveau_en_zonder_wat_is_opgeheven(django_assert_num_queries):
    g = maak_gemeente()
    codes = [k.code for k in KENMERKEN]
    indicatoren = {
        code: Indicator.objects.create(code=code, naam=code, soort="telling" if code == "inwoners" else "gemiddelde")
        for code in [*codes, "eenzaam"]
    }
    indicatoren["eenzaam"].soort, indicatoren["eenzaam"].basis = "percentage", indicatoren["inwoners"]
    indicatoren["eenzaam"].save()
    buren = [maak_gebied(f"Buurdorp {n}", "kern", g.zuid) for n in range(8)]
    weg = maak_gebied("Verdwenen dorp", "kern", g.zuid)
    type(weg).objects.filter(pk=weg.pk).update(is_actief=False)
    dice = random.Random(3)
    for gebied in (g.dorp, *buren, weg, g.zuid):
        for code, waarde in DORP.items():
            Cijfer.objects.create(
                gebied=gebied, indicator=indicatoren[code], jaar=2024, waarde=waarde * dice.uniform(0.9, 1.1), bron="x"
            )
        eenzaam = 70 if gebied == g.dorp else 40 + dice.uniform(-2, 2)
        Cijfer.objects.create(gebied=gebied, indicator=indicatoren["eenzaam"], jaar=2024, waarde=eenzaam, bron="x")
    with django_assert_num_queries(3):
        [punt] = [p for p in opvallend(g.dorp, 2024) if p.code == "eenzaam"]
    assert punt.tegen == "vergelijkbaar"
    anderen = Cijfer.objects.filter(indicator__code="eenzaam", gebied__in=buren).values_list("waarde", flat=True)
    assert min(anderen) < punt.vergelijking < max(anderen)
