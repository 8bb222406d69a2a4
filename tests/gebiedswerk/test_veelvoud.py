from hypothesis import given, settings
from hypothesis import strategies as st

from gebiedswerk.grafiek import Reeks
from gebiedswerk.grafiek.strook import Strook, stroken
from gebiedswerk.grafiek.veelvoud import veelvoud
from tests.gebiedswerk.tekening import SVG, assert_labels_kloppen, labels, ontleed

namen = st.text("abcdef gh", min_size=1, max_size=40).filter(str.strip)
getallen = st.integers(-500, 90_000) | st.floats(-50, 120).map(lambda getal: round(getal, 1))
punten = st.dictionaries(st.integers(2015, 2026), st.none() | getallen, max_size=6).map(lambda d: sorted(d.items()))
reeksen = st.lists(st.builds(Reeks, namen, punten, st.booleans()), max_size=9)


@settings(max_examples=40)
@given(reeksen, st.sampled_from(["", "%", "km"]), st.none() | st.builds(Reeks, namen, punten))
def test_veelvoud_houdt_alle_labels_binnen_en_uit_elkaar(rijen, eenheid, ernaast):
    assert_labels_kloppen(veelvoud(rijen, titel="t", eenheid=eenheid, ernaast=ernaast, breedte=620))


def test_veelvoud_is_op_een_schaal_met_een_gebied_in_nadruk():
    noord = Reeks("Noord", [(2022, 21.0), (2023, None), (2024, 24.5)], nadruk=True)
    zuid = Reeks("Zuid", [(2022, 30.0), (2024, 24.5)])
    svg = veelvoud([noord, zuid, Reeks("Leeg", [(2022, 1)])], titel="t", eenheid="%", breedte=620)
    wortel = ontleed(svg)
    tekst = [label[0] for label in labels(svg)]
    assert {"Noord", "Zuid", "21,0%", "24,5%", "30,0%"} <= set(tekst) and "Leeg" not in tekst
    laatste = [c.get("cy") for c in wortel.iter(f"{SVG}circle")][::2]
    assert len(laatste) == 2 and len(set(laatste)) == 1  # the same figure at the same height
    assert len(list(wortel.iter(f"{SVG}rect"))) == 1


@settings(max_examples=40)
@given(
    st.lists(
        st.builds(Strook, namen, getallen, st.lists(getallen, max_size=30), st.none() | getallen, st.just("%")),
        max_size=5,
    )
)
def test_stroken_houden_alle_labels_binnen_en_uit_elkaar(rijen):
    assert_labels_kloppen(stroken(rijen, titel="t", gebied="Noord", gemeente="Gemeente", breedte=620))


def test_strook_zegt_hoeveel_er_lager_zijn():
    svg = stroken([Strook("Groen", 12, [3, 15, 9], 10, "%")], titel="t", gebied="Noord", gemeente="Stad")
    assert ontleed(svg)[1].text == "Groen: Noord 12%; van 3 andere zijn er 2 lager"
