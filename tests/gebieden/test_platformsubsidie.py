"""The yearly subsidy of a platform: who asks, who decides, what is public, and what is kept."""

from datetime import date
from decimal import Decimal
from itertools import product
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gebieden.mensen.mandaat import mandaat_van, wie_mag
from gebieden.models import Gebiedsrol, Platform, Platformsubsidie
from gebieden.platform.subsidie import SUBSIDIE
from gebiedswerk.opdrachten import voer_uit, zet_klaar
from gebiedswerk.post import Bericht
from gebiedswerk.statussen import GeenRecht, OvergangNietToegestaan

from .factories import PDF, houdt_bij, maak_gemeente, maak_persoon, maak_subsidie

pytestmark = pytest.mark.django_db
JAAR = timezone.localdate().year


@pytest.fixture
def g():
    g = maak_gemeente()
    houdt_bij(g.platform, g.platformlid)
    g.medewerker.gebiedsrollen.update(mandaat=2500)
    g.ander = Platform.objects.create(naam="Stadsplatform", slug="stadsplatform")
    g.ander.gebieden.set([g.stad])
    g.anderlid = maak_persoon("Ander Lid", "platformlid", g.stad)
    g.ander.leden.create(naam="Ander Lid", persoon=g.anderlid, mag_bijwerken=True)
    return g


@pytest.fixture
def subsidie(g):
    return maak_subsidie(g.platform, JAAR)


def adres(naam, *args):
    return reverse(f"gebieden:platformsubsidie{naam}", args=args)


def stuk(inhoud=PDF):
    return SimpleUploadedFile("stuk.pdf", inhoud)


def tekst(antwoord):
    return antwoord.content.decode()


def aanvraag(**velden):
    basis = {"jaar": JAAR + 1, "aangevraagd": "1.250,50", "sleutel": str(uuid4())}
    return basis | {"begroting": stuk()} | velden


# Ask ------------------------------------------------------------------------


@pytest.mark.parametrize("wie", ["platformlid", "medewerker", "anderlid", "elders", "raadslid"])
def test_wie_aanvraagt(client, g, wie):
    client.force_login(getattr(g, wie))
    status = client.post(adres("_nieuw", g.platform.slug), aanvraag()).status_code
    assert status == {"platformlid": 302, "medewerker": 302, "elders": 403}.get(wie, 404)
    if status == 302:
        subsidie = Platformsubsidie.objects.get()
        assert (subsidie.aangevraagd, subsidie.jaar, subsidie.status) == (Decimal("1250.50"), JAAR + 1, "aangevraagd")
        assert "stuk" not in subsidie.begroting.name and subsidie.begroting.name.endswith(".pdf")


def test_een_dubbele_klik_is_een_aanvraag(client, g):
    client.force_login(g.platformlid)
    sleutel = str(uuid4())
    for _ in range(2):
        antwoord = client.post(adres("_nieuw", g.platform.slug), aanvraag(sleutel=sleutel))
        assert (antwoord.status_code, antwoord["Location"]) == (302, adres("", g.platform.slug, JAAR + 1))
    assert Platformsubsidie.objects.count() == 1


def test_een_tweede_aanvraag_voor_hetzelfde_jaar(client, g, subsidie):
    client.force_login(g.platformlid)
    antwoord = client.post(adres("_nieuw", g.platform.slug), aanvraag(jaar=JAAR))
    assert antwoord.status_code == 422 and f"Voor {JAAR} is al subsidie aangevraagd" in tekst(antwoord)
    assert "Kies ook het bestand opnieuw" in tekst(antwoord)
    assert Platformsubsidie.objects.count() == 1


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"aangevraagd": "veel"}, "Voer een getal in"),
        ({"aangevraagd": "-5"}, "minstens 0"),
        ({"aangevraagd": "0"}, "hoger is dan 0"),
        ({"aangevraagd": "99999999999"}, "cijfers"),
        ({"begroting": stuk(b"<html>")}, "kunnen wij niet lezen"),
        ({"begroting": ""}, "Dit veld is verplicht"),
        ({"jaar": JAAR + 9}, "geldige keuze"),
    ],
)
def test_een_foute_aanvraag(client, g, velden, melding):
    client.force_login(g.platformlid)
    antwoord = client.post(adres("_nieuw", g.platform.slug), aanvraag(**velden))
    assert antwoord.status_code == 422 and melding in tekst(antwoord)
    assert not Platformsubsidie.objects.exists()


def test_de_aanvraag_wijzigen_tot_er_een_besluit_is(client, g, subsidie):
    client.force_login(g.platformlid)
    url = adres("_bewerken", g.platform.slug, JAAR)
    client.post(url, {"aangevraagd": "1.600", "versie": subsidie.versie})
    subsidie.refresh_from_db()
    assert subsidie.aangevraagd == 1600 and subsidie.begroting
    subsidie.ga_naar("toegekend", door=g.medewerker, toegekend=Decimal(1600))
    client.post(url, {"aangevraagd": "9.000", "versie": subsidie.versie})
    subsidie.refresh_from_db()
    assert subsidie.aangevraagd == 1600


# Decide -----------------------------------------------------------------------


@pytest.mark.parametrize("wie", ["medewerker", "elders", "platformlid", "anderlid", "wethouder", "beheerder"])
def test_wie_beslist(client, g, subsidie, wie):
    client.force_login(getattr(g, wie))
    data = {"status": "toegekend", "toegekend": "1.500"}
    status = client.post(adres("_status", g.platform.slug, JAAR), data).status_code
    assert status == {"medewerker": 302, "anderlid": 404}.get(wie, 403)
    subsidie.refresh_from_db()
    assert subsidie.toegekend == (1500 if wie == "medewerker" else None)


def test_boven_het_mandaat_wordt_geweigerd_met_wie_het_wel_mag(client, g, subsidie):
    client.force_login(g.medewerker)
    baas = maak_persoon("Rina Ruim", "opgaveregisseur", g.gemeente, mandaat=10_000)
    antwoord = client.post(adres("_status", g.platform.slug, JAAR), {"status": "toegekend", "toegekend": "2.500,01"})
    assert antwoord.status_code == 422
    assert "Wie dit wel mag: Rina Ruim" in tekst(antwoord) and "2.500,01" in tekst(antwoord)
    subsidie.refresh_from_db()
    assert (subsidie.status, subsidie.toegekend) == ("aangevraagd", None)
    subsidie.ga_naar("toegekend", door=baas, toegekend=Decimal("2500.01"))


def test_zonder_mandaat_kent_niemand_iets_toe(g, subsidie):
    Gebiedsrol.objects.update(mandaat=None)
    with pytest.raises(ValidationError, match="niemand"):
        subsidie.ga_naar("toegekend", door=g.medewerker, toegekend=Decimal("0.01"))


def test_het_mandaat_hangt_aan_gebied_periode_en_waarneming(g):
    hier = {g.dorp.pk}
    assert mandaat_van(g.medewerker, hier) == 2500
    assert mandaat_van(g.elders, hier) == 0
    g.elders.gebiedsrollen.update(mandaat=9000)
    assert mandaat_van(g.elders, hier) == 0 and wie_mag(2500, hier) == [g.medewerker]
    rol = g.medewerker.gebiedsrollen.get()
    rol.vervangingen.create(vervanger=g.elders, van=timezone.localdate(), tot=timezone.localdate())
    assert mandaat_van(g.elders, hier) == 2500
    rol.van = rol.tot = date(2020, 1, 1)
    rol.save()
    assert mandaat_van(g.medewerker, hier) == 0


def test_afwijzen_vraagt_een_reden_die_niet_openbaar_is(client, g, subsidie):
    client.force_login(g.medewerker)
    url = adres("_status", g.platform.slug, JAAR)
    assert "Afwijzen" in tekst(client.post(url, {"status": "afgewezen"}))
    client.post(url, {"status": "afgewezen", "reden": "De begroting klopt niet."})
    subsidie.refresh_from_db()
    assert subsidie.status == "afgewezen"
    assert "De begroting klopt niet." in Bericht.objects.get(aan=g.platformlid.email).tekst
    client.logout()
    assert "De begroting klopt niet." not in tekst(client.get(g.platform.get_absolute_url()))


def test_alle_stappen_van_de_tabel(g):
    """Every pair of states: what the table has may be done by whom it says, and nothing else."""
    mag = {(o.van, o.naar): o.recht for o in SUBSIDIE.overgangen}
    velden = {"toegekend": Decimal(10), "besteed": Decimal(0), "reden": "Daarom"}
    for nummer, (van, naar) in enumerate(product(SUBSIDIE.namen, repeat=2)):
        subsidie = maak_subsidie(g.platform, 1900 + nummer)
        Platformsubsidie.objects.filter(pk=subsidie.pk).update(status=van)
        if (van, naar) not in mag:
            with pytest.raises(OvergangNietToegestaan):
                subsidie.ga_naar(naar, door=g.medewerker, **velden)
            continue
        with pytest.raises(GeenRecht):
            subsidie.ga_naar(naar, door=g.anderlid, **velden | {"toegekend": Decimal(0)})
        if mag[van, naar] == "behandelen":
            with pytest.raises(GeenRecht):
                subsidie.ga_naar(naar, door=g.platformlid, **velden | {"toegekend": Decimal(0)})
        subsidie.ga_naar(naar, door=g.medewerker, **velden)
        assert Platformsubsidie.objects.get(pk=subsidie.pk).status == naar


# Account for --------------------------------------------------------------------


@pytest.fixture
def toegekend(g, subsidie):
    return subsidie.ga_naar("toegekend", door=g.medewerker, toegekend=Decimal(1500))


def test_verantwoorden_door_het_platform_en_vaststellen_door_de_gemeente(client, g, toegekend):
    assert "€ 1.500,00" in Bericht.objects.get(aan=g.platformlid.email).tekst
    client.force_login(g.platformlid)
    url = adres("_verantwoorden", g.platform.slug, JAAR)
    assert client.post(url, {"besteed": "1.400"}).status_code == 422
    data = {"besteed": "1.400,25", "verantwoording": stuk()}
    assert client.post(url, data).status_code == 302
    assert client.post(url, data | {"verantwoording": stuk()}).status_code == 302  # a second click
    toegekend.refresh_from_db()
    assert (toegekend.status, toegekend.besteed, toegekend.over) == (
        "verantwoord",
        Decimal("1400.25"),
        Decimal("99.75"),
    )
    vast = {"status": "vastgesteld"}
    assert client.post(adres("_status", g.platform.slug, JAAR), vast).status_code == 403
    client.force_login(g.medewerker)
    assert client.post(adres("_status", g.platform.slug, JAAR), vast).status_code == 302
    toegekend.refresh_from_db()
    assert toegekend.status == "vastgesteld"
    client.logout()
    openbaar = tekst(client.get(g.platform.get_absolute_url()))
    assert "€ 1.500" in openbaar and "€ 1.400,25" in openbaar


def test_niets_besteed_mag_ook(client, g, toegekend):
    client.force_login(g.platformlid)
    client.post(adres("_verantwoorden", g.platform.slug, JAAR), {"besteed": "0", "verantwoording": stuk()})
    toegekend.refresh_from_db()
    assert (toegekend.status, toegekend.besteed) == ("verantwoord", 0)


def test_terug_om_aan_te_vullen_zegt_wat_er_nog_nodig_is(client, g, toegekend):
    toegekend.ga_naar("verantwoord", door=g.platformlid, besteed=Decimal(1500))
    client.force_login(g.medewerker)
    data = {"status": "toegekend", "reden": "Stuur de bonnen van de zaal."}
    assert client.post(adres("_status", g.platform.slug, JAAR), data).status_code == 302
    toegekend.refresh_from_db()
    assert (toegekend.status, toegekend.toegekend) == ("toegekend", 1500)
    assert Bericht.objects.filter(tekst__contains="Stuur de bonnen van de zaal.").count() == 1


def test_zonder_eigen_pagina_kan_verantwoorden_niet(client, g, toegekend):
    client.force_login(g.platformlid)
    antwoord = client.post(adres("_status", g.platform.slug, JAAR), {"status": "verantwoord"})
    assert antwoord["Location"] == adres("_verantwoorden", g.platform.slug, JAAR)
    with pytest.raises(ValidationError):
        toegekend.ga_naar("verantwoord", door=g.platformlid)


# Documents ----------------------------------------------------------------------


@pytest.mark.parametrize("wie", ["niemand", "platformlid", "medewerker", "elders", "anderlid", "raadslid"])
def test_wie_de_begroting_leest(client, g, subsidie, wie):
    if wie != "niemand":
        client.force_login(getattr(g, wie))
    antwoord = client.get(adres("_document", g.platform.slug, JAAR, "begroting"))
    assert antwoord.status_code == {"niemand": 302, "anderlid": 404, "raadslid": 404}.get(wie, 200)
    if antwoord.status_code == 200:
        assert b"".join(antwoord) == PDF
        assert f"begroting-dorpsplatform-dorp-{JAAR}.pdf" in antwoord["Content-Disposition"]


def test_een_ander_stuk_bestaat_niet(client, g, subsidie):
    client.force_login(g.medewerker)
    for soort in ("verantwoording", "platform", "status"):
        assert client.get(adres("_document", g.platform.slug, JAAR, soort)).status_code in (404, 405)
    assert client.get(adres("", g.ander.slug, JAAR)).status_code == 404


# Remind -------------------------------------------------------------------------


def herinner(dag):
    opdracht, _ = zet_klaar("platform_verantwoordingen", f"verantwoordingen:{uuid4()}", dag=dag.isoformat())
    assert voer_uit(opdracht.pk)
    return set(Bericht.objects.filter(sleutel__startswith="verantwoording:").values_list("aan", flat=True))


def test_drie_maanden_na_het_jaar_een_herinnering_en_nooit_dubbel(g, toegekend):
    assert herinner(date(JAAR + 1, 3, 31)) == set()
    verwacht = {g.platformlid.email, g.medewerker.email, g.sociaal.email}
    assert herinner(date(JAAR + 1, 4, 1)) == verwacht
    herinner(date(JAAR + 1, 4, 1)), herinner(date(JAAR + 2, 1, 1))
    assert Bericht.objects.filter(sleutel__startswith="verantwoording:").count() == 3


def test_wat_verantwoord_is_wordt_niet_herinnerd(g, toegekend):
    toegekend.ga_naar("verantwoord", door=g.platformlid, besteed=Decimal(1))
    assert herinner(date(JAAR + 1, 5, 1)) == set()


def test_zonder_secretaris_gaat_het_naar_het_adres_van_het_platform(g, toegekend):
    g.platform.leden.update(mag_bijwerken=False)
    Platform.objects.filter(pk=g.platform.pk).update(email="platform@voorbeeld.test")
    assert "platform@voorbeeld.test" in herinner(date(JAAR + 1, 4, 1))
