"""Following by mail without an account: asked, confirmed, mailed in one go, and stopped with one click."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gebieden.models import Opvolging
from gebiedswerk.opdrachten import Opdracht, voer_uit, zet_klaar
from gebiedswerk.post import Bericht
from signalen.abonnement.models import CODE, VRAGEN_PER_DAG
from signalen.abonnement.nieuws import mail_samenvattingen
from signalen.inzending.models import GRENZEN
from signalen.models import Abonnement, Signaal
from tests.gebieden.factories import maak_gemeente

from .factories import breng_naar, maak_signaal

pytestmark = pytest.mark.django_db
GEHEIM = "Zwaluwgeheim"
EMAIL = "vera@inwoner.test"


@pytest.fixture
def g():
    return maak_gemeente()


def volger(email=EMAIL, **wat):
    """Confirmed a week ago: everything of now is news."""
    abonnement = Abonnement.objects.vraag_aan(email=email, **wat)
    abonnement.bevestig()
    Abonnement.objects.filter(pk=abonnement.pk).update(gemaild_tot=timezone.now() - timedelta(days=7))
    abonnement.refresh_from_db()
    return abonnement


def nieuws():
    return Bericht.objects.filter(sleutel__regex=r"^abonnement(-stap)?:").order_by("aan", "pk")


def verstuur():
    """What a worker does with all that lies ready, in one go and at any hour."""
    while opdracht := Opdracht.objects.open().order_by("pk").first():
        Opdracht.objects.filter(pk=opdracht.pk).update(niet_voor=timezone.now())
        assert voer_uit(opdracht.pk)


MAANDAG = date(2026, 11, 23)


# Asking and confirming --------------------------------------------------------


def test_van_vraag_tot_stop(client, g):
    answer = client.post("/volgen/", {"gebied": "dorp", "thema": "groen", "ritme": "dag", "email": EMAIL.upper()})
    assert "Kijk in uw mail" in answer.content.decode()
    abonnement = Abonnement.objects.get()
    assert (abonnement.email, abonnement.gebied, abonnement.thema, abonnement.ritme) == (EMAIL, g.dorp, "groen", "dag")
    assert not abonnement.is_lopend
    verstuur()
    link = abonnement.get_absolute_url()
    assert f"http://localhost:8000{link}" in mail.outbox[0].body
    assert "Groen en water in Dorp" in mail.outbox[0].body
    # A mail scanner that opens the link confirms nothing.
    assert "Ja, mail mij" in client.get(link).content.decode()
    assert not Abonnement.objects.lopend().exists()
    for _keer in range(2):
        assert client.post(f"{link}bevestig/").status_code == 302
    bevestigd_op = Abonnement.objects.lopend().get().bevestigd_op
    client.post(f"{link}bevestig/")
    assert Abonnement.objects.get().bevestigd_op == bevestigd_op
    assert client.post(f"{link}ritme/", {"ritme": "week"}).status_code == 302
    assert client.post(f"{link}ritme/", {"ritme": "uur"}).status_code == 422
    assert Abonnement.objects.get().ritme == "week"
    assert "Stop met deze mails" in client.get(f"{link}stop/").content.decode()
    assert Abonnement.objects.lopend().exists()
    assert "U bent gestopt" in client.post(f"{link}stop/").content.decode()
    assert not Abonnement.objects.lopend().exists()
    # An old link to confirm does not start it again.
    client.post(f"{link}bevestig/")
    assert not Abonnement.objects.lopend().exists()
    assert "U bent gestopt" in client.get(link).content.decode()


def test_code_staat_in_geen_tabel(g):
    abonnement = volger(gebied=g.dorp)
    maak_signaal(g.dorp)
    mail_samenvattingen(MAANDAG)
    stored = [f"{b.tekst}{b.stop_url}" for b in Bericht.objects.filter(aan=EMAIL)]
    assert len(stored) == 2
    assert all(CODE in tekst and abonnement.code() not in tekst for tekst in stored)


def test_postvak_stopt_met_een_klik(g):
    """RFC 8058: the mail program posts without cookie or token to the address in the header."""
    abonnement = volger(gebied=g.dorp)
    maak_signaal(g.dorp)
    mail_samenvattingen(MAANDAG)
    verstuur()
    brief = mail.outbox[-1]
    assert brief.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = brief.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    assert url == abonnement.stop_url()
    assert url in brief.body
    post = {"data": "List-Unsubscribe=One-Click", "content_type": "application/x-www-form-urlencoded"}
    for _keer in range(2):
        assert Client(enforce_csrf_checks=True).post(url, **post).status_code == 200
    assert not Abonnement.objects.lopend().exists()


def test_wie_stopt_krijgt_ook_niet_wat_al_klaarlag(g):
    abonnement = volger(gebied=g.dorp)
    maak_signaal(g.dorp)
    mail_samenvattingen(MAANDAG)
    abonnement.stop()
    verstuur()
    assert [brief for brief in mail.outbox if "Nieuws" in brief.subject] == []


def test_zelfde_adres_twee_keer_is_een_abonnement_en_verraadt_niets(client, g):
    data = {"gebied": "dorp", "thema": "", "ritme": "week", "email": EMAIL}
    eerste = client.post("/volgen/", data).content
    Abonnement.objects.get().bevestig()
    Bericht.objects.update(aangemaakt_op=timezone.now() - timedelta(hours=2))
    Bericht.objects.update(sleutel="abonnement-vraag:eerder")
    assert client.post("/volgen/", data).content == eerste
    assert Abonnement.objects.count() == 1
    assert "Die mails krijgt u al" in Bericht.objects.first().tekst
    # Another area is another subscription; one that was stopped can begin again.
    client.post("/volgen/", {**data, "gebied": "stad"})
    Abonnement.objects.get(gebied=g.dorp).stop()
    client.post("/volgen/", data)
    assert Abonnement.objects.count() == 3


def test_niemand_vult_het_postvak_van_een_ander(g):
    for gebied in (g.dorp, g.stad, g.noord, g.zuid, g.gemeente, g.buurtschap):
        for thema in ("", "groen"):
            Abonnement.objects.vraag_aan(email=EMAIL, gebied=gebied, thema=thema)
    assert Bericht.objects.filter(aan=EMAIL).count() == VRAGEN_PER_DAG


@pytest.mark.parametrize(
    ("fout", "melding"),
    [
        ({"email": ""}, "Vul uw e-mailadres in"),
        ({"email": "geen adres"}, "Dit is geen e-mailadres"),
        ({"email": f"{'a' * 250}@x.test"}, "254"),
        ({"gebied": "bestaat-niet"}, "Deze plaats kennen wij niet"),
        ({"thema": "zorg"}, "geldige"),
        ({"ritme": "uur"}, "geldige"),
        ({"email": "a\0@x.test"}, "Null"),
    ],
)
def test_fout_staat_bij_het_veld_en_niets_gaat_verloren(client, g, fout, melding):
    answer = client.post("/volgen/", {"gebied": "dorp", "thema": "groen", "ritme": "dag", "email": EMAIL, **fout})
    assert answer.status_code == 422
    assert melding.lower() in answer.content.decode().lower()
    assert not Abonnement.objects.exists()


def test_programma_hoort_hetzelfde_en_krijgt_niets(client, g):
    answer = client.post("/volgen/", {"gebied": "dorp", "ritme": "dag", "email": EMAIL, "onderwerp": "koop"})
    assert "Kijk in uw mail" in answer.content.decode()
    assert not Abonnement.objects.exists()


def test_zonder_keuze_is_het_de_hele_gemeente(client, g):
    client.post("/volgen/", {"gebied": "", "thema": "", "ritme": "dag", "email": EMAIL})
    assert Abonnement.objects.get().gebied == g.gemeente


def test_grens_per_afzender(client, g):
    for nummer in range(GRENZEN["volgen"]):
        assert (
            client.post("/volgen/", {"gebied": "dorp", "ritme": "dag", "email": f"a{nummer}@x.test"}).status_code == 200
        )
    answer = client.post("/volgen/", {"gebied": "dorp", "ritme": "dag", "email": "laatste@x.test"})
    assert answer.status_code == 429
    assert "laatste@x.test" in answer.content.decode()


@pytest.mark.parametrize("deel", ["", "stop/"])
def test_onbekende_code_helpt(client, g, deel):
    answer = client.get(f"/volgen/verkeerd/{deel}")
    assert answer.status_code == 404
    assert "Deze link werkt niet meer" in answer.content.decode()


# The digest -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wat", "verwacht"),
    [
        ({"gebied": "dorp"}, {"dorp"}),
        ({"gebied": "noord"}, {"dorp"}),
        ({"gebied": "gemeente"}, {"dorp", "stad"}),
        ({"gebied": "buurtschap"}, set()),
        ({"thema": "verkeer"}, {"stad"}),
        ({"thema": "verkeer", "gebied": "noord"}, set()),
        ({"thema": "groen", "gebied": "gemeente"}, {"dorp"}),
    ],
)
def test_samenvatting_gaat_over_wat_je_volgt(g, wat, verwacht):
    if "gebied" in wat:
        wat = {**wat, "gebied": getattr(g, wat["gebied"])}
    volger(**wat)
    maak_signaal(g.dorp, openbare_titel="Titel dorp")
    maak_signaal(g.stad, openbare_titel="Titel stad", thema="verkeer")
    mail_samenvattingen(MAANDAG)
    texts = "".join(nieuws().values_list("tekst", flat=True))
    assert {naam for naam in ("dorp", "stad") if f"Titel {naam}" in texts} == verwacht
    assert nieuws().count() == bool(verwacht)


def test_niets_geheims_en_niets_van_melders(g):
    volger(gebied=g.gemeente)
    melder = {"naam": GEHEIM, "email": f"{GEHEIM.lower()}@x.test", "telefoon": ""}
    gewoon = maak_signaal(g.dorp, melder=melder, tekst=GEHEIM, plaats=f"bij {GEHEIM}")
    breng_naar(gewoon, "niet_opgepakt", g.medewerker, reden=f"Nee, {GEHEIM}")
    for velden in ({"is_verborgen": True}, {"thema": "zorg"}, {"is_verdacht": True}):
        maak_signaal(g.dorp, melder=melder, tekst=GEHEIM, plaats="Geheimstraat 1", **velden)
    volger("stap@x.test", signaal=gewoon)
    breng_naar(gewoon, "nieuw", g.medewerker).ga_naar("teruggekoppeld", door=g.medewerker)
    mail_samenvattingen(MAANDAG)
    verstuur()
    sent = [brief for brief in mail.outbox if brief.to[0] in {EMAIL, "stap@x.test"} and "Nieuws" in brief.subject]
    assert len(sent) == 2
    for brief in sent:
        whole = f"{brief.subject}{brief.body}{brief.alternatives}".lower()
        assert GEHEIM.lower() not in whole
        assert "geheimstraat" not in whole
        assert "Groen en water in Dorp" in brief.body


def test_zonder_nieuws_geen_mail_en_twee_keer_niet(g):
    volger(gebied=g.dorp, ritme="dag")
    mail_samenvattingen(MAANDAG)
    assert not nieuws().exists()
    signaal = maak_signaal(g.dorp)
    for _keer in range(2):
        mail_samenvattingen(MAANDAG)
    assert nieuws().count() == 1
    # The next day only what changed since.
    mail_samenvattingen(MAANDAG + timedelta(days=1), timezone.now() + timedelta(seconds=1))
    assert nieuws().count() == 1
    breng_naar(signaal, "in_beoordeling", g.medewerker)
    mail_samenvattingen(MAANDAG + timedelta(days=2), timezone.now() + timedelta(seconds=2))
    assert nieuws().count() == 2 or Signaal.objects.get().status_sinds < timezone.now()


def test_week_op_maandag_en_anders_zodra_het_kan(g):
    abonnement = volger(gebied=g.dorp, ritme="week")
    op_zondag = timezone.make_aware(datetime.combine(MAANDAG - timedelta(days=1), time(12)))
    Abonnement.objects.filter(pk=abonnement.pk).update(gemaild_tot=op_zondag)
    due = Abonnement.objects.voor_samenvatting
    assert not due(MAANDAG - timedelta(days=1)).exists()
    for dag in (MAANDAG, MAANDAG + timedelta(days=1)):
        assert due(dag).exists()
    Abonnement.objects.filter(pk=abonnement.pk).update(gemaild_tot=op_zondag + timedelta(days=1))
    assert not due(MAANDAG + timedelta(days=1)).exists()
    Abonnement.objects.filter(pk=abonnement.pk).update(ritme="dag")
    assert due(MAANDAG + timedelta(days=1)).exists()


def test_in_de_taal_van_de_volger(g):
    volger(gebied=g.dorp, taal="en")
    volger("nederlands@x.test", gebied=g.dorp)
    maak_signaal(g.dorp)
    mail_samenvattingen(MAANDAG)
    teksten = dict(nieuws().values_list("taal", "tekst"))
    assert "Green and water" in teksten["en"]
    assert "Groen en water" in teksten["nl"]


def test_honderden_volgers_kosten_een_handvol_queries(g):
    def queries(aantal):
        Abonnement.objects.all().delete()
        lang_geleden = timezone.now() - timedelta(days=7)
        Abonnement.objects.bulk_create(
            Abonnement(
                email=f"v{n}@x.test",
                gebied=g.dorp,
                code_zaad=str(n),
                code_hash=str(n),
                bevestigd_op=lang_geleden,
                gemaild_tot=lang_geleden,
            )
            for n in range(aantal)
        )
        Bericht.objects.all().delete()
        with CaptureQueriesContext(connection) as found:
            mail_samenvattingen(MAANDAG)
        assert nieuws().count() == Opdracht.objects.filter(soort="verstuur_bericht", status="klaargezet").count()
        assert nieuws().count() == aantal
        Opdracht.objects.all().delete()
        return len(found)

    maak_signaal(g.dorp, melder=None)
    Opdracht.objects.all().delete()
    assert queries(3) <= 8
    # What grows is only how many rows fit in one INSERT.
    assert queries(400) <= 20


def test_rooster_mailt_en_ruimt_op(g):
    volger(gebied=g.dorp, ritme="dag")
    maak_signaal(g.dorp)
    for soort in ("abonnement_samenvatting", "abonnement_opruimen"):
        opdracht, _ = zet_klaar(soort, f"{soort}:{MAANDAG}", dag=MAANDAG.isoformat())
        assert voer_uit(opdracht.pk)
    assert nieuws().count() == 1


def test_wie_een_opgeheven_gebied_volgt_volgt_de_opvolger(g):
    volger(gebied=g.buurtschap)
    Opvolging.objects.create(oud=g.buurtschap, nieuw=g.stad, per=MAANDAG)
    maak_signaal(g.stad, openbare_titel="Titel stad")
    mail_samenvattingen(MAANDAG)
    assert "Titel stad" in nieuws().get().tekst


# One signal -------------------------------------------------------------------


def test_volgers_van_een_signaal_horen_elke_stap_een_keer(g):
    signaal = maak_signaal(g.dorp, openbaar_antwoord="Wij vellen hem in maart.")
    volger(signaal=signaal)
    volger("tweede@x.test", signaal=signaal)
    Abonnement.objects.vraag_aan(email="onbevestigd@x.test", signaal=signaal)
    breng_naar(signaal, "in_beoordeling", g.medewerker)
    verstuur()
    assert [b.aan for b in nieuws()] == ["tweede@x.test", EMAIL]
    assert "Wij bekijken wat wij ermee doen." in nieuws().first().tekst
    assert "Wij vellen hem in maart." in nieuws().first().tekst
    # Two steps before the worker came: only how it stands now.
    breng_naar(signaal, "nieuw", g.medewerker).ga_naar("in_behandeling", door=g.medewerker)
    signaal.ga_naar("doorgezet", door=g.medewerker, doorgezet_naar=g.afdeling)
    verstuur()
    assert nieuws().filter(aan=EMAIL).count() == 2
    Signaal.objects.filter(pk=signaal.pk).update(is_verborgen=True)
    signaal.ga_naar("in_behandeling", door=g.medewerker)
    verstuur()
    assert nieuws().filter(aan=EMAIL).count() == 2


def test_van_een_verborgen_signaal_zegt_de_pagina_niets_meer(client, g):
    signaal = maak_signaal(g.dorp, openbare_titel="Titel met te veel")
    abonnement = volger(signaal=signaal)
    assert "Titel met te veel" in client.get(abonnement.get_absolute_url()).content.decode()
    Signaal.objects.filter(pk=signaal.pk).update(is_verborgen=True)
    assert "Titel met te veel" not in client.get(abonnement.get_absolute_url()).content.decode()


# Forgetting -------------------------------------------------------------------


def test_gestopt_en_nooit_bevestigd_is_na_een_tijd_weg(g):
    stopped, young, never, asked = (
        volger("gestopt@x.test", gebied=g.dorp),
        volger("net-gestopt@x.test", gebied=g.dorp),
        Abonnement.objects.vraag_aan(email="nooit@x.test", gebied=g.dorp),
        Abonnement.objects.vraag_aan(email="net@x.test", gebied=g.dorp),
    )
    blijft = volger("blijft@x.test", gebied=g.dorp)
    now = timezone.now()
    dicht = breng_naar(maak_signaal(g.dorp, melder=None), "teruggekoppeld", g.medewerker)
    volger("dicht@x.test", signaal=dicht)
    Bericht.objects.exclude(aan__contains="@x.test").delete()
    Opdracht.objects.exclude(sleutel__in=[f"bericht:{b.pk}" for b in Bericht.objects.all()]).delete()
    Abonnement.objects.filter(signaal=dicht).update(aangemaakt_op=now - timedelta(days=32))
    Signaal.objects.update(status_sinds=now - timedelta(days=32))
    Abonnement.objects.filter(pk=stopped.pk).update(gestopt_op=now - timedelta(days=32))
    Abonnement.objects.filter(pk=young.pk).update(gestopt_op=now - timedelta(days=20))
    Abonnement.objects.filter(pk=never.pk).update(aangemaakt_op=now - timedelta(days=8))
    Abonnement.objects.te_vergeten().vergeet()
    assert set(Abonnement.objects.values_list("pk", flat=True)) == {young.pk, asked.pk, blijft.pk}
    assert {b.aan for b in Bericht.objects.all()} == {"net-gestopt@x.test", "net@x.test", "blijft@x.test"}
    assert Opdracht.objects.count() == 3
