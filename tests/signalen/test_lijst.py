"""The list of signals: what is shown, filtered, exported, and in how many queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from signalen.models import Signaal
from tests.gebieden.factories import maak_gemeente

from .factories import breng_naar, maak_signaal

pytestmark = pytest.mark.django_db


@pytest.fixture
def g():
    return maak_gemeente()


def nummers(client, query=""):
    return {s.pk for s in client.get(f"/signalen/{query}").context["pagina"]}


def test_begint_in_de_eigen_gebieden(client, g):
    eigen, buur = maak_signaal(g.dorp), maak_signaal(g.stad)
    client.force_login(g.medewerker)
    assert nummers(client) == {eigen.pk}
    assert nummers(client, "?bereik=alles") == {eigen.pk, buur.pk}
    client.force_login(g.wethouder)
    assert nummers(client) == {eigen.pk, buur.pk}


def test_signaal_in_twee_gebieden_staat_er_een_keer(client, g):
    signaal = maak_signaal(g.stad)
    signaal.leg_in(g.dorp, g.buurtschap)
    client.force_login(g.medewerker)
    assert [s.pk for s in client.get("/signalen/").context["pagina"]] == [signaal.pk]


def test_filters(client, g):
    laat = maak_signaal(g.dorp, op=timezone.now() - timedelta(days=60), tekst="Lantaarn bij de brug")
    jeugd = maak_signaal(g.buurtschap, thema="jeugd", platform=g.platform)
    klaar = breng_naar(maak_signaal(g.dorp), "teruggekoppeld", g.medewerker)
    spam = maak_signaal(g.dorp, is_verdacht=True)
    client.force_login(g.medewerker)
    for query, expected in {
        "status=open": {laat, jeugd, spam},
        "status=teruggekoppeld": {klaar},
        "thema=jeugd": {jeugd},
        "gebied=buurtschap": {jeugd},
        "gebied=noord": {laat, jeugd, klaar, spam},
        "gebied=stad": set(),
        f"platform={g.platform.pk}": {jeugd},
        f"eigenaar={g.sociaal.pk}": {jeugd},
        "over_termijn=on": {laat},
        "verdacht=on": {spam},
        "q=brug": {laat},
        "q=brug&thema=jeugd": set(),
    }.items():
        assert nummers(client, f"?{query}") == {s.pk for s in expected}, query


@pytest.mark.parametrize(
    "query",
    [
        "status=x",
        "gebied=x",
        "gebied=%00",
        "platform=abc",
        "eigenaar=-1",
        "q=%00",
        "q=" + "a" * 5000,
        "q='\"*(",
        "pagina=x",
        "thema=%F0%9F%8F%A1",
        "q=AND OR NOT",
        "q=a:b & !c",
    ],
)
def test_onzin_in_het_filter_geeft_geen_500(client, g, query):
    maak_signaal(g.dorp)
    client.force_login(g.medewerker)
    assert client.get(f"/signalen/?{query}").status_code == 200
    assert client.get(f"/signalen/export/?{query}").status_code == 200


def test_export_volgt_het_filter(client, g):
    maak_signaal(g.dorp, tekst='=cmd|" /C calc"!A0')
    maak_signaal(g.buurtschap, tekst="Niet in deze lijst")
    client.force_login(g.medewerker)
    tekst = b"".join(client.get("/signalen/export/?gebied=dorp")).decode()
    assert "'=cmd" in tekst
    assert "Niet in deze lijst" not in tekst


def _queries(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return queries


@pytest.mark.parametrize("query", ["", "?bereik=alles", "?q=boom&status=open&thema=groen", "?gebied=dorp"])
def test_hoeveelheid_queries_hangt_niet_af_van_de_rijen(client, g, query):
    client.force_login(g.medewerker)
    maak_signaal(g.dorp, platform=g.platform)
    client.get("/signalen/")
    een = _queries(client, f"/signalen/{query}")
    for gebied in (g.dorp, g.buurtschap, g.noord):
        maak_signaal(gebied, platform=g.platform)
    drie = _queries(client, f"/signalen/{query}")
    assert len(een) == len(drie) <= 12
    assert not any("count(*)" in q["sql"].lower() for q in drie)
    assert not any('"grens"' in q["sql"] for q in drie)


@pytest.mark.parametrize("wie", ["medewerker", "platformlid"])
def test_dossier_heeft_een_vaste_hoeveelheid_queries(client, g, wie):
    signaal = maak_signaal(g.dorp, platform=g.platform)
    client.force_login(getattr(g, wie))
    client.get(signaal.get_absolute_url())
    een = _queries(client, signaal.get_absolute_url())
    for _nummer in range(3):
        maak_signaal(g.dorp, platform=g.platform)
        breng_naar(maak_signaal(g.dorp), "gebundeld", g.medewerker, hoofdsignaal=signaal)
        signaal.noteer("Notitie", door=g.sociaal)
    assert len(een) == len(_queries(client, signaal.get_absolute_url())) <= 25


def test_diepe_pagina(client, g):
    for nummer in range(3):
        maak_signaal(g.dorp, op=timezone.now() - timedelta(days=nummer))
    client.force_login(g.medewerker)
    assert nummers(client, "?pagina=2") == set()
    assert Signaal.objects.count() == 3


# Acts from the page -------------------------------------------------------


def test_wijzigen_houdt_de_eigenaar(client, g):
    signaal = maak_signaal(g.dorp)
    client.force_login(g.medewerker)
    url = f"/signalen/{signaal.pk}/wijzig/"
    assert '<option value="dorp" selected>' in client.get(url).content.decode()
    typed = {"thema": "zorg", "plaats": "Brug", "trekkend_gebied": "stad", "gebieden": [g.dorp.pk], "versie": 1}
    assert client.post(url, typed).status_code == 302
    signaal = Signaal.objects.get()
    assert (signaal.trekkend_gebied, set(signaal.gebieden.all())) == (g.stad, {g.stad, g.dorp})
    assert (signaal.eigenaar, signaal.domein) == (g.medewerker, "sociaal")
    # The same page once more is an old page now.
    answer = client.post(url, {**typed, "plaats": "Mijn tekst"})
    assert answer.status_code == 422
    assert "Mijn tekst" in answer.content.decode()
    assert Signaal.objects.get().plaats == "Brug"


def test_antwoorden_en_afsluiten_in_een_keer(client, g):
    signaal = breng_naar(maak_signaal(g.dorp), "in_behandeling", g.medewerker)
    client.force_login(g.medewerker)
    url = f"/signalen/{signaal.pk}/antwoord/"
    assert client.post(url, {"antwoord": "  "}).status_code == 422
    client.post(url, {"antwoord": "Klaar.", "terugkoppelen": "1", "uitkomst": "opgelost"})
    assert (Signaal.objects.get().status, Signaal.objects.get().antwoord) == ("teruggekoppeld", "Klaar.")


def test_antwoord_blijft_staan_als_het_niet_meer_kan(client, g):
    signaal = breng_naar(maak_signaal(g.dorp), "teruggekoppeld", g.medewerker)
    client.force_login(g.medewerker)
    answer = client.post(f"/signalen/{signaal.pk}/antwoord/", {"antwoord": "Te laat getypt"})
    assert answer.status_code == 422
    assert "Te laat getypt" in answer.content.decode()


def test_doorzetten_via_de_pagina(client, g):
    signaal = breng_naar(maak_signaal(g.dorp), "in_beoordeling", g.medewerker)
    client.force_login(g.medewerker)
    url = f"/signalen/{signaal.pk}/doorzetten/"
    assert client.post(url, {"doorgezet_naar": ""}).status_code == 422
    client.post(url, {"doorgezet_naar": g.afdeling.pk})
    assert (Signaal.objects.get().status, Signaal.objects.get().doorgezet_naar) == ("doorgezet", g.afdeling)


def test_bundelen_met_keuze_of_nummer(client, g):
    hoofd = maak_signaal(g.dorp, melder=None)
    een, twee, drie = (breng_naar(maak_signaal(g.dorp), "in_beoordeling", g.medewerker) for _ in range(3))
    client.force_login(g.medewerker)
    assert hoofd.nummer in client.get(f"/signalen/{een.pk}/bundelen/").content.decode()
    client.post(f"/signalen/{een.pk}/bundelen/", {"hoofdsignaal": hoofd.pk})
    client.post(f"/signalen/{twee.pk}/bundelen/", {"nummer": hoofd.nummer.lower()})
    # By way of one that is bundled itself one comes at the main signal.
    client.post(f"/signalen/{drie.pk}/bundelen/", {"nummer": een.nummer})
    assert set(hoofd.gebundelde_signalen.all()) == {een, twee, drie}


@pytest.mark.parametrize("nummer", ["", "S26-99999", "onzin", "\0", "9" * 40, "S26-٣"])
def test_bundelen_met_een_verkeerd_nummer(client, g, nummer):
    signaal = breng_naar(maak_signaal(g.dorp), "in_beoordeling", g.medewerker)
    client.force_login(g.medewerker)
    assert client.post(f"/signalen/{signaal.pk}/bundelen/", {"nummer": nummer}).status_code == 422
    assert client.post(f"/signalen/{signaal.pk}/bundelen/", {"nummer": signaal.nummer}).status_code == 422


def test_spam_vrijgeven(client, g):
    signaal = maak_signaal(g.dorp, is_verdacht=True)
    client.force_login(g.medewerker)
    assert "Lijkt op spam" in client.get("/signalen/").content.decode()
    client.post(f"/signalen/{signaal.pk}/vrijgeven/")
    assert not Signaal.objects.get().is_verdacht
    assert set(Signaal.objects.telt_mee()) == {signaal}
