from itertools import pairwise

import pytest
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from gebiedswerk import kaartbeeld, svg
from gebiedswerk.grafiek import trend


@pytest.mark.parametrize(
    ("argumenten", "tekst"),
    [
        ((1234.5, 1), "1.234,5"),
        ((1234567,), "1.234.567"),
        ((12.25, 1, "%"), "12,3%"),
        ((-3.2, 1), "−3,2"),
        ((-0.01, 1), "0,0"),
        ((1500, 0, "€"), "€\xa01.500"),
        ((-1500, 0, "€"), "−€\xa01.500"),
        ((4, 0, "uur"), "4\xa0uur"),
        ((None,), "geen cijfer"),
    ],
)
def test_getal(argumenten, tekst):
    assert svg.getal(*argumenten) == tekst


def test_getal_met_plusteken():
    assert svg.getal(2, plusteken=True) == "+2"
    assert svg.getal(0, plusteken=True) == "0"


def contrast(kleur, ander="#ffffff"):
    def licht(kleur):
        delen = [int(kleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        lineair = [deel / 12.92 if deel <= 0.04045 else ((deel + 0.055) / 1.055) ** 2.4 for deel in delen]
        return 0.2126 * lineair[0] + 0.7152 * lineair[1] + 0.0722 * lineair[2]

    hoog, laag = sorted((licht(kleur), licht(ander)), reverse=True)
    return (hoog + 0.05) / (laag + 0.05)


@pytest.mark.parametrize("kleur", [svg.ACCENT, svg.ACCENT_ZACHT, svg.REFERENTIE, kaartbeeld.RAND])
def test_wat_betekenis_heeft_is_te_zien(kleur):
    assert contrast(kleur) >= 3


@pytest.mark.parametrize("kleur", [svg.INKT, svg.GEDEMPT, svg.REFERENTIE, *(kleur for kleur, _ in trend.LIJNSTIJLEN)])
def test_tekstkleuren_zijn_te_lezen(kleur):
    assert contrast(kleur) >= 4.5


@pytest.mark.parametrize("kleur", sorted(kaartbeeld.DONKER))
def test_witte_namen_zijn_te_lezen_op_donkere_vlakken(kleur):
    assert contrast(kleur) >= 3


@pytest.fixture(scope="module")
def lettermaten():
    maten = {}
    for vet, dikte in ((False, 400), (True, 700)):
        pad = finders.find(f"npm/@fontsource/noto-sans/files/noto-sans-latin-{dikte}-normal.woff2")
        if not pad:
            pytest.skip("node_modules ontbreekt")
        letters = TTFont(pad)
        breedtes = letters["hmtx"]
        maten[vet] = {chr(c): breedtes[g][0] / letters["head"].unitsPerEm for c, g in letters.getBestCmap().items()}
    return maten


@pytest.mark.parametrize("vet", [False, True])
@pytest.mark.parametrize(
    "tekst",
    ["Verspreide huizen", "WIM MEEMAALT", "€ 1.234.567,89", "−12,5%", "Jij bent ’s nachts", "WWWWW@@%%"],
)
def test_breedte_wordt_nooit_onderschat_en_niet_ver_overschat(lettermaten, tekst, vet):
    werkelijk = sum(lettermaten[vet][teken] for teken in tekst) * 13
    assert werkelijk <= svg.tekstbreedte(tekst, 13, vet=vet) <= werkelijk * 1.25


@given(st.text(), st.floats(20, 300), st.booleans())
def test_ingekorte_tekst_past(tekst, ruimte, vet):
    kort = svg.kort_in(tekst, ruimte, vet=vet)
    assert svg.tekstbreedte(kort, vet=vet) <= ruimte
    assert kort == tekst or kort.endswith("…")


@given(st.text(), st.floats(20, 300), st.integers(1, 4))
def test_afgebroken_tekst_past_en_verliest_alleen_het_einde(tekst, ruimte, regels):
    resultaat = svg.breek_af(tekst, ruimte, regels=regels)
    assert len(resultaat) <= regels
    assert all(svg.tekstbreedte(regel) <= ruimte for regel in resultaat)
    if not any(regel.endswith("…") for regel in resultaat):
        assert " ".join(resultaat) == " ".join(tekst.split())


@given(st.lists(st.floats(-50, 300), max_size=30))
def test_spreiden_houdt_afstand_grenzen_en_volgorde(plaatsen):
    nieuw = svg.spreid(plaatsen, 17, 10, 200)
    assert all(10 - 1e-6 <= plek <= 200 + 1e-6 for plek in nieuw)
    volgorde = sorted(range(len(plaatsen)), key=plaatsen.__getitem__)
    afstand = min(17, 190 / max(len(plaatsen) - 1, 1))
    for eerste, tweede in pairwise(volgorde):
        assert nieuw[tweede] - nieuw[eerste] >= afstand - 1e-6


def test_spreiden_laat_staan_wat_goed_staat():
    assert svg.spreid([20, 60, 100], 17, 10, 200) == [20, 60, 100]
