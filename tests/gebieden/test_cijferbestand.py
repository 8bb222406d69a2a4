"""Files with figures as publishers really give them: recognised by what is in them, and no quirk becomes a figure."""

import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebieden.cijfers.cijferbestand import FORMATEN, GEHEIM, JaarOntbreekt, lees
from gebieden.cijfers.cijferbestand.eigen import lees_eigen_waarde
from gebieden.cijfers.cijferbestand.waarden import lees_periode, sleutel_van, vaste_sleutels
from gebieden.importeren import Bestandsfout

ECHT = {
    "kwb_2020_84799NED_TypedDataSet.csv": ("kwb", 1271),
    "kwb_2020_84799NED_GM1960_odata_v3.json": ("kwb", 79),
    "leefbaarometer_3_amstelveen_wijk.csv": ("leefbaarometer", 56),
    "misdrijven_gemeenten_2022_2023_statline_kruistabel.csv": ("kruistabel", 2),
    "rivm_gezondheid_2016_50090NED_18plus_Untyped.csv": ("rivm", 1039),
    "rivm_gezondheid_2020_50090NED_18plus_Untyped.csv": ("rivm", 1039),
    "ses_woa_2019_amsterdam_85163NED_statline.csv": ("ses_woa", 579),
    "woonikveilig_kwb2024_misdrijven_gezondheid_GM0344.json": ("woonikveilig", 1213),
    "woonikveilig_kwb2024_misdrijven_gezondheid_GM1960.json": ("woonikveilig", 719),
}
NAMEN = {"Aalten": [("GM0197", "Aalten, gemeente")]}


@pytest.fixture
def maak(tmp_path):
    def schrijf(inhoud, naam="bestand.csv", codering="utf-8"):
        pad = tmp_path / naam
        pad.parent.mkdir(exist_ok=True)
        pad.write_text(inhoud if isinstance(inhoud, str) else json.dumps(inhoud), encoding=codering)
        return pad

    return schrijf


def rijen(bestand, **hoe):
    levering = lees(bestand, **hoe)
    return levering, list(levering.rijen)


@pytest.mark.parametrize("naam", ECHT)
def test_elk_echt_bestand_wordt_herkend_en_gelezen(shared, naam):
    levering, found = rijen(shared / "data/cijfers" / naam, jaar=2020, namen=NAMEN)
    assert (levering.formaat, len(found)) == ECHT[naam]
    assert not [rij for rij in found if rij.fout]
    assert levering.formaat in dict(FORMATEN)


def test_de_kaarten_geven_hun_cijfers(shared):
    geo = shared / "data/geo"
    levering, found = rijen(geo / "utrecht_wijken_kwb2018_epsg3857_shp.zip", jaar=2018)
    wijk = next(rij for rij in found if rij.code == "WK034408")
    assert (levering.formaat, len(found), wijk.waarden["aant_inw"], wijk.waarden["gem_hh_gr"]) == (
        "wbk",
        10,
        37995,
        1.9,
    )
    _, found = rijen(geo / "wijk_2022_tmap_rd28992.geojson", jaar=2022)
    assert {rij.code: rij.waarden["population"] for rij in found}["WK034404"] == 39850
    levering, found = rijen(geo / "ermelo_buurten_2021_pdok.gpkg")
    assert levering.jaar == 2021  # out of jaarstatcode
    assert "aantal_inwoners" in levering.kolommen[0].leeg and "mannen" not in levering.kolommen[0].leeg
    # Strings as figures, and areas without a code: by name, and only when that name is known.
    de_meern = {"De Meern": [("subwijk-de-meern", "De Meern")]}
    _, found = rijen(geo / "utrecht_subwijken_2020_epsg3857.geojson", jaar=2020, namen=de_meern)
    assert {rij.code for rij in found if rij.waarden["naam_subwi"] == "De Meern"} == {"subwijk-de-meern"}


def test_de_omschrijving_van_een_tabel_is_geen_cijferbestand(shared):
    with pytest.raises(Bestandsfout, match="TypedDataSet"):
        lees(shared / "data/cijfers/kwb_2020_84799NED_DataProperties.json", jaar=2020)


def test_een_titel_geeft_dezelfde_sleutel_als_de_kolom(shared):
    """CBS makes the key of a column from its title: for all 118 of them."""
    path = shared / "data/cijfers/kwb_2020_84799NED_DataProperties.json"
    topics = [rij for rij in json.loads(path.read_text())["value"] if rij["Type"] == "Topic"]
    assert len(topics) > 100
    assert [rij["Key"].rpartition("_")[0] for rij in topics] == [sleutel_van(rij["Title"]) for rij in topics]


@pytest.mark.parametrize(
    ("titel", "sleutel"),
    [
        ("0 tot 15 jaar", "k_0Tot15Jaar"),
        ("Personenauto's per huishouden", "PersonenautoSPerHuishouden"),
        ("Twee-onder-één-kap-woning", "TweeOnderEenKapWoning"),
        ("", ""),
    ],
)
def test_sleutel_van_een_titel(titel, sleutel):
    assert sleutel_van(titel) == sleutel


def test_de_kop_van_statline_geeft_het_kortste_eigen_stuk():
    kop = ["Regiocode (gemeente, wijk, buurt) (code)", "Opleiding/Laag/Waarde (%)", "Opleiding/Hoog/Waarde (%)"]
    assert vaste_sleutels(kop) == ["RegiocodeGemeenteWijkBuurt", "Laag/Waarde", "Hoog/Waarde"]


@pytest.mark.parametrize(
    ("tekst", "periode"),
    [
        ("2020JJ00", (2020, False)),
        ("2025*", (2025, True)),
        (" 2022 ", (2022, False)),
        ("2012MM01", None),
        ("2012KW01", None),
        ("12", None),
        ("", None),
    ],
)
def test_alleen_een_jaar_is_een_jaar(tekst, periode):
    assert lees_periode(tekst) == periode


def test_een_brede_csv_met_bom_puntkomma_in_de_kop_en_opvulling(maak):
    kop = '"Regio; code";"WijkenEnBuurten";"AantalInwoners_5";"Koopwoningen_40"'
    pad = maak(f'{kop}\n"a;b";"1960    ";"     385";"       ."\n', codering="utf-8-sig")
    levering, (rij,) = rijen(pad, jaar=2020)
    assert (rij.code, rij.waarden["AantalInwoners"], rij.waarden["Koopwoningen"]) == ("GM1960", 385, None)
    assert "Koopwoningen" in levering.kolommen[0].leeg


def test_zonder_jaar_in_het_bestand_wordt_het_gevraagd(maak):
    with pytest.raises(JaarOntbreekt, match="Geef het jaar erbij op"):
        lees(maak("WijkenEnBuurten;AantalInwoners_5\nGM1960;5\n"))


def test_bladzijden_van_odata_in_een_bestand_en_in_een_map(maak, tmp_path):
    pages = [
        {"odata.metadata": "x", "value": [{"WijkenEnBuurten": f"GM000{n}", "AantalInwoners_5": n}]} for n in (1, 2)
    ]
    maak(pages[0], "map/1.json")
    maak(pages[1], "map/2.json")
    onder_elkaar = maak("\n".join(json.dumps(page) for page in pages), "samen.json")
    for pad in (tmp_path / "map", onder_elkaar, maak(pages, "lijst.json")):
        _, found = rijen(pad, jaar=2020)
        assert {rij.code: rij.waarden["AantalInwoners"] for rij in found} == {"GM0001": 1, "GM0002": 2}


WAARNEMINGEN = (
    "Id;Measure;ValueAttribute;Value;WijkenEnBuurten\n"
    "0;T001036;None;100;GM1960\n1;10680_2;Confidential;;GM1960\n2;X1;Impossible;;GM1960\n3;T001036;None;;BU19600000\n"
)
MATEN = "Identifier;Title;Unit;MeasureGroupId\nT001036;Aantal inwoners;aantal;1\n10680_2;0 tot 15 jaar;aantal;1\n"


def test_odata_versie_4_met_titels_in_een_zip(tmp_path):
    pad = tmp_path / "tabel.zip"
    with zipfile.ZipFile(pad, "w") as archive:
        archive.writestr("Observations.csv", WAARNEMINGEN)
        archive.writestr("MeasureCodes.csv", MATEN)
    levering, found = rijen(pad, jaar=2017)
    gemeente, buurt = found
    assert (levering.formaat, gemeente.bron, gemeente.jaar) == ("odata4", "kwb", 2017)
    assert (gemeente.waarden["AantalInwoners"], gemeente.waarden["k_0Tot15Jaar"]) == (100, GEHEIM)
    assert gemeente.waarden["X1"] is None and buurt.waarden["AantalInwoners"] is None


def test_odata_versie_4_zonder_titels_heeft_het_nummer_als_sleutel(maak):
    rows = [
        {"Id": 0, "Measure": "T001036", "ValueAttribute": "None", "Value": 5.0, "WijkenEnBuurten": "BU19600000"},
        {"Id": 1, "Measure": "T001036", "ValueAttribute": "None", "Value": 7.0, "WijkenEnBuurten": "BU19600001"},
    ]
    _, found = rijen(maak({"value": rows}, "v4.json"), jaar=2020)
    assert {rij.code: rij.waarden["T001036"] for rij in found} == {"BU19600000": 5, "BU19600001": 7}


def test_een_kaart_met_ontbrekende_waarden_en_water(maak):
    def vlak(**properties):
        return {"type": "Feature", "properties": properties, "geometry": None}

    features = [
        vlak(**{"cbsnl:BU_CODE": "BU19600000", "jrstatcode": "2020BU19600000", "AANT_INW": "385", "WOZ": -99999999}),
        vlak(**{"cbsnl:BU_CODE": "BU19600009", "jrstatcode": "2020BU19600009", "WATER": "JA", "AANT_INW": 0}),
    ]
    levering, (rij,) = rijen(maak({"type": "FeatureCollection", "features": features}, "kaart.geojson"))
    assert (rij.code, levering.jaar, rij.waarden["aant_inw"], rij.waarden["woz"]) == ("BU19600000", 2020, 385, None)
    assert levering.opmerkingen == ["Water is niet overgenomen (1 van de vlakken)."]


def test_gezondheid_van_een_deel_van_de_mensen_telt_niet(maak):
    kop = "ID;Leeftijd;Marges;WijkenEnBuurten;Perioden;Eenzaam_28"
    rows = [
        f"{n};{wie};{marge};WK196001  ;2020JJ00;{40 + n}"
        for n, (wie, marge) in enumerate([("20300", "MW00000"), ("53115", "MW00000"), ("20300", "MOG0095")])
    ]
    levering, (rij,) = rijen(maak("\n".join([kop, *rows])))
    assert (rij.bron, rij.jaar, rij.waarden["Eenzaam"]) == ("rivm", 2020, 40)
    assert len(levering.opmerkingen) == 2


def test_de_leefbaarometer_heeft_een_rijnummer_als_eerste_kop(shared):
    _, found = rijen(shared / "data/cijfers/leefbaarometer_3_amstelveen_wijk.csv")
    first = found[0]
    assert (first.code, first.jaar, first.waarden["lbm"]) == ("WK036201", 2014, 4.270599604867483)
    assert {rij.jaar for rij in found} == {2014, 2018, 2020, 2022}
    assert min(rij.waarden["afw"] for rij in found) < 0.1


def test_misdrijven_tellen_het_totaal_niet_nog_eens_mee(maak):
    kop = '"ID";"SoortMisdrijf";"WijkenEnBuurten";"Perioden";"GeregistreerdeMisdrijven_1"'
    rows = ['0;"0.0.0 ";"GM1960";"2024JJ00";12', '1;"1.1.1 ";"GM1960";"2024JJ00";7', '2;"1.1.1 ";"GM1960";"2024MM01";3']
    levering, found = rijen(maak("\n".join([kop, *rows])))
    assert [(rij.bron, dict(rij.waarden)) for rij in found] == [("politie", {"0.0.0": 12}), ("politie", {"1.1.1": 7})]
    assert "1 regels over een maand" in levering.opmerkingen[0]


def test_misdrijven_en_gezondheid_per_jaar_uit_een_bestand(shared):
    path = shared / "data/cijfers/woonikveilig_kwb2024_misdrijven_gezondheid_GM1960.json"
    levering, found = rijen(path)
    acquoy = [rij for rij in found if rij.code == "BU19600203"]
    politie = {rij.jaar: (rij.waarden["0.0.0"], rij.is_voorlopig) for rij in acquoy if rij.bron == "politie"}
    assert politie[2024] == (8, False) and politie[2025] == (5, True) and sorted(politie) == list(range(2021, 2026))
    assert {rij.jaar for rij in acquoy if rij.bron == "rivm"} == {2012, 2016, 2020, 2022, 2024}
    kwb = next(rij for rij in acquoy if rij.bron == "kwb")
    assert (kwb.jaar, kwb.waarden["AantalInwoners"], kwb.waarden["GemiddeldInkomenPerInwoner"]) == (2024, 385, None)
    assert levering.opmerkingen == ["De wijkcode van 66 buurten klopt niet in het bestand en is niet gebruikt."]


def test_ses_scores_mogen_onder_nul(shared):
    _, found = rijen(shared / "data/cijfers/ses_woa_2019_amsterdam_85163NED_statline.csv")
    assert (found[0].code, found[0].jaar, found[0].waarden["GemiddeldeScore"]) == ("GM0363", 2019, -0.1)


KRUISTABEL = (
    '"Misdrijven; soort misdrijf"\n"Soort misdrijf: Totaal misdrijven"\n""\n'
    '"Onderwerp";"Geregistreerde misdrijven";"Geregistreerde misdrijven"\n"Perioden";"2023";"2024*"\n'
    '"Regio\'s";"aantal";"aantal"\n"Noord";"5";"6"\n"Dorp";"7";"."\n"Verweg";"8";"9"\n"Noord (PV)";"1";"1"\n'
    '"Bron: Politie"\n'
)
TWEE_DORPEN = {"Noord": [("noord", "Noord, gebied")], "Dorp": [("kern-dorp", "Dorp, kern"), ("WK000101", "Dorp, wijk")]}


def test_een_kruistabel_vraagt_bij_twijfel_en_raadt_nooit(maak):
    pad = maak(KRUISTABEL)
    levering, found = rijen(pad, namen=TWEE_DORPEN)
    good = [(rij.code, rij.jaar, rij.is_voorlopig, rij.waarden["0.0.0"]) for rij in found if not rij.fout]
    assert good == [("noord", 2023, False, 5), ("noord", 2024, True, 6)]
    assert levering.vragen == {"Dorp": TWEE_DORPEN["Dorp"]}
    assert [rij.waar for rij in found if rij.fout] == ["regel 8 Dorp"]
    assert "2 namen zijn geen gebied van ons" in levering.opmerkingen[0] and "Verweg" in levering.opmerkingen[0]
    levering, found = rijen(pad, namen=TWEE_DORPEN, antwoorden={"Dorp": "WK000101"})
    assert not levering.vragen and {rij.code for rij in found} == {"noord", "WK000101"}
    _, found = rijen(pad, namen=TWEE_DORPEN, antwoorden={"Dorp": ""})
    assert {rij.code for rij in found if not rij.fout} == {"noord"}


def test_een_kruistabel_zonder_jaar_vraagt_erom(maak):
    with pytest.raises(JaarOntbreekt):
        lees(maak(KRUISTABEL.replace('"Perioden";"2023";"2024*"\n', "")), namen={})


def test_de_echte_kruistabel(shared):
    path = shared / "data/cijfers/misdrijven_gemeenten_2022_2023_statline_kruistabel.csv"
    namen = {"Utrecht": [("GM0344", "Utrecht, gemeente"), ("WK034400", "Utrecht, wijk")]}
    levering, found = rijen(path, namen=namen)
    # "Utrecht (gemeente)" is told apart from "Utrecht (PV)", and a wijk of that name is not asked about.
    assert [(rij.code, rij.jaar, rij.waarden["0.0.0"]) for rij in found] == [
        ("GM0344", 2022, 24248),
        ("GM0344", 2023, 25614),
    ]
    assert not levering.vragen


EIGEN = "Gebied;Jaar;Indicator;Waarde\n"


@pytest.mark.parametrize(
    ("regel", "code", "jaar", "waarde"),
    [
        ("BU19600000;2024;thuis;7,4", "BU19600000", 2024, 7.4),
        ("Noord;2024;thuis;1.234,5", "noord", 2024, 1234.5),
        ("noord ;2024*;thuis;12%", "noord", 2024, 12),
        ("Noord;2024;thuis;<5", "noord", 2024, GEHEIM),
        ("Noord;2024;thuis;X", "noord", 2024, GEHEIM),
        ("Noord;2024;thuis;geheim", "noord", 2024, GEHEIM),
        ("Noord;2024;thuis;", "noord", 2024, None),
        ("Noord;2024;thuis;veel", "noord", 2024, "veel"),
    ],
)
def test_eigen_cijfers(maak, regel, code, jaar, waarde):
    _, (rij,) = rijen(maak(EIGEN + regel), namen=TWEE_DORPEN)
    assert (rij.code, rij.jaar, rij.waarden["thuis"], rij.fout) == (code, jaar, waarde, "")


@pytest.mark.parametrize(
    ("regel", "reden"),
    [
        ("Noord;24;thuis;5", "het jaar ‘24’ is geen jaar"),
        ("Noord;2024;;5", "heeft geen indicator"),
        (";2024;thuis;5", "heeft geen code"),
        ("Dorp;2024;thuis;5", "kan meer dan één gebied zijn"),
        ("Noord;2024;thuis", "niet evenveel cellen"),
    ],
)
def test_een_slechte_eigen_regel_zegt_waarom(maak, regel, reden):
    _, (rij,) = rijen(maak(EIGEN + regel), namen=TWEE_DORPEN)
    assert reden in rij.fout and rij.waar == "regel 2"


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        ("", "leeg"),
        ("zomaar tekst", "mist de kolom"),
        ('{"value": []}', "staan geen regels"),
        ('{"value": [1]}', "geen JSON met een lijst"),
        ('{"value": [{"Wijk', "geen goede JSON bij regel 1"),
        ('{"iets": 1}', "geen lijst met regels"),
        ('{"demografie": 1}', "geen cijfers per gebied"),
    ],
)
def test_een_bestand_dat_niets_is_zegt_wat_er_mis_is(maak, inhoud, melding):
    with pytest.raises(Bestandsfout, match=melding):
        list(lees(maak(inhoud), jaar=2020).rijen)


def test_een_onbekend_formaat_noemt_de_keuzes(maak):
    with pytest.raises(Bestandsfout, match="Kies uit: kwb, odata4"):
        lees(maak("a;b\n1;2\n"), formaat="excel")


CELLEN = st.text("0123456789.,-;\"' abcWK*JM\n\t\ufeff", max_size=12)
WOORDEN = (
    "WijkenEnBuurten Perioden SoortMisdrijf Marges lbm wk_code jaar gebied indicator waarde Measure Value Identifier "
    "Title Unit Onderwerp Regio's demografie AantalInwoners_5"
)
KOPPEN = st.sampled_from(WOORDEN.split())


@given(st.lists(st.lists(KOPPEN | CELLEN, min_size=1, max_size=5), max_size=6), st.sampled_from([None, 2020]))
def test_elke_tabel_wordt_gelezen_of_netjes_geweigerd(tmp_path_factory, regels, jaar):
    pad = tmp_path_factory.getbasetemp() / "willekeurig-cijfers.csv"
    pad.write_text("\n".join(";".join(cellen) for cellen in regels), encoding="utf-8")
    _lees_of_weiger(pad, jaar)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=True) | CELLEN,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(KOPPEN | st.sampled_from(["value", "buurten"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_elke_json_wordt_gelezen_of_netjes_geweigerd(tmp_path_factory, inhoud):
    pad = tmp_path_factory.getbasetemp() / "willekeurig-cijfers.json"
    pad.write_text(json.dumps(inhoud), encoding="utf-8")
    _lees_of_weiger(pad, 2020)


def _lees_of_weiger(pad, jaar):
    try:
        found = list(lees(pad, jaar=jaar, namen=TWEE_DORPEN).rijen)
    except Bestandsfout as fout:
        assert str(fout)
    else:
        for rij in found:
            assert rij.fout or all(
                w is None or w is GEHEIM or isinstance(w, int | float | str) for w in rij.waarden.values()
            )


@given(st.integers(-(10**6), 10**9), st.integers(0, 2))
def test_een_getal_zoals_een_nederlands_rekenblad_het_schrijft(getal, decimalen):
    waarde = getal / 10**decimalen
    if waarde > -9000:
        text = f"{waarde:,.{decimalen}f}".translate(str.maketrans(",.", ".,"))
        if decimalen:
            assert lees_eigen_waarde(text) == pytest.approx(waarde)
        assert lees_eigen_waarde(f"{waarde:.{decimalen}f}") == pytest.approx(waarde)
