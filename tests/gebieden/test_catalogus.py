"""The indicators that come with the software, and those that a municipality adds: data that can be trusted."""

import json

import pytest
from django.core.management import CommandError, call_command

from gebieden.cijfers.catalogus import laad_catalogus, lees_catalogus
from gebieden.cijfers.cijferbestand import lees
from gebieden.cijfers.inlezen import BRONNEN, waarde_uit, werk_bij
from gebieden.cijfers.models import RUBRIEKEN
from gebieden.models import Cijfer, Indicator
from gebiedswerk.profiel import lees_profiel, stel_in

from .factories import maak_gebied

NIEUWE_BRONNEN = {
    "rivm": "rivm_gezondheid_2020_50090NED_18plus_Untyped.csv",
    "leefbaarometer": "leefbaarometer_3_amstelveen_wijk.csv",
    "ses_woa": "ses_woa_2019_amsterdam_85163NED_statline.csv",
    "kwb": "kwb_2020_84799NED_TypedDataSet.csv",
}


@pytest.fixture
def profiel(db):
    stel_in(lees_profiel("west_betuwe"))


def test_elke_indicator_zegt_wat_hij_is():
    catalogus = lees_catalogus()
    codes = [i["code"] for i in catalogus]
    assert len(set(codes)) == len(codes) == len({i["naam"] for i in catalogus}) >= 45
    assert {i["rubriek"] for i in catalogus} == {code for code, _ in RUBRIEKEN}
    for indicator in catalogus:
        assert indicator["betekenis"].endswith(".") and indicator["bron"] and "{waarde}" in indicator["zin"]
        assert indicator["basis"] in codes[: codes.index(indicator["code"])] or indicator["basis"] is None
        assert indicator["richting"] in (-1, 0, 1)
        assert indicator["sleutels"], indicator["code"]


def test_elke_sleutel_hoort_bij_een_bron_en_een_vorm():
    codes = {i["code"] for i in lees_catalogus()}
    for indicator in lees_catalogus():
        for bron, sleutels in indicator["sleutels"].items():
            namen = set(sleutels) - {"afronding", "mag_negatief"}
            if bron == "afgeleid":
                assert {sleutels["deel"], sleutels["geheel"]} <= codes
            else:
                assert bron in BRONNEN and namen in ({"waarde"}, {"deel", "geheel"})


@pytest.mark.parametrize("bron", NIEUWE_BRONNEN)
def test_elke_sleutel_wijst_in_het_echte_bestand_een_kolom_aan(shared, bron):
    """Exactly these columns of the Kerncijfers are of other years than 2020."""
    levering = lees(shared / "data/cijfers" / NIEUWE_BRONNEN[bron], jaar=2020)
    rij = list(levering.rijen)[5]
    missing = {
        i["code"]
        for i in lees_catalogus()
        if bron in i["sleutels"]
        for veld in ("waarde", "deel", "geheel")
        if veld in i["sleutels"][bron] and not set(i["sleutels"][bron][veld]) & set(rij.waarden)
    }
    assert missing == ({"geweld_per_1000", "vernieling_per_1000"} if bron == "kwb" else set())


@pytest.mark.parametrize(
    "kolom",
    ["GemiddeldeWoningwaarde_35", "GemiddeldeWOZWaardeVanWoningen_36", "Gemiddelde woningwaarde (x 1 000 euro)"],
)
def test_de_woz_waarde_van_ieder_jaar_is_dezelfde(tmp_path, kolom):
    pad = tmp_path / "kwb.csv"
    pad.write_text(f"WijkenEnBuurten;AantalInwoners_5;{kolom}\nGM1960;5;300\n")
    (rij,) = lees(pad, jaar=2020).rijen
    sleutels = {i["code"]: i["sleutels"] for i in lees_catalogus()}
    assert waarde_uit(sleutels["woz_waarde"]["kwb"], rij.waarden) == 300


def test_veiligheid_gezondheid_samenhang_en_beleving_komen_uit_de_bestanden(shared, profiel):
    gemeente = maak_gebied("West Betuwe", "gemeente", code="GM1960")
    maak_gebied("Acquoy", "buurt", gemeente, code="BU19600203")
    maak_gebied("Randwijck", "wijk", gemeente, code="WK036201")
    laad_catalogus()
    data = shared / "data/cijfers"
    for naam in [*NIEUWE_BRONNEN.values(), "woonikveilig_kwb2024_misdrijven_gezondheid_GM1960.json"]:
        werk_bij(lees(data / naam, jaar=2020))
    gevuld = set(Cijfer.objects.values_list("indicator__rubriek", flat=True))
    assert {"veiligheid", "gezondheid", "samenhang", "beleving"} <= gevuld

    def cijfer(code, gebied, jaar):
        return Cijfer.objects.get(indicator__code=code, gebied__code=gebied, jaar=jaar)

    assert cijfer("misdrijven", "BU19600203", 2024).waarde == 8
    assert cijfer("misdrijven_per_1000", "BU19600203", 2024).waarde == pytest.approx(8 / 385 * 1000)
    # 2025 has no count of inhabitants; that of 2024 is near enough, and the figure is as provisional as its part.
    van_2025 = cijfer("misdrijven_per_1000", "GM1960", 2025)
    assert van_2025.waarde == pytest.approx(1368 / 52948 * 1000) and van_2025.is_voorlopig and van_2025.is_berekend
    # More than two years from any count of inhabitants there is no figure per thousand.
    assert not Cijfer.objects.filter(indicator__code="misdrijven_per_1000", jaar=2023, gebied__code="WK036201").exists()
    assert cijfer("ervaren_gezondheid", "GM1960", 2024).waarde == 75.8
    assert cijfer("leefbaarheid", "WK036201", 2022).waarde == pytest.approx(4.328186939975703)


def test_laden_is_herhaalbaar_en_laat_de_gemeente_haar_keuzes(profiel):
    laad_catalogus()
    Indicator.objects.filter(code="aandeel_koop").update(drempel=25, naam="Anders")
    eigen = Indicator.objects.create(code="eigen-thuis", naam="Thuis", soort="gemiddelde", is_eigen=True)
    assert laad_catalogus() == (0, 1)
    koop = Indicator.objects.get(code="aandeel_koop")
    assert (koop.drempel, koop.naam) == (25, "Koopwoningen")
    assert Indicator.objects.filter(pk=eigen.pk).exists()


EIGEN = (
    "naam;soort;rubriek;thema;basis;richting;eenheid;betekenis\n"
    "Thuis in de buurt;Gemiddelde;Beleving;Wonen;inwoners;meer is beter;rapportcijfer;Wat bewoners zeggen.\n"
    "Bankjes;telling;Leefomgeving;;;;;\n"
)


def laad(pad, capsys):
    call_command("laad_indicatoren", str(pad))
    return capsys.readouterr().out


def test_eigen_indicatoren_uit_een_csv(profiel, tmp_path, capsys):
    pad = tmp_path / "eigen.csv"
    pad.write_text(EIGEN)
    assert "Eigen indicatoren: 2 nieuw, 0 gewijzigd, 0 ongewijzigd, 0 overgeslagen" in laad(pad, capsys)
    thuis = Indicator.objects.get(naam="Thuis in de buurt")
    assert (thuis.is_eigen, thuis.rubriek, thuis.thema, thuis.richting) == (True, "beleving", "wonen", 1)
    assert thuis.basis.code == "inwoners" and thuis.code == "eigen-thuis-in-de-buurt"
    assert "0 nieuw, 0 gewijzigd, 2 ongewijzigd" in laad(pad, capsys)
    pad.write_text(EIGEN.replace("rapportcijfer", "cijfer"))
    assert "0 nieuw, 1 gewijzigd, 1 ongewijzigd" in laad(pad, capsys)
    assert Indicator.objects.get(pk=thuis.pk).eenheid == "cijfer"


@pytest.mark.parametrize(
    ("velden", "reden"),
    [
        ({"soort": "telling"}, "heeft geen naam"),
        ({"naam": "Inwoners", "soort": "telling"}, "hoort bij de software"),
        ({"naam": "X", "soort": "rapport"}, "soort:"),
        ({"naam": "X", "soort": "gemiddelde", "basis": "olifanten"}, "basis:"),
        ({"naam": "X", "soort": "gemiddelde", "zin": "is goed"}, "zin:"),
        (
            {"naam": "X", "soort": "telling", "sleutels": {"onbekend": {"waarde": ["A"]}}},
            "de bron ‘onbekend’ is er niet",
        ),
        ({"naam": "X", "soort": "telling", "sleutels": {"kwb": {"deel": ["A"]}}}, "geef bij kwb"),
        ({"naam": "X", "soort": "telling", "sleutels": {"kwb": {"waarde": "A"}}}, "een lijst met namen"),
    ],
)
def test_een_slechte_eigen_indicator_zegt_waarom_en_de_goede_komt_binnen(profiel, tmp_path, capsys, velden, reden):
    pad = tmp_path / "eigen.json"
    pad.write_text(json.dumps([velden, {"naam": "Goed", "soort": "telling"}]))
    uit = laad(pad, capsys)
    assert reden in uit and "1 nieuw" in uit
    assert set(Indicator.objects.filter(is_eigen=True).values_list("naam", flat=True)) == {"Goed"}


def test_een_eigen_indicator_mag_een_kolom_van_het_cbs_zijn(profiel, tmp_path, capsys):
    pad = tmp_path / "eigen.json"
    pad.write_text(json.dumps([{"naam": "Mannen", "soort": "telling", "sleutels": {"kwb": {"waarde": ["Mannen"]}}}]))
    laad(pad, capsys)
    maak_gebied("West Betuwe", "gemeente", code="GM1960")
    kwb = tmp_path / "kwb.csv"
    kwb.write_text("WijkenEnBuurten;Mannen_6\nGM1960;25583\n")
    werk_bij(lees(kwb, jaar=2020))
    assert Cijfer.objects.get(indicator__naam="Mannen").waarde == 25583


def test_een_onleesbaar_bestand_laat_niets_achter(profiel, tmp_path):
    pad = tmp_path / "eigen.json"
    pad.write_text("[{")
    with pytest.raises(CommandError, match="geen goede JSON"):
        call_command("laad_indicatoren", str(pad))
    assert not Indicator.objects.exists()
