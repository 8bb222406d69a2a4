"""Figures from CBS: matched on the stable part of the key, missing is never zero, safe to repeat."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from gebieden.cijfers.catalogus import laad_catalogus, lees_catalogus
from gebieden.cijfers.cijferbestand import lees
from gebieden.cijfers.cijferbestand.waarden import lees_waarde, vaste_sleutels
from gebieden.cijfers.inlezen import namen, werk_bij
from gebieden.importeren import Bestandsfout
from gebieden.models import Cijfer, Gebied, GeheimCijfer, Indicator
from gebiedswerk.profiel import lees_profiel, stel_in

from .factories import maak_gebied

KOP = (
    '"ID";"WijkenEnBuurten";"Gemeentenaam_1";"AantalInwoners_5";"k_65JaarOfOuder_12";"HuishoudensTotaal_28";'
    '"GemiddeldeHuishoudensgrootte_32";"Koopwoningen_40"'
)


@pytest.fixture
def dorpen(db):
    stel_in(lees_profiel("west_betuwe"))
    gemeente = maak_gebied("West Betuwe", "gemeente", code="GM1960")
    noord = maak_gebied("Noord", "gebied", gemeente)
    return [maak_gebied(f"Dorp {n}", "buurt", noord, code=f"BU1960000{n}") for n in range(3)]


@pytest.fixture
def bestand(tmp_path):
    def schrijf(*regels, kop=KOP, codering="utf-8-sig"):
        pad = tmp_path / "kwb.csv"
        pad.write_bytes("\r\n".join([kop, *regels, ""]).encode(codering))
        return str(pad)

    return schrijf


def regel(code, inwoners, ouderen="", huishoudens="", grootte="", koop=""):
    return f'1;"{code}  ";"West Betuwe        ";{inwoners};{ouderen};{huishoudens};{grootte};{koop}'


def importeer(pad, capsys, jaar=2020):
    call_command("importeer_cijfers", pad, bron="kwb", jaar=jaar)
    return capsys.readouterr().out


def cijfers():
    rows = Cijfer.objects.values_list("gebied__code", "indicator__code", "waarde", "is_berekend")
    return {(gebied, code): (waarde, berekend) for gebied, code, waarde, berekend in rows}


def test_cijfers_komen_binnen_en_tellen_op(dorpen, bestand, capsys):
    pad = bestand(
        regel("BU19600000", 100, 20, 40, "2.5"),
        regel("BU19600001", 300, 30, 110, "2.7"),
        regel("BU19600002", 0, 0, 0, "."),
    )
    uit = importeer(pad, capsys)
    assert "3 nieuw, 0 gewijzigd, 0 ongewijzigd, 0 overgeslagen" in uit
    assert "Niet in deze uitgave (de kolom is helemaal leeg): Koopwoningen." in uit
    gevonden = cijfers()
    assert gevonden["BU19600000", "aandeel_65_plus"] == (20.0, False)
    assert ("BU19600002", "aandeel_65_plus") not in gevonden  # a share of nobody is no zero
    assert ("BU19600002", "huishoudensgrootte") not in gevonden
    assert gevonden["noord", "inwoners"] == (400, True)
    assert gevonden["noord", "aandeel_65_plus"] == (12.5, True)
    assert gevonden["noord", "huishoudensgrootte"] == (pytest.approx((40 * 2.5 + 110 * 2.7) / 150), True)
    assert gevonden["GM1960", "inwoners"] == (400, True)


def test_opnieuw_inlezen_verandert_niets_en_een_gat_wist_niets(dorpen, bestand, capsys):
    importeer(bestand(regel("BU19600000", 100, 20)), capsys)
    eerst = cijfers()
    uit = importeer(bestand(regel("BU19600000", 100, 20)), capsys)
    assert "0 nieuw, 0 gewijzigd, 1 ongewijzigd, 0 overgeslagen" in uit
    assert cijfers() == eerst
    importeer(bestand(regel("BU19600000", 100, ".")), capsys)
    assert cijfers() == eerst
    uit = importeer(bestand(regel("BU19600000", 105, 21)), capsys)
    assert "0 nieuw, 1 gewijzigd" in uit
    assert cijfers()["BU19600000", "inwoners"] == (105, False)


def test_een_cijfer_van_het_cbs_zelf_wint_van_de_som(dorpen, bestand, capsys):
    buurten = [regel(f"BU1960000{n}", 100) for n in range(3)]
    importeer(bestand(*buurten), capsys)
    assert cijfers()["GM1960", "inwoners"] == (300, True)
    importeer(bestand(*buurten, regel("GM1960", 298)), capsys)
    assert cijfers()["GM1960", "inwoners"] == (298, False)
    importeer(bestand(*buurten), capsys)
    assert cijfers()["GM1960", "inwoners"] == (298, False)


@pytest.mark.parametrize(
    ("slecht", "reden"),
    [
        (regel("BU19600001", "veel"), "regel 3 BU19600001: AantalInwoners ‘veel’ is geen getal"),
        (regel("BU19600001", "-5"), "AantalInwoners (-5) is negatief"),
        (regel("BU19600001", 10, 40), "k_65JaarOfOuder (40) is meer dan AantalInwoners (10)"),
        (regel("BU19600001", "NaN"), "is geen getal"),
        (regel("BU19600001", "1e9"), "is geen getal"),
        (regel("BU19600001", "", "."), "heeft geen enkel cijfer"),
        (regel("BU19600001", -99997), "heeft geen enkel cijfer"),
        (regel("BU19600000", 5), "regel 3 BU19600000: staat al eerder in het bestand"),
        (regel("BU19600077", 5), "dit gebied is niet bekend"),
        (regel("Vuren", 5), "dit gebied is niet bekend: geen code van het CBS"),
        ('1;"BU19600001";5', "regel 3: heeft niet evenveel cellen als de kop"),
    ],
)
def test_een_slechte_regel_wordt_genoemd_en_de_rest_komt_binnen(dorpen, bestand, capsys, slecht, reden):
    uit = importeer(bestand(regel("BU19600000", 100, 20), slecht, regel("BU19600002", 50)), capsys)
    assert "2 nieuw, 0 gewijzigd, 0 ongewijzigd, 1 overgeslagen" in uit
    assert reden in uit
    assert {g for g, _ in cijfers()} == {"BU19600000", "BU19600002"}


def test_een_andere_gemeente_en_het_land_tellen_niet_mee(dorpen, bestand, capsys):
    uit = importeer(bestand(regel("NL00", 17_000_000), regel("GM0344", 5), regel("BU19600000", 100)), capsys)
    assert "2 regels van andere gemeenten en van grotere gebieden zijn niet overgenomen" in uit


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        (b"", "is leeg"),
        (b"a;b\n1;2\n", "mist de kolom WijkenEnBuurten"),
        (b'"WijkenEnBuurten";"Na\x81ef"\n1;2\n', "geen tekst in UTF-8"),
        (b'{"type": "FeatureCollection"}', "geen lijst met regels"),
        (b"WijkenEnBuurten;A_1\n", "Geen enkele regel"),
        (b"WijkenEnBuurten;AantalInwoners_5\nGM0344;5\n", "Geen enkele regel"),
        (b"WijkenEnBuurten;A_1;A_1\nGM1960;5;6\n", "twee keer"),
    ],
)
def test_een_verkeerd_bestand_laat_niets_achter(dorpen, tmp_path, inhoud, melding):
    pad = tmp_path / "x.csv"
    pad.write_bytes(inhoud)
    with pytest.raises(CommandError, match=melding):
        call_command("importeer_cijfers", str(pad), bron="kwb", jaar=2020)
    assert not Cijfer.objects.exists() and not Indicator.objects.exists()


def test_een_onmogelijk_jaar_wordt_geweigerd(dorpen, bestand):
    with pytest.raises(CommandError, match="Jaar 20 kan niet"):
        call_command("importeer_cijfers", bestand(regel("BU19600000", 1)), bron="kwb", jaar=20)


def test_de_sleutel_is_wat_ieder_jaar_gelijk_blijft():
    assert vaste_sleutels(["AantalInwoners_5"]) == ["AantalInwoners"]
    kop = ["Stroom_47", "Appartement_48", "Gas_55", "Appartement_56"]
    assert vaste_sleutels(kop) == ["Stroom", "Stroom/Appartement", "Gas", "Gas/Appartement"]
    with pytest.raises(Bestandsfout):
        vaste_sleutels(["Gas_55", "Appartement_56", "Appartement_57"])


@pytest.mark.parametrize(
    ("cel", "waarde"),
    [("", None), (".", None), ("0", 0), ("2.6", 2.6), ("2,6", 2.6), ("-9000", None), ("-99999999", None), ("x", "x")],
)
def test_leeg_is_geen_nul(cel, waarde):
    assert lees_waarde(cel) == waarde


@given(st.text())
def test_elke_cel_is_te_lezen(cel):
    waarde = lees_waarde(cel)
    assert waarde is None or waarde == cel.strip() or waarde > -9000


def test_de_catalogus_is_volledig_en_herhaalbaar(db):
    stel_in(lees_profiel("west_betuwe"))
    new, changed = laad_catalogus()
    assert (new, changed) == (len(lees_catalogus()), 0)
    assert laad_catalogus() == (0, 0)
    themas = {t["code"] for t in lees_profiel("west_betuwe")["themas"]}
    for indicator in Indicator.objects.select_related("basis"):
        assert indicator.thema in themas
        assert "{waarde}" in indicator.zin
        assert (indicator.basis is None) == (indicator.soort == "telling")
        assert indicator.basis is None or indicator.basis.soort == "telling"


def test_de_kerncijfers_van_het_cbs(dorpen, shared, capsys):
    """The real file as it is: 1,271 rows, 68 of 118 columns empty."""
    stel = json.loads((shared / "data" / "geo" / "buurt_2020_GM1960_cartomap_wgs84.geojson").read_text())
    noord = Gebied.objects.get(code="noord")
    known = set(Gebied.objects.values_list("code", flat=True))
    for feature in stel["features"]:
        if (code := feature["properties"]["statcode"]) not in known:
            maak_gebied(f"{feature['properties']['statnaam']} {code}", "buurt", noord, code=code)
    pad = str(shared / "data" / "cijfers" / "kwb_2020_84799NED_TypedDataSet.csv")
    uit = importeer(pad, capsys)
    assert "67 nieuw" in uit and "68 van de 118 kolommen van het bestand zijn leeg" in uit
    assert "Gemiddelde WOZ-waarde, Koopwoningen" in uit
    gevonden = cijfers()
    assert gevonden["GM1960", "inwoners"] == (51128, False)
    assert gevonden["noord", "inwoners"] == (51240, True)
    assert gevonden["BU19601000", "aandeel_65_plus"] == (pytest.approx(100 * 410 / 1880), False)
    assert ("GM1960", "aandeel_koop") not in gevonden
    importeer(pad, capsys)
    assert cijfers() == gevonden


@given(st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3), max_size=5), st.text(max_size=8))
def test_elke_csv_wordt_gelezen_of_netjes_geweigerd(tmp_path_factory, regels, kop):
    pad = tmp_path_factory.getbasetemp() / "willekeurig.csv"
    tekst = "\n".join([f"WijkenEnBuurten;{kop};AantalInwoners_5", *(";".join(cellen) for cellen in regels)])
    pad.write_text(tekst, encoding="utf-8", errors="surrogatepass")
    try:
        rijen = list(lees(str(pad), formaat="kwb", jaar=2020).rijen)
    except Bestandsfout as fout:
        assert str(fout)
    else:
        assert all(rij.fout or rij.waarden for rij in rijen)


# What every source has in common -------------------------------------------------------


@pytest.fixture
def eigen(dorpen, tmp_path):
    """Write lines of a CSV of one's own, and take them in."""
    laad_catalogus()
    thuis = {"naam": "Thuis in de buurt", "soort": "percentage", "eenheid": "%", "bron": "Bewonersenquête"}
    Indicator.objects.create(code="eigen-thuis", is_eigen=True, **thuis)

    def neem(*regels, **hoe):
        pad = tmp_path / "eigen.csv"
        pad.write_text("\n".join(["gebied;jaar;indicator;waarde", *regels]))
        return werk_bij(lees(pad, namen=namen(), **hoe))

    return neem


def test_eigen_cijfers_bij_code_en_bij_naam(eigen):
    verslag = eigen("BU19600000;2024;eigen-thuis;7,5", "Dorp 1;2023;thuis in de buurt;60%", "Dorp 2;2023;inwoners;5")
    assert (verslag.aantal("nieuw"), len(verslag.regels)) == (3, 3)
    assert cijfers()["BU19600000", "eigen-thuis"] == (7.5, False)
    assert Cijfer.objects.get(gebied__code="BU19600001").jaar == 2023
    assert Cijfer.objects.get(gebied__code="BU19600001").bron == "Bewonersenquête 2023"
    assert Cijfer.objects.get(gebied__code="BU19600002").bron == "Eigen cijfers van de gemeente 2023"


@pytest.mark.parametrize(
    ("regel", "reden"),
    [
        ("Nergens;2024;inwoners;5", "dit gebied is niet bekend"),
        ("BU19600000;2024;geluk;5", "de indicator ‘geluk’ is niet bekend"),
        ("BU19600000;2024;eigen-thuis;101", "is meer dan 100%"),
        ("BU19600000;2024;inwoners;-5", "is negatief"),
        ("BU19600000;2024;inwoners;veel", "is geen getal"),
        ("BU19600000;1900;inwoners;5", "het jaar 1900 kan niet"),
        ("BU19600001;2024;inwoners;6", "staat al eerder in het bestand"),
    ],
)
def test_een_slecht_eigen_cijfer_wordt_genoemd_en_de_rest_komt_binnen(eigen, regel, reden):
    verslag = eigen("BU19600001;2024;inwoners;5", regel)
    assert reden in verslag.tekst() and "regel 3" in verslag.tekst()
    assert {c: w for c, (w, berekend) in cijfers().items() if not berekend} == {("BU19600001", "inwoners"): 5}


def test_een_naam_van_meer_gebieden_wordt_gevraagd(eigen, tmp_path):
    ander = maak_gebied("Noord 2", "buurt", Gebied.objects.get(code="noord"), code="BU19600009")
    Gebied.objects.filter(pk=ander.pk).update(naam="Noord")
    pad = tmp_path / "namen.csv"
    pad.write_text("gebied;jaar;indicator;waarde\nNoord;2024;inwoners;5\n")
    levering = lees(pad, namen=namen())
    assert "kies welk gebied is bedoeld" in werk_bij(levering).tekst() and not Cijfer.objects.exists()
    assert {code for code, _ in levering.vragen["Noord"]} == {"noord", "BU19600009"}
    werk_bij(lees(pad, namen=namen(), antwoorden={"Noord": "noord"}))
    assert Cijfer.objects.get(is_berekend=False).gebied.code == "noord"


def test_wat_geheim_is_staat_apart_en_wist_niets(eigen):
    eigen("BU19600000;2024;inwoners;5")
    verslag = eigen("BU19600000;2024;inwoners;<5", "BU19600001;2024;inwoners;x")
    assert GeheimCijfer.objects.count() == 2 and cijfers()["BU19600000", "inwoners"] == (5, False)
    assert (
        "Eerder bekend en nu geheim, het eerdere cijfer blijft bewaard: Inwoners van Dorp 0 over 2024."
        in verslag.tekst()
    )
    verslag = eigen("BU19600000;2024;inwoners;6")
    assert "1 cijfers waren geheim en zijn nu bekend." in verslag.tekst()
    assert GeheimCijfer.objects.get().gebied.code == "BU19600001"
    assert cijfers()["BU19600000", "inwoners"] == (6, False)


def test_voorgangers_in_de_boom_krijgen_hun_cijfers_en_andere_gemeenten_niet(dorpen, bestand, capsys):
    """After a herindeling the tree has areas with the code of a municipality that is no more."""
    maak_gebied("Oud", "buurt", Gebied.objects.get(code="GM1960"), code="BU02360001")
    uit = importeer(bestand(regel("BU02360001", 80), regel("GM0236", 900), regel("BU02360002", 5)), capsys)
    assert cijfers()["BU02360001", "inwoners"] == (80, False)
    assert "1 nieuw, 0 gewijzigd, 0 ongewijzigd, 0 overgeslagen" in uit
    assert "2 regels van andere gemeenten en van grotere gebieden zijn niet overgenomen" in uit


def test_het_verslag_heeft_een_regel_per_gebied_hoeveel_jaren_het_ook_zijn(eigen):
    verslag = eigen(*(f"Dorp {n};{jaar};inwoners;{jaar}" for n in range(3) for jaar in range(2000, 2020)))
    assert len(verslag.regels) == 3
    assert "Losse cijfers: 60 nieuw, 0 gewijzigd, 0 ongewijzigd." in verslag.opmerkingen
    assert set(verslag.totalen) == set(range(2000, 2020))


def test_een_bestand_vol_fouten_geeft_geen_eindeloos_verslag(eigen):
    verslag = eigen(*["Nergens;2024;inwoners;5"] * 2100)
    assert len(verslag.regels) == 2000 and verslag.is_leeg
    assert "Nog 100 regels zijn overgeslagen; die staan hier niet apart." in verslag.opmerkingen


def test_het_aantal_vragen_aan_de_database_hangt_niet_van_de_rijen_af(eigen, django_assert_max_num_queries):
    codes = ("inwoners", "huishoudens", "woningen")
    eigen(*(f"Dorp 0;2024;{code};5" for code in codes))
    with CaptureQueriesContext(connection) as een:
        eigen(*(f"Dorp 0;2024;{code};6" for code in codes))
    with django_assert_max_num_queries(len(een) + 5):  # the totals that can be made now are written as well
        eigen(*(f"Dorp {n};2024;{code};7" for n in range(3) for code in codes))


def test_wat_van_een_ander_jaar_afhangt_is_na_een_keer_compleet(eigen):
    """The crimes of 2023 are measured by the inhabitants of 2024, whose total is made by the same delivery."""
    regels = [
        f"Dorp {n};{jaar};{code};100" for n in range(3) for jaar, code in [(2023, "misdrijven"), (2024, "inwoners")]
    ]
    eigen(*regels)
    assert cijfers()["noord", "misdrijven_per_1000"] == (1000, True)
    assert {r.uitkomst for totaal in eigen(*regels).totalen.values() for r in totaal.regels} == {"ongewijzigd"}
