"""Fetching straight from CBS and PDOK, against a server of our own that answers and fails as they do."""

import json
import re
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.core.management import CommandError, call_command

from gebieden import importeren
from gebieden.models import Cijfer, Gebied
from gebieden.ophalen import bladzijden, bronnen, grenzen, klant
from gebiedswerk.profiel import lees_profiel, stel_in

from .factories import vierkant

BUURTEN = [f"BU19600{n:03d}" for n in range(5)]
AREAS = {"GM": ["GM1960"], "WK": ["WK196000"], "BU": BUURTEN}
VELDEN = {
    "gemeenten": lambda code: {"gemeentecode": code, "gemeentenaam": "West Betuwe", "water": "NEE"},
    "wijken": lambda code: {"wijkcode": code, "wijknaam": "Wijk 00", "gemeentecode": "GM1960", "water": "NEE"},
    "buurten": lambda code: {
        "buurtcode": code,
        "buurtnaam": f"Buurt {code[-1]}",
        "wijkcode": "WK196000",
        "gemeentecode": "GM1960",
        "water": "NEE",
        "jaarstatcode": f"2024{code}",
    },
}


def kaart(codes, velden):
    """GeoJSON features of squares beside each other."""
    return [
        {"type": "Feature", "id": n, "properties": velden(code), "geometry": vierkant(n)}
        for n, code in enumerate(codes)
    ]


class Bronserver(ThreadingHTTPServer):
    """``fouten`` is what goes wrong: ``{part of the address: [what, …]}``, each once."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Antwoorder)
        self.gevraagd, self.fouten, self.agents = [], {}, set()
        self.spelling = "GM1960"
        self.per_bladzijde = 2
        self.titel = "Kerncijfers wijken en buurten 2024"
        self.volgende_host = ""
        self.negeert_filter = False

    @property
    def adres(self):
        return f"http://127.0.0.1:{self.server_port}"

    def fout_voor(self, path):
        for deel, soorten in self.fouten.items():
            if deel in path and soorten:
                return soorten.pop(0)
        return None

    def handle_error(self, request, client_address):
        """A client that went away is part of these tests."""


class Antwoorder(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = unquote(self.path)
        self.server.gevraagd.append(path)
        self.server.agents.add(self.headers["User-Agent"])
        fout = self.server.fout_voor(path)
        if isinstance(fout, int):
            return self.stuur(b"{}", fout, {"Retry-After": "0"} if fout == 429 else {})
        if fout == "traag":
            time.sleep(1.5)
        if fout == "webpagina":
            return self.stuur(b"<html>Geen toegang</html>")
        if fout == "geen lijst":
            return self.stuur(b'{"bericht": "hallo"}')
        body = json.dumps(self.antwoord(path)).encode()
        if fout == "afgekapt":
            return self.stuur(body, lengte=len(body) + 500)
        if fout == "half":
            return self.stuur(body[: len(body) // 2])
        return self.stuur(body)

    def stuur(self, body, status=200, kop=(), lengte=None):
        self.send_response(status)
        for naam, waarde in dict(kop).items():
            self.send_header(naam, waarde)
        self.send_header("Content-Length", str(lengte or len(body)))
        self.end_headers()
        self.wfile.write(body)
        if lengte:
            self.close_connection = True

    def antwoord(self, path):
        query = parse_qs(urlsplit(path).query)
        if "/collections/" in path:
            return self.ogc(path, query)
        if "service=WFS" in path:
            return self.wfs(query)
        if "TableInfos" in path:
            return {"value": [{"Identifier": "85984NED", "Title": self.server.titel}]}
        if "DataProperties" in path:
            return {"value": [{"Key": "AantalInwoners_5", "Title": "Aantal inwoners"}]}
        return {"value": self.odata(query["$filter"][0])}

    def ogc(self, path, query):
        laag = path.split("/collections/")[1].split("/")[0]
        soort = {"gemeenten": "GM", "wijken": "WK", "buurten": "BU"}[laag]
        codes = AREAS[soort] if query["gemeentecode"] == [self.server.spelling] else []
        start = int(query.get("offset", ["0"])[0])
        deel = kaart(codes, VELDEN[laag])[start : start + self.server.per_bladzijde]
        links = [{"rel": "self", "href": path}]
        if start + len(deel) < len(codes):
            host = self.server.volgende_host or self.server.adres
            vraag = f"gemeentecode={query['gemeentecode'][0]}&offset={start + len(deel)}"
            links.append({"rel": "next", "href": f"{host}{urlsplit(path).path}?{vraag}"})
        return {"type": "FeatureCollection", "features": deel, "links": links}

    def wfs(self, query):
        """As PDOK: leaves the filter aside, gives RD or degrees, pages by startIndex."""
        soort = {"g": "GM", "w": "WK", "b": "BU"}[query["typeNames"][0][0]]
        codes = [*AREAS[soort], f"{AREAS[soort][0][:2]}0344{AREAS[soort][0][6:]}"]
        if not self.server.negeert_filter:
            prefix = re.search(r"<Literal>(\w+)\*", query["filter"][0])[1]
            codes = [code for code in codes if code.startswith(prefix)]
        start, count = int(query.get("startIndex", ["0"])[0]), int(query["count"][0])
        features = kaart(codes, lambda code: {"statcode": code, "statnaam": f"Gebied {code}", "rubriek": "x"})
        return {"type": "FeatureCollection", "features": features[start : start + count], "numberMatched": len(codes)}

    def odata(self, vraag):
        """As CBS: only startswith works; anything else gives an empty list, and no error."""
        found = re.fullmatch(r"startswith\(WijkenEnBuurten,'(..)1960'\)", vraag)
        return [
            {
                "ID": n,
                "WijkenEnBuurten": f"{code:10}",
                "Gemeentenaam_1": f"{'West Betuwe':40}",
                "SoortRegio_2": "Buurt     ",
                "Codering_3": f"{code:10}",
                "AantalInwoners_5": 100 * (n + 1),
                "Mannen_6": None,
            }
            for n, code in enumerate(AREAS[found[1]] if found else [])
        ]


@pytest.fixture
def server(settings, tmp_path):
    server = Bronserver()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    settings.CBS_ODATA_URL = f"{server.adres}/ODataApi/odata"
    settings.PDOK_API_URL = settings.PDOK_SERVICE_URL = server.adres
    settings.OPHALEN_GEDULD, settings.OPHALEN_BACKOFF = 1.0, 0.01
    settings.DATA_DIR = tmp_path
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def west_betuwe(db):
    stel_in(lees_profiel("west_betuwe"))


def haal_op(capsys, jaar=2024, **opties):
    call_command("haal_op", jaar=jaar, **opties)
    return capsys.readouterr().out


def bestanden(folder):
    return sorted(str(pad.relative_to(folder)) for pad in folder.rglob("*") if pad.is_file())


def test_grenzen_en_cijfers_van_een_gemeente_in_een_keer(server, west_betuwe, tmp_path, capsys):
    uit = haal_op(capsys)
    assert set(Gebied.objects.values_list("code", flat=True)) == {"GM1960", "WK196000", *BUURTEN}
    assert Gebied.objects.get(code=BUURTEN[0]).ouder.code == "WK196000"
    inwoners = Cijfer.objects.filter(indicator__code="inwoners", jaar=2024, is_berekend=False)
    assert dict(inwoners.values_list("gebied__code", "waarde"))[BUURTEN[4]] == 500
    assert "Grenzen van buurten, bladzijde 3: " in uit and "Gebieden: 7 nieuw" in uit
    assert bestanden(tmp_path / "ophalen" / "GM1960" / "2024") == [
        "cijfers-85984NED/kolommen.json",
        "cijfers-85984NED/regels/BU-001.json",
        "cijfers-85984NED/regels/GM-001.json",
        "cijfers-85984NED/regels/WK-001.json",
        "cijfers-85984NED/tabel.json",
        "grenzen/BU-001.json",
        "grenzen/BU-002.json",
        "grenzen/BU-003.json",
        "grenzen/GM-001.json",
        "grenzen/GM1960-2024.geojson",
        "grenzen/WK-001.json",
    ]
    assert server.agents == {"gebiedswerk (+http://localhost:8000)"}


def test_wat_er_is_wordt_niet_nog_eens_gevraagd_tenzij_het_moet(server, west_betuwe, capsys):
    haal_op(capsys)
    eerst = Counter(server.gevraagd)
    assert set(eerst.values()) == {1}
    voor = list(Gebied.objects.order_by("pk").values()), list(Cijfer.objects.order_by("pk").values())
    uit = haal_op(capsys)
    assert Counter(server.gevraagd) == eerst and "was er al" in uit
    assert (list(Gebied.objects.order_by("pk").values()), list(Cijfer.objects.order_by("pk").values())) == voor
    haal_op(capsys, opnieuw=True)
    assert Counter(server.gevraagd) == eerst + eerst


@pytest.mark.parametrize("alleen", ["grenzen", "cijfers"])
def test_alleen_grenzen_of_alleen_cijfers(server, west_betuwe, tmp_path, capsys, alleen):
    if alleen == "cijfers":
        haal_op(capsys, alleen="grenzen")
        server.gevraagd.clear()
    haal_op(capsys, alleen=alleen, map=str(tmp_path / "elders"))
    assert all(("ODataApi" in path) == (alleen == "cijfers") for path in server.gevraagd)
    assert Cijfer.objects.exists() == (alleen == "cijfers")
    assert (tmp_path / "elders" / "GM1960" / "2024").is_dir()


VOORBIJGAAND = [(fout, plek) for fout in (500, 503, 429, "half") for plek in ("collections/buurten", "BU1960")]


@pytest.mark.parametrize(("fout", "plek"), [*VOORBIJGAAND, (502, "WK1960"), (504, "Table"), ("afgekapt", "BU1960")])
def test_een_storing_die_voorbijgaat_merkt_niemand(server, west_betuwe, capsys, fout, plek):
    server.fouten[plek] = [fout, fout]
    uit = haal_op(capsys)
    assert "Gebieden: 7 nieuw" in uit and Cijfer.objects.filter(gebied__code=BUURTEN[0]).exists()


def test_een_traag_antwoord_wordt_nog_eens_gevraagd(server, west_betuwe, capsys):
    server.fouten["collections/buurten"] = ["traag"]
    assert "Gebieden: 7 nieuw" in haal_op(capsys, alleen="grenzen")


@pytest.mark.parametrize(
    ("fout", "melding"),
    [
        (500, "geeft steeds een fout (status 500)"),
        (404, "geeft niet wat we vragen (status 404)"),
        (400, "geeft niet wat we vragen (status 400)"),
        ("afgekapt", "komt steeds niet heel aan"),
        ("half", "komt steeds niet heel aan"),
        ("webpagina", "geeft een webpagina in plaats van gegevens"),
        ("geen lijst", "geeft iets anders dan we vragen"),
    ],
)
def test_een_blijvende_storing_wordt_gemeld_en_daarna_gaat_het_verder_waar_het_was(
    server, west_betuwe, tmp_path, capsys, fout, melding
):
    server.fouten["offset=2"] = [fout] * 20
    with pytest.raises(CommandError) as gemeld:
        haal_op(capsys)
    assert melding in str(gemeld.value) and "importeer_gebieden" in str(gemeld.value)
    assert not Gebied.objects.exists() and not Cijfer.objects.exists()
    folder = tmp_path / "ophalen" / "GM1960" / "2024"
    assert bestanden(folder) == ["grenzen/BU-001.json", "grenzen/GM-001.json", "grenzen/WK-001.json"]
    server.fouten.clear()
    server.gevraagd.clear()
    haal_op(capsys, alleen="grenzen")
    assert [path.rpartition("?")[2] for path in server.gevraagd] == [
        "gemeentecode=GM1960&offset=2",
        "gemeentecode=GM1960&offset=4",
    ]
    assert Gebied.objects.filter(niveau="buurt").count() == 5


def test_zonder_netwerk_een_melding_die_de_weg_van_de_bestanden_wijst(server, west_betuwe, settings, capsys):
    server.shutdown()
    server.server_close()
    begin = time.monotonic()
    with pytest.raises(CommandError) as gemeld:
        haal_op(capsys)
    tekst = str(gemeld.value)
    assert "is niet te bereiken. Is er internet" in tekst
    assert "importeer_gebieden en importeer_cijfers" in tekst and "README" in tekst
    assert "Traceback" not in tekst and "HTTPConnection" not in tekst and time.monotonic() - begin < 10


def test_een_server_die_blijft_zwijgen_houdt_ons_niet_vast(server, west_betuwe, capsys, settings):
    settings.OPHALEN_GEDULD = 0.2
    server.fouten["collections/gemeenten"] = ["traag"] * 20
    with pytest.raises(CommandError, match=r"geeft binnen 0\.2 seconden geen antwoord"):
        haal_op(capsys)


def test_een_te_groot_antwoord_wordt_geweigerd(server, west_betuwe, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(importeren, "MAX_BYTES", 100)
    with pytest.raises(CommandError, match="groter dan"):
        haal_op(capsys)
    assert not bestanden(tmp_path)


def test_te_veel_bij_elkaar_wordt_geweigerd(server, west_betuwe, capsys, monkeypatch):
    monkeypatch.setattr(klant, "MAX_TOTAAL", 1000)
    with pytest.raises(CommandError, match="meer dan één gemeente"):
        haal_op(capsys)


def test_wat_een_afgebroken_keer_achterliet_of_de_schijf_bedierf_wordt_opnieuw_gevraagd(
    server, west_betuwe, tmp_path, capsys
):
    haal_op(capsys, alleen="grenzen")
    folder = tmp_path / "ophalen" / "GM1960" / "2024" / "grenzen"
    heel = (folder / "BU-002.json").read_bytes()
    (folder / "BU-002.json").write_bytes(heel[:50])
    (folder / "BU-003.json").rename(folder / "BU-003.json.4711.deel")
    server.gevraagd.clear()
    haal_op(capsys, alleen="grenzen")
    assert [path[-8:] for path in server.gevraagd] == ["offset=2", "offset=4"]
    assert (folder / "BU-002.json").read_bytes() == heel


def test_een_gemeente_zonder_letters_in_de_dienst_wordt_ook_gevonden(server, west_betuwe, capsys):
    server.spelling = "1960"
    haal_op(capsys, alleen="grenzen")
    assert Gebied.objects.filter(niveau="buurt").count() == 5


def test_een_gemeente_die_er_dat_jaar_niet_was_wordt_genoemd_en_later_opnieuw_gevraagd(
    server, west_betuwe, tmp_path, capsys
):
    server.spelling = "niets"
    with pytest.raises(CommandError, match=r"PDOK heeft geen buurten van GM1960 in 2024. Bestond de gemeente toen al"):
        haal_op(capsys)
    assert not bestanden(tmp_path)
    server.spelling = "GM1960"
    haal_op(capsys, alleen="grenzen")


def test_een_lege_lijst_van_het_cbs_is_geen_antwoord(server, west_betuwe, tmp_path, capsys, monkeypatch):
    haal_op(capsys, alleen="grenzen")
    monkeypatch.setitem(AREAS, "WK", [])
    with pytest.raises(CommandError, match="niets over wijken met code GM1960"):
        haal_op(capsys, alleen="cijfers")
    assert not Cijfer.objects.exists()
    assert not list(tmp_path.rglob("regels/WK*"))


def test_een_verkeerd_tabelnummer_zet_geen_cijfers_onder_het_verkeerde_jaar(server, west_betuwe, capsys):
    haal_op(capsys, alleen="grenzen")
    server.titel = "Kerncijfers wijken en buurten 2023"
    with pytest.raises(CommandError, match="Dat zijn niet de kerncijfers van 2024"):
        haal_op(capsys, alleen="cijfers")
    assert not Cijfer.objects.exists()


def test_een_jaar_dat_wij_nog_niet_kennen_kan_met_een_tabelnummer(server, west_betuwe, capsys):
    server.titel = "Kerncijfers wijken en buurten 2026"
    with pytest.raises(CommandError, match="geef het mee met --tabel"):
        haal_op(capsys, 2026)
    haal_op(capsys, 2026, tabel="99999NED")
    assert any("/99999NED/TypedDataSet" in path for path in server.gevraagd)


def test_een_doorverwijzing_naar_een_andere_plek_volgen_we_niet(server, west_betuwe, capsys):
    server.volgende_host = "http://169.254.169.254"
    with pytest.raises(CommandError, match="verwijst voor de volgende bladzijde naar een andere plek"):
        haal_op(capsys)


def test_bladzijden_zonder_eind_houden_op(server, west_betuwe, capsys, monkeypatch):
    monkeypatch.setattr(bladzijden, "MAX_BLADZIJDEN", 2)
    with pytest.raises(CommandError, match="meer dan 2 bladzijden"):
        haal_op(capsys)


@pytest.mark.parametrize("negeert_filter", [False, True])
def test_oudere_jaren_komen_van_de_wfs_ook_als_die_het_filter_negeert(
    server, west_betuwe, capsys, monkeypatch, negeert_filter
):
    monkeypatch.setattr(grenzen, "PER_BLADZIJDE", 3)
    server.negeert_filter = negeert_filter
    haal_op(capsys, 2020, alleen="grenzen")
    assert "/cbs/gebiedsindelingen/2020/wfs/v1_0" in server.gevraagd[0]
    assert any("startIndex=3" in path for path in server.gevraagd)
    assert set(Gebied.objects.values_list("code", flat=True)) == {"GM1960", "WK196000", *BUURTEN}


def test_een_gemeente_van_voor_een_herindeling(server, db, capsys):
    stel_in(lees_profiel("west_betuwe") | {"cbs_code": "GM0344"})
    with pytest.raises(CommandError, match="De gemeente in het profiel is GM0344"):
        haal_op(capsys, gemeente="GM1960")
    haal_op(capsys, gemeente="1960", voorgangers=True)
    assert Gebied.objects.filter(is_actief=False).count() == 7
    inwoners = Cijfer.objects.filter(indicator__code="inwoners", jaar=2024, gebied__is_actief=False)
    assert dict(inwoners.values_list("gebied__code", "waarde"))[BUURTEN[4]] == 500
    assert {g.code for g in Gebied.objects.lopend()} == {"GM0344"}


@pytest.mark.parametrize(
    ("opties", "melding"),
    [
        ({"gemeente": "BU19600000"}, "is geen code van een gemeente"),
        ({"gemeente": "Utrecht"}, "is geen code van een gemeente"),
        ({"jaar": 1812}, "Jaar 1812 kan niet"),
        ({"jaar": 2010, "alleen": "grenzen"}, "PDOK heeft grenzen vanaf 2016"),
        ({"jaar": 2010, "alleen": "cijfers"}, "nummer van de tabel met kerncijfers niet bekend"),
        ({"tabel": "../../weg"}, "is geen nummer van een tabel"),
        ({"voorgangers": True}, "is de gemeente zelf"),
    ],
)
def test_een_verkeerde_vraag_wordt_in_woorden_geweigerd(server, west_betuwe, capsys, opties, melding):
    with pytest.raises(CommandError, match=melding):
        haal_op(capsys, **opties)
    assert not server.gevraagd


def test_een_map_waarin_niet_te_schrijven_is(server, west_betuwe, tmp_path, capsys):
    bezet = tmp_path / "bezet"
    bezet.write_text("hier staat al iets")
    with pytest.raises(CommandError, match="kan niet worden geschreven"):
        haal_op(capsys, map=str(bezet))


def test_elk_jaar_heeft_een_eigen_tabel_en_een_dienst_voor_de_grenzen():
    jaren = range(2016, 2026)
    assert len({bronnen.tabel(jaar) for jaar in jaren}) == len(jaren)
    assert all(set(bronnen.grenzen(jaar)["lagen"]) == {"GM", "WK", "BU"} for jaar in jaren)


def test_de_echte_antwoorden_van_het_cbs(server, west_betuwe, shared, capsys, tmp_path):
    """The real answers of 2020, put where the server would have put them."""
    echt = shared / "data" / "cijfers"
    folder = tmp_path / "ophalen" / "GM1960" / "2020" / "cijfers-84799NED"
    (folder / "regels").mkdir(parents=True)
    info = json.loads((shared / "data" / "formaten" / "cbs_odata3_84799NED_TableInfos.json").read_text())
    (folder / "tabel.json").write_text(json.dumps({"value": [info]}))
    (folder / "kolommen.json").write_bytes((echt / "kwb_2020_84799NED_DataProperties.json").read_bytes())
    rijen = json.loads((echt / "kwb_2020_84799NED_GM1960_odata_v3.json").read_text())["value"]
    for soort in AREAS:
        deel = [rij for rij in rijen if rij["WijkenEnBuurten"].startswith(soort)]
        (folder / "regels" / f"{soort}-001.json").write_text(json.dumps({"value": deel}))
    grens = shared / "data" / "geo" / "buurt_2020_GM1960_cartomap_wgs84.geojson"
    call_command("importeer_gebieden", str(grens))
    haal_op(capsys, 2020, alleen="cijfers")
    assert not server.gevraagd
    inwoners = Cijfer.objects.get(gebied__code="GM1960", indicator__code="inwoners", jaar=2020)
    assert inwoners.waarde == 51128
