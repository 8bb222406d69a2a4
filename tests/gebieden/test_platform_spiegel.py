"""Does a platform mirror its area: the rule without a database, and the figures it is given."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebieden.models import Cijfer, Indicator, Platformlid
from gebieden.platform.afspiegeling import LEEFTIJDSGROEPEN, buurtspiegel, deelgebieden, leeftijdsspiegel
from gebieden.platform.spiegel import MINSTENS, kans_op_minstens, spiegel
from tests.gebieden.factories import maak_gebied, maak_gemeente

KEUZES = Platformlid.LEEFTIJDEN
NEDERLAND = {"0_15": 15, "15_25": 12, "25_45": 25, "45_65": 27, "65_plus": 21}


def leeftijden(leden, gebied=NEDERLAND):
    return spiegel(leden, KEUZES, gebied, LEEFTIJDSGROEPEN)


def test_jongeren_ontbreken():
    beeld = leeftijden(["45_65"] * 3 + ["65_plus"] * 2 + ["25_45"] * 2 + ["", ""])
    assert (beeld.aantal, beeld.gegeven) == (9, 7)
    assert beeld.zinnen == ("Jongeren tot 25 jaar ontbreken.",)
    assert beeld.is_weinig and not beeld.is_te_weinig
    rijen = {rij.naam: (round(rij.leden), rij.gebied) for rij in beeld.rijen}
    assert rijen["65 jaar of ouder"] == (29, 21)


@pytest.mark.parametrize("aantal", range(MINSTENS))
def test_met_minder_dan_vijf_staat_er_niets_per_groep(aantal):
    beeld = leeftijden(["65_plus"] * aantal + [""] * 20)
    assert beeld.is_te_weinig and beeld.zinnen == ()
    assert {rij.leden for rij in beeld.rijen} == {None}


def test_een_groep_die_met_veel_is():
    beeld = leeftijden(["65_plus"] * 8 + ["15_25", "25_45", "45_65"])
    assert beeld.zinnen == (
        "Mensen van 65 jaar of ouder zijn met veel: 8 van de 11 leden, in het gebied is dat 21 procent.",
    )


def test_niets_te_zeggen_is_niets_zeggen():
    assert leeftijden(["15_25", "25_45", "45_65", "45_65", "65_plus"]).zinnen == ()
    # A group so small that nobody of it is to be expected is not missing.
    bijna_geen = {"0_15": 1, "15_25": 1, "25_45": 33, "45_65": 33, "65_plus": 32}
    assert leeftijden(["25_45", "45_65", "65_plus", "25_45", "45_65"], bijna_geen).zinnen == ()


def test_zonder_cijfers_van_het_gebied_geen_vergelijking():
    beeld = leeftijden(["65_plus"] * 6, {})
    assert beeld.zinnen == () and not beeld.heeft_gebied
    assert leeftijden(["65_plus"] * 6, {"65_plus": 20}).heeft_gebied is False


def test_de_kans_is_die_van_loten():
    assert kans_op_minstens(0, 10, 0.2) == pytest.approx(1)
    assert kans_op_minstens(2, 2, 0.5) == pytest.approx(0.25)
    assert kans_op_minstens(3, 2, 0.5) == 0


codes = st.sampled_from(["", "onbekend", *NEDERLAND])


@given(st.lists(codes, max_size=25))
def test_de_aandelen_tellen_op_tot_honderd_of_zijn_er_niet(leden):
    beeld = leeftijden(leden)
    shares = [rij.leden for rij in beeld.rijen]
    if beeld.gegeven < MINSTENS:
        assert set(shares) == {None} and beeld.zinnen == ()
    else:
        assert sum(shares) == pytest.approx(100)
    assert beeld.gegeven <= beeld.aantal == len(leden)


@given(st.lists(codes, max_size=25))
def test_wat_ontbreekt_is_er_echt_niet(leden):
    zinnen = leeftijden(leden).zinnen
    for groep in LEEFTIJDSGROEPEN:
        ontbreekt = f"{groep.mensen} ontbreken." in zinnen
        assert not (ontbreekt and groep.codes & set(leden))


# With figures ---------------------------------------------------------------


@pytest.fixture
def g(db):
    g = maak_gemeente()
    g.plein, g.rand = maak_gebied("Plein", "buurt", g.dorp), maak_gebied("Rand", "buurt", g.dorp)
    return g


def zet_cijfers(gebied, jaar=2025, **waarden):
    for code, waarde in waarden.items():
        indicator, _ = Indicator.objects.get_or_create(code=code, defaults={"naam": code, "soort": "percentage"})
        Cijfer.objects.create(gebied=gebied, indicator=indicator, jaar=jaar, waarde=waarde, bron="proef")


def zet_leeftijden(gebied, inwoners, jaar=2025, **shares):
    zet_cijfers(gebied, jaar, inwoners=inwoners, **{f"aandeel_{c}": w for c, w in (NEDERLAND | shares).items()})


def leden(platform, *gegeven):
    platform.leden.all().delete()
    for nummer, (leeftijd, buurt) in enumerate(gegeven):
        platform.leden.create(naam=f"Lid {nummer}", leeftijd=leeftijd, buurt=buurt)
    return list(platform.leden.lopend().select_related("buurt"))


def test_het_laatste_jaar_waarvan_alles_bekend_is(g):
    zet_leeftijden(g.dorp, 1000, 2023)
    zet_leeftijden(g.dorp, 1000, 2024, **{"65_plus": 30})
    zet_cijfers(g.dorp, 2025, aandeel_65_plus=99)
    beeld = leeftijdsspiegel(g.platform, leden(g.platform, *[("25_45", None)] * 5))
    assert {rij.naam: rij.gebied for rij in beeld.rijen}["65 jaar of ouder"] == 30


def test_twee_gebieden_wegen_naar_inwoners(g):
    g.platform.gebieden.set([g.dorp, g.buurtschap])
    zet_leeftijden(g.dorp, 300, **{"65_plus": 20})
    zet_leeftijden(g.buurtschap, 100, **{"65_plus": 40})
    beeld = leeftijdsspiegel(g.platform, leden(g.platform, *[("25_45", None)] * 5))
    assert {rij.naam: rij.gebied for rij in beeld.rijen}["65 jaar of ouder"] == 25


def test_een_gebied_in_een_ander_telt_niet_dubbel(g):
    g.platform.gebieden.set([g.noord, g.dorp])
    assert [str(deel) for deel in deelgebieden(g.platform)] == ["Buurtschap", "Dorp"]


def test_zonder_cijfers_van_een_van_de_gebieden_geen_vergelijking(g):
    g.platform.gebieden.set([g.dorp, g.buurtschap])
    zet_leeftijden(g.dorp, 300)
    assert not leeftijdsspiegel(g.platform, leden(g.platform, *[("25_45", None)] * 5)).heeft_gebied


def test_spreiding_over_de_buurten(g, django_assert_num_queries):
    zet_cijfers(g.plein, inwoners=600)
    zet_cijfers(g.rand, inwoners=400)
    aanwezig = leden(g.platform, *[("", g.plein)] * 5, ("", None), ("", g.stad))
    with django_assert_num_queries(3):
        beeld = buurtspiegel(g.platform, aanwezig)
    assert (beeld.aantal, beeld.gegeven) == (7, 5)
    assert beeld.zinnen == ("Bewoners van Rand ontbreken.",)
    assert [(rij.naam, rij.leden, rij.gebied) for rij in beeld.rijen] == [("Plein", 100, 60), ("Rand", 0, 40)]


def test_zonder_delen_geen_spreiding(g):
    g.platform.gebieden.set([g.buurtschap])
    assert buurtspiegel(g.platform, []) is None


def test_wie_gestopt_is_telt_niet_mee(g):
    leden(g.platform, *[("65_plus", None)] * 6)
    g.platform.leden.update(van=date(2020, 1, 1), tot=date(2021, 1, 1))
    assert leeftijdsspiegel(g.platform, g.platform.leden.lopend()).aantal == 0
