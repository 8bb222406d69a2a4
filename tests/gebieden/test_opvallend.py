"""What stands out: said with a sentence and a reason, and silent when nothing does."""

import random
from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebieden.cijfers.opvallend import Meting, _keer, opvallend, opvallend_uit
from gebieden.models import Cijfer, Indicator

from .factories import maak_gemeente

OUDEREN = Meting(
    code="aandeel_65_plus",
    naam="Inwoners van 65 jaar of ouder",
    thema="zorg",
    soort="percentage",
    zin="is {waarde} van de inwoners 65 jaar of ouder",
    eenheid="%",
    waarde=31,
    basis=1880,
    basis_naam="inwoners",
    gemeente=19,
    gemeente_basis=51128,
)
AFSTAND = Meting(
    code="afstand",
    naam="Afstand",
    thema="zorg",
    soort="gemiddelde",
    eenheid="km",
    decimalen=1,
    richting=-1,
    waarde=4.2,
    gemeente=1.1,
    buren=(0.8, 0.9, 1.0, 1.0, 1.1, 1.2, 1.3, 1.4, 4.2),
)
INWONERS = Meting(
    code="inwoners",
    naam="Inwoners",
    thema="wonen",
    soort="telling",
    zin="wonen {waarde} mensen",
    eenheid="inwoners",
    waarde=2400,
    vorige=2000,
    vorig_jaar=2019,
)


def test_de_zin_kan_worden_voorgelezen():
    [gevonden] = opvallend_uit("Vuren", [OUDEREN])
    assert gevonden.zin == "In Vuren is 31% van de inwoners 65 jaar of ouder; in de hele gemeente is dat 19%."
    assert gevonden.reden == (
        "Het verschil is groter dan toeval en afronding kunnen verklaren "
        "(kans kleiner dan 1 op 1.000, gemeten over 1.880 inwoners)."
    )
    assert gevonden.is_hoger and gevonden.is_gunstig is None and gevonden.tegen == "gemeente"


def test_een_gemiddelde_wordt_vergeleken_met_de_gebieden_ernaast():
    [gevonden] = opvallend_uit("Vuren", [AFSTAND])
    assert gevonden.zin == "In Vuren is 4,2 km; in de hele gemeente is dat 1,1 km."
    assert "9 gebieden op hetzelfde niveau" in gevonden.reden
    assert gevonden.is_gunstig is False


@pytest.mark.parametrize(("z", "woorden"), [(3.25, "3,3"), (3.2, "3,2"), (10, "10,0"), (42.5, "meer dan 10")])
def test_hoeveel_keer_de_spreiding_is_een_getal_dat_iets_zegt(z, woorden):
    assert _keer(z) == woorden


def test_groei_tegen_het_eigen_verleden():
    [gevonden] = opvallend_uit("Vuren", [INWONERS])
    assert gevonden.zin == "In Vuren wonen 2.400 mensen; in 2019 was dat 2.000."
    assert gevonden.tegen == "verleden" and gevonden.jaar_vergelijking == 2019


@pytest.mark.parametrize(
    "meting",
    [
        replace(OUDEREN, waarde=19),  # nothing to see
        replace(OUDEREN, waarde=22),  # beyond chance, but too small to be worth saying
        replace(OUDEREN, basis=40),  # too few people
        replace(OUDEREN, waarde=31, basis=60),  # could be chance
        replace(OUDEREN, basis=None),
        replace(OUDEREN, gemeente=None),
        replace(OUDEREN, gemeente_basis=1880),  # the area is the municipality
        replace(AFSTAND, waarde=1.3),
        replace(AFSTAND, buren=(1.0, 1.1, 4.2)),  # too few areas to know what is normal
        replace(INWONERS, waarde=2010),
        replace(INWONERS, vorige=None),
        replace(INWONERS, waarde=60, vorige=50),
    ],
)
def test_zwijgt_als_er_niets_opvalt(meting):
    assert opvallend_uit("Vuren", [meting]) == []


@given(st.integers(10, 400), st.integers(1, 9))
def test_afronding_alleen_valt_nooit_op(groep, per_tiende):
    """The area is exactly like the rest; only the rounding to five makes its share differ."""
    deel, geheel = groep * per_tiende, groep * 10
    afgerond = Meting(
        "x",
        "X",
        "zorg",
        "percentage",
        waarde=min(100, 100 * (5 * round(deel / 5)) / (5 * round(geheel / 5))),
        basis=5 * round(geheel / 5),
        gemeente=10 * per_tiende,
        gemeente_basis=100_000,
    )
    assert opvallend_uit("Vuren", [afgerond]) == []


@given(
    st.floats(0, 100),
    st.floats(0, 100),
    st.integers(0, 60_000),
    st.integers(0, 60_000),
    st.one_of(st.none(), st.floats(0, 100)),
    st.integers(1, 30),
)
def test_elk_mogelijk_cijfer_geeft_een_eerlijk_antwoord(waarde, gemeente, basis, rest, vorige, delen):
    meting = replace(
        OUDEREN,
        waarde=waarde,
        gemeente=gemeente,
        basis=basis,
        gemeente_basis=basis + rest,
        vorige=vorige,
        vorige_basis=basis,
        vorig_jaar=2019,
        delen=delen,
    )
    gevonden = opvallend_uit("Vuren", [meting])
    assert [g.z for g in gevonden] == sorted((g.z for g in gevonden), reverse=True)
    for g in gevonden:
        assert g.is_hoger == (g.waarde > g.vergelijking)
        assert round(g.waarde) != round(g.vergelijking)
        assert basis >= 50 and 0 <= g.kans <= 0.05
        assert g.zin.startswith("In Vuren ") and g.zin.endswith(".")


@given(st.floats(20, 60), st.floats(0, 30))
def test_een_groter_verschil_valt_niet_minder_op(waarde, erbij):
    klein = opvallend_uit("Vuren", [replace(OUDEREN, waarde=waarde)])
    groot = opvallend_uit("Vuren", [replace(OUDEREN, waarde=waarde + erbij)])
    assert len(groot) >= len(klein)


def test_toeval_alleen_valt_zelden_op():
    """Two hundred areas drawn from one and the same municipality, thirty figures each."""
    dice = random.Random(20201)
    loud = 0
    for _ in range(200):
        metingen = []
        for n in range(30):
            share, people = dice.uniform(0.05, 0.5), dice.randrange(300, 3000)
            hits = min(people, max(0, round(dice.gauss(people * share, sqrt(people * share * (1 - share))))))
            metingen.append(
                replace(OUDEREN, code=str(n), waarde=100 * hits / people, basis=people, gemeente=100 * share)
            )
        loud += bool(opvallend_uit("Vuren", metingen))
    assert loud <= 10


@pytest.mark.django_db
def test_leest_de_cijfers_in_drie_vragen(django_assert_num_queries):
    g = maak_gemeente()
    inwoners = Indicator.objects.create(code="inwoners", naam="Inwoners", thema="wonen", soort="telling")
    ouderen = Indicator.objects.create(
        code="ouderen", naam="Ouderen", thema="zorg", soort="percentage", basis=inwoners, eenheid="%", zin="{waarde}"
    )
    for gebied, aantal, deel in ((g.gemeente, 50_000, 20), (g.dorp, 2000, 35), (g.stad, 9000, 20)):
        Cijfer.objects.create(gebied=gebied, indicator=inwoners, jaar=2020, waarde=aantal, bron="test")
        Cijfer.objects.create(gebied=gebied, indicator=ouderen, jaar=2020, waarde=deel, bron="test")
    Cijfer.objects.create(gebied=g.dorp, indicator=inwoners, jaar=2017, waarde=1500, bron="test")
    with django_assert_num_queries(3):
        gevonden = opvallend(g.dorp, 2020)
    assert {(o.code, o.tegen) for o in gevonden} == {("ouderen", "gemeente"), ("inwoners", "verleden")}
    assert opvallend(g.stad, 2020) == []
    assert opvallend(g.gemeente, 2020) == []
    assert opvallend(g.dorp, 2019) == []
