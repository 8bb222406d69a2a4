"""The API for other systems: who may, what is taken in, what is refused and how that is said."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from gebiedswerk.post import Bericht
from signalen.inzending.models import GRENZEN, Inzending
from signalen.models import Bronsysteem, Signaal
from tests.gebieden.factories import maak_gemeente

pytestmark = pytest.mark.django_db
URL = "/api/v1/signalen"


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def bron(g):
    bron = Bronsysteem.objects.create(naam="Fixi", slug="fixi", themas={"Afval": "openbare_ruimte", "Ruis": ""})
    bron.token = bron.geef_token(door=g.beheerder)
    return bron


def verstuur(bron, inhoud, token=None, **koppen):
    return Client().post(
        URL,
        inhoud if isinstance(inhoud, str) else json.dumps(inhoud),
        content_type=koppen.pop("content_type", "application/json"),
        headers={"Authorization": f"Bearer {token or bron.token}", **koppen},
    )


def melding(g, **velden):
    return {
        "bronnummer": "A-1",
        "tekst": "Afval bij de speeltuin.",
        "categorie": "Afval",
        "gebied": g.dorp.slug,
        **velden,
    }


def test_een_melding_wordt_een_signaal_als_elk_ander(g, bron):
    antwoord = verstuur(
        bron, melding(g, plaats="Bij de speeltuin", melder={"naam": "Mel", "email": "mel@voorbeeld.test"})
    )
    signaal = Signaal.objects.get()
    assert antwoord.status_code == 201 and antwoord["API-Version"] == "1.0.0"
    assert antwoord["Location"].endswith("/api/v1/signalen/A-1")
    assert antwoord.json() == {
        "nummer": signaal.nummer,
        "bronnummer": "A-1",
        "status": "nieuw",
        "statusNaam": "Nieuw",
        "uitkomst": "",
        "antwoord": "",
        "gebied": g.dorp.slug,
        "thema": "openbare_ruimte",
        "ontvangenOp": antwoord.json()["ontvangenOp"],
        "uiterlijk": signaal.uiterlijk.isoformat(),
        "gewijzigdOp": antwoord.json()["gewijzigdOp"],
    }
    assert (signaal.bron, signaal.bronsysteem, signaal.eigenaar, signaal.melder.naam) == (
        "api",
        bron,
        g.medewerker,
        "Mel",
    )
    assert Bericht.objects.filter(aan="mel@voorbeeld.test").count() == 1


def test_het_punt_bepaalt_waar_het_ligt(g, bron):
    lon, lat = g.stad.grens["coordinates"][0][0] if g.stad.grens["type"] == "Polygon" else (None, None)
    antwoord = verstuur(bron, melding(g, lon=lon + 0.001, lat=lat + 0.001))
    assert antwoord.json()["gebied"] == g.stad.slug


def test_hetzelfde_nummer_maakt_nooit_een_tweede(g, bron):
    eerste, tweede = verstuur(bron, melding(g)), verstuur(bron, melding(g))
    anders = verstuur(bron, melding(g, tekst="Iets heel anders."))
    assert (eerste.status_code, tweede.status_code, anders.status_code) == (201, 200, 409)
    assert eerste.json()["nummer"] == tweede.json()["nummer"] and Signaal.objects.count() == 1
    assert anders["Content-Type"] == "application/problem+json" and "A-1" in anders.json()["detail"]
    ander = Bronsysteem.objects.create(naam="Ander", slug="ander", themas={"Afval": "openbare_ruimte"})
    assert verstuur(ander, melding(g), token=ander.geef_token(door=g.beheerder)).status_code == 201


@pytest.mark.parametrize(
    ("velden", "naam"),
    [
        ({"tekst": ""}, "tekst"),
        ({"tekst": "a\0b"}, "tekst"),
        ({"tekst": "x" * 5001}, "tekst"),
        ({"bronnummer": "n" * 61}, "bronnummer"),
        ({"bronnummer": "A\n1"}, "bronnummer"),
        ({"categorie": "Onbekend"}, "categorie"),
        ({"categorie": "Ruis"}, "categorie"),
        ({"thema": "bestaat_niet"}, "thema"),
        ({"gebied": "nergens"}, "gebied"),
        ({"lon": 5.1}, "lon"),
        ({"lon": 0, "lat": 0, "gebied": "nergens"}, "gebied"),
        ({"lat": 100, "lon": 5}, "lat"),
        ({"melder": {"email": "geen adres"}}, "melder.email"),
    ],
)
def test_wat_niet_klopt_wordt_per_veld_gezegd(g, bron, velden, naam):
    antwoord = verstuur(bron, melding(g, **velden))
    probleem = antwoord.json()
    assert antwoord.status_code == probleem["status"] == 400 and antwoord["Content-Type"] == "application/problem+json"
    assert [fout["name"] for fout in probleem["invalidParams"]] == [naam] and not Signaal.objects.exists()


def test_wat_geen_json_is_en_wat_geen_verzoek_is(g, bron):
    assert verstuur(bron, "{kapot").status_code == 400
    lijst = verstuur(bron, "[1]")
    assert lijst.status_code == 400 and "JSON-object" in lijst.content.decode()
    assert verstuur(bron, "tekst=1", content_type="application/x-www-form-urlencoded").status_code == 415
    assert Client().delete(URL, headers={"Authorization": f"Bearer {bron.token}"}).status_code == 405


def test_alleen_met_een_geldig_token(g, bron):
    zonder = Client().post(URL, json.dumps(melding(g)), content_type="application/json")
    assert (zonder.status_code, zonder["WWW-Authenticate"]) == (401, "Bearer")
    assert "Stuur het token" in zonder.json()["detail"]
    assert verstuur(bron, melding(g), token="verkeerd").status_code == 401
    Bronsysteem.objects.update(is_actief=False)
    assert verstuur(bron, melding(g)).status_code == 401
    Bronsysteem.objects.update(is_actief=True, token_hash="")
    assert verstuur(bron, melding(g)).status_code == 401
    assert not Signaal.objects.exists()


def test_raden_naar_een_token_houdt_op_en_een_bron_heeft_een_grens(g, bron):
    afzenders = [Inzending(afzender_hash=f"bron-{bron.pk}", soort="api", sleutel=str(n)) for n in range(GRENZEN["api"])]
    Inzending.objects.bulk_create(afzenders)
    assert verstuur(bron, melding(g)).status_code == 429
    codes = {verstuur(bron, melding(g), token=f"raden-{n}").status_code for n in range(GRENZEN["volgcode"] + 1)}
    assert codes == {401, 429}


def test_een_bron_leest_wat_er_van_haar_melding_kwam_en_niet_van_een_ander(g, bron):
    verstuur(bron, melding(g))
    url, koppen = f"{URL}/A-1", {"Authorization": f"Bearer {bron.token}"}
    assert Client().get(url, headers=koppen).json()["status"] == "nieuw"
    ander = Bronsysteem.objects.create(naam="Ander", slug="ander")
    vreemd = Client().get(url, headers={"Authorization": f"Bearer {ander.geef_token(door=g.beheerder)}"})
    assert vreemd.status_code == 404 and vreemd["Content-Type"] == "application/problem+json"


def test_een_nummer_met_een_schuine_streep_heeft_ook_een_adres(g, bron):
    antwoord = verstuur(bron, melding(g, bronnummer="2026/17 b"))
    assert antwoord.status_code == 201
    gelezen = Client().get(antwoord["Location"], headers={"Authorization": f"Bearer {bron.token}"})
    assert gelezen.json()["bronnummer"] == "2026/17 b"


def test_zonder_medewerkers_blijft_er_niets_half_achter(g, bron):
    type(g.medewerker).objects.update(is_active=False)
    antwoord = verstuur(bron, melding(g))
    assert antwoord.status_code == 503 and not Signaal.objects.exists()


def test_de_beschrijving_zegt_alles_wat_een_bouwer_nodig_heeft(g):
    antwoord = Client().get(reverse("signalen:api_openapi"))
    doc = antwoord.json()
    assert doc["openapi"].startswith("3.") and antwoord["Access-Control-Allow-Origin"] == "*"
    assert set(doc["paths"]) == {"/signalen", "/signalen/{bronnummer}"} and all(doc["info"]["contact"].values())
    maak = doc["paths"]["/signalen"]["post"]
    assert set(maak["responses"]) == {"200", "201", "400", "401", "409", "415", "429", "503"}
    assert set(maak["responses"]["400"]["content"]) == {"application/problem+json"}
    assert maak["security"] == [{"token": []}] and doc["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert all(
        "API-Version" in r["headers"]
        for pad in doc["paths"].values()
        for o in pad.values()
        for r in o["responses"].values()
    )
    velden = doc["components"]["schemas"]["Signaal"]["properties"]
    assert set(velden) >= {"bronnummer", "tekst", "thema", "categorie", "gebied", "plaats", "lon", "lat", "melder"}
