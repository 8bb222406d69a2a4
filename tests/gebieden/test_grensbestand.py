"""Boundaries as they really come: every format, every system of coordinates, every habit of a publisher."""

import io
import json
import os
import shutil
import tempfile
import zipfile

import numpy
import pyogrio
import pyproj
import pytest
import shapely
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from gebieden import importeren
from gebieden.gebied import grensbestand, inlezen
from gebieden.gebied.codes import gemeente_van
from gebieden.gebied.grensbestand import zipbestand
from gebieden.gebied.grensbestand.velden import benoem
from gebieden.importeren import Bestandsfout
from gebieden.models import Gebied
from gebiedswerk.profiel import huidig, lees_profiel, stel_in

# The Onze Lieve Vrouwetoren in Amersfoort: the centre of the Rijksdriehoek, and where it is on the globe.
TOREN_RD, TOREN = (155000, 463000), (5.38720621, 52.15517440)
STELSELS = {"wgs84": "EPSG:4326", "rd": "EPSG:28992", "webmercator": "EPSG:3857"}
RIJEN = [("BU03070101", "Binnenstad", "WK030701"), ("BU03070102", "Zonnehof", "WK030701")]


def blok(kolom=0):
    """A block of a kilometre in RD, with the tower in the middle of the first."""
    x, y = TOREN_RD
    return shapely.box(x - 500 + kolom * 1000, y - 500, x + 500 + kolom * 1000, y + 500)


def in_stelsel(vlak, stelsel):
    reken = pyproj.Transformer.from_crs("EPSG:28992", STELSELS[stelsel], always_xy=True).transform
    return shapely.transform(vlak, reken, interleaved=False)


def als_geojson(vlakken, eigenschappen, crs=None):
    features = [
        {"type": "Feature", "properties": e, "geometry": json.loads(shapely.to_geojson(v)) if v else None}
        for v, e in zip(vlakken, eigenschappen, strict=True)
    ]
    inhoud = {"type": "FeatureCollection", "features": features}
    if crs:
        inhoud["crs"] = {"type": "name", "properties": {"name": crs}}
    return json.dumps(inhoud)


def schrijf_kaart(pad, vlakken, kolommen, crs="EPSG:28992", **opties):
    wkb = numpy.array([shapely.to_wkb(v) if v is not None else None for v in vlakken], dtype=object)
    waarden = [numpy.array(w, dtype=object) for w in kolommen.values()]
    pyogrio.raw.write(pad, wkb, waarden, list(kolommen), geometry_type="Unknown", crs=crs, **opties)
    return pad


def kolommen(rijen=RIJEN, namen=("BU_CODE", "BU_NAAM", "WK_CODE")):
    return dict(zip(namen, zip(*rijen, strict=True), strict=True))


@pytest.fixture
def shapefile(tmp_path):
    """A zipped shapefile; ``zonder`` leaves parts out."""

    def maak(vlakken, velden, *, zonder=(), naam="buurten", crs="EPSG:28992", codering="UTF-8", in_map=""):
        folder = tmp_path / f"delen-{naam}"
        folder.mkdir()
        schrijf_kaart(folder / f"{naam}.shp", vlakken, velden, crs=crs, driver="ESRI Shapefile", encoding=codering)
        pad = tmp_path / f"{naam}.zip"
        with zipfile.ZipFile(pad, "w") as archive:
            for deel in folder.iterdir():
                if deel.suffix not in zonder:
                    archive.write(deel, in_map + deel.name)
        return str(pad)

    return maak


@pytest.fixture
def bestand(tmp_path):
    def schrijf(inhoud, naam="kaart.geojson"):
        pad = tmp_path / naam
        pad.write_bytes(inhoud if isinstance(inhoud, bytes) else inhoud.encode())
        return str(pad)

    return schrijf


def lees(pad):
    levering = grensbestand.lees(pad)
    return levering, list(levering.rijen)


def goed(rijen):
    return {rij.code: rij for rij in rijen if not rij.fout}


# Coordinates ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stelsel", STELSELS)
@pytest.mark.parametrize("gezegd", [None, "urn:ogc:def:crs:EPSG::28992", "EPSG:3857", "urn:ogc:def:crs:OGC:1.3:CRS84"])
def test_de_coordinaten_zeggen_zelf_in_welk_stelsel_ze_zijn(bestand, stelsel, gezegd):
    pad = bestand(als_geojson([in_stelsel(blok(), stelsel)], [{"code": "BU03070101", "naam": "Toren"}], gezegd))
    levering, (rij,) = lees(pad)
    # A metre is 0.000009 of a degree of latitude and 0.000015 of a degree of longitude here.
    midden = shapely.geometry.shape(rij.grens).centroid
    assert abs(midden.x - TOREN[0]) < 0.000015 and abs(midden.y - TOREN[1]) < 0.000009
    klopt = {"rd": "28992", "webmercator": "3857", "wgs84": "CRS84"}[stelsel] in (gezegd or "CRS84")
    tekst = " ".join(levering.opmerkingen)
    if stelsel == "wgs84" and klopt:
        assert not tekst
    else:
        assert ("maar de coördinaten zijn" in tekst) == (bool(gezegd) and not klopt)
        assert ("zegt niet in welk stelsel" in tekst) == (gezegd is None)
        assert ("zijn omgerekend uit" in tekst) == (klopt and gezegd is not None)


def test_breedte_voor_lengte_wordt_omgedraaid_en_gemeld(bestand):
    vlak = shapely.transform(in_stelsel(blok(), "wgs84"), lambda xy: xy[:, ::-1])
    levering, (rij,) = lees(bestand(als_geojson([vlak], [{"code": "BU03070101", "naam": "Toren"}])))
    assert rij.grensvelden["lon"] == pytest.approx(TOREN[0], abs=0.01)
    assert "omgedraaid" in levering.opmerkingen[0]


def test_een_ander_bekend_stelsel_wordt_omgerekend(bestand):
    utm = pyproj.Transformer.from_crs("EPSG:28992", "EPSG:25831", always_xy=True).transform
    vlak = shapely.transform(blok(), utm, interleaved=False)
    pad = bestand(als_geojson([vlak], [{"code": "BU03070101", "naam": "Toren"}], "urn:ogc:def:crs:EPSG::25831"))
    levering, (rij,) = lees(pad)
    assert rij.grensvelden["lat"] == pytest.approx(TOREN[1], abs=0.01)
    assert "UTM" in levering.opmerkingen[0]


@pytest.mark.parametrize("crs", ["urn:ogc:def:crs:EPSG::99999", "EPSG:", "wartaal", "GEOGCS[", "x" * 5000, 3, {"a": 1}])
def test_een_onbekend_stelsel_in_de_kop_maakt_niet_uit(bestand, crs):
    inhoud = json.loads(als_geojson([in_stelsel(blok(), "rd")], [{"code": "BU03070101", "naam": "Toren"}]))
    inhoud["crs"] = {"properties": {"name": crs}}
    _, (rij,) = lees(bestand(json.dumps(inhoud)))
    assert rij.grensvelden["lat"] == pytest.approx(TOREN[1], abs=0.01)


def test_wat_buiten_nederland_ligt_wordt_genoemd_en_de_rest_komt_binnen(bestand):
    ver = shapely.box(700_000, 463_000, 701_000, 464_000)
    _, rijen = lees(bestand(als_geojson([blok(), ver], [{"code": c, "naam": n} for c, n, _ in RIJEN])))
    assert [rij.fout.split(".")[0] for rij in rijen] == ["", "ligt niet in Nederland"]


# Formats -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("naam", ["kaart.gpkg", "zonder_uitgang", "kaart.geojson"])
def test_een_geopackage_wordt_herkend_aan_de_inhoud(tmp_path, naam):
    echt = schrijf_kaart(tmp_path / "echt.gpkg", [blok(), blok(1)], kolommen())
    pad = shutil.copy(echt, tmp_path / naam)
    levering, rijen = lees(str(pad))
    assert levering.formaat == "geopackage"
    assert set(goed(rijen)) == {"BU03070101", "BU03070102", "WK030701"}


def test_alle_lagen_van_een_geopackage_doen_mee_en_de_plek_noemt_de_laag(tmp_path):
    pad = schrijf_kaart(tmp_path / "k.gpkg", [blok(), blok(1)], kolommen(), layer="buurten")
    wijk = {"wijkcode": ["WK030701"], "wijknaam": ["Stadskern"]}
    schrijf_kaart(pad, [shapely.union(blok(), blok(1))], wijk, layer="wijken", append=True)
    _, rijen = lees(str(pad))
    assert {rij.waar for rij in rijen} == {"laag buurten, object 1", "laag buurten, object 2", "laag wijken, object 1"}
    assert goed(rijen)["WK030701"].naam == "Stadskern"


@pytest.mark.parametrize("zonder", [(), (".prj",), (".cpg",), (".prj", ".cpg")])
def test_een_shapefile_in_een_zip_ook_zonder_prj_of_cpg(shapefile, zonder):
    rijen = [("BU03070101", "Ophémert €", "WK030701"), *RIJEN[1:]]
    levering, gelezen = lees(shapefile([blok(), blok(1)], kolommen(rijen), zonder=zonder, in_map="kaart/"))
    assert levering.formaat == "shapefile"
    assert goed(gelezen)["BU03070101"].naam == "Ophémert €"
    assert ("zegt niet in welk stelsel" in levering.opmerkingen[0]) == (".prj" in zonder)


@pytest.mark.parametrize("zonder", [(), (".cpg",)])
@pytest.mark.parametrize("codering", ["CP1252", "ISO-8859-1"])
def test_een_dbf_in_de_codering_van_windows(shapefile, codering, zonder):
    rijen = [("BU03070101", "Ophémert", "WK030701"), *RIJEN[1:]]
    _, gelezen = lees(shapefile([blok(), blok(1)], kolommen(rijen), codering=codering, zonder=zonder))
    assert goed(gelezen)["BU03070101"].naam == "Ophémert"


def test_meer_shapefiles_in_een_zip(tmp_path):
    for naam, velden in (("buurt_2023", kolommen()), ("gem_2023", {"GM_CODE": ["GM0307"], "GM_NAAM": ["Amersfoort"]})):
        vlakken = [blok(), blok(1)][: len(next(iter(velden.values())))]
        schrijf_kaart(tmp_path / f"{naam}.shp", vlakken, velden, driver="ESRI Shapefile")
    pad = tmp_path / "alles.zip"
    with zipfile.ZipFile(pad, "w") as archive:
        for deel in tmp_path.glob("*_2023.*"):
            archive.write(deel, deel.name.upper() if deel.stem.startswith("gem") else deel.name)
            archive.writestr(f"__MACOSX/._{deel.name}", b"schaduw")
    _, rijen = lees(str(pad))
    assert set(goed(rijen)) == {"BU03070101", "BU03070102", "WK030701", "GM0307"}
    assert any(rij.waar.startswith("buurt_2023, object") for rij in rijen)


@pytest.mark.parametrize("naam", ["k.gpkg", "k.geojson"])
def test_een_geopackage_of_geojson_in_een_zip(tmp_path, naam):
    if naam.endswith("gpkg"):
        schrijf_kaart(tmp_path / naam, [blok(), blok(1)], kolommen())
    else:
        (tmp_path / naam).write_text(als_geojson([blok()], [{"code": "BU03070101", "naam": "Toren"}]))
    with zipfile.ZipFile(tmp_path / "k.zip", "w") as archive:
        archive.write(tmp_path / naam, f"map/{naam}")
    _, rijen = lees(str(tmp_path / "k.zip"))
    assert "BU03070101" in goed(rijen)


def test_lagen_zonder_vlakken_doen_niet_mee(shapefile, tmp_path):
    namen = {"naam": ["Toren"]}
    punten = shapefile([shapely.Point(TOREN_RD)], namen, naam="punten")
    with pytest.raises(Bestandsfout, match="geen kaartlaag met vlakken"):
        lees(punten)
    schrijf_kaart(tmp_path / "delen-punten" / "buurten.shp", [blok(), blok(1)], kolommen(), driver="ESRI Shapefile")
    with zipfile.ZipFile(punten, "w") as archive:
        for deel in (tmp_path / "delen-punten").iterdir():
            archive.write(deel, deel.name)
    assert set(goed(lees(punten)[1])) == {"BU03070101", "BU03070102", "WK030701"}


def test_alle_geojson_in_een_zip_doet_mee_en_een_bijsluiter_niet(bestand):
    delen = {f"{n}.geojson": als_geojson([blok(n)], [{"code": c, "naam": c}]) for n, (c, _, _) in enumerate(RIJEN)}
    levering, rijen = lees(bestand(zip_met(delen | {"metadata.json": '{"titel": "kaart"}'}), "k.zip"))
    assert levering.formaat == "geojson"
    assert [(rij.waar, rij.code) for rij in rijen] == [("0, object 1", "BU03070101"), ("1, object 1", "BU03070102")]


# Refusals ------------------------------------------------------------------------------------------------------


def zip_met(delen, **opties):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, **opties) as archive:
        for naam, inhoud in delen.items():
            archive.writestr(naam, inhoud)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        (zip_met({"leesmij.txt": "hallo"}), "staat geen kaart"),
        (zip_met({"../../etc/kwaad.txt": "hallo"}), "staat geen kaart"),
        (zip_met({f"{n}.txt": "" for n in range(501)}), "meer dan 500 bestanden"),
        (zip_met({"a.shp": b"x", "a.shx": b"x"}), "ontbreekt .dbf"),
        (zip_met({"a.shp": b"x"}), "ontbreekt .dbf, .shx"),
        (zip_met({"a.shp": b"x", "a.shx": b"x", "a.dbf": b"x"}), "beschadigd of niet compleet"),
        (zip_met({"a.gpkg": b"x"}), "beschadigd of niet compleet"),
        (zip_met({"a.geojson": b"{"}), "geen goede JSON"),
        (zip_met({"a.shp": b"x"})[:40], "niet te openen"),
        (b"PK\x05\x06" + bytes(18), "zip- of Excelbestand|geen tekst|geen goede JSON"),
        (b"SQLite format 3\0" + bytes(200), "beschadigd of niet compleet"),
        (b"\x00\x00\x27\x0a" + bytes(96), "los deel van een shapefile"),
        (b"WijkenEnBuurten;AantalInwoners_5\nGM1960;1\n", "Zijn het cijfers"),
        (b'{"value": []}', "Zijn het cijfers"),
        (b"<?xml version='1.0'?><gml/>", "XML of een webpagina"),
        (b"\xef\xbb\xbf <html>", "XML of een webpagina"),
    ],
)
def test_een_verkeerd_bestand_wordt_in_woorden_geweigerd(bestand, inhoud, melding):
    with pytest.raises(Bestandsfout, match=melding):
        lees(bestand(inhoud, "kaart.zip"))


def test_de_melding_noemt_het_bestand_van_de_gebruiker_en_niet_dat_van_ons(bestand):
    pad = bestand(zip_met({"a.geojson": b"{"}), "mijnkaart.zip")
    with pytest.raises(Bestandsfout) as fout:
        lees(pad)
    assert str(fout.value).startswith(f"{pad} is") and "a.geojson" not in str(fout.value)


def test_een_afgebroken_geopackage_wordt_geweigerd(tmp_path, shared):
    echt = (shared / "data" / "geo" / "ermelo_buurten_2021_pdok.gpkg").read_bytes()
    for deel in (0.1, 0.5, 0.9):
        pad = tmp_path / "half.gpkg"
        pad.write_bytes(echt[: int(len(echt) * deel)])
        with pytest.raises(Bestandsfout, match=r"beschadigd of niet compleet|geen kaartlaag"):
            lees(str(pad))


def test_een_zipbom_wordt_geweigerd_voor_hij_de_schijf_vult(bestand, monkeypatch):
    monkeypatch.setattr(zipbestand, "MAX_UITGEPAKT", 3 * 1024 * 1024)
    pad = bestand(zip_met({"a.shp": bytes(8 * 1024 * 1024), "a.shx": b"", "a.dbf": b""}), "bom.zip")
    with pytest.raises(Bestandsfout, match="uitgepakt groter dan 3 MB"):
        lees(pad)


def test_een_zip_met_een_wachtwoord_wordt_geweigerd(bestand):
    inhoud = bytearray(zip_met({"a.geojson": b"{}"}))
    # The flag that says a member is encrypted, in both of its headers.
    inhoud[6] |= 1
    inhoud[inhoud.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Bestandsfout, match="wachtwoord"):
        lees(bestand(bytes(inhoud), "geheim.zip"))


def test_een_pad_naar_buiten_schrijft_niets_buiten_de_map_en_de_map_verdwijnt(bestand, tmp_path, monkeypatch):
    weg = tmp_path / "tijdelijk"
    weg.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(weg))
    inhoud = als_geojson([blok()], [{"code": "BU03070101", "naam": "Toren"}])
    pad = bestand(zip_met({"../../../kwaad.geojson": inhoud, "C:\\weg\\kwaad.geojson": inhoud}), "k.zip")
    _, rijen = lees(pad)
    assert "BU03070101" in goed(rijen)
    assert not list(tmp_path.rglob("kwaad*")) and not os.listdir(weg)
    for kapot in (zip_met({"a.gpkg": b"x"}), zip_met({"a.shp": b"x"}), b"SQLite format 3\0" + bytes(200)):
        with pytest.raises(Bestandsfout):
            lees(bestand(kapot, "kapot.zip"))
        assert not os.listdir(weg)


def test_een_te_groot_bestand_wordt_geweigerd(bestand, monkeypatch):
    monkeypatch.setattr(importeren, "MAX_BYTES", 10)
    with pytest.raises(Bestandsfout, match="groter dan"):
        lees(bestand(zip_met({"a.shp": b"x"}), "k.zip"))


ECHTE_ZIP = zip_met({"a.geojson": als_geojson([blok()], [{"code": "BU03070101", "naam": "Toren"}])})


@settings(max_examples=60)
@given(st.integers(0, len(ECHTE_ZIP) - 1), st.integers(0, 255), st.binary(max_size=60))
def test_elk_bestand_wordt_gelezen_of_netjes_geweigerd(tmp_path_factory, plek, waarde, staart):
    """A real zip with one byte changed, and its head with something else behind it."""
    kapot = bytearray(ECHTE_ZIP)
    kapot[plek] = waarde
    pad = tmp_path_factory.getbasetemp() / "willekeurig.zip"
    for inhoud in (bytes(kapot), ECHTE_ZIP[:plek] + staart, b"SQLite format 3\0" + staart):
        pad.write_bytes(inhoud)
        try:
            assert all(rij.fout or rij.grens for rij in lees(str(pad))[1])
        except Bestandsfout as fout:
            assert str(fout)


# Columns -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("eigenschappen", "code", "naam"),
    [
        ({"BU_CODE": "BU03440101", "BU_NAAM": "Buurt", "WK_CODE": "WK034401", "GM_NAAM": "U"}, "BU03440101", "Buurt"),
        ({"bu_code": "bu03440101 ", "bu_naam": " Buurt"}, "BU03440101", "Buurt"),
        ({"buurtcode": "BU03440101", "buurtnaam": "Buurt", "wijknaam": "Wijk"}, "BU03440101", "Buurt"),
        ({"BU_2010": "BU03440101", "BU_NAAM": "Buurt"}, "BU03440101", "Buurt"),
        ({"buurtcode2019": "3440101", "buurtnaam2019": "Buurt"}, "BU03440101", "Buurt"),
        ({"statcode": "BU03440101", "statnaam": "Buurt", "gmCode": "GM0344"}, "BU03440101", "Buurt"),
        ({"jrstatcode": "2020BU03440101", "statnaam": "Buurt"}, "BU03440101", "Buurt"),
        ({"cbsnl:BU_CODE": "", "cbsnl:WK_CODE": "WK034401", "cbsnl:WK_NAAM": "Wijk 01"}, "WK034401", "Wijk 01"),
        ({"cbsnl:GM_CODE": "GM0344", "cbsnl:GM_NAAM": "Utrecht", "wof:name": "Stad"}, "GM0344", "Utrecht"),
        ({"GM_CODE": 344, "GM_NAAM": "Utrecht"}, "GM0344", "Utrecht"),
        ({"gemeentecode": "0344", "gemeentenaam": "Utrecht"}, "GM0344", "Utrecht"),
        ({"code": "wijk-west", "naam": "West"}, "wijk-west", "West"),
        ({"WK_CODE": 34401, "WK_NAAM": "West", "GM_CODE": "GM0344"}, "WK034401", "West"),
    ],
)
def test_kolommen_van_elke_generatie(eigenschappen, code, naam):
    (found,) = benoem([eigenschappen])
    assert (found.code, found.naam, found.fout) == (code, naam, "")


def test_kale_cijfers_in_een_kolom_zonder_soort_zijn_van_het_cbs_als_heel_het_bestand_zo_is():
    buurten = benoem([{"code": "3440101", "naam": "A"}, {"code": "3440102", "naam": "B"}])
    assert [b.code for b in buurten] == ["BU03440101", "BU03440102"]
    eigen = benoem([{"code": "052", "naam": "A"}, {"code": "12", "naam": "B"}])
    assert [b.code for b in eigen] == ["052", "12"]


def test_een_code_om_het_gebied_heen_maakt_van_een_eigen_indeling_nog_geen_wijk():
    eigen = [{"DORP": n, "WK_CODE": "WK196000", "GM_NAAM": "West Betuwe"} for n in ("Tuil", "Haaften", "Tuil")]
    assert [(b.code, b.naam) for b in benoem(eigen)] == [("", "Tuil"), ("", "Haaften"), ("", "Tuil")]


def test_wat_geen_code_kan_zijn_wordt_genoemd():
    found = benoem([{"BU_CODE": "BU0344010199", "BU_NAAM": "X"}, {"BU_CODE": "BU03440101", "BU_NAAM": "Y"}])
    assert "BU0344010199 is geen code van een buurt" in found[0].fout and not found[1].fout


def test_tekens_die_niemand_kan_typen_vallen_weg():
    (found,) = benoem([{"BU_CODE": "BU03440101", "BU_NAAM": "Op\u0000he\ud800mert\u200b\u00a0Dorp\n"}])
    assert found.naam == "Ophemert Dorp"


# Areas ---------------------------------------------------------------------------------------------------------


def test_dezelfde_code_wordt_een_gebied_en_gemeld(bestand):
    rij = {"statcode": "BU03070101", "statnaam": "Binnenstad"}
    water = rij | {"WATER": "JA"}
    _, rijen = lees(bestand(als_geojson([blok(), blok(3), blok(5)], [rij, rij, water])))
    assert [(r.waar, r.fout) for r in rijen] == [("object 1", ""), ("object 3", "is een watervlak")]
    assert rijen[0].grens["type"] == "MultiPolygon" and len(rijen[0].grens["coordinates"]) == 2
    assert "staat er vaker in (ook object 2); de vlakken zijn samengevoegd" in rijen[0].opmerking


def test_een_wijk_die_alleen_zijn_buurten_kennen_volgt_uit_hun_grenzen(bestand):
    velden = [{"BU_CODE": c, "BU_NAAM": n, "WK_CODE": w, "GM_NAAM": "Amersfoort"} for c, n, w in RIJEN]
    levering, rijen = lees(bestand(als_geojson([blok(), blok(1)], velden)))
    wijk = goed(rijen)["WK030701"]
    assert (wijk.waar, wijk.naam) == ("wijk van 2 buurten", "Wijk 01 Amersfoort")
    x1, _, x2, _ = shapely.geometry.shape(wijk.grens).bounds
    assert x2 - x1 == pytest.approx(2 * 0.0146, rel=0.02)
    assert "Van 1 wijk staat de grens niet in het bestand" in levering.opmerkingen[-1]


def test_een_wijk_krijgt_zijn_naam_uit_het_bestand(bestand):
    velden = [{"buurtcode": c, "buurtnaam": n, "wijkcode": w, "wijknaam": "Stadskern"} for c, n, w in RIJEN]
    _, rijen = lees(bestand(als_geojson([blok(), blok(1)], velden)))
    assert goed(rijen)["WK030701"].naam == "Stadskern"


def test_objecten_geeft_de_kolommen_zoals_ze_zijn(tmp_path, bestand):
    pad = schrijf_kaart(tmp_path / "k.gpkg", [blok(), blok(1)], kolommen() | {"aantal": [5, None]})
    assert list(grensbestand.objecten(str(pad))) == [
        ("object 1", {"BU_CODE": "BU03070101", "BU_NAAM": "Binnenstad", "WK_CODE": "WK030701", "aantal": "5"}),
        ("object 2", {"BU_CODE": "BU03070102", "BU_NAAM": "Zonnehof", "WK_CODE": "WK030701", "aantal": None}),
    ]
    pad = bestand(als_geojson([None], [{"cbsnl:BU_CODE": "BU03070101", "INW": -99999999}]))
    assert list(grensbestand.objecten(pad)) == [("object 1", {"cbsnl:BU_CODE": "BU03070101", "INW": -99999999})]


# The real files ------------------------------------------------------------------------------------------------

ECHT = {
    "buurt_2020_GM1960_cartomap_wgs84.geojson": ("geojson", 66, {"GM1960"}, ""),
    "wijk_2022_tmap_rd28992.geojson": ("geojson", 161, None, "omgerekend uit RD"),
    "wijk_buurt_ca2016_wof_GM0344_wgs84.geojson": ("geojson", 121, {"GM0344"}, ""),
    "wijk_buurt_ca2016_wof_GM0236_GM0304_GM0733_wgs84.geojson": (
        "geojson",
        58 + 3 + 11,
        {"GM0236", "GM0304", "GM0733"},
        "Van 11 wijken",
    ),
    "utrecht_wijken_kwb2018_epsg3857_shp.zip": ("shapefile", 10, {"GM0344"}, "omgerekend uit Web Mercator"),
    "utrecht_subwijken_2020_epsg3857.geojson": ("geojson", 34, {""}, "omgerekend uit Web Mercator"),
    "ermelo_buurten_2021_pdok.gpkg": ("geopackage", 16 + 2, {"GM0233"}, "omgerekend uit RD"),
}


@pytest.mark.parametrize("naam", ECHT)
def test_de_echte_bestanden(shared, naam):
    formaat, aantal, gemeenten, opmerking = ECHT[naam]
    levering, rijen = lees(str(shared / "data" / "geo" / naam))
    bruikbaar = [rij for rij in rijen if not rij.fout]
    assert (levering.formaat, len(bruikbaar)) == (formaat, aantal)
    assert opmerking in " ".join(levering.opmerkingen) and bool(opmerking) == bool(levering.opmerkingen)
    if gemeenten:
        assert {gemeente_van(rij.code) for rij in bruikbaar} == gemeenten
    for rij in bruikbaar:
        vlak = shapely.geometry.shape(rij.grens)
        assert rij.naam and 3 < rij.grensvelden["lon"] < 7.5 and not vlak.is_empty
        assert rij.grens["type"] in ("Polygon", "MultiPolygon")


def test_utrecht_in_drie_bronnen_ligt_op_dezelfde_plek(shared):
    """Wijk West in WGS84, RD and Web Mercator, from three publishers."""
    geo = shared / "data" / "geo"
    namen = [naam for naam in ECHT if "utrecht_wijken" in naam or "tmap" in naam or "ca2016_wof_GM0344" in naam]
    vormen = [shapely.geometry.shape(goed(lees(str(geo / naam))[1])["WK034401"].grens) for naam in namen]
    assert len(vormen) == 3
    for vorm in vormen[1:]:
        assert vorm.intersection(vormen[0]).area / vorm.union(vormen[0]).area > 0.95


# Into the tree -------------------------------------------------------------------------------------------------


@pytest.fixture
def utrecht(db):
    stel_in(lees_profiel("utrecht") | {"cbs_code": "GM0344"})
    return [n["code"] for n in huidig().niveaus]


def importeer(pad, capsys, **opties):
    call_command("importeer_gebieden", str(pad), **opties)
    return capsys.readouterr().out


def test_utrecht_buurten_voor_wijken_in_het_bestand_en_toch_in_hun_wijk(utrecht, shared, capsys):
    pad = shared / "data" / "geo" / "wijk_buurt_ca2016_wof_GM0344_wgs84.geojson"
    uit = importeer(pad, capsys)
    assert "121 nieuw" in uit
    buurt = Gebied.objects.get(code="BU03440111")
    assert (buurt.ouder.code, buurt.ouder.niveau, buurt.ouder.ouder.code) == ("WK034401", utrecht[1], "GM0344")
    assert buurt.pad == f"{buurt.ouder.pad}{buurt.pk}/"
    voor = list(Gebied.objects.order_by("pk").values())
    assert "0 nieuw, 0 gewijzigd, 121 ongewijzigd" in importeer(pad, capsys)
    assert list(Gebied.objects.order_by("pk").values()) == voor


def test_de_eigen_indeling_van_utrecht_krijgt_een_niveau_en_ligt_in_haar_wijk(utrecht, shared, capsys):
    geo = shared / "data" / "geo"
    importeer(geo / "utrecht_wijken_kwb2018_epsg3857_shp.zip", capsys)
    subwijken = geo / "utrecht_subwijken_2020_epsg3857.geojson"
    with pytest.raises(CommandError, match="Geen enkel gebied"):
        importeer(subwijken, capsys)
    uit = importeer(subwijken, capsys, niveau=utrecht[2])
    assert "34 nieuw" in uit and "deze naam komt vaker voor; het nummer uit subwijk_id staat erachter" in uit
    assert Gebied.objects.get(naam="Terwijde, De Wetering").ouder.code == "WK034409"
    assert {g.naam for g in Gebied.objects.filter(naam__startswith="Leidsche Rijn-zuid")} == {
        "Leidsche Rijn-zuid (093)",
        "Leidsche Rijn-zuid (095)",
    }
    assert "0 nieuw, 0 gewijzigd, 34 ongewijzigd" in importeer(subwijken, capsys, niveau=utrecht[2])


def test_wijken_van_het_cbs_komen_niet_naast_een_eigen_indeling(db, shared, capsys):
    stel_in(lees_profiel("west_betuwe"))
    inlezen.gemeente()
    eigen = Gebied(naam="Gebied 1", code="gebied-gebied-1", slug="gebied-1", niveau="gebied")
    eigen.hang_onder(inlezen.gemeente())
    with pytest.raises(CommandError, match="Geen enkel gebied"):
        importeer(shared / "data" / "geo" / "wijk_2022_tmap_rd28992.geojson", capsys)
    assert "daarom zijn de wijken van het CBS niet overgenomen (12)" in capsys.readouterr().out
    assert Gebied.objects.op_niveau("gebied").count() == 1


def test_voorgangers_komen_binnen_als_vervallen_en_raken_niets_van_nu(db, shared, capsys):
    stel_in(lees_profiel("west_betuwe"))
    geo = shared / "data" / "geo"
    importeer(geo / "buurt_2020_GM1960_cartomap_wgs84.geojson", capsys)
    nu = list(Gebied.objects.order_by("pk").values())
    uit = importeer(geo / "wijk_buurt_ca2016_wof_GM0236_GM0304_GM0733_wgs84.geojson", capsys, voorgangers=True)
    assert "72 nieuw" in uit and "andere gemeente" not in uit
    assert list(Gebied.objects.lopend().order_by("pk").values()) == nu
    oud = Gebied.objects.filter(is_actief=False)
    assert {g.ouder for g in oud} == {Gebied.objects.get(code="GM1960")}
    assert (oud.get(code="GM0236").slug, oud.get(code="GM0236").niveau) == ("geldermalsen-gm0236", "gemeente")
    assert not oud.filter(grens__isnull=True).exists()
    with pytest.raises(CommandError, match="Geen enkel gebied"):
        importeer(geo / "buurt_2020_GM1960_cartomap_wgs84.geojson", capsys, voorgangers=True)
    assert "kan daarom geen voorganger zijn" in capsys.readouterr().out


def test_buurten_gaan_in_hun_wijk_als_die_later_komt(db, bestand, capsys):
    stel_in(lees_profiel("woerden") | {"cbs_code": "GM0307"})
    velden = [{"BU_CODE": c, "BU_NAAM": n} for c, n, _ in RIJEN]
    importeer(bestand(als_geojson([blok(), blok(1)], velden)), capsys)
    assert Gebied.objects.get(code="BU03070101").ouder.code == "GM0307"
    for rij in velden:
        rij["WK_CODE"] = "WK030701"
    uit = importeer(bestand(als_geojson([blok(), blok(1)], velden)), capsys)
    assert "1 nieuw, 2 gewijzigd" in uit
    buurt = Gebied.objects.get(code="BU03070101")
    assert buurt.ouder.code == "WK030701" and buurt.pad == f"{buurt.ouder.pad}{buurt.pk}/"


def test_het_aantal_queries_hangt_niet_af_van_de_gebieden(db, bestand, django_assert_max_num_queries):
    stel_in(lees_profiel("woerden") | {"cbs_code": "GM0307"})
    codes = [f"BU0307{n:04d}" for n in range(300)]
    velden = [{"BU_CODE": c, "BU_NAAM": c, "WK_CODE": f"WK{c[2:8]}"} for c in codes]
    pad = bestand(als_geojson([blok(n % 50) for n in range(300)], velden))
    with django_assert_max_num_queries(25):
        verslag = inlezen.werk_bij(grensbestand.lees(pad).rijen, bron="test")
    assert verslag.aantal("nieuw") == 303
    with django_assert_max_num_queries(12):
        verslag = inlezen.werk_bij(grensbestand.lees(pad).rijen, bron="test")
    assert verslag.aantal("ongewijzigd") == 303


def test_een_wijk_met_de_naam_van_de_gemeente_krijgt_een_eigen_adres(db, bestand, capsys):
    stel_in(lees_profiel("woerden") | {"cbs_code": "GM0307"})
    naam = huidig().naam
    importeer(bestand(als_geojson([blok()], [{"wijkcode": "WK030701", "wijknaam": naam}])), capsys)
    assert Gebied.objects.get(code="WK030701").slug == f"{Gebied.objects.get(ouder=None).slug}-gebied"


def test_buurten_van_het_cbs_met_letters_staan_niet_tussen_wat_mensen_bij_naam_kennen(db, bestand, capsys):
    stel_in(lees_profiel("woerden") | {"cbs_code": "GM0363"})
    velden = [{"buurtcode": c, "buurtnaam": c} for c in ("BU0363AA01", "BU03630001")]
    importeer(bestand(als_geojson([blok(), blok(1)], velden)), capsys)
    assert Gebied.objects.filter(niveau="buurt").count() == 2
    assert not Gebied.objects.bekend().filter(niveau="buurt").exists()


def test_lezen_laat_niets_achter_naast_het_bestand(shared, tmp_path):
    bron = tmp_path / "aangeleverd.gpkg"
    bron.write_bytes((shared / "data/geo/ermelo_buurten_2021_pdok.gpkg").read_bytes())
    assert list(grensbestand.lees(bron).rijen)
    assert [pad.name for pad in tmp_path.iterdir()] == ["aangeleverd.gpkg"]


@pytest.mark.parametrize(
    ("stond_er", "wordt"),
    [
        ("MariÃ«ndaalstraat", "Mariëndaalstraat"),
        ("Mariëndaalstraat", "Mariëndaalstraat"),
        ("Zuid", "Zuid"),
        ("Ã", "Ã"),
    ],
)
def test_een_naam_in_verkeerde_letters_wordt_hersteld_en_genoemd(stond_er, wordt):
    [benaming] = benoem([{"statcode": "BU03440223", "statnaam": stond_er}])
    assert benaming.naam == wordt
    assert benaming.opmerking == ("" if wordt == stond_er else f"de naam stond er als {stond_er}")
