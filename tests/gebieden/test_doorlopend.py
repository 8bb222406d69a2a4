"""Time series run on over a change of areas: counts add up, percentages weigh, missing stays missing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebieden.indeling.doorlopend import Doorloop, Maat, Tijdreeks, Voorganger, eerste_jaar, tijdreeksen
from gebieden.models import Cijfer, Gebied, Indicator, Opvolging

from .factories import maak_gebied, maak_gemeente

MATEN = {
    "inwoners": Maat("telling", is_inwoners=True),
    "autos": Maat("telling"),
    "ouderen": Maat("percentage", "inwoners"),
}
AANTAL = st.integers(0, 10**5)
AANDELEN = st.lists(st.integers(1, 100), min_size=1, max_size=6).map(lambda delen: [d / sum(delen) for d in delen])


def doorloop(voorgangers, cijfers, delen=None):
    return Doorloop(voorgangers, delen or {}, MATEN, cijfers)


@given(st.dictionaries(st.integers(2000, 2030), AANTAL, min_size=1))
def test_een_gebied_dat_alleen_een_andere_code_kreeg_houdt_zijn_reeks(cijfers):
    d = doorloop(
        {"nieuw": [Voorganger("oud", 1, 2031, is_zelfde=True)]},
        {("oud", "autos", jaar): waarde for jaar, waarde in cijfers.items()},
    )
    assert d.reeks("nieuw", "autos").punten == d.reeks("oud", "autos").punten == tuple(sorted(cijfers.items()))
    assert d.reeks("nieuw", "autos").breuken == ()


@given(AANTAL, AANDELEN)
def test_de_delen_van_een_gesplitst_gebied_zijn_samen_het_geheel(waarde, aandelen):
    voorgangers = {n: [Voorganger("oud", aandeel, 2020)] for n, aandeel in enumerate(aandelen)}
    d = doorloop(voorgangers, {("oud", "autos", 2019): waarde, ("oud", "ouderen", 2019): 20})
    punten = [d.punt(n, "autos", 2019) for n in voorgangers]
    assert sum(punt.waarde for punt in punten) == pytest.approx(waarde, abs=1e-4)
    assert all(punt.breuken == {2020} for punt in punten)
    # Of the people in each part nothing else is known than what holds for the whole.
    assert {d.punt(n, "ouderen", 2019).waarde for n in voorgangers} == {20}


@given(st.lists(AANTAL, min_size=2, max_size=6), AANDELEN)
def test_samenvoegen_en_weer_splitsen_bewaart_het_totaal(waarden, aandelen):
    voorgangers = {"samen": [Voorganger(f"oud{n}", 1, 2019) for n in range(len(waarden))]}
    voorgangers |= {n: [Voorganger("samen", aandeel, 2022)] for n, aandeel in enumerate(aandelen)}
    d = doorloop(voorgangers, {(f"oud{n}", "inwoners", 2018): waarde for n, waarde in enumerate(waarden)})
    assert d.punt("samen", "inwoners", 2018).waarde == sum(waarden)
    punten = [d.punt(n, "inwoners", 2018) for n in range(len(aandelen))]
    assert sum(punt.waarde for punt in punten) == pytest.approx(sum(waarden), abs=1e-4)
    assert all(punt.breuken == {2019, 2022} for punt in punten)


@given(st.lists(st.tuples(st.integers(1, 10**4), st.integers(0, 100)), min_size=2, max_size=6))
def test_een_percentage_weegt_naar_zijn_basis(delen):
    cijfers = {(n, "inwoners", 2018): mensen for n, (mensen, _) in enumerate(delen)}
    cijfers |= {(n, "ouderen", 2018): procent for n, (_, procent) in enumerate(delen)}
    d = doorloop({"nieuw": [Voorganger(n, 1, 2019) for n in range(len(delen))]}, cijfers)
    expected = sum(mensen * procent for mensen, procent in delen) / sum(mensen for mensen, _ in delen)
    assert d.punt("nieuw", "ouderen", 2018).waarde == pytest.approx(expected, abs=1e-5)


@given(st.lists(AANTAL, min_size=2, max_size=6), st.data())
def test_een_voorganger_zonder_cijfer_geeft_geen_jaar(waarden, data):
    gat = data.draw(st.integers(0, len(waarden) - 1))
    cijfers = {(n, "autos", 2018): waarde for n, waarde in enumerate(waarden) if n != gat}
    voorgangers = {"nieuw": [Voorganger(n, 1, 2019) for n in range(len(waarden))]}
    assert doorloop(voorgangers, cijfers).reeks("nieuw", "autos") == Tijdreeks()
    # Nobody lives in the part that has no figure: it stands in nobody's way.
    leeg = cijfers | {(gat, "inwoners", 2018): 0}
    assert doorloop(voorgangers, leeg).punt("nieuw", "autos", 2018).waarde == sum(waarden) - waarden[gat]


def test_een_eigen_cijfer_gaat_voor_en_na_de_breuk_telt_de_voorganger_niet_mee():
    d = doorloop(
        {"nieuw": [Voorganger("a", 1, 2019), Voorganger("b", 1, 2019)]},
        {("a", "autos", jaar): 10 for jaar in (2016, 2017, 2019)}
        | {("b", "autos", jaar): 5 for jaar in (2016, 2017, 2019)}
        | {("nieuw", "autos", 2017): 14, ("nieuw", "autos", 2020): 16},
    )
    expected = Tijdreeks(punten=((2016, 15), (2017, 14), (2020, 16)), breuken=(2019,), overgenomen=(2016,))
    assert d.reeks("nieuw", "autos") == expected


def test_een_dorp_zonder_eigen_voorganger_telt_die_van_zijn_buurten_op():
    d = doorloop(
        {"buurt1": [Voorganger("oud1", 1, 2019)], "buurt2": [Voorganger("oud2", 0.5, 2019)]},
        {("oud1", "autos", 2017): 10, ("oud2", "autos", 2017): 20, ("dorp", "autos", 2020): 21},
        {"dorp": ["buurt1", "buurt2"]},
    )
    assert d.reeks("dorp", "autos") == Tijdreeks(((2017, 20), (2020, 21)), (2019,), (2017,))
    zonder = doorloop(d.voorgangers, {("oud1", "autos", 2017): 10}, d.delen)
    assert zonder.reeks("dorp", "autos") == Tijdreeks()


def test_delen_zonder_voorganger_worden_hier_niet_opgeteld():
    d = doorloop({}, {("a", "autos", 2017): 10}, {"dorp": ["a"]})
    assert d.reeks("dorp", "autos") == Tijdreeks()


def test_een_kring_van_voorgangers_loopt_niet_vast():
    d = doorloop({"a": [Voorganger("b", 1, 2019)], "b": [Voorganger("a", 1, 2019)]}, {("c", "autos", 2017): 1})
    assert d.reeks("a", "autos") == Tijdreeks()


def test_een_wijziging_in_de_loop_van_een_jaar_telt_vanaf_het_volgende():
    assert eerste_jaar(date(2019, 1, 1)) == 2019
    assert eerste_jaar(date(2026, 11, 22)) == 2027


@pytest.fixture
def g(db):
    return maak_gemeente()


def zet(gebied, indicator, **jaren):
    for jaar, waarde in jaren.items():
        Cijfer.objects.create(gebied=gebied, indicator=indicator, jaar=int(jaar[1:]), waarde=waarde, bron="CBS")


def volg_op(oud, nieuw, aandeel=1, per=date(2019, 1, 1)):
    Gebied.objects.filter(pk=oud.pk).update(is_actief=False, opgeheven_datum=per)
    return Opvolging.objects.create(oud=oud, nieuw=nieuw, aandeel=aandeel, per=per)


def test_uit_de_database_met_een_vast_aantal_vragen(g, django_assert_num_queries):
    inwoners = Indicator.objects.create(code="inwoners", naam="Inwoners", soort="telling")
    ouderen = Indicator.objects.create(code="ouderen", naam="Ouderen", soort="percentage", basis=inwoners)
    oud1, oud2 = maak_gebied("Oud 1", "kern", g.gemeente), maak_gebied("Oud 2", "kern", g.gemeente)
    volg_op(oud1, g.dorp)
    volg_op(oud2, g.dorp, 0.75)
    volg_op(maak_gebied("Oud 3", "kern", g.gemeente), g.buurtschap)
    zet(oud1, inwoners, j2016=90, j2017=100)
    zet(oud2, inwoners, j2017=400)
    zet(oud1, ouderen, j2017=10)
    zet(oud2, ouderen, j2017=30)
    zet(g.dorp, inwoners, j2020=420)
    with django_assert_num_queries(4):
        een = tijdreeksen([g.dorp], [inwoners])
    with django_assert_num_queries(4):
        alle = tijdreeksen([g.dorp, g.buurtschap, g.noord, g.gemeente], [inwoners, ouderen])
    assert alle[g.dorp.pk, inwoners.pk] == een[g.dorp.pk, inwoners.pk]
    assert een[g.dorp.pk, inwoners.pk] == Tijdreeks(((2017, 400), (2020, 420)), (2019,), (2017,))
    # 100 × 10 % and 300 × 30 % of 400 people.
    assert alle[g.dorp.pk, ouderen.pk].punten == ((2017, 25),)
    assert alle[g.noord.pk, inwoners.pk] == Tijdreeks()
    assert len(alle) == 8


def test_zonder_opvolging_is_het_de_reeks_van_het_gebied_zelf(g, django_assert_max_num_queries):
    inwoners = Indicator.objects.create(code="inwoners", naam="Inwoners", soort="telling")
    zet(g.dorp, inwoners, j2018=1, j2016=2)
    with django_assert_max_num_queries(4):
        reeksen = tijdreeksen([g.dorp, g.stad], [inwoners])
    assert reeksen == {
        (g.dorp.pk, inwoners.pk): Tijdreeks(((2016, 2), (2018, 1))),
        (g.stad.pk, inwoners.pk): Tijdreeks(),
    }
