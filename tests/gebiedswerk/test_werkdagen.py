from datetime import date, datetime, timedelta

import holidays
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gebiedswerk.werkdagen import (
    eerstvolgende_werkdag,
    feestdagen,
    is_werkdag,
    plus_werkdagen,
    uiterste_dag,
    werkdagen_tussen,
)

dagen = st.dates(date(2015, 1, 1), date(2040, 12, 31))
aantallen = st.integers(1, 60)


@pytest.mark.parametrize(
    ("dag", "werkdag"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 4, 3), True),  # Goede Vrijdag
        (date(2026, 4, 6), False),  # tweede paasdag
        (date(2026, 4, 27), False),  # Koningsdag
        (date(2025, 4, 26), False),  # Koningsdag op zaterdag, want de 27e is een zondag
        (date(2025, 5, 5), False),  # lustrumjaar
        (date(2026, 5, 5), True),
        (date(2027, 5, 5), True),
        (date(2030, 5, 6), True),
        (date(2026, 5, 14), False),  # Hemelvaart
        (date(2026, 5, 25), False),  # tweede pinksterdag
        (date(2026, 12, 25), False),
        (date(2026, 11, 21), False),
        (date(2026, 11, 23), True),
    ],
)
def test_feestdagen_en_weekend(dag, werkdag):
    assert is_werkdag(dag) is werkdag


def test_termijn_over_kerst_en_nieuwjaar():
    assert plus_werkdagen(date(2026, 12, 24), 5) == date(2027, 1, 4)


def test_signaal_van_vrijdag_en_van_zaterdag_zijn_even_laat():
    assert plus_werkdagen(date(2026, 11, 20), 1) == plus_werkdagen(date(2026, 11, 21), 1) == date(2026, 11, 23)


def test_een_tijdstip_wordt_geweigerd():
    with pytest.raises(TypeError):
        is_werkdag(datetime(2026, 11, 23, 12, 0))


@given(dagen, st.integers(-60, 60))
def test_landt_altijd_op_een_werkdag(start, aantal):
    assert is_werkdag(plus_werkdagen(start, aantal))


@given(dagen)
def test_eerstvolgende_werkdag_is_de_vroegste(dag):
    werkdag = eerstvolgende_werkdag(dag)
    assert werkdag >= dag
    assert not any(is_werkdag(dag + timedelta(days=n)) for n in range((werkdag - dag).days))


@given(dagen, aantallen)
def test_optellen_en_tellen_zijn_elkaars_omgekeerde(start, aantal):
    assert werkdagen_tussen(start, plus_werkdagen(start, aantal)) == aantal
    werkdag = eerstvolgende_werkdag(start)
    assert plus_werkdagen(plus_werkdagen(werkdag, aantal), -aantal) == werkdag


@given(dagen, aantallen, aantallen)
def test_meer_dagen_is_later_en_een_latere_start_nooit_vroeger(start, aantal, verschuiving):
    assert plus_werkdagen(start, aantal) < plus_werkdagen(start, aantal + 1)
    assert plus_werkdagen(start, aantal) <= plus_werkdagen(start + timedelta(days=verschuiving), aantal)


@given(dagen, dagen, dagen)
def test_tellen_telt_op(a, b, c):
    a, b, c = (date(2026, 1, 1) + (dag - date(2026, 1, 1)) / 20 for dag in (a, b, c))
    assert werkdagen_tussen(a, b) + werkdagen_tussen(b, c) == werkdagen_tussen(a, c)
    assert werkdagen_tussen(a, b) == -werkdagen_tussen(b, a)


@given(dagen, st.integers(0, 40))
def test_zonder_pauze_is_de_uiterste_dag_gewoon_optellen(start, termijn):
    assert uiterste_dag(start, termijn) == plus_werkdagen(start, termijn)


@given(dagen, aantallen, st.integers(0, 60), st.integers(0, 60))
def test_een_pauze_schuift_precies_haar_eigen_werkdagen_op(start, termijn, wacht_na, wacht_duur):
    van = start + timedelta(days=wacht_na)
    tot = van + timedelta(days=wacht_duur)
    zonder = uiterste_dag(start, termijn)
    met = uiterste_dag(start, termijn, [(van, tot)])
    if van >= zonder:
        assert met == zonder
    else:
        assert met == plus_werkdagen(start, termijn + werkdagen_tussen(van, tot))
    assert is_werkdag(met)


@given(dagen, aantallen, st.integers(0, 30))
def test_vraag_en_antwoord_op_een_dag_kost_en_geeft_niets(start, termijn, na):
    dag = start + timedelta(days=na)
    assert uiterste_dag(start, termijn, [(dag, dag)]) == uiterste_dag(start, termijn)


def test_overlappende_pauzes_tellen_een_keer():
    start = date(2026, 11, 2)
    een = uiterste_dag(start, 5, [(date(2026, 11, 4), date(2026, 11, 11))])
    twee = uiterste_dag(start, 5, [(date(2026, 11, 4), date(2026, 11, 10)), (date(2026, 11, 5), date(2026, 11, 11))])
    assert een == twee == date(2026, 11, 16)


@given(dagen, aantallen, st.integers(0, 60))
def test_open_pauze_heeft_geen_uiterste_dag_behalve_als_die_al_voorbij_was(start, termijn, na):
    van = start + timedelta(days=na)
    zonder = uiterste_dag(start, termijn)
    assume(van != zonder)
    assert uiterste_dag(start, termijn, [(van, None)]) == (zonder if zonder < van else None)


@pytest.mark.parametrize("jaar", range(2014, 2101))
def test_feestdagen_zijn_die_van_de_kalender(jaar):
    """From the first King's Day on, day for day those of the holidays package, but for Good Friday."""
    kalender = holidays.country_holidays("NL", years=jaar, language="nl")
    verwacht = {dag for dag, naam in kalender.items() if naam.casefold() != "goede vrijdag"}
    assert feestdagen(jaar) == verwacht
