"""The page with the code: what became of it, and a word back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gebiedswerk.post import Bericht
from signalen.foto.beeld import schoon
from signalen.inzending.models import GRENZEN
from signalen.models import Foto, Signaal
from tests.gebieden.factories import maak_gemeente

from .factories import beeld, breng_naar, maak_signaal

pytestmark = pytest.mark.django_db


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.mark.parametrize(
    ("status", "woorden"),
    [
        ("nieuw", "Uw signaal is binnen"),
        ("in_beoordeling", "bekijkt uw signaal"),
        ("in_behandeling", "met uw signaal bezig"),
        ("doorgezet", "aan de afdeling Openbare ruimte"),
        ("gebundeld", "Meer mensen gaven dit door"),
        ("niet_opgepakt", "Wij pakken dit niet op"),
        ("teruggekoppeld", "Wij zijn klaar"),
        ("heropend", "opnieuw naar uw signaal"),
    ],
)
def test_elke_status_in_gewone_woorden(client, g, status, woorden):
    hoofd = maak_signaal(g.dorp, melder=None)
    signaal = breng_naar(
        maak_signaal(g.dorp), status, g.medewerker, hoofdsignaal=hoofd, doorgezet_naar=g.afdeling, reden="Geen geld"
    )
    answer = client.get(signaal.volg_url())
    html = answer.content.decode()
    assert answer.status_code == 200
    assert woorden in html
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "no-store" in answer.headers["Cache-Control"]
    if status == "niet_opgepakt":
        assert "Geen geld" in html


def test_code_met_hoofdletters_werkt_ook(client, g):
    signaal = maak_signaal(g.dorp)
    assert client.get(f"/signaal/{signaal.volgcode().upper()}/").status_code == 200


def test_foto_bij_de_code(client, g):
    signaal = maak_signaal(g.dorp)
    Foto.objects.leg_vast(signaal, [schoon(beeld())])
    answer = client.get(f"{signaal.volg_url()}foto/{signaal.fotos.get().pk}/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert "private" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("code", ["verkeerd", "a" * 26, "%00", "<script>", "x" * 500])
def test_verkeerde_code_helpt(client, g, code):
    answer = client.get(f"/signaal/{code}/")
    assert answer.status_code == 404
    assert "Zo vindt u uw signaal terug" in answer.content.decode()


def test_codes_raden_houdt_op(client, g):
    signaal = maak_signaal(g.dorp)
    for nummer in range(GRENZEN["volgcode"]):
        assert client.get(f"/signaal/fout{nummer}/").status_code == 404
    assert client.get("/signaal/fout/").status_code == 429
    assert client.get(signaal.volg_url()).status_code == 429
    assert client.get(signaal.volg_url(), REMOTE_ADDR="10.9.9.9").status_code == 200


def test_iets_toevoegen_komt_bij_de_eigenaar(client, g):
    signaal = maak_signaal(g.dorp)
    url = f"{signaal.volg_url()}toevoegen/"
    assert client.post(url, {"tekst": ""}).status_code == 422
    assert client.post(url, {"tekst": "Er ligt nu ook een tak."}).status_code == 302
    assert "Er ligt nu ook een tak." in client.get(signaal.volg_url()).content.decode()
    assert "Er ligt nu ook een tak." in Bericht.objects.get(aan=g.medewerker.email).tekst


def test_te_veel_toevoegen(client, g):
    url = f"{maak_signaal(g.dorp).volg_url()}toevoegen/"
    for nummer in range(GRENZEN["aanvulling"]):
        client.post(url, {"tekst": f"Nog iets {nummer}"})
    answer = client.post(url, {"tekst": "Deze woorden blijven staan"})
    assert answer.status_code == 422
    assert "Deze woorden blijven staan" in answer.content.decode()


def test_heropenen_met_een_reden(client, g):
    signaal = breng_naar(maak_signaal(g.dorp), "teruggekoppeld", g.medewerker)
    url = f"{signaal.volg_url()}heropen/"
    assert client.post(url, {"reden": " "}).status_code == 422
    for _klik in range(2):
        assert client.post(url, {"reden": "De boom staat er nog."}).status_code == 302
    now_in_db = Signaal.objects.get()
    assert (now_in_db.status, now_in_db.reden) == ("heropend", "De boom staat er nog.")
    assert now_in_db.tijdlijn.filter(soort="status", naar="Heropend").count() == 1


def test_wat_nog_loopt_kan_niet_heropend_worden(client, g):
    signaal = maak_signaal(g.dorp)
    client.post(f"{signaal.volg_url()}heropen/", {"reden": "Schiet op"})
    assert Signaal.objects.get().status == "nieuw"


def test_vaste_hoeveelheid_queries(client, g, django_assert_max_num_queries):
    signaal = breng_naar(maak_signaal(g.dorp), "in_behandeling", g.medewerker)
    client.get(signaal.volg_url())
    with django_assert_max_num_queries(11):
        client.get(signaal.volg_url())


def test_zegt_wie_ermee_bezig_is_zonder_naam_en_wanneer(client, g):
    signaal = breng_naar(maak_signaal(g.dorp), "in_behandeling", g.medewerker)
    html = client.get(signaal.volg_url()).content.decode()
    assert "Gebiedsmakelaar leefomgeving van Noord" in html
    assert g.medewerker.naam not in html
    assert "Wanneer hoort u iets?" in html
    assert "In behandeling" not in html  # plain words, not the name of a state
    Signaal.objects.update(uiterlijk=timezone.localdate() - timedelta(days=2))
    assert "Wij zijn te laat" in client.get(signaal.volg_url()).content.decode()


def test_reden_en_antwoord_staan_er_een_keer_in_de_tijdlijn(client, g):
    signaal = breng_naar(maak_signaal(g.dorp), "niet_opgepakt", g.medewerker, reden="Daar is geen geld voor.")
    html = client.get(signaal.volg_url()).content.decode()
    assert html.count("Daar is geen geld voor.") == 2  # on top, and in the timeline
    assert "Waarom niet" in html


@pytest.mark.parametrize("deel", ["toevoegen", "heropen", "vraag"])
def test_wie_het_adres_van_een_formulier_opent_komt_op_de_eigen_pagina(client, g, deel):
    """A form that came back with an error stays in the address bar, also for a phone that opens the tab anew."""
    signaal = maak_signaal(g.dorp)
    assert client.post(f"{signaal.volg_url()}{deel}/", {}).status_code == 422
    assert client.get(f"{signaal.volg_url()}{deel}/").url == signaal.volg_url()
