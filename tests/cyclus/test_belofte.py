"""A party is asked for its promise and answers, by link or by account; what comes back, comes back to who asked."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cyclus.agenda import belofte
from cyclus.agenda.belofte import afdruk
from cyclus.models import Bijdrage
from gebieden.mensen.models import Gebiedsrol
from gebieden.rechten import leid_rechten_af
from gebiedswerk.opdrachten import voer_uit, zet_klaar
from gebiedswerk.post import Bericht
from gebiedswerk.statussen import GeenRecht
from gebiedswerk.werk.lijst import mijn_werk
from tests.cyclus.factories import maak_agenda
from tests.gebieden.factories import houdt_bij, maak_gemeente

pytestmark = pytest.mark.django_db
MAIL = "politie@voorbeeld.test"


@pytest.fixture
def g():
    return maak_gemeente()


def maak_bijdrage(g, status="concept", **velden):
    doel = maak_agenda(g.noord, status).doelen.get()
    keuze = {"partij": "Politie", "soort": "anders", "belofte": "Controleert elke week.", "email": MAIL, **velden}
    return Bijdrage.objects.create(doel=doel, **keuze)


def gevraagd(g, **velden):
    """A contribution that was asked, and the address in its mail."""
    bijdrage = maak_bijdrage(g, **velden)
    assert belofte.vraag(bijdrage, door=g.medewerker)
    bijdrage.refresh_from_db()
    bericht = Bericht.objects.get(aan=MAIL)
    return bijdrage, re.search(r"/belofte/\w+/", bericht.volledige_tekst())[0]


def antwoord(client, url, keuze="ja", **velden):
    tekst = client.get(url).context["form"]["tekst"].value()
    return client.post(url, {"antwoord": keuze, "naam": "Kees Brouwer", "tekst": tekst, **velden})


def werk(persoon):
    return [(r.titel, r.vraagt) for r in mijn_werk(persoon) if r.soort == "Belofte"]


# Asking -------------------------------------------------------------------------


def test_vragen_mailt_een_link_die_in_geen_tabel_staat(g, client):
    bijdrage, url = gevraagd(g, contact="Kees")
    bericht = Bericht.objects.get(aan=MAIL)
    code = url.split("/")[2]
    assert code not in bericht.tekst and code not in str(vars(bijdrage))
    assert "Beste Kees" in bericht.tekst and bijdrage.belofte in bericht.tekst and str(bijdrage.doel) in bericht.tekst
    assert bijdrage.uiterlijk > timezone.localdate() and bijdrage.stand == ("Gevraagd", "let_op")
    pagina = client.get(url)
    assert "Mia Makelaar" in pagina.text and pagina["X-Robots-Tag"].startswith("noindex")
    # Again on the same day sends nothing.
    assert not belofte.vraag(bijdrage, door=g.medewerker)
    assert Bericht.objects.filter(aan=MAIL).count() == 1


def test_alle_open_beloften_in_een_keer_vragen(g, client):
    bijdrage = maak_bijdrage(g)
    doel = bijdrage.doel
    Bijdrage.objects.create(doel=doel, partij="Zonder adres", soort="anders", belofte="Iets")
    Bijdrage.objects.create(doel=doel, partij="Platform", soort="inwoners", belofte="Helpt", platform=g.platform)
    Bijdrage.objects.create(
        doel=doel, partij="Gedaan", soort="anders", belofte="Ja", email="ja@x.test", beloofd_op=date(2026, 1, 1)
    )
    houdt_bij(g.platform, g.platformlid)
    client.force_login(g.medewerker)
    url = f"/agendas/{doel.agenda_id}/"
    assert "Vraag 2 partijen om bevestiging" in client.get(url).text
    for _ in range(2):
        assert client.post(f"{url}beloften/vraag/").status_code == 302
    assert set(Bericht.objects.values_list("aan", flat=True)) == {MAIL, g.platformlid.email}
    assert Bericht.objects.count() == 2
    client.force_login(g.elders)
    assert client.post(f"{url}beloften/vraag/").status_code == 403


def test_wie_niet_bereikbaar_is_kan_niet_gevraagd_worden(g, client):
    bijdrage = maak_bijdrage(g, email="")
    client.force_login(g.medewerker)
    antwoord = client.post(f"/bijdragen/{bijdrage.pk}/vraag/", follow=True)
    assert "eerst een e-mailadres" in antwoord.text and not Bericht.objects.exists()
    with pytest.raises(GeenRecht):
        belofte.vraag(bijdrage, door=g.elders)


# By link --------------------------------------------------------------------------


def test_ja_met_een_link_geeft_naam_en_dag_en_een_tweede_klik_verandert_niets(g, client):
    bijdrage, url = gevraagd(g)
    tekst = afdruk(bijdrage.belofte)
    for _ in range(2):
        klaar = client.post(url, {"antwoord": "ja", "naam": "Kees Brouwer", "tekst": tekst})
        assert klaar.status_code == 302 and klaar.url == url
    bijdrage.refresh_from_db()
    assert (bijdrage.beloofd_door, bijdrage.beloofd_op, bijdrage.beloofd_via) == (
        "Kees Brouwer",
        timezone.localdate(),
        "link",
    )
    tijdlijn = bijdrage.doel.agenda.tijdlijn
    assert tijdlijn.filter(soort="belofte_beantwoord").count() == 1
    assert tijdlijn.get(soort="belofte_beantwoord").wie_naam == "Kees Brouwer (Politie)"
    assert "Dit antwoord hebben wij" in client.get(url).text
    ander = client.post(url, {"antwoord": "nee", "naam": "Iemand anders", "reactie": "Bewaar mij", "tekst": tekst})
    assert ander.status_code == 409 and "iemand was u voor" in ander.text and "Bewaar mij" in ander.text
    bijdrage.refresh_from_db()
    assert bijdrage.antwoord == "ja"


def test_fouten_op_het_formulier_houden_wat_getypt_is(g, client):
    bijdrage, url = gevraagd(g)
    leeg = client.post(url)
    assert leeg.status_code == 422 and "Kies een antwoord." in leeg.text
    fout = antwoord(client, url, "anders", naam="Kees \x00", reactie="")
    assert fout.status_code == 422
    fout = antwoord(client, url, "anders", reactie="")
    assert "Schrijf op wat u wel doet." in fout.text and "Kees Brouwer" in fout.text
    assert antwoord(client, url, "nee", reactie="x" * 3000).status_code == 422
    assert antwoord(client, url, "misschien").status_code == 422
    bijdrage.refresh_from_db()
    assert bijdrage.antwoord == ""


@pytest.mark.parametrize(("keuze", "stand"), [("anders", "Ja, maar anders"), ("nee", "Geweigerd")])
def test_anders_en_nee_komen_terug_bij_wie_vroeg(g, client, keuze, stand):
    bijdrage, url = gevraagd(g)
    antwoord(client, url, keuze, reactie="Wij komen om de week.")
    bijdrage.refresh_from_db()
    assert (bijdrage.is_beloofd, bijdrage.stand[0]) == (False, stand)
    assert "Wij komen om de week." in Bericht.objects.get(aan=g.medewerker.email).tekst
    assert werk(g.medewerker) == [("Controleert elke week.", f"Politie: {stand.lower()}")]
    assert werk(g.elders) == [] and werk(g.vakambtenaar) == []
    client.force_login(g.medewerker)
    assert "Wij komen om de week." in client.get(f"/agendas/{bijdrage.doel.agenda_id}/").text


def test_overnemen_wat_zij_voorstellen(g, client):
    bijdrage, url = gevraagd(g)
    antwoord(client, url, "anders", reactie="Wij komen om de week.")
    client.force_login(g.medewerker)
    for _ in range(2):
        client.post(f"/bijdragen/{bijdrage.pk}/neem-over/")
    bijdrage.refresh_from_db()
    assert (bijdrage.belofte, bijdrage.beloofd_door) == ("Wij komen om de week.", "Kees Brouwer")
    assert werk(g.medewerker) == []
    regel = bijdrage.doel.agenda.tijdlijn.filter(tekst__contains="Dit was: “Controleert elke week.”")
    assert regel.count() == 1


def test_een_onbekende_link_helpt_en_wie_raadt_moet_wachten(g, client):
    _, url = gevraagd(g)
    assert "kennen wij niet" in client.get("/belofte/verkeerd/").text
    codes = {client.get(f"/belofte/{nummer}/").status_code for nummer in range(40)}
    assert codes == {404, 429}
    assert client.get(url).status_code == 429


# The words change -------------------------------------------------------------------


def wijzig(client, bijdrage, tekst):
    bijdrage.refresh_from_db()
    velden = {"partij": "Politie", "soort": "anders", "belofte": tekst, "email": MAIL, "versie": bijdrage.versie}
    return client.post(f"/bijdragen/{bijdrage.pk}/bewerken/", velden)


def test_een_andere_tekst_vraagt_opnieuw_en_de_oude_blijft_te_lezen(g, client):
    bijdrage, url = gevraagd(g)
    antwoord(client, url)
    client.force_login(g.medewerker)
    assert wijzig(client, bijdrage, "Controleert elke dag.").status_code == 302
    bijdrage.refresh_from_db()
    assert (bijdrage.is_beloofd, bijdrage.antwoord, bijdrage.is_gevraagd) == (False, "", True)
    oud = bijdrage.doel.agenda.tijdlijn.get(soort="belofte_veranderd").tekst
    assert "Controleert elke week." in oud and "toegezegd door Kees Brouwer" in oud
    assert Bericht.objects.filter(aan=MAIL).count() == 2
    client.logout()
    # The link of the first mail shows both texts, and an answer to the old words is refused.
    pagina = client.get(url).text
    assert "deze tekst is veranderd" in pagina and "Controleert elke week." in pagina
    te_laat = client.post(url, {"antwoord": "ja", "naam": "Kees", "tekst": afdruk("Controleert elke week.")})
    assert te_laat.status_code == 409 and not Bijdrage.objects.get().is_beloofd
    assert antwoord(client, url).status_code == 302 and Bijdrage.objects.get().is_beloofd


def test_veranderd_na_de_vraag_en_nog_niet_opnieuw_gevraagd(g, client):
    _, url = gevraagd(g)
    Bijdrage.objects.update(belofte="Nog in bewerking.")
    pagina = client.get(url).text
    assert "De tekst is veranderd" in pagina and "Controleert elke week." in pagina and "<form method" not in pagina
    assert client.post(url, {"antwoord": "ja", "naam": "Kees", "tekst": afdruk("Nog in bewerking.")}).status_code == 409


def test_een_ander_adres_krijgt_een_eigen_link_en_de_oude_opent_niets_meer(g, client):
    bijdrage, url = gevraagd(g)
    client.force_login(g.medewerker)
    velden = {"partij": "Politie", "soort": "anders", "belofte": bijdrage.belofte, "email": "goed@voorbeeld.test"}
    client.post(f"/bijdragen/{bijdrage.pk}/bewerken/", velden | {"versie": bijdrage.versie})
    assert set(Bericht.objects.values_list("aan", flat=True)) == {"", "goed@voorbeeld.test"}
    nieuw = re.search(r"/belofte/\w+/", Bericht.objects.get(aan="goed@voorbeeld.test").volledige_tekst())[0]
    assert client.get(url).status_code == 404 and client.get(nieuw).status_code == 200


def test_een_nieuwe_versie_houdt_het_antwoord_en_vraagt_met_een_eigen_link(g, client):
    bijdrage, url = gevraagd(g, status="vastgesteld")
    antwoord(client, url, "nee", reactie="Geen mensen.")
    nieuw = bijdrage.doel.agenda.nieuwe_versie(door=g.medewerker, reden="Anders").doelen.get().bijdragen.get()
    assert (nieuw.antwoord, nieuw.reactie, nieuw.code_hash, nieuw.gevraagd_op) == ("nee", "Geen mensen.", "", None)
    # It waits once: in the version that is worked on.
    assert werk(g.medewerker) == [("Controleert elke week.", "Politie: geweigerd")]
    nieuw.doel.agenda.ga_naar("aangeboden")
    nieuw.doel.agenda.ga_naar("vastgesteld", besluitnummer="B", vastgesteld_datum=date(2026, 5, 1))
    assert "Er is een nieuwe versie" in client.get(url).text


def test_toezeggen_na_het_besluit_geeft_een_nieuw_stuk(g, client):
    bijdrage, url = gevraagd(g, status="vastgesteld")
    agenda = bijdrage.doel.agenda
    type(agenda).objects.update(vastgesteld_datum=timezone.localdate() - timedelta(days=3))
    agenda.refresh_from_db()
    assert agenda.stand == "vastgesteld"
    antwoord(client, url)
    assert agenda.stand == "vastgesteld-1"
    assert "nog niet toegezegd</span>" not in client.get(f"/agendas/{agenda.pk}/openbaar/").text


# By account ---------------------------------------------------------------------------


def test_de_afdeling_ziet_het_onder_mijn_werk_en_bevestigt(g, client):
    bijdrage = maak_bijdrage(g, email="", afdeling=g.afdeling)
    belofte.vraag(bijdrage, door=g.medewerker)
    assert werk(g.vakambtenaar) == [("Controleert elke week.", "Klopt deze belofte?")]
    url = f"/bijdragen/{bijdrage.pk}/antwoord/"
    for wie, code in ((g.elders, 404), (g.medewerker, 404), (g.platformlid, 404), (g.vakambtenaar, 200)):
        client.force_login(wie)
        assert client.get(url).status_code == code
    assert client.get(url).context["form"]["naam"].value() == "Vera Vak"
    antwoord(client, url, naam="Vera Vak")
    bijdrage.refresh_from_db()
    assert (bijdrage.beloofd_door, bijdrage.beloofd_via) == ("Vera Vak", "account")
    assert bijdrage.doel.agenda.tijdlijn.get(soort="belofte_beantwoord").door == g.vakambtenaar
    assert werk(g.vakambtenaar) == []


def test_wie_de_rol_kwijt_is_ziet_niets_meer(g, client):
    bijdrage = maak_bijdrage(g, email="", afdeling=g.afdeling)
    belofte.vraag(bijdrage, door=g.medewerker)
    Gebiedsrol.objects.filter(persoon=g.vakambtenaar).update(
        van=timezone.localdate() - timedelta(days=9), tot=timezone.localdate() - timedelta(days=1)
    )
    leid_rechten_af(g.vakambtenaar)
    client.force_login(g.vakambtenaar)
    assert werk(g.vakambtenaar) == []
    assert client.get(f"/bijdragen/{bijdrage.pk}/antwoord/").status_code == 404


def test_wie_het_platform_bijhoudt_bevestigt(g, client):
    bijdrage = maak_bijdrage(g, email="", platform=g.platform)
    client.force_login(g.platformlid)
    assert client.get(f"/bijdragen/{bijdrage.pk}/antwoord/").status_code == 404
    houdt_bij(g.platform, g.platformlid)
    belofte.vraag(bijdrage, door=g.medewerker)
    assert werk(g.platformlid) == [("Controleert elke week.", "Klopt deze belofte?")]
    antwoord(client, f"/bijdragen/{bijdrage.pk}/antwoord/", naam="Lid Platform")
    assert Bijdrage.objects.get().beloofd_door == "Lid Platform"


# Reminding, and offering to the college -----------------------------------------------


def test_herinneren_een_keer_per_stap_en_daarna_bij_wie_vroeg(g):
    bijdrage, _ = gevraagd(g)
    dagen = [bijdrage.uiterlijk + timedelta(days=n) for n in (-30, -7, -6, 0, 3, 7, 8)]
    verstuurd = []
    for dag in dagen:
        opdracht, _ = zet_klaar("belofte_herinneringen", f"proef:{dag}", dag=dag.isoformat())
        Bijdrage.objects.update(gevraagd_op=timezone.now() - timedelta(days=60))
        voer_uit(opdracht.pk)
        verstuurd.append(Bericht.objects.filter(onderwerp__startswith="Herinnering").count())
    assert verstuurd == [0, 1, 1, 2, 2, 3, 3]
    Bijdrage.objects.update(uiterlijk=timezone.localdate() - timedelta(days=1))
    assert werk(g.medewerker) == [("Controleert elke week.", "Politie: geen antwoord")]


def test_aanbieden_met_open_beloften_noemt_ze_en_houdt_niet_tegen(g, client):
    bijdrage, _ = gevraagd(g)
    agenda = bijdrage.doel.agenda
    client.force_login(g.medewerker)
    url = f"/agendas/{agenda.pk}/status/"
    vraag = client.post(url, {"status": "aangeboden"})
    assert vraag.status_code == 200 and "Politie" in vraag.text and "Toch aanbieden" in vraag.text
    agenda.refresh_from_db()
    assert agenda.status == "concept"
    client.post(url, {"status": "aangeboden", "toch": "1"})
    agenda.refresh_from_db()
    assert agenda.status == "aangeboden"


def test_open_en_geweigerde_beloften_in_de_lijst(g, client):
    maak_bijdrage(g, antwoord="nee", antwoord_door="K", antwoord_op=date(2026, 1, 1))
    maak_agenda(g.zuid)
    client.force_login(g.medewerker)
    for keuze, aantal in (("open", 1), ("terug", 1), ("", 2)):
        pagina = client.get("/agendas/", {"beloften": keuze})
        assert len(pagina.context["pagina"].object_list) == aantal
    assert "1 anders of geweigerd" in pagina.text


def test_weghalen_houdt_de_klaargezette_mail_tegen(g, client):
    bijdrage, url = gevraagd(g)
    client.force_login(g.medewerker)
    client.post(f"/bijdragen/{bijdrage.pk}/weg/")
    assert Bericht.objects.get().aan == "" and client.get(url).status_code == 404


def test_twee_antwoorden_tegelijk_geven_er_een(g):
    bijdrage, _ = gevraagd(g)
    stale = Bijdrage.objects.select_related("doel__agenda").get(pk=bijdrage.pk)
    woorden = {"via": "link", "tekst": afdruk(bijdrage.belofte)}
    belofte.antwoord(bijdrage, "ja", naam="Een", **woorden)
    with pytest.raises(ValidationError):
        belofte.antwoord(stale, "nee", naam="Twee", **woorden)
    assert Bijdrage.objects.get().beloofd_door == "Een"
