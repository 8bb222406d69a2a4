"""Figures add up along the tree: counts add, percentages weigh, missing stays missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebieden.cijfers.optellen import bereken, tel_op, tel_samen, weeg_samen
from gebieden.models import Cijfer, Indicator

from .factories import maak_gebied, maak_gemeente

DEEL = st.tuples(st.integers(0, 5000), st.integers(0, 5000)).map(lambda t: (max(t), min(t)))


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**4)), min_size=1))
def test_tellingen_tellen_op(delen):
    assert tel_samen(delen) == sum(waarde for waarde, _ in delen)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 100)), min_size=1), st.data())
def test_een_ontbrekend_deel_geeft_geen_totaal(delen, data):
    plek = data.draw(st.integers(0, len(delen) - 1))
    met_gat = [(None, gewicht) if n == plek else (waarde, gewicht) for n, (waarde, gewicht) in enumerate(delen)]
    assert tel_samen(met_gat) is None
    assert weeg_samen(met_gat) is None


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 100)), min_size=1))
def test_een_ontbrekend_deel_zonder_inwoners_telt_niet_mee(delen):
    assert tel_samen([*delen, (None, 0)]) == tel_samen(delen)
    assert weeg_samen([*delen, (None, 0)]) == weeg_samen(delen)


@given(st.lists(DEEL, min_size=1))
def test_het_gewogen_percentage_is_dat_van_het_geheel(delen):
    """Shares weighed by their base give the share that counting everybody at once would give."""
    total, part = (sum(kolom) for kolom in zip(*delen, strict=True))
    weighed = weeg_samen([(100 * deel / geheel if geheel else None, geheel) for geheel, deel in delen])
    assert weighed == (pytest.approx(100 * part / total) if total else None)


@given(st.lists(st.tuples(st.floats(0, 100), st.integers(0, 1000)), min_size=1))
def test_een_gemiddelde_ligt_tussen_de_delen(delen):
    weighed = weeg_samen(delen)
    counting = [waarde for waarde, gewicht in delen if gewicht]
    if counting:
        assert min(counting) - 1e-9 <= weighed <= max(counting) + 1e-9
    else:
        assert weighed is None


def test_een_eigen_cijfer_wint_van_de_som():
    kinderen = {"gemeente": ["noord", "zuid"], "noord": ["a", "b"]}
    volgorde = ["noord", "gemeente"]
    inwoners = {"a": 100, "b": 300, "zuid": 600, "gemeente": 1010}
    assert bereken(kinderen, volgorde, "telling", inwoners) == {"noord": 400}
    assert bereken(kinderen, volgorde, "percentage", {"a": 10, "b": 30}, inwoners) == {"noord": 25}
    assert bereken(kinderen, volgorde, "telling", {"a": 40}, inwoners) == {}


def test_zonder_een_enkel_cijfer_is_er_geen_nul():
    kinderen, inwoners = {"noord": ["a", "b"]}, {"a": 0, "b": 0}
    assert bereken(kinderen, ["noord"], "telling", inwoners) == {"noord": 0}
    assert bereken(kinderen, ["noord"], "telling", {}, inwoners) == {}


@pytest.fixture
def g(db):
    return maak_gemeente()


def zet(gebied, indicator, waarde, **velden):
    return Cijfer.objects.create(gebied=gebied, indicator=indicator, jaar=2020, waarde=waarde, bron="CBS", **velden)


def test_tel_op_bewaart_sommen_en_is_herhaalbaar(g):
    inwoners = Indicator.objects.create(code="inwoners", naam="Inwoners", thema="wonen", soort="telling")
    ouderen = Indicator.objects.create(
        code="ouderen", naam="Ouderen", thema="zorg", soort="percentage", basis=inwoners, eenheid="%"
    )
    zet(g.dorp, inwoners, 100)
    zet(g.buurtschap, inwoners, 300, is_voorbeeld=True)
    zet(g.dorp, ouderen, 10)
    zet(g.buurtschap, ouderen, 30)
    verslag = tel_op(2020)
    assert [(r.waar, r.uitkomst) for r in verslag.regels] == [("Noord", "nieuw")]
    som = Cijfer.objects.get(gebied=g.noord, indicator=inwoners)
    assert (som.waarde, som.is_berekend, som.is_voorbeeld, som.bron) == (400, True, True, "CBS")
    assert Cijfer.objects.get(gebied=g.noord, indicator=ouderen).waarde == 25
    # Zuid has no figure, so the municipality gets none either: missing is not zero.
    assert not Cijfer.objects.filter(gebied=g.gemeente).exists()

    assert {r.uitkomst for r in tel_op(2020).regels} == {"ongewijzigd"}
    Cijfer.objects.filter(gebied=g.dorp, indicator=inwoners).update(waarde=200)
    assert {r.uitkomst for r in tel_op(2020).regels} == {"gewijzigd"}
    assert Cijfer.objects.get(gebied=g.noord, indicator=inwoners).waarde == 500


def test_tel_op_raakt_eigen_cijfers_en_andere_jaren_niet(g):
    inwoners = Indicator.objects.create(code="inwoners", naam="Inwoners", thema="wonen", soort="telling")
    zet(g.dorp, inwoners, 100)
    zet(g.buurtschap, inwoners, 300)
    eigen = zet(g.noord, inwoners, 395)
    tel_op(2020)
    tel_op(2021)
    eigen.refresh_from_db()
    assert (eigen.waarde, eigen.is_berekend) == (395, False)
    assert Cijfer.objects.count() == 3


@pytest.mark.django_db
def test_een_kern_waar_nog_geen_buurt_in_ligt_houdt_het_totaal_van_de_buurten_ernaast_niet_tegen():
    g = maak_gemeente()
    wijk = maak_gebied("Wijk 1", "gebied", g.gemeente)
    maak_gebied("Subwijk 1", "kern", wijk)
    misdrijven, _ = Indicator.objects.get_or_create(code="geteld", defaults={"naam": "Geteld", "soort": "telling"})
    for n, waarde in enumerate((3, 4)):
        buurt = maak_gebied(f"Buurt {n}", "buurt", wijk)
        Cijfer.objects.create(gebied=buurt, indicator=misdrijven, jaar=2025, waarde=waarde, bron="politie")
    tel_op(2025)
    assert Cijfer.objects.get(gebied=wijk, indicator=misdrijven, jaar=2025).waarde == 7
