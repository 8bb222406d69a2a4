from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gebieden.cijfers.publiceren import GEHEIM, KLEIN, afscherming, als_deelcijfer, in_woorden, scherm_af
from gebieden.indeling.doorlopend import Tijdreeks
from gebieden.models import Cijfer, GeheimCijfer, Indicator
from tests.gebieden.factories import maak_gemeente


def telling(waarden):
    return {gebied: als_deelcijfer("telling", waarde) for gebied, waarde in waarden.items()}


# The rule on a small tree -------------------------------------------------------------

PLAT = {"stad": [["a", "b", "c", "d"]]}


@pytest.mark.parametrize(
    "waarden, drempel, weg",
    [
        ({"stad": 100, "a": 30, "b": 30, "c": 30, "d": 10}, 10, ""),  # at the threshold is large enough
        ({"stad": 99, "a": 40, "b": 20, "c": 30, "d": 9}, 10, "bd"),  # the next smallest part goes too
        ({"stad": 99, "a": 40, "b": 20, "c": 30, "d": 9}, 0, ""),  # all are published
        ({"stad": 90, "a": 60, "b": 30, "c": 0, "d": 0}, 10, ""),  # a zero is shown
        ({"stad": 52, "a": 30, "b": 20, "c": 1, "d": 1}, 5, "bcd"),  # two ones would be read from their sum
        ({"stad": 56, "a": 30, "b": 20, "c": 3, "d": 3}, 5, "cd"),
        ({"a": 40, "b": 20, "c": 30, "d": 9}, 10, "d"),  # no total, so nothing to subtract from
        ({"stad": 99, "a": 40, "c": 30, "d": 9}, 10, "d"),  # a part is missing: nobody can subtract
        ({"stad": 30, "a": 30, "b": 0, "c": 0, "d": 0}, 10, ""),
    ],
)
def test_te_kleine_tellingen(waarden, drempel, weg):
    assert scherm_af(PLAT, telling(waarden), drempel=drempel) == set(weg)


def test_een_totaal_met_een_enkel_deel_gaat_mee():
    assert scherm_af({"stad": [["a"]]}, telling({"stad": 12, "a": 12}), geheim={"a"}) == {"stad", "a"}


def test_een_verborgen_totaal_is_niet_uit_zijn_delen_op_te_tellen():
    waarden = telling({"stad": 50, "a": 30, "b": 20})
    assert scherm_af({"stad": [["a", "b"]]}, waarden, geheim={"stad"}) == {"stad", "b"}


def test_wat_bij_het_ene_deel_hoort_werkt_door_naar_boven_en_beneden():
    kinderen = {"stad": [["noord", "zuid"]], "noord": [["a", "b"]], "zuid": [["c", "d"]]}
    waarden = telling({"stad": 90, "noord": 33, "zuid": 57, "a": 3, "b": 30, "c": 27, "d": 30})
    assert scherm_af(kinderen, waarden, drempel=5) == {"a", "b"}
    assert scherm_af(kinderen, waarden, drempel=5, geheim={"noord"}) == {"a", "noord", "zuid", "c"}


def test_een_deel_zonder_eigen_cijfer_wordt_vervangen_door_zijn_delen():
    kinderen = {"stad": [["noord", "zuid"]], "noord": [["a", "b"]]}
    waarden = telling({"stad": 53, "zuid": 20, "a": 3, "b": 30})
    assert scherm_af(kinderen, waarden, drempel=5) == {"a", "zuid"}


def test_een_leeg_deel_zonder_cijfer_verbergt_niets():
    waarden = telling({"stad": 43, "a": 40, "b": 3})
    kinderen = {"stad": [["a", "b", "c"]]}
    assert scherm_af(kinderen, waarden, drempel=5) == {"b"}
    assert scherm_af(kinderen, waarden, drempel=5, leeg={"c"}) == {"a", "b"}


@pytest.mark.parametrize(
    "soort, waarde, basis, heeft_basis, is_klein",
    [
        ("percentage", 10, 90, True, True),  # nine people
        ("percentage", 10, 100, True, False),  # ten people
        ("percentage", 0, 100, True, False),
        ("percentage", 0, 9, True, True),  # of nine people
        ("percentage", 0, 0, True, False),  # of nobody
        ("percentage", 10, None, True, True),  # nobody knows of how many
        ("percentage", 10, None, False, False),  # an estimate of its publisher
        ("gemiddelde", 2.1, 9, True, True),
        ("gemiddelde", -3.5, 10, True, False),
        ("telling", 9, None, False, True),
        ("telling", 0, None, False, False),
    ],
)
def test_over_hoeveel_mensen_het_gaat(soort, waarde, basis, heeft_basis, is_klein):
    assert als_deelcijfer(soort, waarde, basis, heeft_basis=heeft_basis).is_klein(10) is is_klein
    assert not als_deelcijfer(soort, waarde, basis, heeft_basis=heeft_basis).is_klein(0)


# Any tree: what is suppressed cannot be worked out -------------------------------------


@st.composite
def bomen(draw):
    """Areas 0…n, the first the whole; every total is the sum of its parts; some are missing, some are secret."""
    aantal = draw(st.integers(1, 14))
    ouder = {i: draw(st.integers(0, i - 1)) for i in range(1, aantal)}
    kinderen = {}
    for kind, ouder_ in ouder.items():
        kinderen.setdefault(ouder_, [[]])[0].append(kind)
    waarden = {}
    for i in reversed(range(aantal)):
        delen = kinderen.get(i)
        waarden[i] = sum(waarden[d] for d in delen[0]) if delen else draw(st.integers(0, 3) | st.integers(0, 60))
    weg = draw(st.sets(st.integers(0, aantal - 1), max_size=3))
    geheim = draw(st.sets(st.integers(0, aantal - 1), max_size=2))
    return kinderen, {i: w for i, w in waarden.items() if i not in weg}, geheim


def is_te_berekenen(doel, kinderen, getoond, alle):
    """Whether the sums of the tree and the figures that are shown fix the figure of ``doel``: plain elimination."""
    onbekend = [i for i in alle if i not in getoond]
    rijen = []
    for totaal, groepen in kinderen.items():
        for delen in groepen:
            rij = [Fraction(0)] * len(onbekend)
            for gebied, teken in [(totaal, -1), *((deel, 1) for deel in delen)]:
                if gebied not in getoond:
                    rij[onbekend.index(gebied)] += teken
            rijen.append(rij)
    doelrij = [Fraction(int(i == doel)) for i in onbekend]
    return rang([*rijen, doelrij]) == rang(rijen)


def rang(rijen):
    rijen, gevonden = [list(rij) for rij in rijen], 0
    for kolom in range(len(rijen[0]) if rijen else 0):
        spil = next((r for r in range(gevonden, len(rijen)) if rijen[r][kolom]), None)
        if spil is None:
            continue
        rijen[gevonden], rijen[spil] = rijen[spil], rijen[gevonden]
        for r in range(gevonden + 1, len(rijen)):
            factor = rijen[r][kolom] / rijen[gevonden][kolom]
            rijen[r] = [a - factor * b for a, b in zip(rijen[r], rijen[gevonden], strict=True)]
        gevonden += 1
    return gevonden


@settings(max_examples=150)
@given(bomen(), st.integers(0, 12))
def test_niets_wat_is_afgeschermd_is_uit_te_rekenen(boom, drempel):
    kinderen, waarden, geheim = boom
    weg = scherm_af(kinderen, telling(waarden), drempel=drempel, geheim=geheim)
    alle = {0, *waarden, *(d for groepen in kinderen.values() for delen in groepen for d in delen)}
    getoond = set(waarden) - weg
    klein = {i for i, waarde in waarden.items() if 0 < waarde < drempel}
    assert klein | geheim <= weg
    assert weg <= alle
    for gebied in weg:
        assert not is_te_berekenen(gebied, kinderen, getoond, alle)
    if not klein | geheim:
        assert weg == set()


@given(bomen(), st.integers(2, 12))
def test_wat_een_getoond_totaal_verbergt_is_samen_niet_kleiner_dan_de_drempel(boom, drempel):
    kinderen, waarden, _geheim = boom
    weg = scherm_af(kinderen, telling(waarden), drempel=drempel)
    for totaal, [delen] in kinderen.items():
        if totaal in waarden and totaal not in weg and all(d in waarden for d in delen) and weg & set(delen):
            assert sum(waarden[d] for d in delen if d in weg) >= drempel


@given(bomen(), st.integers(0, 12))
def test_de_volgorde_van_de_cijfers_maakt_niet_uit(boom, drempel):
    kinderen, waarden, geheim = boom
    omgekeerd = dict(reversed(waarden.items()))
    assert scherm_af(kinderen, telling(waarden), drempel=drempel, geheim=geheim) == scherm_af(
        kinderen, telling(omgekeerd), drempel=drempel, geheim=geheim
    )


# From the database --------------------------------------------------------------------


@pytest.fixture
def g(db):
    return maak_gemeente()


def maak_indicator(code, soort="telling", **velden):
    return Indicator.objects.create(code=code, naam=code.capitalize(), soort=soort, **velden)


def zet(indicator, jaar, **waarden):
    for gebied, waarde in waarden.items():
        Cijfer.objects.create(gebied=waarde[0], indicator=indicator, jaar=jaar, waarde=waarde[1], bron=gebied)


def test_afscherming_van_een_telling_met_drempel(g):
    i = maak_indicator("meldingen", drempel=10)
    zet(i, 2024, a=(g.gemeente, 60), b=(g.noord, 44), c=(g.zuid, 16), d=(g.dorp, 4), e=(g.buurtschap, 40))
    zet(i, 2023, a=(g.dorp, 14))
    verborgen = afscherming([i])
    assert set(verborgen.redenen) == {(g.dorp.pk, i.pk, 2024), (g.buurtschap.pk, i.pk, 2024)}
    # Which of the two is the small one is not said.
    assert verborgen.tekst(g.dorp.pk, i, 2024) == verborgen.tekst(g.buurtschap.pk, i, 2024) == "te klein om te tonen"
    assert verborgen.tekst(g.dorp.pk, i, 2023) == ""
    [zin] = verborgen.uitleg([i])
    assert "minder dan 10" in zin


def test_percentage_weegt_met_zijn_basis_van_hetzelfde_jaar(g):
    inwoners = maak_indicator("inwoners")
    i = maak_indicator("bijstand", "percentage", basis=inwoners, drempel=10)
    zet(inwoners, 2024, a=(g.dorp, 300), b=(g.buurtschap, 80))
    zet(i, 2024, a=(g.dorp, 5), b=(g.buurtschap, 5), c=(g.stad, 5))
    assert afscherming([i]).redenen == {
        (g.buurtschap.pk, i.pk, 2024): KLEIN,
        (g.stad.pk, i.pk, 2024): KLEIN,  # nobody knows of how many
    }


def test_geheim_cijfer_zonder_rij_en_wat_het_zou_verraden(g):
    i = maak_indicator("uitkeringen")
    GeheimCijfer.objects.create(gebied=g.dorp, indicator=i, jaar=2024, bron="b")
    zet(i, 2024, a=(g.noord, 50), b=(g.buurtschap, 40))
    verborgen = afscherming([i], {2024})
    assert verborgen.redenen == {(g.dorp.pk, i.pk, 2024): GEHEIM, (g.buurtschap.pk, i.pk, 2024): GEHEIM}
    assert verborgen.tekst(g.dorp.pk, i, 2024) == in_woorden(GEHEIM)
    assert afscherming([i], {2023}).redenen == {}


def test_opgeheven_deel_telt_apart(g):
    i = maak_indicator("meldingen", drempel=10)
    g.dorp.is_actief = False
    g.dorp.save()
    zet(i, 2018, a=(g.noord, 50), b=(g.dorp, 50), c=(g.buurtschap, 46))
    assert afscherming([i]).redenen == {}
    Cijfer.objects.filter(gebied=g.buurtschap).update(waarde=4)
    assert (g.buurtschap.pk, i.pk, 2018) in afscherming([i]).redenen


def test_hoogstens_drie_vragen_aan_de_database(g, django_assert_num_queries):
    vrij = [maak_indicator(f"vrij{n}") for n in range(3)]
    met = [maak_indicator(f"met{n}", drempel=5) for n in range(3)]
    for i in [*vrij, *met]:
        for jaar in (2022, 2023, 2024):
            zet(i, jaar, a=(g.dorp, 3), b=(g.noord, 40))
    with django_assert_num_queries(1):
        assert afscherming(vrij).redenen == {}
    with django_assert_num_queries(3):
        assert len(afscherming([*vrij, *met]).redenen) == 9
    with django_assert_num_queries(0):
        afscherming([])


def test_een_jaar_uit_andere_gebieden_is_afgeschermd_als_daar_iets_is_afgeschermd(g):
    i = maak_indicator("meldingen", drempel=10)
    zet(i, 2021, a=(g.dorp, 4))
    GeheimCijfer.objects.create(gebied=g.stad, indicator=i, jaar=2019, bron="b")
    verborgen = afscherming([i])
    reeks = Tijdreeks(punten=((2020, 30), (2021, 34), (2022, 35)), overgenomen=(2020, 2021))
    assert verborgen.jaren(g.stad.pk, i.pk, reeks) == {2019, 2021}
    assert verborgen.jaren(g.stad.pk, i.pk, Tijdreeks(punten=((2021, 34),))) == {2019}
    assert verborgen.jaren(g.stad.pk, i.pk + 1, reeks) == set()
