from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from cyclus.models import Gebiedsagenda
from gebieden.models import Gebruiker
from gebiedswerk.profiel import lees_profiel, stel_in
from gebiedswerk.werk.lijst import Werkregel, mijn_werk, per_kop
from initiatieven.models import Initiatief
from signalen.models import Overdracht, Signaal
from tests.gebieden.factories import maak_gemeente

pytestmark = pytest.mark.django_db
VANDAAG = date(2026, 11, 20)


@pytest.fixture
def g():
    return maak_gemeente()


def signaal(g, tekst="Losse stoeptegel", dagen=0, gebied=None):
    s = Signaal.objects.neem_aan(tekst=tekst, thema="groen", gebied=gebied or g.dorp)
    Signaal.objects.filter(pk=s.pk).update(uiterlijk=timezone.localdate() + timedelta(days=dagen))
    return s


def test_wat_het_eerst_moet_staat_bovenaan(g):
    signaal(g, "later", 20)
    signaal(g, "te laat", -3)
    signaal(g, "van een ander", 0, g.stad)
    Initiatief.objects.create(
        titel="zonder datum", initiatiefnemer="x", thema="groen", trekkend_gebied=g.dorp, contactpersoon=g.medewerker
    )
    assert [r.titel for r in mijn_werk(g.medewerker)] == ["te laat", "later", "zonder datum"]


def test_een_aangeboden_overdracht_staat_bij_de_ontvanger_en_het_signaal_nog_bij_de_eigenaar(g):
    s = signaal(g)
    Overdracht.objects.create(signaal=s, van=g.medewerker, aan=g.sociaal, context="x", uiterlijk=timezone.localdate())
    assert [r.soort for r in mijn_werk(g.sociaal)] == ["Overdracht"]
    assert [r.soort for r in mijn_werk(g.medewerker)] == ["Signaal"]


def test_een_aangeboden_agenda_staat_bij_het_bestuur_en_bij_niemand_anders(g):
    Gebiedsagenda.objects.create(gebied=g.noord, van_jaar=2026, tot_jaar=2029, status="aangeboden")
    assert [r.soort for r in mijn_werk(g.wethouder)] == ["Vaststellen"]
    assert mijn_werk(g.medewerker) == []


@pytest.mark.parametrize(
    ("uiterlijk", "kop"),
    [
        (VANDAAG - timedelta(days=1), "te_laat"),
        (VANDAAG, "vandaag"),
        (VANDAAG + timedelta(days=1), "week"),
        (VANDAAG + timedelta(days=7), "week"),
        (VANDAAG + timedelta(days=8), "later"),
        (None, "later"),
    ],
)
def test_onder_welke_kop(uiterlijk, kop):
    regel = Werkregel("Signaal", "x", "/", uiterlijk, "", "")
    assert [code for _, code, _ in per_kop([regel], VANDAAG)] == [kop]


def test_de_pagina(client, g):
    signaal(g, "Losse stoeptegel")
    signaal(g, "Bij een ander", gebied=g.stad)
    client.force_login(g.medewerker)
    html = client.get(reverse("werk")).content.decode()
    assert "Losse stoeptegel" in html
    assert "Bij een ander" not in html


def test_zonder_aanmelden_naar_de_aanmeldpagina(client):
    assert client.get(reverse("werk")).status_code == 302


def test_queries_hangen_niet_van_de_rijen_af(client, g, django_assert_max_num_queries):
    client.force_login(g.medewerker)
    client.get(reverse("werk"))
    for _ in range(3):
        signaal(g)
    with django_assert_max_num_queries(26):
        client.get(reverse("werk"))


def test_een_beheerder_zonder_gebieden_leest_waar_het_begint(client):
    stel_in(lees_profiel("neutraal"))
    call_command("maak_beheerder", "bea@gemeente.example", "Bea Beheer", wachtwoord="Waterlinie-2026!")
    client.force_login(Gebruiker.objects.get())
    tekst = client.get("/werk/").text
    assert "Er zijn nog geen gebieden" in tekst and reverse("gebieden:inlezingen") in tekst
    g = maak_gemeente()
    for persoon in (g.beheerder, g.secretaris):
        client.force_login(persoon)
        assert "Er zijn nog geen gebieden" not in client.get("/werk/").text
