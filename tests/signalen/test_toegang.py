"""Every address, by every kind of person: outside scope it does not exist, seen but not allowed is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from signalen.foto.beeld import schoon
from signalen.models import Foto, Overdracht, Signaal
from tests.gebieden.factories import maak_gemeente

from .factories import MELDER, beeld, breng_naar, maak_signaal

pytestmark = pytest.mark.django_db

AMBTENAREN = ("medewerker", "sociaal", "elders", "regie", "vakambtenaar", "wethouder", "secretaris", "beheerder")
BUITEN = ("raadslid", "buitenstaander", "platformlid")
# Who may work on a signal in dorp (noord): its owner, who works there, and who directs everywhere.
BEHANDELAARS = ("medewerker", "sociaal", "regie")


@pytest.fixture
def g(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return maak_gemeente()


@pytest.fixture
def signaal(g):
    signaal = maak_signaal(g.dorp)
    Foto.objects.leg_vast(signaal, [schoon(beeld())])
    return signaal


def _adressen(signaal):
    """``name: (method, url, data)`` of every page on the officials' side that is about one signal."""
    foto = signaal.fotos.get().pk
    pk = signaal.pk
    return {
        "signaal": ("get", f"/signalen/{pk}/", {}),
        "foto": ("get", f"/signalen/{pk}/foto/{foto}/", {}),
        "stap": ("post", f"/signalen/{pk}/stap/", {"status": "in_beoordeling"}),
        "doorzetten": ("get", f"/signalen/{pk}/doorzetten/", {}),
        "bundelen": ("get", f"/signalen/{pk}/bundelen/", {}),
        "antwoord": ("post", f"/signalen/{pk}/antwoord/", {"antwoord": "Gelukt"}),
        "notitie": ("post", f"/signalen/{pk}/notitie/", {"tekst": "Let op"}),
        "wijzig": ("get", f"/signalen/{pk}/wijzig/", {}),
        "vrijgeven": ("post", f"/signalen/{pk}/vrijgeven/", {}),
        "overdragen": ("get", f"/signalen/{pk}/overdragen/", {}),
        "contact": ("post", f"/signalen/{pk}/contact/", {}),
        "persoonlijk": ("post", f"/signalen/{pk}/persoonlijk/", {"ja": "1"}),
    }


LEZEN = {"signaal", "foto"}
ADRESSEN = [*LEZEN, "stap", "doorzetten", "bundelen", "antwoord", "notitie", "wijzig", "vrijgeven", "overdragen"]
ADRESSEN += ["contact", "persoonlijk"]


def _verwacht(adres, wie):
    if wie in BUITEN:
        return {404}
    if adres in LEZEN:
        return {200}
    if adres == "overdragen":
        return {200} if wie == "medewerker" else {403}
    # Two pages ask for a step that is not possible yet, and lead back.
    return {200, 302} if wie in BEHANDELAARS else {403}


@pytest.mark.parametrize("wie", [*AMBTENAREN, *BUITEN])
def test_adressen_van_een_signaal(client, g, signaal, wie):
    for adres, (method, url, data) in _adressen(signaal).items():
        client.force_login(getattr(g, wie))
        status = getattr(client, method)(url, data).status_code
        assert status in _verwacht(adres, wie), f"{wie} {adres}: {status}"


def test_niet_aangemeld_gaat_naar_aanmelden(client, signaal):
    rest = {
        "lijst": ("get", "/signalen/", {}),
        "export": ("get", "/signalen/export/", {}),
        "nieuw": ("get", "/signalen/nieuw/", {}),
    }
    for method, url, data in {**_adressen(signaal), **rest}.values():
        answer = getattr(client, method)(url, data)
        assert answer.status_code == 302
        assert answer.url.startswith("/account/login/")


def test_signaal_dat_niet_bestaat(client, g):
    client.force_login(g.medewerker)
    assert client.get("/signalen/999999/").status_code == 404
    assert client.get("/signalen/99999999999999999999999/").status_code == 404


def test_rol_die_voorbij_is_ziet_niets_meer(client, g, signaal):
    client.force_login(g.medewerker)
    assert client.get(signaal.get_absolute_url()).status_code == 200
    rol = g.medewerker.gebiedsrollen.get()
    type(rol).objects.filter(pk=rol.pk).update(van="2020-01-01", tot=timezone.localdate() - timedelta(days=1))
    type(g.medewerker).objects.update(rechten_op=None)
    assert client.get(signaal.get_absolute_url()).status_code == 404


# What could leak ----------------------------------------------------------

GEHEIM = [*MELDER.values(), "Interne notitie over de melder"]


@pytest.fixture
def vol(g):
    """A signal of a platform with everything in it that not everybody may read."""
    signaal = maak_signaal(g.dorp, platform=g.platform)
    Foto.objects.leg_vast(signaal, [schoon(beeld())])
    breng_naar(signaal, "in_behandeling", g.medewerker)
    signaal.noteer("Interne notitie over de melder", door=g.medewerker)
    Overdracht.objects.bied_aan(signaal, aan=g.sociaal, context="Overdrachtstekst", door=g.medewerker)
    return signaal


@pytest.mark.parametrize("wie", [*AMBTENAREN, *BUITEN])
def test_melder_alleen_voor_wie_behandelt(client, g, vol, wie):
    client.force_login(getattr(g, wie))
    before = client.get(vol.get_absolute_url()).content.decode()
    client.post(f"{vol.get_absolute_url()}contact/", {"waarom": "Bellen"})
    after = client.get(vol.get_absolute_url()).content.decode()
    for geheim in MELDER.values():
        assert (geheim in before, geheim in after) == (False, wie in BEHANDELAARS), f"{wie}: {geheim}"
    looked = vol.inzagen.values_list("door__email", "waarom")
    assert list(looked) == ([(getattr(g, wie).email, "Bellen")] if wie in BEHANDELAARS else [])


@pytest.mark.parametrize("wie", [*AMBTENAREN, *BUITEN])
def test_lijst_en_export_noemen_nooit_een_melder(client, g, vol, wie):
    client.force_login(getattr(g, wie))
    lijst = client.get("/signalen/?bereik=alles").content.decode()
    export = b"".join(client.get("/signalen/export/?bereik=alles")).decode()
    ziet = wie in AMBTENAREN or wie == "platformlid"
    assert (vol.nummer in lijst) == (vol.nummer in export) == ziet
    for geheim in [*GEHEIM, vol.volgcode()]:
        assert geheim not in lijst
        assert geheim not in export


def test_platformlid_ziet_alleen_wat_het_platform_doorgaf(client, g, vol, signaal):
    client.force_login(g.platformlid)
    lijst = client.get("/signalen/").content.decode()
    assert vol.nummer in lijst
    assert signaal.nummer not in lijst
    html = client.get(vol.get_absolute_url()).content.decode()
    for geheim in [*GEHEIM, "Overdrachtstekst", "Volgende stap"]:
        assert geheim not in html
    assert client.get(f"/signalen/{vol.pk}/foto/{vol.fotos.get().pk}/").status_code == 200
    for adres, (method, url, data) in _adressen(vol).items():
        if adres not in LEZEN:
            assert getattr(client, method)(url, data).status_code == 403, adres
    overdracht = Overdracht.objects.get()
    assert client.post(f"/overdrachten/{overdracht.pk}/stap/", {"status": "ingetrokken"}).status_code == 404


def test_lid_dat_weg_is_ziet_niets_meer(client, g, vol):
    g.platformlid.platformlidmaatschappen.update(tot="2020-01-01", van="2019-01-01")
    client.force_login(g.platformlid)
    assert client.get(vol.get_absolute_url()).status_code == 404


def test_openbare_pagina_toont_niets_van_binnen(client, g, vol):
    html = client.get(vol.volg_url()).content.decode()
    for geheim in [*GEHEIM, "Overdrachtstekst", g.medewerker.naam, g.sociaal.naam, g.medewerker.email]:
        assert geheim not in html


def test_foto_van_een_ander_signaal(client, g, signaal, vol):
    """A right on one signal, or its code, is no way to another's photos."""
    elders = vol.fotos.get().pk
    client.force_login(g.medewerker)
    assert client.get(f"/signalen/{signaal.pk}/foto/{elders}/").status_code == 404
    assert client.get(f"{signaal.volg_url()}foto/{elders}/").status_code == 404


def test_fotos_staan_niet_op_een_openbaar_adres(client, signaal):
    foto = signaal.fotos.get()
    assert client.get(f"/media/{foto.bestand.name}").status_code == 404


@pytest.mark.parametrize("wie", [*AMBTENAREN, *BUITEN])
def test_opschrijven_na_een_gesprek(client, g, wie):
    client.force_login(getattr(g, wie))
    typed = {"tekst": "Te weinig bankjes", "thema": "groen", "gebied": "dorp", "email": "jan@inwoner.test"}
    answer = client.post("/signalen/nieuw/", typed)
    if wie in BUITEN:
        assert answer.status_code == 403
        return
    assert answer.status_code == 302
    signaal = Signaal.objects.get(tekst="Te weinig bankjes")
    assert signaal.bron == "gesprek"
    # Who was spoken to keeps it, where they work; elsewhere it is of who works there.
    assert signaal.eigenaar == (getattr(g, wie) if wie in BEHANDELAARS else g.medewerker)
