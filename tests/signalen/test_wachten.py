"""A question to the reporter: the term stands still, an answer or a stop makes it run again, nothing is lost."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cyclus.escalatie.ladder import escalatie_van, leg_voor
from gebiedswerk.opdrachten import Opdracht, voer_uit, zet_klaar
from gebiedswerk.post import Bericht
from gebiedswerk.statussen import GeenRecht
from gebiedswerk.werk.lijst import mijn_werk
from signalen.models import Signaal, Wachtvraag
from tests.gebieden.factories import maak_gemeente

from .factories import MELDER, breng_naar, maak_signaal

pytestmark = pytest.mark.django_db
DAG = timedelta(days=1)


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def klok(monkeypatch):
    """Moves the day, for whoever asks it; a moment keeps its own day."""
    echt = timezone.localdate
    return lambda dag: monkeypatch.setattr(timezone, "localdate", lambda *a, **k: echt(*a, **k) if a or k else dag)


def vraag(g, signaal=None, tekst="Welke boom is het?"):
    signaal = signaal or breng_naar(maak_signaal(g.dorp), "in_behandeling", g.medewerker)
    return Wachtvraag.objects.stel(signaal, tekst, door=g.medewerker)


def draai(soort, dag):
    opdracht, _ = zet_klaar(soort, f"{soort}:{dag}:{Opdracht.objects.count()}", dag=dag.isoformat())
    assert voer_uit(opdracht.pk), Opdracht.objects.get(pk=opdracht.pk).melding


def van_melder(client, signaal, tekst):
    return client.post(f"{signaal.volg_url()}vraag/", {"antwoord": tekst})


# The term -------------------------------------------------------------------

ONTVANGEN = date(2026, 12, 14)


@pytest.mark.parametrize(
    ("gevraagd", "antwoord", "uiterlijk"),
    [
        # Fifteen working days from Monday 14 December, past both days of Christmas and New Year's day.
        (date(2026, 12, 16), date(2026, 12, 16), date(2027, 1, 6)),
        # From Wednesday to Tuesday: Thursday, Monday and Tuesday are taken out, Christmas is not taken out twice.
        (date(2026, 12, 23), date(2026, 12, 29), date(2027, 1, 11)),
        # Nobody works from Thursday evening to Sunday.
        (date(2026, 12, 24), date(2026, 12, 27), date(2027, 1, 6)),
        # Asked when it was too late already: late it stays.
        (date(2027, 1, 8), date(2027, 1, 20), date(2027, 1, 6)),
    ],
)
def test_de_termijn_schuift_precies_de_gewachte_werkdagen(g, klok, gevraagd, antwoord, uiterlijk):
    klok(ONTVANGEN)
    signaal = breng_naar(maak_signaal(g.dorp), "in_behandeling", g.medewerker)
    Signaal.objects.filter(pk=signaal.pk).update(termijn_vanaf=ONTVANGEN)
    klok(gevraagd)
    wachtvraag = vraag(g, Signaal.objects.get())
    assert Signaal.objects.get().wacht_sinds == gevraagd
    klok(antwoord)
    wachtvraag.beantwoord("De beuk.")
    nu = Signaal.objects.get()
    assert (nu.uiterlijk, nu.wacht_sinds) == (uiterlijk, None)


def test_twee_keer_wachten_telt_op_en_een_stap_vergeet_het_niet(g, klok):
    klok(date(2026, 11, 30))
    signaal = breng_naar(maak_signaal(g.dorp), "in_beoordeling", g.medewerker)
    Signaal.objects.filter(pk=signaal.pk).update(termijn_vanaf=date(2026, 11, 30))
    for van, tot in ((1, 3), (4, 8)):
        klok(date(2026, 12, van))
        wachtvraag = vraag(g, Signaal.objects.get())
        klok(date(2026, 12, tot))
        wachtvraag.stop(door=g.medewerker)
    assert Signaal.objects.get().uiterlijk == date(2026, 12, 11)
    Signaal.objects.get().ga_naar("in_behandeling", door=g.medewerker)
    assert Signaal.objects.get().uiterlijk == date(2026, 12, 28)


def test_wie_wacht_is_niet_te_laat_en_wordt_niet_herinnerd_of_voorgelegd(g):
    signaal = breng_naar(maak_signaal(g.dorp), "in_behandeling", g.medewerker)
    gisteren = timezone.localdate() - DAG
    wachtvraag = vraag(g, signaal)
    Signaal.objects.update(uiterlijk=gisteren - 30 * DAG)
    nu = Signaal.objects.get()
    assert not nu.is_te_laat and set(Signaal.objects.wachtend()) == {nu}
    assert not Signaal.objects.over_termijn().exists()
    assert not escalatie_van(nu, g.medewerker).is_rijp
    with pytest.raises(ValidationError, match="staat stil"):
        leg_voor(nu, door=g.medewerker, vraag="Wie betaalt?")
    Bericht.objects.all().delete()
    draai("signaal_herinneringen", gisteren)
    assert not Bericht.objects.exists()
    (regel,) = mijn_werk(g.medewerker)
    assert (regel.vraagt, regel.uiterlijk) == ("Wacht op de melder", None)
    wachtvraag.stop(door=g.medewerker)
    Signaal.objects.update(uiterlijk=gisteren - 30 * DAG)
    nu = Signaal.objects.get()
    assert set(Signaal.objects.over_termijn()) == {nu} and escalatie_van(nu, g.medewerker).is_rijp


def test_na_de_wachttermijn_hoort_de_eigenaar_het_een_keer(g):
    wachtvraag = vraag(g)
    Bericht.objects.all().delete()
    for dag in (wachtvraag.uiterlijk, wachtvraag.uiterlijk + DAG, wachtvraag.uiterlijk + 9 * DAG):
        draai("wachtvragen", dag)
    (mail,) = Bericht.objects.all()
    assert mail.aan == g.medewerker.email and "Welke boom is het?" in mail.tekst


# Asking ---------------------------------------------------------------------


def test_de_melder_krijgt_een_mail_en_antwoordt_op_de_pagina(g, client):
    wachtvraag = vraag(g)
    signaal = wachtvraag.signaal
    mail = Bericht.objects.get(aan=MELDER["email"], onderwerp__contains="Vraag over")
    assert "Welke boom is het?" in mail.tekst
    pagina = client.get(signaal.volg_url()).text
    assert "Onze vraag aan u" in pagina and "Wij hebben een vraag voor u" in pagina
    assert van_melder(client, signaal, " ").status_code == 422
    for _klik in range(2):
        assert van_melder(client, signaal, "De beuk naast de kerk.").status_code == 302
    pagina = client.get(signaal.volg_url()).text
    assert "Onze vraag aan u" not in pagina and pagina.count("De beuk naast de kerk.") == 1
    assert Bericht.objects.filter(aan=g.medewerker.email, tekst__contains="De beuk naast de kerk.").count() == 1
    assert [(r.soort, r.is_openbaar) for r in signaal.tijdlijn[:2]] == [
        ("antwoord_van_de_melder", True),
        ("vraag_aan_de_melder", True),
    ]


@pytest.mark.parametrize(
    ("bron", "melder", "bereik"),
    [
        ("formulier", MELDER, "pagina"),
        ("gesprek", MELDER, "telefoon"),
        ("gesprek", MELDER | {"telefoon": ""}, ""),
        ("import", None, ""),
    ],
)
def test_wie_geen_bevestigd_adres_heeft(g, client, bron, melder, bereik):
    signaal = breng_naar(
        maak_signaal(g.dorp, melder=melder, bron=bron, is_bevestigd=False), "in_behandeling", g.medewerker
    )
    assert Signaal.objects.get().bereik == bereik
    Bericht.objects.all().delete()
    client.force_login(g.medewerker)
    antwoord = client.post(f"/signalen/{signaal.pk}/vraag/", {"vraag": "Waar precies?"})
    assert antwoord.status_code == (302 if bereik else 422)
    assert bool(Signaal.objects.get().wacht_sinds) is bool(bereik)
    assert not Bericht.objects.exists()
    if not bereik:
        assert "komt dus nooit aan" in antwoord.text and "Waar precies?" in antwoord.text


def test_wie_mag_vragen_en_wanneer(g):
    signaal = maak_signaal(g.dorp)
    for persoon in (g.elders, g.vakambtenaar, g.raadslid):
        with pytest.raises(GeenRecht):
            Wachtvraag.objects.stel(signaal, "Wat?", door=persoon)
    Signaal.objects.update(is_verdacht=True)
    with pytest.raises(ValidationError, match="spam"):
        vraag(g, signaal)
    Signaal.objects.update(is_verdacht=False)
    nee = breng_naar(Signaal.objects.get(), "niet_opgepakt", g.medewerker)
    with pytest.raises(ValidationError, match="Niet opgepakt"):
        vraag(g, nee)


def test_een_vraag_tegelijk(g):
    eerste = vraag(g)
    assert vraag(g, eerste.signaal) == eerste
    with pytest.raises(ValidationError, match="al een vraag open"):
        vraag(g, eerste.signaal, "Nog iets anders?")
    with pytest.raises(IntegrityError), transaction.atomic():
        Wachtvraag.objects.create(signaal=eerste.signaal, vraag="x", door=g.medewerker)


# Ending -------------------------------------------------------------------


def test_antwoord_en_stop_tegelijk_het_eerste_geldt_en_niets_gaat_verloren(g, client):
    """Both have the page open; each acts on what it saw."""
    antwoord, stop = vraag(g), Wachtvraag.objects.get()
    assert stop.stop(door=g.medewerker, toelichting="Te lang")
    uiterlijk = Signaal.objects.get().uiterlijk
    assert not antwoord.beantwoord("Het is de beuk.")
    assert Signaal.objects.get().uiterlijk == uiterlijk
    assert Wachtvraag.objects.get().antwoord == ""
    soorten = [r.soort for r in antwoord.signaal.tijdlijn[:2]]
    assert soorten == ["aanvulling", "verder_zonder_antwoord"]
    client.force_login(g.medewerker)
    for pad, veld in (("gehoord", "antwoord"), ("verder", "toelichting")):
        pagina = client.post(f"/signalen/{antwoord.signaal_id}/vraag/{pad}/", {veld: "Wat ik typte"})
        assert pagina.status_code == 422 and "Wat ik typte" in pagina.text


def test_aan_de_telefoon_gehoord(g, client):
    signaal = vraag(g).signaal
    client.force_login(g.medewerker)
    assert "Wacht op de melder" in client.get(f"/signalen/{signaal.pk}/").text
    client.post(f"/signalen/{signaal.pk}/vraag/gehoord/", {"antwoord": "Het is de beuk."})
    regel = Signaal.objects.get().tijdlijn[0]
    assert (regel.soort, regel.door, regel.tekst) == ("antwoord_van_de_melder", g.medewerker, "Het is de beuk.")
    assert not Bericht.objects.filter(aan=g.medewerker.email, tekst__contains="beuk").exists()


def test_afsluiten_beeindigt_het_wachten_en_een_laat_antwoord_kan_heropenen(g, client):
    signaal = vraag(g).signaal
    nu = Signaal.objects.get()
    nu.beantwoord("Wij weten genoeg.", door=g.medewerker)
    nu.ga_naar("teruggekoppeld", door=g.medewerker, uitkomst="niet_opgelost")
    assert (Signaal.objects.get().wacht_sinds, Wachtvraag.objects.open().count()) == (None, 0)
    pagina = van_melder(client, signaal, "Het was de beuk.")
    assert pagina.status_code == 422 and pagina.text.count("Het was de beuk.") >= 1
    assert "Is het nog niet klaar?" in pagina.text


@pytest.mark.parametrize("tekst", ["x" * 2001, "nul\x00teken"])
def test_gekke_tekst_van_buiten(g, client, tekst):
    signaal = vraag(g).signaal
    assert van_melder(client, signaal, tekst).status_code == 422
    assert Wachtvraag.objects.open().exists()
