"""What was promised for a year, and how it stands: without a database."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebieden.platform.normen import KLEUREN, NORMEN, OORDELEN, meetmoment, moet_nu, standen

NORM = {"bezoeken": 2, "raadplegingen": 1, "afspraken": 4}


@dataclass(frozen=True)
class B:
    datum: date
    is_geweest: bool = True
    is_wethouder_aanwezig: bool = False
    soort: str = "vergadering"


def bezoek(maand, dag=1, **velden):
    return B(date(2026, maand, dag), is_wethouder_aanwezig=True, **velden)


def oordeel(bijeenkomsten, vandaag, normen=None, soort="bezoeken"):
    found = {s.soort: s for s in standen(normen or NORM, 2026, bijeenkomsten, vandaag)}
    return found[soort].oordeel


@pytest.mark.parametrize(
    ("vandaag", "verwacht"),
    [
        (date(2026, 1, 1), "op_koers"),
        (date(2026, 6, 30), "op_koers"),
        (date(2026, 7, 1), "achter"),
        (date(2026, 12, 30), "achter"),
        (date(2026, 12, 31), "niet_gehaald"),  # two visits do not fit in one day
        (date(2027, 1, 1), "niet_gehaald"),
        (date(2025, 11, 1), "op_koers"),
    ],
)
def test_zonder_bezoek_door_het_jaar_heen(vandaag, verwacht):
    assert oordeel([], vandaag) == verwacht


@pytest.mark.parametrize(
    ("bijeenkomsten", "vandaag", "verwacht"),
    [
        ([bezoek(3)], date(2026, 7, 1), "op_koers"),
        ([bezoek(3)], date(2026, 9, 30), "op_koers"),
        ([bezoek(3)], date(2026, 10, 1), "achter"),
        ([bezoek(3), bezoek(11, is_geweest=False)], date(2026, 10, 1), "op_koers"),
        (
            [bezoek(3), bezoek(11, is_geweest=False)],
            date(2026, 11, 2),
            "achter",
        ),  # the day passed, nobody said it went on
        ([bezoek(3), bezoek(4)], date(2026, 4, 2), "gehaald"),
        ([bezoek(3), bezoek(3), bezoek(3)], date(2026, 12, 31), "gehaald"),
        ([bezoek(3)], date(2026, 12, 31), "achter"),  # one still fits
        ([bezoek(3)], date(2027, 1, 1), "niet_gehaald"),
        ([B(date(2026, 3, 1)), B(date(2026, 4, 1))], date(2026, 7, 1), "achter"),  # without the wethouder
        ([B(date(2025, 3, 1), is_wethouder_aanwezig=True)] * 2, date(2026, 7, 1), "achter"),  # last year
    ],
)
def test_bezoeken_van_de_wethouder(bijeenkomsten, vandaag, verwacht):
    assert oordeel(bijeenkomsten, vandaag) == verwacht


def test_een_raadpleging_is_pas_laat_op_de_helft_van_het_jaar():
    raadpleging = B(date(2026, 5, 1), soort="raadpleging")
    assert oordeel([], date(2026, 6, 30), soort="raadplegingen") == "op_koers"
    assert oordeel([], date(2026, 7, 1), soort="raadplegingen") == "achter"
    assert oordeel([raadpleging], date(2026, 7, 1), soort="raadplegingen") == "gehaald"


def test_afspraken_zijn_een_maximum():
    vier = [B(date(2026, maand, 1), soort="afspraken") for maand in (2, 3, 4, 5)]
    assert oordeel([], date(2026, 12, 31), soort="afspraken") == "binnen"
    assert oordeel(vier, date(2026, 6, 1), soort="afspraken") == "binnen"
    vijfde = B(date(2026, 9, 1), is_geweest=False, soort="afspraken")
    assert oordeel([*vier, vijfde], date(2026, 6, 1), soort="afspraken") == "te_vaak"


def test_een_norm_die_er_niet_is_wordt_niet_geteld():
    assert standen({}, 2026, [bezoek(3)], date(2026, 7, 1)) == ()
    assert [s.soort for s in standen({"raadplegingen": 1}, 2026, [], date(2026, 7, 1))] == ["raadplegingen"]
    assert standen({"bezoeken": 0, "onbekend": 3}, 2026, [], date(2026, 7, 1)) == ()


def test_in_woorden():
    stand, raadpleging, afspraken = standen(NORM, 2026, [bezoek(3)], date(2026, 10, 1))
    assert stand.zin == "1 van 2 bezoeken van de wethouder"
    assert (stand.nog_te_plannen, stand.oordeel_naam, stand.kleur) == (1, "Loopt achter", "let_op")
    assert raadpleging.zin == "0 van 1 bewonersraadpleging"
    assert afspraken.zin == "0 van hoogstens 4 keer afspraken met het college"
    assert afspraken.nog_te_plannen == 0


def test_elk_oordeel_heeft_een_naam_en_een_kleur():
    assert OORDELEN.keys() == KLEUREN.keys()


@pytest.mark.parametrize(
    ("dag", "moment"),
    [
        (date(2026, 6, 30), None),
        (date(2026, 7, 1), date(2026, 7, 1)),
        (date(2026, 9, 30), date(2026, 7, 1)),
        (date(2026, 10, 1), date(2026, 10, 1)),
        (date(2026, 12, 31), date(2026, 10, 1)),
        (date(2027, 1, 1), None),
    ],
)
def test_de_twee_momenten_van_een_herinnering(dag, moment):
    assert meetmoment(dag) == moment


dagen = st.dates(date(2025, 6, 1), date(2027, 6, 1))
bijeenkomst = st.builds(
    B, dagen, st.booleans(), st.booleans(), st.sampled_from(["vergadering", "raadpleging", "afspraken"])
)


@given(st.lists(bijeenkomst, max_size=8), dagen, st.integers(1, 6))
def test_een_bezoek_erbij_maakt_een_minimum_nooit_slechter(bijeenkomsten, vandaag, norm):
    volgorde = ["niet_gehaald", "achter", "op_koers", "gehaald"]
    voor = oordeel(bijeenkomsten, vandaag, {"bezoeken": norm})
    na = oordeel([*bijeenkomsten, bezoek(1)], vandaag, {"bezoeken": norm})
    assert volgorde.index(na) >= volgorde.index(voor)


@given(st.lists(bijeenkomst, max_size=8), dagen, st.integers(1, 6))
def test_wat_is_gehaald_blijft_gehaald_en_na_het_jaar_is_het_duidelijk(bijeenkomsten, vandaag, norm):
    held = [b for b in bijeenkomsten if b.is_geweest]
    nu = oordeel(held, vandaag, {"bezoeken": norm})
    later = oordeel(held, vandaag + timedelta(days=40), {"bezoeken": norm})
    assert nu != "gehaald" or later == "gehaald"
    assert oordeel(bijeenkomsten, date(2027, 1, 1), {"bezoeken": norm}) in ("gehaald", "niet_gehaald")


@given(st.integers(1, 12), dagen, dagen)
def test_wat_er_moet_zijn_loopt_op_tot_de_norm(norm, een, ander):
    eerst, dan = sorted([een, ander])
    assert 0 <= moet_nu(norm, 2026, eerst) <= moet_nu(norm, 2026, dan) <= norm


def test_elke_norm_telt_alleen_zijn_eigen_soort():
    soorten = ("vergadering", "raadpleging", "afspraken")
    meetings = [B(date(2026, 1, 1), True, met, soort) for met in (False, True) for soort in soorten]
    elk = {soort: [norm.telt(b) for b in meetings] for soort, norm in NORMEN.items()}
    assert elk == {
        "bezoeken": [False, False, False, True, True, True],
        "raadplegingen": [False, True, False, False, True, False],
        "afspraken": [False, False, True, False, False, True],
    }
