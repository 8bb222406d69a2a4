"""Whose address it is, what a reporter sees and removes, and who looked."""

import json
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from gebiedswerk.opdrachten import Opdracht, voer_uit
from gebiedswerk.post import Bericht
from gebiedswerk.tijdlijn import VERGETEN
from signalen.bewaren.verbergen import Verberger
from signalen.foto.beeld import schoon
from signalen.inzending import models as inzending
from signalen.melder.adres import lees_token, maak_token
from signalen.models import Foto, Inzage, Inzending, Melder, Opschoning, Signaal, Wachtvraag
from tests.gebieden.factories import maak_gemeente

from .factories import MELDER, beeld, breng_naar, ingevuld, maak_signaal

pytestmark = pytest.mark.django_db
EMAIL = MELDER["email"]


@pytest.fixture
def g(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return maak_gemeente()


def onderwerpen(aan=EMAIL):
    return [b.onderwerp for b in Bericht.objects.filter(aan=aan).order_by("pk")]


def nieuw(g, **velden):
    """A signal of which the address was not confirmed yet; the question was mailed."""
    signaal = maak_signaal(g.dorp, is_bevestigd=False, **velden)
    signaal.bevestig()
    return signaal


def link(signaal):
    return f"/mijn-adres/{maak_token(signaal.melder)}/"


# Whose address it is ----------------------------------------------------------


def test_eerst_alleen_de_vraag_en_na_de_link_alles_wat_er_intussen_was(client, g):
    signaal = nieuw(g)
    breng_naar(signaal, "in_behandeling", g.medewerker)
    signaal.beantwoord("Wij komen morgen.", door=g.medewerker)
    Wachtvraag.objects.stel(Signaal.objects.get(), "Welke boom bedoelt u?", door=g.medewerker)
    assert onderwerpen() == ["Bevestig uw e-mailadres"]
    vraag = Bericht.objects.get(aan=EMAIL)
    (adres,) = [woord for woord in vraag.volledige_tekst().split() if "/mijn-adres/" in woord]
    assert "mijn-adres/[" in vraag.tekst and signaal.tekst not in vraag.tekst
    adres = adres.removeprefix("http://localhost:8000")
    page = client.get(adres)
    assert page.status_code == 200 and not Melder.objects.get().bevestigd_op
    assert signaal.volgcode() not in page.text and page.headers["X-Robots-Tag"].startswith("noindex")
    for _keer in range(2):
        answer = client.post(adres)
        assert (answer.status_code, answer.url) == (302, signaal.volg_url())
    assert onderwerpen()[1:] == [f"Wij hebben uw signaal ontvangen ({signaal.nummer})"]
    bericht = Bericht.objects.filter(aan=EMAIL).latest("pk")
    for woorden in (signaal.tekst, "Wij komen morgen.", "Welke boom bedoelt u?"):
        assert woorden in bericht.tekst
    assert signaal.volg_url() in bericht.volledige_tekst() and signaal.volgcode() not in bericht.tekst
    Wachtvraag.objects.get().beantwoord("De beuk")
    Signaal.objects.get().beantwoord("Hij is gesnoeid.", door=g.medewerker)
    assert len(onderwerpen()) == 3


def test_wat_verstuurd_wordt_heeft_de_code_wel(g, mailoutbox):
    signaal = maak_signaal(g.dorp)
    signaal.bevestig()
    voer_uit(Opdracht.objects.get().pk)
    (mail,) = mailoutbox
    assert signaal.volg_url() in mail.body and signaal.volg_url() in mail.alternatives[0][0]
    # A colleague's mail about the same signal never holds it, whatever the reporter typed.
    signaal.vul_aan("[code-alleen-voor-de-melder] [link-alleen-voor-de-melder]")
    assert signaal.volgcode() not in Bericht.objects.get(aan=g.medewerker.email).volledige_tekst()


@pytest.mark.parametrize("taal", ["nl", "en"])
def test_de_mails_zijn_in_de_taal_van_de_melder(g, taal):
    assert nieuw(g, taal=taal) and Bericht.objects.get(aan=EMAIL).taal == taal


def test_een_link_van_een_ander_adres_of_te_oud_werkt_niet(client, g, settings, monkeypatch):
    signaal = nieuw(g)
    old = link(signaal)
    for slecht in ("/mijn-adres/verzonnen/", f"{old[:-5]}xxxx/", "/mijn-adres/%00/", f"/mijn-adres/{'x' * 900}/"):
        assert client.get(slecht).status_code == 404
        assert client.post(slecht).status_code == 404
    token = maak_token(signaal.melder)
    monkeypatch.setattr("signalen.melder.adres.GELDIG", timedelta(seconds=-1))
    assert lees_token(token, Melder.objects) is None
    monkeypatch.undo()
    signaal.geef_adres("ander@inwoner.test")
    assert client.get(old).status_code == 404
    assert Melder.objects.get().bevestigd_op is None


@pytest.mark.parametrize("wie", ["platformlid", "raadslid", "medewerker"])
def test_het_adres_van_het_eigen_account_is_al_bekend(client, g, wie):
    persoon = getattr(g, wie)
    client.force_login(persoon)
    client.post("/signaal/", ingevuld(email=persoon.email.upper()))
    assert Melder.objects.get().bevestigd_op and onderwerpen(Melder.objects.get().email)[0].startswith("Wij hebben")


def test_een_ambtenaar_bevestigt_het_adres_van_een_ander_niet(client, g):
    client.force_login(g.medewerker)
    velden = {"tekst": "Gehoord", "thema": "groen", "gebied": "dorp", "naam": "", "email": EMAIL, "telefoon": ""}
    client.post("/signalen/nieuw/", {**velden, "plaats": ""})
    assert onderwerpen() == ["Bevestig uw e-mailadres"] and not Melder.objects.get().bevestigd_op
    assert Signaal.objects.get().wacht_op_antwoord()


def test_wat_verdacht_is_mailt_niemand_ook_niet_de_vraag(client, g):
    signaal = maak_signaal(g.dorp, is_bevestigd=False, is_verdacht=True)
    signaal.bevestig()
    client.post(f"{signaal.volg_url()}adres/opnieuw/")
    assert onderwerpen() == [] and "Stuur de mail opnieuw" not in client.get(signaal.volg_url()).text
    signaal.geef_vrij(door=g.medewerker)
    assert onderwerpen() == ["Bevestig uw e-mailadres"]


def test_opnieuw_vragen_mag_een_paar_keer_per_dag_en_nooit_voor_een_vreemde(client, g):
    signaal = nieuw(g)
    page = client.get(signaal.volg_url())
    assert "Bevestig uw e-mailadres." in page.text and EMAIL not in page.text and "m…@inwoner.test" in page.text
    for _keer in range(7):
        assert client.post(f"{signaal.volg_url()}adres/opnieuw/").status_code == 302
    assert len(onderwerpen()) == 5
    nieuw(g)
    assert len(onderwerpen()) == 5, "over all signals together"
    Bericht.objects.update(aangemaakt_op=timezone.now() - timedelta(days=2))
    signaal.melder.bevestig()
    client.post(f"{signaal.volg_url()}adres/opnieuw/")
    assert onderwerpen()[5:] == [f"Wij hebben uw signaal ontvangen ({signaal.nummer})"]


def test_een_adres_later_geven_en_veranderen(client, g):
    signaal = maak_signaal(g.dorp, melder=None)
    url = f"{signaal.volg_url()}adres/"
    assert client.post(url, {"email": "geen adres"}).status_code == 422
    for _klik in range(2):
        assert client.post(url, {"email": "een@inwoner.test"}).status_code == 302
    assert onderwerpen("een@inwoner.test") == ["Bevestig uw e-mailadres"]
    client.post(url, {"email": "twee@inwoner.test"})
    assert onderwerpen("een@inwoner.test") == [], "what had not gone out goes nowhere"
    assert onderwerpen("twee@inwoner.test") == ["Bevestig uw e-mailadres"]
    melder = Melder.objects.get()
    client.post(link(Signaal.objects.get()))
    melder.refresh_from_db()
    assert melder.bevestigd_op and len(onderwerpen("twee@inwoner.test")) == 2


# What a reporter sees and removes ------------------------------------------------


def test_een_melder_ziet_precies_wat_wij_bewaren(client, g):
    signaal = maak_signaal(g.dorp, plaats="Kerkstraat 1")
    signaal.bevestig()
    signaal.noteer("Een aantekening van binnen", door=g.medewerker)
    client.post(f"{signaal.volg_url()}toevoegen/", {"tekst": "Er ligt ook een tak."})
    Foto.objects.leg_vast(signaal, [schoon(beeld())])
    signaal.leg_inzage_vast(g.medewerker, "Bellen")
    url = f"{signaal.volg_url()}gegevens/"
    page = client.get(url)
    held = [*MELDER.values(), "Kerkstraat 1", signaal.tekst, "Er ligt ook een tak.", "Wij hebben uw signaal", "Bellen"]
    tekst = client.get(f"{url}bestand.txt")
    data = client.get(f"{url}bestand.json")
    for answer in (page, tekst, data):
        assert [w for w in held if w not in answer.text] == []
        assert g.medewerker.naam not in answer.text and "aantekening van binnen" not in answer.text
        assert "no-store" in answer.headers["Cache-Control"] and "noindex" in answer.headers["X-Robots-Tag"]
    assert (json.loads(data.text)["fotos"], "attachment" in tekst.headers["Content-Disposition"]) == (1, True)
    assert client.get(f"{url}bestand.exe").status_code == 404


def test_weghalen_kan_meteen_en_het_signaal_gaat_verder(client, g):
    naam = MELDER["naam"]
    signaal = maak_signaal(g.dorp, tekst=f"De boom is ziek. Groet, {naam}, {MELDER['telefoon']}")
    signaal.bevestig()
    breng_naar(signaal, "in_behandeling", g.medewerker)
    signaal.noteer(f"Gebeld met {naam.upper()}", door=g.medewerker)
    signaal.noteer("De boom is bekeken", door=g.medewerker)
    Foto.objects.leg_vast(signaal, [schoon(beeld())])
    bestand = Foto.objects.get().bestand.name
    url = f"{signaal.volg_url()}gegevens/verwijderen/"
    assert "Dit kan niet ongedaan" in client.get(url).text and Melder.objects.exists()
    for _klik in range(2):
        assert client.post(url).status_code == 302
    now = Signaal.objects.get()
    assert not (Melder.objects.exists() or Foto.objects.exists() or default_storage.exists(bestand))
    assert (now.status, now.heeft_adres, now.tekst) == ("in_behandeling", False, "De boom is ziek. Groet, […], […]")
    notes = list(now.tijdlijn.filter(soort="notitie").order_by("pk").values_list("tekst", flat=True))
    assert notes == [VERGETEN, "De boom is bekeken"]
    assert now.tijdlijn.filter(soort="gegevens_verwijderd").count() == 1
    assert not Bericht.objects.filter(aan=EMAIL).exists()
    assert not any(deel in b.tekst for b in Bericht.objects.all() for deel in MELDER.values())
    voer_uit(Opdracht.objects.filter(soort="verstuur_bericht").first().pk)
    assert not Bericht.objects.over(now).filter(aan="").exclude(verzonden_op=None).exists(), "nothing pending goes out"
    now.beantwoord("De boom wordt gesnoeid.", door=g.medewerker)
    now.ga_naar("teruggekoppeld", door=g.medewerker, uitkomst="opgelost")
    assert "De boom wordt gesnoeid." in client.get(signaal.volg_url()).text


@pytest.mark.parametrize(
    ("tekst", "schoon_"),
    [
        ("Groet van MELANIE", "Groet van […]"),
        ("melanie   melder en de rest", "[…] en de rest"),
        ("Bel 06 12 34 56 78 of mail Melanie@Inwoner.test", "Bel […] of mail […]"),
        ("Aanmelders en melderij blijven", "Aanmelders en melderij blijven"),
        ("Van iemand anders: piet@x.nl", "Van iemand anders: […]"),
        ("", ""),
    ],
)
def test_verbergen_van_een_melder(tekst, schoon_):
    assert Verberger(Melder(**MELDER))(tekst) == schoon_


def test_verbergen_zonder_naam_haalt_geen_gewone_woorden_weg():
    assert Verberger(Melder(naam="van der", email="", telefoon=""))("van der plas") == "van der plas"


# Who looked -------------------------------------------------------------------


def test_kijken_wordt_een_keer_per_dag_vastgelegd_en_is_te_zien(client, g, django_assert_max_num_queries):
    signaal = maak_signaal(g.dorp)
    client.force_login(g.medewerker)
    for _klik in range(2):
        client.post(f"/signalen/{signaal.pk}/contact/", {"waarom": "Bellen" * 60})
    assert Inzage.objects.get().door == g.medewerker and len(Inzage.objects.get().waarom) == 200
    page = client.get(signaal.get_absolute_url()).text
    assert EMAIL in page and "Wie keek (1)" in page
    Inzage.objects.update(op=timezone.now() - timedelta(days=1))
    assert EMAIL not in client.get(signaal.get_absolute_url()).text
    assert signaal.leg_inzage_vast(g.medewerker) and Inzage.objects.count() == 2
    client.force_login(g.beheerder)
    for n in range(3):
        maak_signaal(g.dorp).leg_inzage_vast(g.sociaal, f"Reden {n}")
    client.get("/beheer/inzagen/")
    with django_assert_max_num_queries(10):
        page = client.get("/beheer/inzagen/").text
    assert "Reden 2" in page and EMAIL not in page


def test_over_personen_is_een_knop(client, g):
    signaal = maak_signaal(g.dorp)
    client.force_login(g.medewerker)
    for data, verwacht in (({"ja": "1"}, True), ({"ja": "1"}, True), ({}, False)):
        client.post(f"/signalen/{signaal.pk}/persoonlijk/", data)
        assert Signaal.objects.get().is_persoonlijk is verwacht
    assert Signaal.objects.get().tijdlijn.filter(soort="over_personen").count() == 2


# Pages -------------------------------------------------------------------------


def test_opschoningen_en_vooraf_bekijken(client, g, django_assert_max_num_queries):
    signaal = breng_naar(maak_signaal(g.dorp), "teruggekoppeld", g.medewerker)
    Signaal.objects.update(status_sinds=timezone.now() - timedelta(days=400))
    later = breng_naar(maak_signaal(g.dorp), "teruggekoppeld", g.medewerker)
    Signaal.objects.filter(pk=later.pk).update(status_sinds=timezone.now() - timedelta(days=350))
    client.force_login(g.beheerder)
    for n in range(3):
        Opschoning.objects.begin(timezone.localdate(), {"melders": 7000 + n, "fotos": 0})
    client.get("/beheer/opschoningen/")
    with django_assert_max_num_queries(12):
        page = client.get("/beheer/opschoningen/").text
    assert "1 signalen, met 1 melders en 0 foto" in page and "7.002 melders" in page and "dagen daarna: 1 " in page
    assert signaal.melder.naam not in page


def test_privacypagina_noemt_de_termijnen_van_het_profiel(client, g):
    page = client.get("/privacy/").text
    assert "12 maanden nadat het signaal is afgesloten" in page and "24 maanden" in page
    assert 'href="/privacy/"' in client.get("/").text


def test_raden_vanaf_veel_netwerken_krijgt_elk_een_kans(client, g, monkeypatch):
    monkeypatch.setattr(inzending, "GRENS_OVERAL", 3)
    signaal = maak_signaal(g.dorp)
    for n in range(3):
        assert client.get("/signaal/fout/", REMOTE_ADDR=f"10.0.0.{n}").status_code == 404
    assert client.get("/signaal/fout/", REMOTE_ADDR="10.0.0.1").status_code == 429
    assert client.get("/mijn-adres/fout/", REMOTE_ADDR="10.0.0.1").status_code == 429
    assert client.get(signaal.volg_url(), REMOTE_ADDR="10.0.0.9").status_code == 200
    assert Inzending.objects.filter(soort="volgcode").count() == 3


def test_wie_de_link_nog_eens_opent_hoort_dat_het_adres_al_bevestigd_is(client, g):
    signaal = nieuw(g)
    adres = link(signaal)
    client.post(adres)
    page = client.get(adres)
    assert "Uw e-mailadres is bevestigd" in page.text and "krijgt u geen mail meer" not in page.text
    assert signaal.volgcode() not in page.text


def test_de_eigen_gegevens_noemen_ook_waarom_men_heropende_en_de_taal_in_woorden(client, g):
    signaal = breng_naar(nieuw(g), "teruggekoppeld", g.medewerker)
    signaal.heropen_als_melder("Het is weer donker.")
    url = signaal.volg_url()
    assert "Het is weer donker." in client.get(f"{url}gegevens/bestand.txt").text
    assert "Taal: Nederlands" in client.get(f"{url}gegevens/bestand.txt").text
    client.post(f"{url}gegevens/verwijderen/")
    client.cookies["taal"] = "en"
    page = client.get(url)
    assert "You had your details removed" in page.text and "Gegevens verwijderd" not in page.text
