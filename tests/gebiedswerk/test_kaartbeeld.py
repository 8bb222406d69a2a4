import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedswerk.kaartbeeld import KLASSEN, Punt, Vlak, kaart, leg_neer
from gebiedswerk.kaartbeeld.klassen import deel_in, rond_tussen
from gebiedswerk.kaartbeeld.kleuring import OMGEVING
from gebiedswerk.kaartbeeld.meetkunde import FIJNHEID, binnenpunt, oppervlakte, ringen_van, vereenvoudig
from tests.gebiedswerk.rapport import KERNEN, vlakken
from tests.gebiedswerk.tekening import SVG, assert_labels_kloppen, labels, ontleed

coordinaten = st.tuples(st.floats(3.3, 7.2), st.floats(50.7, 53.6))
ringen = st.lists(coordinaten, min_size=3, max_size=12).map(lambda punten: [*punten, punten[0]])
namen = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=30)
cijfers = st.none() | st.integers(-500, 50_000) | st.floats(0, 100)
willekeurige_vlakken = st.builds(
    Vlak,
    namen,
    ringen.map(lambda ring: {"type": "Polygon", "coordinates": [ring]}),
    cijfers,
    st.booleans(),
    st.booleans(),
)
willekeurige_punten = st.builds(lambda naam, plaats: Punt(naam, *plaats), namen, coordinaten)


def paden(svg):
    return [deel for deel in ontleed(svg).iter(f"{SVG}path") if deel.get("fill-rule")]


def teksten(svg):
    return [label[0] for label in labels(svg)]


@given(
    st.lists(willekeurige_vlakken, max_size=8), st.lists(willekeurige_punten, max_size=6), st.booleans(), st.booleans()
)
def test_namen_vallen_binnen_de_kaart_en_niet_over_elkaar(gebieden, punten, zoom, nummers):
    assert_labels_kloppen(kaart(gebieden, punten, titel="Kaart", zoom=zoom, nummers=nummers))


@given(st.lists(willekeurige_vlakken, min_size=1, max_size=8), st.lists(willekeurige_punten, max_size=6))
def test_kleine_kaart_heeft_geen_tekst(gebieden, punten):
    assert teksten(kaart(gebieden, punten, titel="Kaart", klein=True)) == []


def test_aangewezen_gebied_ligt_bovenop_en_heeft_een_dikkere_rand():
    delen = paden(kaart(vlakken("Herwijnen"), titel="Ligging"))
    assert len(delen) == len(KERNEN)
    breedtes = [float(deel.get("stroke-width")) for deel in delen]
    assert breedtes[-1] > max(breedtes[:-1])
    assert len({deel.get("fill") for deel in delen}) == 2


def test_kleurkaart_heeft_vijf_klassen_en_zegt_wat_ontbreekt():
    svg = kaart(vlakken(waarden=[812, 1930, 2400, None, 990, 1210, 760, 1500, 430]), titel="Inwoners")
    kleuren = [deel.get("fill") for deel in paden(svg)]
    assert set(kleuren) - set(KLASSEN) == {kleur for kleur in kleuren if kleur.startswith("url(#")}
    assert set(KLASSEN) <= set(kleuren)
    assert sum(kleur.startswith("url(#") for kleur in kleuren) == 1
    legenda = teksten(svg)
    assert [tekst for tekst in legenda if "(" in tekst] == [
        "minder dan 800 (2)",
        "800 tot 900 (1)",
        "900 tot 1.500 (2)",
        "1.500 tot 1.600 (1)",
        "1.600 en meer (2)",
        "geen cijfer (1)",
    ]


def test_hoger_cijfer_nooit_lichter():
    waarden = [5, 9, 1, 3, 7, 2, 8, 4, 6]
    gebieden = vlakken(None, waarden)
    kleuren = [KLASSEN.index(deel.get("fill")) for deel in paden(kaart(gebieden, titel="t"))]
    op_volgorde = [kleur for _, kleur in sorted(zip(waarden, kleuren, strict=True))]
    assert op_volgorde == sorted(op_volgorde)


def test_gelijke_cijfers_delen_een_klasse():
    assert len({deel.get("fill") for deel in paden(kaart(vlakken(None, [7] * 9), titel="t"))}) == 1


# Classes


@given(st.lists(st.floats(-1e6, 1e6) | st.integers(-50, 50), max_size=70), st.integers(0, 2), st.integers(1, 6))
def test_klassen_delen_alle_gebieden_in(waarden, decimalen, meeste):
    klassen = deel_in(waarden, decimalen, meeste)
    verschillend = len({round(waarde * 10**decimalen) for waarde in waarden})
    assert sum(klassen.aantallen) == len(waarden)
    assert all(klassen.aantallen)
    assert len(klassen.aantallen) <= meeste
    assert bool(klassen.aantallen) == bool(waarden)
    assert len(klassen.aantallen) == len(klassen.grenzen) + bool(waarden) == len(klassen.namen("%"))
    assert len(klassen.aantallen) >= min(meeste, verschillend) - 1
    assert list(klassen.grenzen) == sorted(set(klassen.grenzen))
    op_volgorde = [klassen.nummer(waarde) for waarde in sorted(waarden)]
    assert op_volgorde == sorted(op_volgorde)
    assert [op_volgorde.count(n) for n in range(len(klassen.aantallen))] == list(klassen.aantallen)


@given(st.lists(st.integers(0, 10**6), min_size=10, max_size=70, unique=True))
def test_vijf_klassen_met_ongeveer_evenveel_gebieden(waarden):
    klassen = deel_in(waarden)
    assert len(klassen.aantallen) == 5
    assert max(klassen.aantallen) - min(klassen.aantallen) <= 1


def test_veel_nullen_zijn_een_klasse_en_de_rest_wordt_verdeeld():
    assert deel_in([0] * 37 + list(range(1, 27))).aantallen in {(37, 6, 7, 6, 7), (37, 7, 6, 7, 6), (37, 6, 7, 7, 6)}


@given(st.integers(-(10**7), 10**7), st.integers(1, 10**7))
def test_een_grens_is_het_rondste_getal_tussen_twee_cijfers(onder, verschil):
    rond = rond_tussen(onder, onder + verschil)
    assert onder < rond <= onder + verschil
    assert len(str(abs(rond)).rstrip("0")) <= len(str(abs(onder + verschil)))


@pytest.mark.parametrize(
    "onder, boven, rond",
    [(812, 1190, 1000), (1500, 1930, 1600), (-25, 121, 0), (-812, -390, -500), (99, 100, 100), (0, 1, 1), (7, 30, 20)],
)
def test_ronde_grenzen(onder, boven, rond):
    assert rond_tussen(onder, boven) == rond


def test_klassen_in_nederlandse_getallen():
    waarden = [12.1, 12.1, 13.4, None, -2.5, 20, 20, 20, 33.3]
    klassen = deel_in(waarden, 1)
    assert klassen.namen("%") == ["minder dan 0%", "0 tot 13%", "13 tot 20%", "20 tot 30%", "30% en meer"]
    assert klassen.aantallen == (1, 2, 1, 3, 1)
    assert deel_in([0.12, 0.13, 0.15], 2).namen() == ["minder dan 0,13", "0,13 tot 0,15", "0,15 en meer"]
    assert deel_in([1200, 4400]).namen("€") == ["minder dan €\xa02.000", "€\xa02.000 en meer"]


def test_alles_gelijk_en_niets_bekend():
    assert deel_in([7.04, 6.96], 1).namen("%") == ["7%"]
    assert deel_in([None, None]).namen() == []


def test_wat_hetzelfde_leest_heeft_dezelfde_kleur():
    klassen = deel_in([12.4, 11.6, 13, 14, 15, 16], 0)
    assert klassen.nummer(12.4) == klassen.nummer(11.6)


def test_afgeschermd_is_iets_anders_dan_geen_cijfer():
    gebieden = [
        Vlak(vlak.naam, vlak.geometrie, waarde, verborgen=verborgen)
        for vlak, (waarde, verborgen) in zip(
            vlakken(None), [(5, False), (9, False), (None, True), (None, True), (None, False)] * 2, strict=False
        )
    ]
    svg = kaart(gebieden, titel="t", nummers=True)
    legenda = teksten(svg)
    assert {"te klein om te tonen (4)", "geen cijfer (1)"} <= set(legenda)
    vullingen = [deel.get("fill") for deel in paden(svg)]
    assert vullingen[2] == vullingen[3] != vullingen[4]
    wijzers = [titel.text for titel in ontleed(svg).iter(f"{SVG}title")][1:]
    assert wijzers[2] == "Asperen: te klein om te tonen"
    assert wijzers[4] == "Spijk: geen cijfer"


def test_als_alles_is_afgeschermd_zegt_de_kaart_dat():
    gebieden = [Vlak(vlak.naam, vlak.geometrie, verborgen=True) for vlak in vlakken(None)]
    assert "te klein om te tonen (9)" in teksten(kaart(gebieden, titel="t"))


def test_nummer_van_de_klasse_staat_in_het_gebied_en_in_de_legenda():
    klassen = deel_in(range(1, 10))
    svg = kaart(vlakken(None, range(1, 10)), titel="t", nummers=True)
    opschriften = [tekst for tekst in teksten(svg) if tekst[0].isdigit() and "(" not in tekst and "km" not in tekst]
    in_gebieden = [tekst.split()[0] for tekst in opschriften if len(tekst) > 1]
    assert [tekst for tekst in opschriften if len(tekst) == 1] == list("12345")
    assert sorted(in_gebieden) == sorted(str(klassen.nummer(waarde) + 1) for waarde in range(1, 10))
    assert "5 Tuil" in opschriften


def test_de_omgeving_telt_niet_mee():
    gebieden = [
        Vlak(vlak.naam, vlak.geometrie, waarde, omgeving=waarde is None)
        for vlak, waarde in zip(vlakken(None), [5, 9, *[None] * 7], strict=True)
    ]
    svg = kaart(gebieden, titel="t", nummers=True)
    assert [tekst for tekst in teksten(svg) if "(" in tekst] == ["minder dan 6 (1)", "6 en meer (1)"]
    assert not any("Tuil" in tekst for tekst in teksten(svg))
    assert "Tuil" not in ontleed(svg)[1].text
    assert {deel.get("fill") for deel in paden(svg)[:-2]} == {OMGEVING}


def test_de_omgeving_ligt_niet_over_de_legenda():
    gebieden = vlakken("Leerdam-Zuid", range(9))
    assert "clipPath" in kaart(gebieden, titel="t", zoom=True)
    assert "clipPath" not in kaart(gebieden, titel="t")


def test_een_bewaarde_ondergrond_geeft_dezelfde_kaart():
    gebieden = vlakken(None, range(9))
    ondergrond = leg_neer([vlak.geometrie for vlak in gebieden], breedte=480)
    zonder_grens = [Vlak(vlak.naam, None, vlak.waarde) for vlak in gebieden]
    eigen, bewaard = kaart(gebieden, titel="t"), kaart(zonder_grens, titel="t", ondergrond=ondergrond)
    assert [p.attrib for p in paden(eigen)] == [p.attrib for p in paden(bewaard)]
    assert teksten(eigen) == teksten(bewaard)


def test_zonder_grenzen_is_er_geen_kaart_en_geen_fout():
    assert teksten(kaart([Vlak("Vuren", None), Vlak("Tuil", {"type": "Point"})], titel="t")) == [
        "Er is nog geen kaart."
    ]


def test_schaal_klopt_in_beide_richtingen():
    """A square kilometre is a square on paper, at the latitude of the Netherlands."""
    oost, noord = 1 / 111.32 / 0.6157, 1 / 111.32
    ring = [[5, 52], [5 + oost, 52], [5 + oost, 52 + noord], [5, 52 + noord], [5, 52]]
    svg = kaart([Vlak("", {"type": "Polygon", "coordinates": [ring]})], titel="t", breedte=400, hoogte=400)
    punten = [tuple(map(float, deel.split())) for deel in paden(svg)[0].get("d").strip("MZ").split("L")]
    breed = max(x for x, _ in punten) - min(x for x, _ in punten)
    hoog = max(y for _, y in punten) - min(y for _, y in punten)
    assert breed == pytest.approx(hoog, rel=0.01)


DRIEHOEK = {"type": "Polygon", "coordinates": [[[5, 52], [5.1, 52], [5.1, 52.1], [5, 52]]]}


@pytest.mark.parametrize(
    "geometrie",
    [
        {"type": "MultiPolygon", "coordinates": [[[[5, 52, 0], [5.1, 52, 0], [5.1, 52.1, 0], [5, 52, 0]]]]},
        {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [5, 52]}, DRIEHOEK]},
        {"type": "Feature", "geometry": DRIEHOEK},
    ],
)
def test_ringen_van_elke_soort_geometrie(geometrie):
    assert list(ringen_van(geometrie)) == [[(5, 52), (5.1, 52), (5.1, 52.1), (5, 52)]]


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 500)), min_size=5, max_size=60))
def test_vereenvoudigen_houdt_begin_en_einde_en_verzint_geen_punten(ring):
    minder = vereenvoudig(ring)
    assert minder[0] == ring[0]
    assert minder[-1] == ring[-1]
    plaatsen = iter(ring)
    assert all(punt in plaatsen for punt in minder)


def test_vereenvoudigen_laat_weg_wat_niet_te_zien_is():
    kartel = [(x, FIJNHEID / 2 * (x % 2)) for x in range(101)]
    assert vereenvoudig([*kartel, (100, 80), (0, 80), (0, 0)]) == [(0, 0), (100, 0), (100, 80), (0, 80), (0, 0)]


def test_naam_staat_in_het_gebied_ook_als_dat_krom_is():
    hoefijzer = [(0, 0), (30, 0), (30, 90), (70, 90), (70, 0), (100, 0), (100, 100), (0, 100), (0, 0)]
    x, _y, ruimte = binnenpunt(hoefijzer)
    assert (x < 30 or x > 70) and ruimte == 30
    assert abs(oppervlakte(hoefijzer)) == 6400


def test_echte_buurten_van_west_betuwe(shared):
    buurten = json.loads((shared / "data/geo/buurt_2020_GM1960_cartomap_wgs84.geojson").read_text())["features"]
    gebieden = [Vlak(buurt["properties"]["statnaam"], buurt["geometry"], i) for i, buurt in enumerate(buurten)]
    svg = kaart(gebieden, titel="West Betuwe")
    assert len(paden(svg)) == 66
    assert len(svg) < 40_000
    assert_labels_kloppen(svg)


def test_honderden_gebieden_zijn_een_handvol_lijnen_en_wat_ver_weg_ligt_wordt_niet_getekend():
    vlakken = [
        Vlak(f"Kern {n}", {"type": "Polygon", "coordinates": [_hokje(n % 20, n // 20)]}, float(n), nadruk=n == 210)
        for n in range(400)
    ]
    beeld = kaart(vlakken, titel="Veel", nummers=True)
    assert beeld.count("<path") < 20 and "<title>Kern" not in beeld
    assert "400 gebieden" in beeld and "Kern 210 210" in beeld and "Kern 17 " not in beeld
    dichtbij = kaart(vlakken, titel="Dichtbij", zoom=True, namen=False)
    assert dichtbij.count("M") < beeld.count("M") / 4


def _hokje(x, y):
    hoeken = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    return [[5 + (x + dx) / 100, 51.8 + (y + dy) / 100] for dx, dy in hoeken]
