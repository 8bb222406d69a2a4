"""Addresses and map tiles, asked by our own server of a real one: that answers, is slow, talks rubbish, or is gone."""

import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache

from gebieden.adres import vraag as vragen
from gebieden.adres.zoek import Adres, is_bekend, lees_antwoord, zoek_adres
from gebieden.kaart import tegels
from gebiedswerk.profiel import lees_profiel, stel_in

from .factories import maak_gemeente

pytestmark = pytest.mark.django_db
PNG = tegels.PNG + b"een echte tegel"


class Pdok(ThreadingHTTPServer):
    """Answers with ``antwoord``: status, body, seconds before it, seconds between its bytes. Remembers who asked."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Vraag)
        self.antwoord, self.gevraagd, self.koppen = (200, b"", 0, 0), [], []
        self.adres = f"http://127.0.0.1:{self.server_port}"


class Vraag(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.gevraagd.append(self.path)
        self.server.koppen.append(dict(self.headers))
        status, body, wacht, tussen = self.server.antwoord
        time.sleep(wacht)
        try:
            self.send_response(status)
            if status == 302:
                self.send_header("Location", body.decode())
            self.end_headers()
            for teken in [bytes([c]) for c in body] if tussen else [body]:
                time.sleep(tussen)
                self.wfile.write(teken)
                self.wfile.flush()
        except OSError:
            pass

    def log_message(self, *args):
        pass


@pytest.fixture
def pdok(settings, tmp_path, monkeypatch):
    server = Pdok()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    settings.PDOK_LOCATIE_URL, settings.TILE_SERVER, settings.DATA_DIR = f"{server.adres}/v3_1", server.adres, tmp_path
    monkeypatch.setattr(vragen, "GEDULD", 0.3)
    cache.clear()
    vragen.vergeet_stilte()
    yield server
    vragen.vergeet_stilte()
    server.shutdown()
    server.server_close()
    thread.join()


def gemeente(code):
    stel_in({**lees_profiel("west_betuwe"), "cbs_code": code})


def doc(naam="Dorpsstraat 1, 4191AB Geldermalsen", punt="POINT(5.05 51.85)", **velden):
    return {"weergavenaam": naam, "centroide_ll": punt, "gemeentecode": "1960", **velden}


def body(*docs):
    return json.dumps({"response": {"numFound": len(docs), "docs": docs}}).encode()


# Addresses ------------------------------------------------------------------


def test_echte_antwoorden_van_de_locatieserver(shared):
    gemeente("GM0363")
    een, weesp = ((shared / f"data/formaten/pdok_locatieserver_{n}.json").read_bytes() for n in ("adres_1", "weesp"))
    assert lees_antwoord(een) == [Adres("Geuzenkade 58-1, 1056KN Amsterdam", 4.86450674, 52.37354473)]
    assert [naam for naam, _lon, _lat in lees_antwoord(weesp)] == ["Nieuwe Achtergracht 72, 1018XZ Amsterdam"]
    gemeente("GM0457")
    assert [tuple(adres) for adres in lees_antwoord(weesp)] == [
        ("Achtergracht 72, 1381BP Weesp", 5.04040667, 52.30607057)
    ]


def test_wat_gevraagd_wordt_en_wat_niet(pdok, client):
    gemeente("GM1960")
    pdok.antwoord = (200, body(doc()), 0, 0)
    assert zoek_adres("  Dorpsstraat   1 ") == [Adres("Dorpsstraat 1, 4191AB Geldermalsen", 5.05, 51.85)]
    pad = urlsplit(pdok.gevraagd[0])
    assert pad.path == "/v3_1/suggest"
    assert parse_qs(pad.query)["q"] == ["Dorpsstraat 1"]
    assert parse_qs(pad.query)["fq"] == ["gemeentecode:1960", "type:(adres OR weg)"]
    assert set(pdok.koppen[0]) == {"Accept-Encoding", "Host", "User-Agent", "Connection"}
    # The same question again, and one that is too short, go nowhere.
    assert is_bekend("dorpsstraat 1") and zoek_adres("DORPSSTRAAT 1") == zoek_adres("Dorpsstraat 1")
    assert zoek_adres("Do") == zoek_adres("") == []
    assert len(pdok.gevraagd) == 1


@pytest.mark.parametrize(
    "inhoud",
    [
        b"",
        b"<html>storing</html>",
        b"[]",
        b"\xff\xfe",
        b'{"response": null}',
        b'{"response": {"docs": "geen"}}',
        b"[" * 100_000,
        body(doc(punt="POINT(x y)"), doc(punt=None), doc(naam=7), doc(naam="\0 "), doc(gemeentecode="0363")),
        body(doc(punt="POINT(1.2.3 4)")),
        json.dumps({"response": {"docs": [[], None, 3]}}).encode(),
    ],
)
def test_onzin_is_geen_adres(pdok, inhoud):
    gemeente("GM1960")
    pdok.antwoord = (200, inhoud, 0, 0)
    assert zoek_adres("Dorpsstraat") == []


@pytest.mark.parametrize(
    ("antwoord", "komt_terug"),
    [
        ((500, b"", 0, 0), False),
        ((429, b"", 0, 0), False),
        ((200, b"", 1, 0), False),
        ((200, b"langzaam druppelen", 0, 0.05), False),
        ((404, b"", 0, 0), True),
        ((302, b"http://127.0.0.1:9/elders", 0, 0), True),
        ((200, b"x" * (600 * 1024), 0, 0), True),
    ],
)
def test_wie_niet_of_traag_antwoordt_houdt_niemand_op(pdok, antwoord, komt_terug):
    """After silence nobody is asked for a while; what only this question did wrong spoils nothing for the next."""
    gemeente("GM1960")
    pdok.antwoord = antwoord
    begin = time.monotonic()
    assert zoek_adres("Dorpsstraat") == []
    assert time.monotonic() - begin < 1
    pdok.antwoord = (200, body(doc()), 0, 0)
    assert bool(zoek_adres("Dorpsstraat 1")) is komt_terug


def test_niemand_thuis(pdok, settings):
    settings.PDOK_LOCATIE_URL = "http://127.0.0.1:9"
    assert zoek_adres("Dorpsstraat") == []
    settings.PDOK_LOCATIE_URL = ""
    assert zoek_adres("Dorpsstraat") == []


# Tiles ----------------------------------------------------------------------


def url(z, x, y):
    return f"/kaart/tegel/{z}/{x}/{y}.png"


def test_tegel_gaat_langs_ons_en_wordt_bewaard(pdok, client):
    maak_gemeente()
    pdok.antwoord = (200, PNG, 0, 0)
    x, y = tegels.tegel_op(5.05, 51.85, 15)
    eerste, tweede = client.get(url(15, x, y), HTTP_COOKIE="geheim=1"), client.get(url(15, x, y))
    assert eerste.content == tweede.content == PNG
    assert "max-age=604800" in eerste["Cache-Control"]
    assert pdok.gevraagd == [f"/{tegels.PAD}/15/{x}/{y}.png"]
    assert set(pdok.koppen[0]) == {"Accept-Encoding", "Host", "User-Agent", "Connection"}
    # After a month it is fetched anew; when that fails the old one is better than none.
    (bestand,) = tegels.map_().glob("*/*/*")
    pdok.antwoord = (500, b"", 0, 0)
    assert tegels.ruim_op() == 0
    os.utime(bestand, (0, 0))
    assert client.get(url(15, x, y)).content == PNG
    assert len(pdok.gevraagd) == 2
    assert (tegels.ruim_op(), bestand.exists()) == (1, False)


@pytest.mark.parametrize("antwoord", [(500, b"", 0, 0), (200, b"<html>", 0, 0), (200, PNG, 1, 0)])
def test_zonder_tegel_een_doorzichtige(pdok, client, antwoord):
    maak_gemeente()
    pdok.antwoord = antwoord
    page = client.get(url(15, *tegels.tegel_op(5.05, 51.85, 15)))
    assert (page.status_code, page.content, page["Content-Type"]) == (200, tegels.LEEG, "image/png")
    assert page["Cache-Control"] == "public, max-age=60"
    assert not list(tegels.map_().glob("*/*/*"))


def test_alleen_van_hier(pdok, client):
    """Deep tiles only of this municipality: others cannot fill our disk, nor use us to ask for the whole country."""
    maak_gemeente()
    pdok.antwoord = (200, PNG, 0, 0)
    ver = url(15, *tegels.tegel_op(6.5, 53.2, 15))
    assert client.get(ver).content == tegels.LEEG
    assert client.get(url(9, *tegels.tegel_op(6.5, 53.2, 9))).content == PNG
    assert client.get(url(15, 0, 0)).content == tegels.LEEG
    for z, x, y in [(15, 2**15, 0), (19, 0, 0), (5, 16, 10), (10**9, 1, 1), (15, 10**30, 1)]:
        assert client.get(url(z, x, y)).status_code == 404
    assert len(pdok.gevraagd) == 1


def test_de_kaart_noemt_geen_adres_van_een_ander(client, settings):
    settings.TILE_SERVER = "https://tegels.voorbeeld.test"
    maak_gemeente()
    page = client.get("/signaal/")
    assert 'data-tegels="/kaart/tegel/{z}/{x}/{y}.png"' in page.content.decode()
    assert "voorbeeld.test" not in page.content.decode()
    assert "img-src 'self' data:;" in page["Content-Security-Policy"] + ";"
