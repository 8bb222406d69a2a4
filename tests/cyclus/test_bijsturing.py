"""Conclusions go on into the next plan and the agenda, once, and can be followed both ways."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from cyclus.models import Conclusie, Doel, Gebiedsagenda, Gebiedsplan
from gebiedswerk.statussen import GeenRecht
from tests.gebieden.factories import maak_gemeente

from .factories import maak_agenda, maak_maatregel, maak_monitor, maak_plan

JAAR = 2025


@pytest.fixture
def g(db):
    return maak_gemeente()


def conclusie_in(g, **velden):
    agenda = maak_agenda(g.noord, van_jaar=JAAR - 1)
    plan = maak_plan(agenda, JAAR)
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, einddatum=date(JAAR, 6, 1))
    monitor = maak_monitor(plan, g.medewerker, status="vastgesteld")
    keuze = {"doel": agenda.doelen.get(), "bestemming": "agenda", "tekst": "Het kan beter.", "voorstel": "Hoger doel"}
    return Conclusie.objects.create(monitor=monitor, **keuze | velden)


def test_een_voorstel_bij_een_doel_staat_in_een_nieuwe_versie_van_de_agenda(g, client):
    conclusie = conclusie_in(g)
    client.force_login(g.medewerker)
    url = f"/conclusies/{conclusie.pk}/overnemen/"
    een, twee = client.post(url), client.post(url)
    nieuw = Gebiedsagenda.objects.get(volgnummer=2)
    doel = nieuw.doelen.get()
    assert een.url == twee.url == doel.get_absolute_url()
    assert (nieuw.status, doel.vorig_doel, Gebiedsagenda.objects.count()) == ("concept", conclusie.doel, 2)
    # Both ways: the goal shows the proposal and where it came from, the monitor where it went.
    for pad in (nieuw.get_absolute_url(), f"/doelen/{doel.pk}/"):
        tekst = client.get(pad).text
        assert "Voorstel uit" in tekst and f"/monitor/{conclusie.monitor_id}/#conclusie-{conclusie.pk}" in tekst
    assert doel.get_absolute_url() in client.get(conclusie.monitor.get_absolute_url()).text
    conclusie.refresh_from_db()
    assert not conclusie.is_open and conclusie.gevolg == doel
    assert nieuw.tijdlijn.filter(tekst__contains="Hoger doel").exists()


def test_zonder_doel_komt_er_een_nieuw_doel_met_wat_er_is_bekend(g):
    conclusie = conclusie_in(g, doel=None, voorstel="Stiller langs de dijk")
    doel = conclusie.neem_over(door=g.medewerker)
    assert (doel.titel, doel.resultaat, doel.agenda.volgnummer) == ("Stiller langs de dijk", "Het kan beter.", 2)
    assert doel.vorig_doel is None and doel.agenda.doelen.count() == 2
    assert list(doel.uit_conclusies.all()) == [conclusie]
    # Whoever throws the goal away again has to decide again.
    doel.delete()
    conclusie.refresh_from_db()
    assert conclusie.is_open


def test_een_versie_waaraan_gewerkt_wordt_krijgt_het_erbij(g):
    conclusie = conclusie_in(g)
    versie = conclusie.monitor.plan.agenda.nieuwe_versie(door=g.medewerker)
    assert conclusie.neem_over(door=g.medewerker).agenda == versie


def test_wat_bij_het_college_ligt_wordt_niet_veranderd(g, client):
    conclusie = conclusie_in(g)
    versie = conclusie.monitor.plan.agenda.nieuwe_versie(door=g.medewerker)
    Gebiedsagenda.objects.filter(pk=versie.pk).update(status="aangeboden")
    client.force_login(g.medewerker)
    antwoord = client.post(f"/conclusies/{conclusie.pk}/overnemen/", follow=True)
    assert "ligt bij het college" in antwoord.text and "Overgenomen. Kijk nog na" not in antwoord.text
    conclusie.refresh_from_db()
    assert conclusie.is_open and not versie.tijdlijn.filter(tekst__contains="Hoger doel").exists()


def test_zonder_agenda_voor_volgend_jaar_is_er_niets_om_bij_te_sturen(g):
    conclusie = conclusie_in(g)
    Gebiedsagenda.objects.update(tot_jaar=JAAR)
    with pytest.raises(ValidationError, match="nog geen gebiedsagenda"):
        conclusie.neem_over(door=g.medewerker)


@pytest.mark.parametrize(("wie", "code"), [("elders", 403), ("wethouder", 403), ("raadslid", 404)])
def test_wie_de_agenda_niet_bijstuurt(g, client, wie, code):
    conclusie = conclusie_in(g)
    client.force_login(getattr(g, wie))
    assert client.post(f"/conclusies/{conclusie.pk}/overnemen/").status_code == code
    assert Gebiedsagenda.objects.count() == 1
    with pytest.raises(GeenRecht):
        conclusie.neem_over(door=getattr(g, wie))


@pytest.mark.parametrize(
    ("bestemming", "doel", "goed"), [("plan", True, True), ("plan", False, False), ("agenda", False, True)]
)
def test_alleen_een_nieuw_doel_hoort_bij_geen_doel(g, client, bestemming, doel, goed):
    plan = maak_plan(maak_agenda(g.noord, van_jaar=JAAR - 1), JAAR)
    monitor = maak_monitor(plan, g.medewerker)
    client.force_login(g.medewerker)
    gegevens = {"tekst": "T", "voorstel": "V", "bestemming": bestemming, "doel": plan.agenda.doelen.get().pk}
    antwoord = client.post(f"/monitor/{monitor.pk}/conclusies/nieuw/", gegevens if doel else gegevens | {"doel": ""})
    assert (antwoord.status_code == 302) == Conclusie.objects.exists() == goed
    assert goed or "Een nieuw doel hoort in de agenda" in antwoord.text


def test_het_plan_gaat_pas_naar_het_college_als_over_elke_conclusie_is_besloten(g, client):
    conclusie = conclusie_in(g, bestemming="plan", voorstel="Extra drempels")
    conclusie_in_agenda = Conclusie.objects.create(
        monitor=conclusie.monitor, bestemming="agenda", tekst="T", voorstel="Mag later"
    )
    plan = maak_plan(conclusie.monitor.plan.agenda, JAAR + 1, "concept")
    client.force_login(g.medewerker)
    tekst = client.get(plan.get_absolute_url()).text
    assert "Nog besluiten (1)" in tekst and "Extra drempels" in tekst and "Mag later" not in tekst
    for status in ("aangeboden", "vastgesteld"):
        with pytest.raises(ValidationError, match="1 conclusie waarover niet is besloten"):
            Gebiedsplan.objects.get(pk=plan.pk).ga_naar(status)
    conclusie.neem_niet_over("Er is geen geld.", door=g.medewerker)
    assert Gebiedsplan.objects.get(pk=plan.pk).ga_naar("aangeboden").status == "aangeboden"
    assert Conclusie.objects.open().get() == conclusie_in_agenda


def test_de_vraag_over_de_aanpak_wil_een_antwoord(g, client):
    monitor = maak_monitor(maak_plan(maak_agenda(g.noord, van_jaar=JAAR - 1), JAAR), g.medewerker)
    for oordeel, tekst, goed in (("", "Zo", False), ("ja", "", False), ("nee", "", True), ("deels", "Eerder.", True)):
        monitor.aanpak_oordeel, monitor.aanpak = oordeel, tekst
        if goed:
            [eis(monitor) for eis in monitor.tabel.overgang("concept", "aangeboden").eisen]
            continue
        with pytest.raises(ValidationError, match="aanpak"):
            monitor.ga_naar("aangeboden")
    client.force_login(g.medewerker)
    gegevens = {"samenvatting": "S", "aanpak_oordeel": "deels", "aanpak": "Eerder aan tafel.", "versie": monitor.versie}
    assert client.post(f"/monitor/{monitor.pk}/bewerken/", gegevens).status_code == 302
    assert "Ja, op onderdelen" in client.get(monitor.get_absolute_url()).text


def test_iedereen_leest_wat_er_met_een_voorstel_is_gedaan(g, client):
    conclusie = conclusie_in(g)
    pagina = f"/monitor/{conclusie.monitor_id}/openbaar/"
    assert "nog niet besloten." in client.get(pagina).text
    doel = conclusie.neem_over(door=g.medewerker)
    tekst = client.get(pagina).text
    # The new version is not adopted: that it is made may be known, where it lies not.
    assert "nieuwe versie van de gebiedsagenda" in tekst and f"/agendas/{doel.agenda_id}/" not in tekst
    Gebiedsagenda.objects.filter(pk=doel.agenda_id).update(status="vastgesteld")
    assert f"/agendas/{doel.agenda_id}/openbaar/" in client.get(pagina).text
    Conclusie.objects.update(overgenomen_in_doel=None, niet_overgenomen_omdat="Er is geen geld.")
    assert "niet overgenomen. Er is geen geld." in client.get(pagina).text


@pytest.mark.django_db(transaction=True)
def test_twee_klikken_tegelijk_maken_een_doel():
    if connection.vendor != "postgresql":
        pytest.skip("alleen PostgreSQL laat twee klikken tegelijk schrijven")
    from threading import Thread

    g = maak_gemeente()
    conclusie = conclusie_in(g, doel=None)

    def klik():
        Conclusie.objects.get(pk=conclusie.pk).neem_over(door=g.medewerker)
        connection.close()

    draden = [Thread(target=klik) for _ in range(3)]
    [draad.start() for draad in draden]
    [draad.join() for draad in draden]
    assert Doel.objects.filter(titel="Hoger doel").count() == 1
    assert Gebiedsagenda.objects.count() == 2
