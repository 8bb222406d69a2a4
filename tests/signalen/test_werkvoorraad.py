"""The piles above the list, the order, what a row says, and the files that follow the list."""

import zipfile
from datetime import timedelta
from io import BytesIO
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gebieden.models import BewaardFilter
from signalen.models import Overdracht, Signaal
from signalen.signaal.export import MEESTE_IN_REKENBLAD
from tests.gebieden.factories import maak_gemeente

from .factories import MELDER, breng_naar, maak_signaal

pytestmark = pytest.mark.django_db


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def voorraad(g):
    """One of every pile in noord, and as much in zuid that is nobody's business there."""
    voorraad = {}
    for plek, gebied in (("hier", g.dorp), ("daar", g.stad)):
        nieuw = maak_signaal(gebied)
        laat = maak_signaal(gebied, op=timezone.now() - timedelta(days=60))
        Signaal.objects.filter(pk=laat.pk).update(status="in_behandeling")
        melder = maak_signaal(gebied, op=timezone.now() - timedelta(days=60))
        Signaal.objects.filter(pk=melder.pk).update(status="in_behandeling", wacht_sinds=timezone.localdate())
        breng_naar(maak_signaal(gebied, melder=None), "doorgezet", g.regie, doorgezet_naar=g.afdeling)
        deel = maak_signaal(gebied)
        Signaal.objects.filter(pk=deel.pk).update(status="in_behandeling")
        deel.delen.create(
            afdeling=g.afdeling, eigenaar=g.vakambtenaar, vraag="Kan dit?", uiterlijk=timezone.localdate()
        )
        spam = maak_signaal(gebied, is_verdacht=True)
        zonder = maak_signaal(gebied)
        Signaal.objects.filter(pk=zonder.pk).update(is_zonder_regel=True, status="in_beoordeling")
        klaar = breng_naar(maak_signaal(gebied, melder=None), "teruggekoppeld", g.regie)
        voorraad[plek] = {"nieuw": nieuw, "laat": laat, "melder": melder, "deel": deel, "spam": spam, "klaar": klaar}
    eigenaar = voorraad["hier"]["nieuw"].eigenaar
    aangeboden = voorraad["hier"]["laat"]
    Overdracht.objects.bied_aan(aangeboden, aan=g.elders, context="Jij kent ze.", door=aangeboden.eigenaar)
    voorraad["eigenaar"] = eigenaar
    return voorraad


def stapels(client):
    return {stapel.naam: stapel for stapel in client.get("/signalen/").context["stapels"]}


def nummers(client, query=""):
    return [s.pk for s in client.get(f"/signalen/?{query}").context["pagina"]]


@pytest.mark.parametrize("wie", ["medewerker", "elders", "regie", "wethouder", "beheerder"])
def test_elke_stapel_telt_wat_hij_laat_zien(client, g, voorraad, wie):
    client.force_login(getattr(g, wie))
    for stapel in stapels(client).values():
        assert stapel.aantal == len(nummers(client, stapel.vraag)), stapel


def test_wat_er_op_de_stapels_ligt(client, g, voorraad):
    client.force_login(g.medewerker)
    hier = voorraad["hier"]
    gevonden = {naam: set(nummers(client, stapel.vraag)) for naam, stapel in stapels(client).items()}
    assert "Aan mij gevraagd" not in gevonden
    assert gevonden["Lijkt op spam"] == {hier["spam"].pk}
    assert gevonden["Over de termijn"] == {hier["laat"].pk}
    assert {hier["melder"].pk, hier["deel"].pk, hier["laat"].pk} < gevonden["Wacht op een ander"]
    assert len(gevonden["Wacht op een ander"]) == 4
    assert hier["nieuw"].pk in gevonden["Nog niet bekeken"] and hier["laat"].pk not in gevonden["Nog niet bekeken"]
    assert hier["klaar"].pk not in gevonden["Mijn gebied"] and len(gevonden["Mijn gebied"]) == 7
    # Who was asked finds it, also where they may only read along.
    client.force_login(g.elders)
    assert set(nummers(client, stapels(client)["Aan mij gevraagd"].vraag)) == {hier["laat"].pk}


def test_de_stapel_van_nu_is_aangewezen(client, g, voorraad):
    client.force_login(g.medewerker)
    for stapel in stapels(client).values():
        assert [s.naam for s in client.get(f"/signalen/?{stapel.vraag}").context["stapels"] if s.is_hier] == [
            stapel.naam
        ]
    stapel = stapels(client)["Over de termijn"]
    for query in (f"q=&bereik=&{stapel.vraag}&status=", f"{stapel.vraag}&volgorde=oudste&pagina=1"):
        context = client.get(f"/signalen/?{query}").context
        assert [s.naam for s in context["stapels"] if s.is_hier] == ["Over de termijn"], query
    assert not any(s.is_hier for s in client.get("/signalen/?q=boom").context["stapels"])


def test_wie_voor_een_platform_kijkt_heeft_geen_stapels(client, g, voorraad):
    maak_signaal(g.dorp, platform=g.platform, tekst="Van ons platform")
    client.force_login(g.platformlid)
    answer = client.get("/signalen/?wacht=melder&zonder_regel=on")
    assert "stapels" not in answer.context and "data-lijst" not in answer.content.decode()
    assert [s.kop for s in answer.context["pagina"]] == ["Van ons platform"]


def test_volgorde_blijft(client, g):
    oud, nieuw = (maak_signaal(g.dorp, op=timezone.now() - timedelta(days=dagen)) for dagen in (3, 1))
    los = maak_signaal(g.buurtschap, op=timezone.now() - timedelta(days=2))
    klaar = breng_naar(maak_signaal(g.dorp, melder=None), "teruggekoppeld", g.medewerker)
    Signaal.objects.filter(pk=oud.pk).update(uiterlijk=timezone.localdate() + timedelta(days=30))
    client.force_login(g.medewerker)
    assert nummers(client) == [klaar.pk, nieuw.pk, los.pk, oud.pk]
    assert nummers(client, "volgorde=oudste") == [oud.pk, los.pk, nieuw.pk, klaar.pk]
    assert nummers(client) == [oud.pk, los.pk, nieuw.pk, klaar.pk]
    assert nummers(client, "volgorde=gebied")[0] == los.pk
    Signaal.objects.filter(pk=nieuw.pk).update(uiterlijk=timezone.localdate() + timedelta(days=20))
    assert nummers(client, "volgorde=termijn") == [los.pk, nieuw.pk, oud.pk]
    # The remembered order hides nothing that was asked for.
    assert nummers(client, "status=teruggekoppeld") == [klaar.pk]
    assert nummers(client, "volgorde=") == [klaar.pk, nieuw.pk, los.pk, oud.pk]
    assert nummers(client, "volgorde=onzin")


def test_filter_op_dag_en_op_een_deel_van_de_kaart(client, g):
    oud = maak_signaal(g.dorp, op=timezone.now() - timedelta(days=10), lat=51.85, lon=5.05)
    nieuw = maak_signaal(g.dorp, lat=51.9, lon=5.5)
    client.force_login(g.medewerker)
    gisteren = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert nummers(client, f"vanaf={gisteren}") == [nieuw.pk]
    assert nummers(client, f"tot={gisteren}") == [oud.pk]
    assert nummers(client, "vak=51.8,5.0,51.86,5.1") == [oud.pk]
    for onzin in ("vanaf=0001-01-01", "tot=9999-12-31", "vak=1,2,3", "vak=%00", "vak=nan,nan,nan,nan", "wacht=x"):
        assert len(nummers(client, onzin)) == 2, onzin


def test_een_rij_zegt_op_wie_het_wacht(client, g, voorraad):
    client.force_login(g.medewerker)
    pagina = client.get("/signalen/?wacht=iemand").content.decode()
    for wie in ("de melder, sinds", "Openbare ruimte", "een afdeling", f"{g.elders}, om over te nemen"):
        assert f"Wacht op {wie}" in pagina


def test_wat_zelden_wordt_gevraagd_staat_er_als_het_gevraagd_is(client, g):
    client.force_login(g.medewerker)
    assert 'name="platform"' not in client.get("/signalen/").content.decode()
    for vraag in ("meer=1", f"platform={g.platform.pk}", "vanaf=onzin"):
        assert 'name="platform"' in client.get(f"/signalen/?{vraag}").content.decode(), vraag


def test_lege_lijst_wijst_de_weg(client, g):
    client.force_login(g.medewerker)
    assert "Signaal opschrijven" in client.get("/signalen/").content.decode()
    maak_signaal(g.stad, tekst="Zwaan op de weg")
    assert "?q=zwaan&amp;bereik=alles" in client.get("/signalen/?q=zwaan").content.decode()
    assert "Wis filter" in client.get("/signalen/?q=zwaan&gebied=dorp").content.decode()


def test_hoeveelheid_queries_staat_vast(client, g, voorraad):
    client.force_login(g.medewerker)
    BewaardFilter.objects.bewaar(g.medewerker, lijst="signalen:lijst", naam="Een", vraag="q=boom")
    client.get("/signalen/")
    with CaptureQueriesContext(connection) as een:
        client.get("/signalen/?status=open")
    for nummer in range(2):
        deel = maak_signaal(g.dorp, platform=g.platform)
        deel.delen.create(afdeling=g.afdeling, eigenaar=g.medewerker, vraag="Wat?", uiterlijk=timezone.localdate())
        BewaardFilter.objects.bewaar(g.medewerker, lijst="signalen:lijst", naam=f"Nog {nummer}", vraag="q=boom")
    with CaptureQueriesContext(connection) as drie:
        client.get("/signalen/?status=open")
    assert len(een) == len(drie) <= 12
    assert sum("COUNT(" in q["sql"] and "GROUP BY" in q["sql"] and "hier" in q["sql"] for q in drie) == 1


# Files --------------------------------------------------------------------


def test_rekenblad_en_csv_zeggen_hetzelfde_en_niets_van_de_melder(client, g):
    maak_signaal(g.dorp, tekst='=HYPERLINK("http://kwaad.test")', plaats="+31 brug")
    maak_signaal(g.stad, tekst="Niet in deze lijst")
    client.force_login(g.medewerker)
    csv = b"".join(client.get("/signalen/export/")).decode()
    boek = zipfile.ZipFile(BytesIO(client.get("/signalen/rekenblad/").content))
    cellen = boek.read("xl/worksheets/sheet1.xml").decode()
    assert "'=HYPERLINK" in csv and "'+31 brug" in csv
    assert "<f>" not in cellen and "HYPERLINK" in cellen
    for kop in csv.splitlines()[0].lstrip("\ufeff").split(";"):
        assert kop in cellen
    for tekst in ("Niet in deze lijst", *MELDER.values()):
        assert tekst not in csv and tekst not in cellen


def test_een_te_lang_rekenblad_wijst_naar_csv(client, g, monkeypatch):
    monkeypatch.setattr("signalen.signaal.views_lijst.MEESTE_IN_REKENBLAD", 1)
    maak_signaal(g.dorp), maak_signaal(g.dorp)
    client.force_login(g.medewerker)
    answer = client.get("/signalen/rekenblad/?status=open", follow=True)
    assert answer.redirect_chain[0][0] == "/signalen/?status=open"
    assert "kies CSV" in answer.content.decode()
    assert MEESTE_IN_REKENBLAD >= 10_000
    assert client.get("/signalen/rekenblad/?q=bestaatniet").status_code == 200


def test_de_links_onder_de_lijst_houden_het_filter(client, g):
    maak_signaal(g.dorp)
    client.force_login(g.medewerker)
    pagina = client.get("/signalen/?status=open&pagina=1").content.decode()
    for naam in ("export", "rekenblad", "kaart"):
        vraag = pagina.split(f'href="/signalen/{naam}/?')[1].split('"')[0]
        assert parse_qs(vraag) == {"status": ["open"]}, naam
