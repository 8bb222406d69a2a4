"""Boundaries from a file: by code, named row by row, never deleting, safe to repeat."""

import copy
import json
import os

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from gebieden import importeren
from gebieden.gebied import grensbestand
from gebieden.indeling import lezen
from gebieden.models import Gebied
from gebiedswerk.profiel import lees_profiel, stel_in

from .factories import vierkant

INDELING = "gebieden/voorbeelden/west_betuwe_indeling.csv"


def feature(code, naam, kolom=0, grens=None, **eigenschappen):
    return {
        "type": "Feature",
        "properties": {"statcode": code, "statnaam": naam, **eigenschappen},
        "geometry": grens or vierkant(kolom),
    }


GOED = [feature(f"BU1960000{n}", f"Buurt {n}", n) for n in range(4)]
VLINDER = {"type": "Polygon", "coordinates": [[[5.0, 51.8], [5.1, 51.9], [5.1, 51.8], [5.0, 51.9], [5.0, 51.8]]]}


@pytest.fixture
def west_betuwe(db):
    stel_in(lees_profiel("west_betuwe"))


@pytest.fixture
def bestand(tmp_path):
    def schrijf(inhoud, naam="gebieden.geojson"):
        pad = tmp_path / naam
        if isinstance(inhoud, list):
            inhoud = json.dumps({"type": "FeatureCollection", "features": inhoud})
        pad.write_bytes(inhoud if isinstance(inhoud, bytes) else inhoud.encode())
        return str(pad)

    return schrijf


def importeer(pad, capsys, **opties):
    call_command("importeer_gebieden", pad, **opties)
    return capsys.readouterr().out


def alles():
    return list(Gebied.objects.order_by("code").values())


def test_buurten_worden_kernen_en_gebieden(west_betuwe, bestand, capsys):
    csv = bestand(
        "buurtcode;kern;gebied\nBU19600000;Vuren;Gebied 2\nBU19600001;Vuren;Gebied 2\nBU19600002;Tuil;Gebied 2\n"
        "BU19600003;Deil;Gebied 3\n",
        "indeling.csv",
    )
    uit = importeer(bestand(GOED), capsys, indeling=csv)
    assert "4 nieuw, 0 gewijzigd, 0 ongewijzigd, 0 overgeslagen" in uit
    vuren = Gebied.objects.get(slug="vuren")
    assert (vuren.niveau, vuren.ouder.naam, vuren.ouder.niveau) == ("kern", "Gebied 2", "gebied")
    assert sorted(vuren.kinderen.values_list("code", flat=True)) == ["BU19600000", "BU19600001"]
    assert (vuren.lon, vuren.lat) == (pytest.approx(5.1, abs=0.1), pytest.approx(51.85, abs=0.05))
    gemeente = Gebied.objects.get(ouder=None)
    assert (gemeente.code, gemeente.naam, gemeente.niveau) == ("GM1960", "West Betuwe", "gemeente")
    # Four squares in a row make one rectangle: its corners, without a seam.
    xs = {round(x, 3) for x, _ in gemeente.grens["coordinates"][0]}
    assert (min(xs), max(xs)) == (5.0, 5.4)
    assert not gemeente.is_schematisch


def test_opnieuw_inlezen_verandert_niets(west_betuwe, bestand, capsys):
    csv = bestand("buurtcode;kern;gebied\nBU19600000;Vuren;Gebied 2\n", "indeling.csv")
    pad = bestand(GOED)
    importeer(pad, capsys, indeling=csv)
    eerst = alles()
    uit = importeer(pad, capsys, indeling=csv)
    assert alles() == eerst
    assert "nieuw, 0 gewijzigd" in uit and uit.count(" 0 gewijzigd") == 3 and "1 nieuw" not in uit


def test_een_kleiner_bestand_verwijdert_niets_en_laat_de_indeling_staan(west_betuwe, bestand, capsys):
    csv = bestand("buurtcode;kern;gebied\nBU19600000;Vuren;Gebied 2\n", "indeling.csv")
    importeer(bestand(GOED), capsys, indeling=csv)
    hernoemd = copy.deepcopy(GOED[:1])
    hernoemd[0]["properties"]["statnaam"] = "Vuren Dorp"
    uit = importeer(bestand(hernoemd), capsys)
    assert "0 nieuw, 1 gewijzigd" in uit
    assert Gebied.objects.filter(niveau="buurt").count() == 4
    buurt = Gebied.objects.get(code="BU19600000")
    assert (buurt.naam, buurt.slug, buurt.ouder.naam) == ("Vuren Dorp", "buurt-0-bu19600000", "Vuren")


@pytest.mark.parametrize(
    ("slecht", "reden"),
    [
        (feature("", "Naamloos"), "heeft geen code"),
        (feature("BU19600009", ""), "heeft geen naam"),
        (feature("BU19600009", "Punt", grens={"type": "Point", "coordinates": [5, 51]}), "heeft geen vlak"),
        (feature("BU19600009", "Kapot", grens={"type": "Polygon", "coordinates": [[["a", 1]]]}), "niet te lezen"),
        (
            feature("BU19600009", "Ver", grens={"type": "Polygon", "coordinates": [[[10**400, 1], [2, 3], [4, 5]]]}),
            "niet te lezen",
        ),
        (feature("BU19600009", "Leeg", grens={"type": "Polygon", "coordinates": []}), "lege grens"),
        (
            feature(
                "BU19600009",
                "Andersom",
                grens=vierkant(0) | {"coordinates": [[[51.8, 5], [51.9, 5], [51.9, 5.1], [51.8, 5]]]},
            ),
            "ligt niet in Nederland",
        ),
        (feature("BU19600009", "Meer", water="JA"), "is een watervlak"),
        (feature("BU19600009", "x" * 200), "120"),
        ({"type": "Feature", "properties": None, "geometry": None}, "heeft geen eigenschappen"),
        ("geen object", "heeft geen eigenschappen"),
        (feature("BU19600009", "Zonder", grens={"type": "Polygon"}), "niet te lezen"),
    ],
)
def test_een_slecht_gebied_wordt_genoemd_en_de_rest_komt_binnen(west_betuwe, bestand, capsys, slecht, reden):
    uit = importeer(bestand([GOED[0], slecht, GOED[1]]), capsys)
    assert "2 nieuw, 0 gewijzigd, 0 ongewijzigd, 1 overgeslagen" in uit
    assert "object 2" in uit and reden in uit
    assert set(Gebied.objects.filter(niveau="buurt").values_list("code", flat=True)) == {"BU19600000", "BU19600001"}


def test_een_ongeldige_grens_wordt_hersteld_en_gemeld(west_betuwe, bestand, capsys):
    uit = importeer(bestand([feature("BU19600000", "Vlinder", grens=VLINDER)]), capsys)
    assert "object 1 BU19600000: de grens was ongeldig en is hersteld" in uit
    assert Gebied.objects.get(code="BU19600000").grens["type"] == "MultiPolygon"


def test_een_andere_gemeente_wordt_niet_overgenomen(west_betuwe, bestand, capsys):
    uit = importeer(bestand([*GOED, feature("BU03440000", "Utrecht", 5)]), capsys)
    assert "1 gebied is van een andere gemeente dan GM1960 en niet overgenomen (GM0344)." in uit
    assert not Gebied.objects.filter(code="BU03440000").exists()


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        (b"", "is leeg"),
        (b"  \n ", "is leeg"),
        (b'{"type": "FeatureCollection", "features": [{"type"', "geen goede JSON bij regel 1"),
        (b"buurtcode;kern;gebied\n", "geen goede JSON"),
        (b'{"type": "Feature"}', "geen GeoJSON met gebieden"),
        (b"[1, 2]", "geen GeoJSON met gebieden"),
        (b'{"type": "FeatureCollection", "features": []}', "Er staan geen gebieden"),
        (b'{"naam": "Oph\x81mert"}', "geen tekst in UTF-8"),
        (b"PK\x03\x04abc", "zip- of Excelbestand"),
        (b"abc\0def", "geen tekstbestand"),
        (b"[" * 100_000, "geen goede JSON"),
        ([feature("BU03440000", "Utrecht")], "Geen enkel gebied"),
    ],
)
def test_een_verkeerd_bestand_wordt_geweigerd_en_laat_niets_achter(west_betuwe, bestand, inhoud, melding):
    with pytest.raises(CommandError, match=melding):
        call_command("importeer_gebieden", bestand(inhoud))
    assert not Gebied.objects.exists()


def test_een_map_of_niets_wordt_geweigerd(west_betuwe, tmp_path):
    for pad, melding in ((tmp_path, "is een map"), (tmp_path / "weg", "bestaat niet"), (os.devnull, "geen gewoon")):
        with pytest.raises(CommandError, match=melding):
            call_command("importeer_gebieden", str(pad))


def test_een_te_groot_bestand_wordt_geweigerd(west_betuwe, bestand, monkeypatch):
    pad = bestand(GOED)
    monkeypatch.setattr(importeren, "MAX_BYTES", 10)
    with pytest.raises(CommandError, match="groter dan"):
        call_command("importeer_gebieden", pad)


def test_een_onbekend_niveau_wordt_geweigerd(west_betuwe, bestand):
    with pytest.raises(CommandError, match="Niveau straat bestaat niet"):
        call_command("importeer_gebieden", bestand(GOED), niveau="straat")


def test_een_kapotte_indeling_laat_ook_de_grenzen_niet_achter(west_betuwe, bestand):
    with pytest.raises(CommandError, match="mist de kolom gebied"):
        call_command("importeer_gebieden", bestand(GOED), indeling=bestand("buurtcode;kern\nx;y\n", "i.csv"))
    assert not Gebied.objects.exists()


def test_slechte_regels_van_een_indeling_worden_genoemd(west_betuwe, bestand, capsys):
    csv = bestand(
        "\ufeffbuurtcode;kern;gebied\nBU19600000;Vuren;Gebied 2\nBU19600001;Vuren;Gebied 3\nBU19600000;Tuil;Gebied 2\n"
        "BU99999999;Tuil;Gebied 2\n;;\nBU19600002;Tuil\nBU19600003;Tuil;\n",
        "indeling.csv",
    )
    uit = importeer(bestand(GOED), capsys, indeling=csv)
    assert "0 nieuw, 1 gewijzigd, 0 ongewijzigd, 5 overgeslagen" in uit
    assert "regel 3 BU19600001: Vuren ligt volgens een eerdere regel in Gebied 2" in uit
    assert "regel 4 BU19600000: deze buurt staat al eerder in het bestand" in uit
    assert "regel 5 BU99999999: deze buurt is niet bekend" in uit
    assert "regel 7: heeft niet evenveel cellen als de kop" in uit
    assert "regel 8 BU19600003: buurtcode en gebied moeten gevuld zijn" in uit


def test_zonder_kern_ligt_een_buurt_rechtstreeks_in_het_gebied(west_betuwe, bestand, capsys):
    csv = bestand("buurtcode;kern;gebied\nBU19600000;;Gebied 2\n", "indeling.csv")
    importeer(bestand(GOED), capsys, indeling=csv)
    assert Gebied.objects.get(code="BU19600000").ouder.naam == "Gebied 2"


def test_een_profiel_zonder_kernen_deelt_in_naar_gebied(west_betuwe, bestand, capsys):
    stel_in(lees_profiel("woerden") | {"cbs_code": "GM1960"})
    csv = bestand("buurtcode;kern;gebied\nBU19600000;Vuren;Vuren\n", "indeling.csv")
    importeer(bestand(GOED), capsys, indeling=csv)
    vuren = Gebied.objects.get(naam="Vuren")
    assert (vuren.niveau, vuren.ouder.niveau) == ("gebied", "gemeente")
    assert list(vuren.kinderen.values_list("code", flat=True)) == ["BU19600000"]


def test_de_indeling_van_west_betuwe_telt_66_buurten_26_kernen_en_5_gebieden():
    rijen = list(lezen.lees(INDELING))
    assert not [rij for rij in rijen if rij.fout]
    assert len({rij.buurtcode for rij in rijen}) == 66
    assert len({rij.kern for rij in rijen}) == 26
    assert len({rij.gebied for rij in rijen}) == 5


def test_de_grenzen_van_het_cbs(west_betuwe, shared, capsys):
    """The real file as it is: one invalid polygon among 66 buurten."""
    pad = str(shared / "data" / "geo" / "buurt_2020_GM1960_cartomap_wgs84.geojson")
    uit = importeer(pad, capsys, indeling=INDELING)
    assert "66 nieuw" in uit
    assert uit.count("hersteld") == 1 and "BU19600309: de grens was ongeldig en is hersteld" in uit
    per_niveau = {n: Gebied.objects.filter(niveau=n).count() for n in ("gemeente", "gebied", "kern", "buurt")}
    assert per_niveau == {"gemeente": 1, "gebied": 5, "kern": 26, "buurt": 66}
    assert not Gebied.objects.filter(grens__isnull=True).exists()
    gemeente = Gebied.objects.get(ouder=None)
    assert gemeente.grens["type"] == "Polygon" and len(gemeente.grens["coordinates"]) == 1
    eerst = alles()
    importeer(pad, capsys, indeling=INDELING)
    assert alles() == eerst


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=12,
)
GEOMETRIE = st.fixed_dictionaries({"type": st.sampled_from(["Polygon", "MultiPolygon", "Point"]), "coordinates": JSON})
FEATURE = st.fixed_dictionaries(
    {"properties": st.fixed_dictionaries({"statcode": JSON, "statnaam": JSON}) | JSON, "geometry": GEOMETRIE | JSON}
)


@given(st.lists(FEATURE | JSON, max_size=4) | JSON, JSON)
def test_elk_json_bestand_wordt_gelezen_of_netjes_geweigerd(tmp_path_factory, features, crs):
    pad = tmp_path_factory.getbasetemp() / "willekeurig.geojson"
    pad.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}))
    try:
        rijen = list(grensbestand.lees(str(pad)).rijen)
    except importeren.Bestandsfout as fout:
        assert str(fout)
    else:
        assert len(rijen) <= len(features)
        assert all(rij.fout or rij.grens["type"] in ("Polygon", "MultiPolygon") for rij in rijen)


@given(st.binary(max_size=300))
def test_elk_bestand_wordt_gelezen_of_netjes_geweigerd(tmp_path_factory, inhoud):
    pad = tmp_path_factory.getbasetemp() / "willekeurig.csv"
    pad.write_bytes(b"buurtcode;kern;gebied\n" + inhoud)
    try:
        assert all(rij.fout or rij.gebied for rij in lezen.lees(str(pad)))
    except importeren.Bestandsfout as fout:
        assert str(fout)
