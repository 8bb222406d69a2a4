"""The list on the map: the same signals, in scope, and none left out when there are many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.gebieden.factories import maak_gemeente

from .factories import MELDER, maak_signaal

pytestmark = pytest.mark.django_db


@pytest.fixture
def g():
    return maak_gemeente()


def punten(client, vraag=""):
    answer = client.get(f"/signalen/kaart/punten/?{vraag}")
    assert answer.headers["Content-Type"] == "application/geo+json"
    features = answer.json()["features"]
    return (
        [f for f in features if f["geometry"]["type"] == "Point"],
        [f for f in features if f["geometry"]["type"] != "Point"],
    )


def test_punten_volgen_het_filter_en_de_ligging(client, g):
    maak_signaal(g.dorp, tekst="Boom om", lat=51.85, lon=5.05)
    maak_signaal(g.dorp, tekst="Feest", thema="jeugd", lat=51.86, lon=5.06)
    maak_signaal(g.stad, tekst="Zwaluw in de stad", lat=51.87, lon=5.25)
    maak_signaal(g.buurtschap, tekst="Geen punt")
    client.force_login(g.medewerker)
    los, vlakken = punten(client)
    assert {f["properties"]["naam"] for f in los} == {"Boom om", "Feest"}
    assert [(f["properties"]["naam"], f["properties"]["tekst"]) for f in vlakken] == [
        ("Buurtschap", "1 zonder plek op de kaart")
    ]
    assert los[0]["geometry"]["coordinates"] in ([5.05, 51.85], [5.06, 51.86])
    assert {f["properties"]["naam"] for f in punten(client, "thema=jeugd")[0]} == {"Feest"}
    pagina = client.get("/signalen/kaart/?bereik=alles").content.decode()
    assert "Zwaluw in de stad" in pagina and "4 signalen, waarvan 3 met een plek" in pagina
    assert "/signalen/kaart/punten/?bereik=alles" in pagina
    # A platform sees what it put in itself; nobody sees who said it.
    client.force_login(g.platformlid)
    assert punten(client, "bereik=alles") == ([], [])
    client.force_login(g.regie)
    alles = client.get("/signalen/kaart/punten/?bereik=alles").content.decode()
    assert not any(waarde in alles for waarde in MELDER.values())


def test_veel_punten_worden_een_getal_en_geen_raakt_zoek(client, g, monkeypatch):
    monkeypatch.setattr("signalen.signaal.kaart.MEESTE_LOS", 5)
    for nummer in range(6):
        maak_signaal(g.dorp, lat=51.80 + nummer / 10_000, lon=5.0)
    ver = maak_signaal(g.dorp, lat=51.9, lon=5.1, tekst="Ver weg")
    zelfde = [maak_signaal(g.dorp, lat=51.85, lon=5.05) for _ in range(2)]
    client.force_login(g.medewerker)
    groepen = punten(client, "status=open")[0]
    assert sorted(f["properties"].get("aantal", 1) for f in groepen) == [1, 2, 6]
    naar = {f["properties"].get("aantal", 1): f["properties"]["url"] for f in groepen}
    assert naar[1] == ver.get_absolute_url()
    # What lies on one spot is a list; what lies apart is the map from nearby, with all of it on it.
    assert naar[2].startswith("/signalen/?status=open&vak=")
    assert {s.pk for s in client.get(naar[2]).context["pagina"]} == {s.pk for s in zelfde}
    assert naar[6].startswith("/signalen/kaart/?status=open&vak=")
    assert len(client.get(naar[6]).context["pagina"]) == 6


@pytest.mark.parametrize("url", ["/signalen/kaart/", "/signalen/kaart/punten/"])
def test_vaste_hoeveelheid_queries(client, g, url):
    client.force_login(g.medewerker)
    maak_signaal(g.dorp, lat=51.85, lon=5.05), maak_signaal(g.buurtschap)
    client.get(url)
    with CaptureQueriesContext(connection) as een:
        client.get(url)
    for nummer in range(3):
        maak_signaal(g.noord if nummer else g.dorp, lat=51.85, lon=5.05, platform=g.platform)
        maak_signaal(g.dorp)
    with CaptureQueriesContext(connection) as meer:
        client.get(url)
    assert len(een) == len(meer) <= 13


def test_lege_kaart(client, g):
    client.force_login(g.medewerker)
    assert punten(client) == ([], [])
    assert client.get("/signalen/kaart/?vak=0,0,0,0&pagina=x").status_code == 200
