"""Platforms in a real browser: accessible on every screen, and by keyboard alone."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.gebiedswerk.test_vormgeving import overtredingen, past_in_de_breedte

from .factories import houdt_bij, maak_bijeenkomst, maak_gemeente, maak_subsidie

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def g(transactional_db):
    g = maak_gemeente()
    houdt_bij(g.platform, g.platformlid)
    for nummer in range(6):
        g.platform.leden.create(naam=f"Lid {nummer}", leeftijd="65_plus", is_openbaar=nummer == 1)
    gisteren = timezone.localdate() - timedelta(days=1)
    maak_bijeenkomst(g.platform, gisteren, is_geweest=True, verslag="Er komt een haag.", is_verslag_openbaar=True)
    maak_subsidie(g.platform, gisteren.year)
    return g


def meld_aan(pagina, site, persoon):
    client = Client()
    client.force_login(persoon)
    pagina.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


@pytest.mark.parametrize("breedte", [1280, 320])
def test_toegankelijk_op_elk_scherm(pagina, live_server, g, breedte):
    site = live_server.url
    pagina.set_viewport_size({"width": breedte, "height": 900})
    meld_aan(pagina, site, g.platformlid)
    for pad in ("/platforms/", g.platform.get_absolute_url(), g.platform.dossier_url()):
        pagina.goto(f"{site}{pad}")
        pagina.evaluate("document.querySelectorAll('details').forEach(deel => deel.open = true)")
        assert overtredingen(pagina) == [], pad
        assert past_in_de_breedte(pagina), pad


def test_de_secretaris_plant_met_het_toetsenbord(pagina, live_server, g):
    site = live_server.url
    meld_aan(pagina, site, g.platformlid)
    pagina.goto(f"{site}{g.platform.dossier_url()}")
    pagina.get_by_role("link", name="Bijeenkomst plannen").focus()
    pagina.keyboard.press("Enter")
    pagina.get_by_label("Waar gaat het over?").focus()
    pagina.keyboard.type("Groen in het dorp")
    pagina.get_by_label("Datum").fill((timezone.localdate() + timedelta(days=7)).isoformat())
    pagina.get_by_role("button", name="Bewaren").focus()
    pagina.keyboard.press("Enter")
    pagina.wait_for_url(re.compile("#bijeenkomsten$"))
    assert pagina.get_by_role("link", name="Groen in het dorp").is_visible()
