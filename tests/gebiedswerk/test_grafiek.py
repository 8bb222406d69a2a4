import importlib
import pkgutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedswerk import grafiek
from gebiedswerk.grafiek import Reeks, Staaf, Verschil, lijn, staven, verschil, vonk, voortgang
from tests.gebiedswerk.tekening import SVG, assert_labels_kloppen, labels, ontleed

namen = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), min_size=1, max_size=60).filter(str.strip)
cijfers = st.none() | st.integers(-5000, 50_000) | st.floats(-1000, 1000).map(lambda waarde: round(waarde, 2))
jaren = st.integers(1990, 2030)
eenheden = st.sampled_from(["", "%", "€", "per 1.000"])
reeksen = st.builds(
    Reeks,
    namen,
    st.dictionaries(jaren, cijfers, max_size=15).map(lambda punten: tuple(punten.items())),
    st.booleans(),
    st.booleans(),
)


def teksten(svg):
    return [label[0] for label in labels(svg)]


def van_soort(svg, naam, **attributen):
    return [
        deel
        for deel in ontleed(svg).iter(f"{SVG}{naam}")
        if all(deel.get(sleutel.replace("_", "-")) == waarde for sleutel, waarde in attributen.items())
    ]


@given(
    st.lists(reeksen, max_size=5),
    eenheden,
    st.none() | st.tuples(namen, st.integers(-100, 100)),
    st.booleans(),
    st.lists(jaren, max_size=3),
)
def test_lijn_houdt_alle_labels_binnen_en_uit_elkaar(rijen, eenheid, referentie, vanaf_nul, breuken):
    assert_labels_kloppen(
        lijn(rijen, titel="Trend", eenheid=eenheid, referentie=referentie, vanaf_nul=vanaf_nul, breuken=breuken)
    )


def test_lijn_noemt_de_breuk_en_een_stille_lijn_niet():
    rijen = [
        Reeks("Vuren", [(2017, 10), (2018, 11), (2019, 14), (2020, 15)]),
        Reeks("Tuil", [(2017, 40), (2020, 41)], stil=True),
    ]
    svg = lijn(rijen, titel="t", breuken=[2019, 2019, 1990])
    assert [tekst for tekst in teksten(svg) if "grenzen" in tekst] == ["andere grenzen vanaf 2019"]
    assert not any("Tuil" in tekst for tekst in teksten(svg))
    assert "40" in teksten(svg)  # the axis holds the quiet lines too
    assert len(van_soort(svg, "polyline")) == 2
    assert "grenzen" not in "".join(teksten(lijn(rijen, titel="t", breuken=[2017, 2021])))


@given(
    st.lists(st.builds(Staaf, namen, cijfers, st.booleans(), st.none() | st.integers(-50, 900)), max_size=12), eenheden
)
def test_staven_houden_alle_labels_binnen_en_uit_elkaar(rijen, eenheid):
    assert_labels_kloppen(staven(rijen, titel="Staven", eenheid=eenheid))


@given(st.lists(st.builds(Staaf, namen, cijfers), max_size=12), st.tuples(namen, st.integers(-50, 900)))
def test_staven_met_een_referentielijn(rijen, referentie):
    assert_labels_kloppen(staven(rijen, titel="Staven", referentie=referentie))


@given(st.lists(st.builds(Verschil, namen, cijfers, cijfers), max_size=12), eenheden, namen, namen)
def test_verschil_houdt_alle_labels_binnen_en_uit_elkaar(rijen, eenheid, gebied, gemeente):
    assert_labels_kloppen(verschil(rijen, titel="Verschil", eenheid=eenheid, gebied=gebied, gemeente=gemeente))


@given(st.lists(cijfers, max_size=40))
def test_vonk_heeft_geen_tekst_en_altijd_een_omschrijving(waarden):
    assert teksten(vonk(waarden, titel="Vonk")) == []


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_voortgang_past(deel, geheel):
    assert_labels_kloppen(voortgang(deel, geheel, titel="Voortgang"))


def test_lijn_heeft_een_gat_waar_het_cijfer_ontbreekt():
    reeks = Reeks("Vuren", [(2020, 1), (2021, 2), (2022, None), (2023, 4), (2024, 5)])
    assert len(van_soort(lijn([reeks], titel="t"), "polyline", fill="none", stroke_width="2.5")) == 2
    zonder_gat = Reeks("Vuren", [(2020, 1), (2021, 2), (2023, 4), (2024, 5)])
    assert len(van_soort(lijn([zonder_gat], titel="t"), "polyline", fill="none", stroke_width="2.5")) == 1


def test_lijn_zegt_naam_en_laatste_cijfer_en_het_jaar_als_dat_ouder_is():
    svg = lijn(
        [
            Reeks("Vuren", [(2016, 5.1), (2020, 5.4)], nadruk=True),
            Reeks("Gemeente", [(2016, 5), (2024, 5.55)]),
        ],
        titel="Rapportcijfer",
        referentie=("doel", 6),
    )
    assert {"5,4 (2020) Vuren", "5,6 Gemeente", "6,0 doel"} <= set(teksten(svg))


def test_lijnen_verschillen_niet_alleen_in_kleur():
    rijen = [Reeks(naam, [(2020, i), (2021, i)]) for i, naam in enumerate("abcde")]
    strepen = [deel.get("stroke-dasharray") for deel in van_soort(lijn(rijen, titel="t"), "polyline", fill="none")]
    assert len(set(strepen)) == len(strepen) == 5


def test_ontbrekend_is_geen_nul():
    svg = staven([Staaf("Vuren", None), Staaf("Haaften", 0), Staaf("Tuil", 3)], titel="t")
    assert {"geen cijfer", "0", "3"} <= set(teksten(svg))
    assert len(van_soort(svg, "rect", height="16")) == 2


def test_staaf_is_zo_lang_als_zijn_cijfer():
    klein, groot = van_soort(staven([Staaf("a", 10), Staaf("b", 30)], titel="t"), "rect", height="16")
    assert float(groot.get("width")) == pytest.approx(3 * float(klein.get("width")), abs=0.2)


def test_verschil_tussen_percentages_is_in_punten():
    rijen = teksten(verschil([Verschil("Rookt", 12, 17.5), Verschil("Sport", 48, None)], titel="t", eenheid="%"))
    assert "−5,5" in rijen
    assert "–" in rijen


def test_voortgang_is_niet_langer_dan_het_geheel():
    vol, te_veel = voortgang(8, 8, titel="t"), voortgang(12, 8, titel="t")
    assert "12 van 8" in teksten(te_veel)
    for svg in (vol, te_veel):
        spoor, balk = van_soort(svg, "rect")
        assert float(balk.get("width")) <= float(spoor.get("width")) + 1


@pytest.mark.parametrize("svg", [lijn([], titel="t"), staven([], titel="t"), verschil([], titel="t")])
def test_zonder_cijfers_staat_dat_er(svg):
    assert teksten(svg) == ["Er zijn nog geen cijfers."]


def test_namen_met_tekens_van_html_doen_geen_kwaad():
    svg = staven([Staaf("<script>alert('&')</script>", 3)], titel='"><b>')
    assert "<script" not in svg
    ontleed(svg)


def test_twee_gelijke_grafieken_op_een_pagina_delen_geen_id():
    samen = lijn([], titel="t") + lijn([], titel="t")
    kenmerken = [deel.split('"')[0] for deel in samen.split(' id="')[1:]]
    assert len(kenmerken) == len(set(kenmerken)) == 4


def test_geen_bestand_heet_als_een_grafiek():
    """Whoever imports such a file puts it in the place of the chart, for everybody who comes after."""
    for bestand in pkgutil.iter_modules(grafiek.__path__):
        importlib.import_module(f"gebiedswerk.grafiek.{bestand.name}")
    assert all(callable(getattr(grafiek, naam)) for naam in grafiek.__all__)
