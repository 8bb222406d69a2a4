"""Two questions after closing: asked once, answered once, added up per area from five answers on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gebiedswerk.opdrachten import voer_uit, zet_klaar
from gebiedswerk.post import Bericht
from gebiedswerk.tijdlijn import Gebeurtenis
from signalen.models import Melder, Signaal, Waardering
from signalen.waardering.tasks import te_vragen
from signalen.waardering.tellen import Tevredenheid, tel_waarderingen
from tests.gebieden.factories import maak_gemeente

from .factories import breng_naar, maak_signaal

pytestmark = pytest.mark.django_db
GEHEIM = "Zwaluwgeheim"
GOED = {"tevreden": "4", "opgelost": "ja", "toelichting": ""}


@pytest.fixture
def g():
    return maak_gemeente()


def gesloten(g, gebied=None, dagen=3, **velden):
    signaal = breng_naar(maak_signaal(gebied or g.dorp, **velden), "teruggekoppeld", g.regie)
    Signaal.objects.filter(pk=signaal.pk).update(status_sinds=timezone.now() - timedelta(days=dagen))
    signaal.refresh_from_db()
    return signaal


def gewaardeerd(g, gebied, tevreden, opgelost="ja", aantal=1, toelichting=""):
    for _keer in range(aantal):
        signaal = gesloten(g, gebied, melder=None)
        Waardering.objects.leg_vast(signaal, tevreden=tevreden, opgelost=opgelost, toelichting=toelichting)


def url(signaal):
    return f"{signaal.volg_url()}waardering/"


# Asking -----------------------------------------------------------------------


def vraag(dag=None):
    dag = dag or timezone.localdate()
    opdracht, _ = zet_klaar("waardering_vragen", f"waardering_vragen:{dag}:{timezone.now()}", dag=dag.isoformat())
    assert voer_uit(opdracht.pk)


def gevraagd():
    return Bericht.objects.filter(sleutel__startswith="signaal-waardering:")


def test_drie_dagen_na_sluiten_een_keer_gevraagd(client, g):
    signaal = gesloten(g)
    gesloten(g, dagen=1)
    gesloten(g, dagen=40)
    gesloten(g, is_bevestigd=False)
    gesloten(g, melder=None)
    open_gebleven = breng_naar(maak_signaal(g.dorp), "in_behandeling", g.medewerker)
    Signaal.objects.filter(pk=open_gebleven.pk).update(status_sinds=timezone.now() - timedelta(days=3))
    for _keer in range(2):
        vraag()
    brief = gevraagd().get()
    assert brief.ding == signaal
    link = f"http://localhost:8000{url(signaal)}"
    assert link in brief.volledige_tekst()
    assert link not in brief.tekst
    assert client.get(url(signaal)).status_code == 200


def test_na_heropenen_en_weer_sluiten_opnieuw_gevraagd(g):
    signaal = gesloten(g)
    Waardering.objects.leg_vast(signaal, tevreden=1, opgelost="nee")
    vraag()
    assert not gevraagd().exists()
    later = timezone.now() + timedelta(days=1)
    Signaal.objects.filter(pk=signaal.pk).update(status_sinds=later)
    vraag(timezone.localdate() + timedelta(days=5))
    assert gevraagd().count() == 1
    assert not te_vragen(timezone.localdate()).exists()


# Answering ----------------------------------------------------------------------


def test_twee_vragen_op_de_pagina_van_de_melder(client, g):
    signaal = gesloten(g)
    assert "Bent u tevreden" in client.get(signaal.volg_url()).content.decode()
    for _keer in range(2):
        answer = client.post(url(signaal), {**GOED, "toelichting": GEHEIM})
        assert answer.status_code == 302
    waardering = Waardering.objects.get()
    assert (waardering.tevreden, waardering.opgelost, waardering.toelichting) == (4, "ja", GEHEIM)
    html = client.get(signaal.volg_url()).content.decode()
    assert "Wijzig uw antwoord" in html
    # The timeline never forgets: it says what was chosen, not what was written.
    regel = Gebeurtenis.objects.van(signaal).get(soort="waardering")
    assert regel.tekst == "Tevreden. Opgelost: ja."
    assert not regel.is_openbaar
    assert GEHEIM in client.get(url(signaal)).content.decode()


def test_wat_iemand_in_het_engels_koos_staat_er_voor_medewerkers_in_het_nederlands(client, g):
    signaal = gesloten(g)
    client.cookies["taal"] = "en"
    client.post(url(signaal), {"tevreden": "1", "opgelost": "nee"})
    assert Gebeurtenis.objects.van(signaal).get(soort="waardering").tekst == "Heel ontevreden. Opgelost: nee."


def test_nee_hoort_de_eigenaar_en_biedt_heropenen_aan(client, g):
    signaal = gesloten(g)
    for toelichting in ("", "Nog steeds ziek."):
        answer = client.post(url(signaal), {"tevreden": "1", "opgelost": "nee", "toelichting": toelichting})
        assert answer.url.endswith("#heropenen")
    assert Bericht.objects.filter(aan=signaal.eigenaar.email, onderwerp__contains="niet opgelost").count() == 1
    assert 'id="heropenen"' in client.get(signaal.volg_url()).content.decode()


@pytest.mark.parametrize("fout", [{"tevreden": "6"}, {"tevreden": ""}, {"opgelost": "x"}, {"toelichting": "x" * 2001}])
def test_fout_antwoord_wordt_uitgelegd(client, g, fout):
    signaal = gesloten(g)
    assert client.post(url(signaal), {**GOED, **fout}).status_code == 422
    assert not Waardering.objects.exists()


def test_niet_zolang_wij_bezig_zijn_en_niet_na_dertig_dagen(client, g):
    signaal = breng_naar(maak_signaal(g.dorp), "in_behandeling", g.medewerker)
    answer = client.post(url(signaal), GOED)
    assert answer.status_code == 422
    assert "weer met uw signaal bezig" in answer.content.decode()
    signaal = gesloten(g, dagen=60)
    client.post(url(signaal), GOED)
    Waardering.objects.update(op=timezone.now() - timedelta(days=31))
    answer = client.post(url(signaal), {**GOED, "tevreden": "1"})
    assert answer.status_code == 422
    assert "meer dan 30 dagen geleden" in answer.content.decode()
    assert Waardering.objects.get().tevreden == 4
    # Closed again since: asked anew.
    Signaal.objects.filter(pk=signaal.pk).update(status_sinds=timezone.now())
    assert client.post(url(signaal), {**GOED, "tevreden": "1"}).status_code == 302
    assert Waardering.objects.get().tevreden == 1


# Adding up ----------------------------------------------------------------------


def test_tellen_per_gebied_met_alles_erin(g):
    gewaardeerd(g, g.dorp, 5, "ja", aantal=3)
    gewaardeerd(g, g.dorp, 2, "nee")
    gewaardeerd(g, g.buurtschap, 3, "deels")
    vandaag = timezone.localdate()
    stand = tel_waarderingen(g.noord, vandaag, vandaag)
    assert stand == Tevredenheid(5, 3, 3, 1)
    assert (stand.tevreden, stand.opgelost, stand.deels, stand.niet_opgelost) == (60, 60, 20, 20)
    te_weinig = tel_waarderingen(g.dorp, vandaag, vandaag)
    assert (te_weinig.aantal, te_weinig.tevreden, te_weinig.opgelost) == (4, None, None)
    gisteren = vandaag - timedelta(days=1)
    assert tel_waarderingen(g.gemeente, gisteren, gisteren) == Tevredenheid()


def test_lijst_voor_ambtenaar_en_raad_woorden_voor_wie_er_werkt(client, g):
    gewaardeerd(g, g.dorp, 5, aantal=5, toelichting=f"{GEHEIM} zegt dank")
    gewaardeerd(g, g.stad, 1, "nee")
    for persoon, status, woorden in (
        (g.medewerker, 200, True),
        (g.elders, 200, False),
        (g.raadslid, 200, False),
        (g.platformlid, 403, False),
    ):
        client.force_login(persoon)
        answer = client.get("/signalen/waarderingen/")
        html = answer.content.decode()
        assert answer.status_code == status
        assert (GEHEIM in html) == woorden, persoon
        if status == 200:
            assert "100%" in html
            assert "te weinig antwoorden" in html
            assert ("Toelichtingen van" in html) == persoon.is_ambtenaar
    client.force_login(g.raadslid)
    csv = b"".join(client.get("/signalen/waarderingen/export/")).decode("utf-8-sig").splitlines()
    assert [regel.split(";")[0] for regel in csv] == ["Gebied", "Gemeente", "Noord", "Dorp", "Zuid", "Stad"]
    assert csv[3].endswith(";5;100;100;0;0")
    assert csv[5].endswith(";1" + ";te weinig antwoorden" * 4)
    client.force_login(g.medewerker)
    assert GEHEIM not in client.get("/signalen/waarderingen/?gebied=stad").content.decode()
    assert "In deze periode" in client.get("/signalen/waarderingen/?van=2020-01-01&tot=2020-02-01").content.decode()
    assert client.get("/signalen/waarderingen/?van=x&tot=0000&gebied=%00").status_code == 200


def test_vaste_hoeveelheid_queries(client, g, django_assert_max_num_queries):
    client.force_login(g.medewerker)
    gewaardeerd(g, g.dorp, 5, toelichting="Dank")
    client.get("/signalen/waarderingen/")
    with django_assert_max_num_queries(12) as een:
        client.get("/signalen/waarderingen/")
    gewaardeerd(g, g.stad, 5, toelichting="Dank")
    gewaardeerd(g, g.buurtschap, 5, toelichting="Dank")
    with django_assert_max_num_queries(12) as drie:
        client.get("/signalen/waarderingen/")
    assert len(een) == len(drie)


def test_wat_een_melder_erbij_schreef_gaat_met_het_signaal_mee(g):
    """Whoever forgets a reporter finds their words by the signal."""
    signaal = gesloten(g)
    Waardering.objects.leg_vast(signaal, tevreden=4, opgelost="ja", toelichting=GEHEIM)
    assert signaal.waardering.toelichting == GEHEIM
    assert Melder.objects.get().signaal == signaal
