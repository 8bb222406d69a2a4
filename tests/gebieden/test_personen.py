"""Who somebody is, what they did, do and will do, and what is in their name; a role that changes keeps its history."""

from datetime import timedelta
from decimal import Decimal

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from gebieden.models import Gebiedsrol, Gebruiker, Vervanging
from gebiedswerk.profiel import huidig, stel_in
from tests.signalen.factories import maak_signaal

from .factories import maak_gemeente, maak_persoon

LIJST = reverse("gebieden:mensen")
ROLLEN = reverse("gebieden:rollen")
VANDAAG = timezone.localdate()
DAG = timedelta(days=1)


@pytest.fixture
def g(db):
    return maak_gemeente()


@pytest.fixture
def beheer(client, g):
    client.force_login(g.beheerder)
    return client


def rol_van(persoon):
    return persoon.gebiedsrollen.get()


def wijzig(persoon):
    return reverse("gebieden:persoon_wijzig", args=[persoon.pk])


def rol_wijzig(persoon):
    return reverse("gebieden:rol_wijzig", args=[rol_van(persoon).pk])


def beheerder_van_noord(g):
    """In this profile the function gives its right everywhere; here it does not."""
    deel = maak_persoon("Dora Deel", "beheerder", g.noord)
    stel_in({"functies": [f | {"overal": ["meelezen"]} if f["code"] == "beheerder" else f for f in huidig().functies]})
    Gebruiker.objects.update(rechten_op=None)
    return deel


def test_zoeken_op_naam_en_op_account(beheer, g):
    Gebruiker.objects.filter(pk=g.sociaal.pk).update(is_active=False)
    tekst = beheer.get(LIJST, {"q": "makelaar mia"}).text
    assert "Mia Makelaar" in tekst and "Els Elders" not in tekst
    assert "Gebiedsmakelaar leefomgeving, Noord" in tekst
    tekst = beheer.get(LIJST, {"account": "uit"}).text
    assert "Sam Sociaal" in tekst and "Mia Makelaar" not in tekst
    tekst = beheer.get(LIJST, {"account": "zonder_rol"}).text
    assert "Bas Buiten" in tekst and "Mia Makelaar" not in tekst
    assert "Niemand gevonden" in beheer.get(LIJST, {"q": "xyzzy"}).text


def test_bladeren(beheer, g):
    for n in range(50):
        maak_persoon(f"Aad {n:02}")
    assert "Mia Makelaar" not in beheer.get(LIJST).text
    assert "Mia Makelaar" in beheer.get(LIJST, {"pagina": 2}).text


@pytest.mark.parametrize("url", [LIJST, ROLLEN])
def test_het_aantal_vragen_hangt_niet_van_de_rijen_af(beheer, g, url, django_assert_max_num_queries):
    beheer.get(url)
    with django_assert_max_num_queries(12) as first:
        beheer.get(url, {"q": "Mia"})
    for n in range(3):
        maak_persoon(f"Mia {n}", "vakafdeling", g.zuid, afdeling=g.afdeling, uren=8)
    with django_assert_max_num_queries(12) as more:
        beheer.get(url, {"q": "Mia"})
    assert len(more.captured_queries) == len(first.captured_queries)


def test_de_pagina_zegt_alles_van_een_persoon(beheer, g):
    Gebiedsrol.objects.filter(persoon=g.medewerker).update(uren=28, mandaat=2500)
    Gebiedsrol.objects.create(
        persoon=g.medewerker, gebied=g.zuid, functie="vakafdeling", van="2020-01-01", tot="2021-01-01"
    )
    Gebiedsrol.objects.create(persoon=g.medewerker, gebied=g.zuid, functie="wethouder", van=VANDAAG + 9 * DAG)
    Vervanging.objects.registreer(
        g.medewerker.gebiedsrollen.get(gebied=g.noord), vervanger=g.elders, van=VANDAAG, tot=VANDAAG, door=g.beheerder
    )
    maak_signaal(g.dorp, tekst="Losse stoeptegel", eigenaar=g.medewerker)
    tekst = beheer.get(g.medewerker.get_absolute_url()).text
    for woord in (
        "Afgelopen",
        "Loopt nu",
        "Begint nog",
        "28",
        "2.500",
        "Nu vervangen",
        "Els Elders",
        "Losse stoeptegel",
    ):
        assert woord in tekst, woord
    assert "Vervangt" in beheer.get(g.elders.get_absolute_url()).text


@pytest.mark.parametrize("wie", ["medewerker", "elders", "regie", "wethouder", "raadslid"])
def test_alleen_wie_beheert(client, g, wie):
    client.force_login(getattr(g, wie))
    for url in (LIJST, g.medewerker.get_absolute_url(), wijzig(g.medewerker), rol_wijzig(g.medewerker)):
        assert client.get(url).status_code == 403
    assert client.post(wijzig(g.medewerker), {"naam": "X", "email": "x@voorbeeld.test"}).status_code == 403


def test_een_beheerder_van_een_deel_ziet_en_wijzigt_alleen_wie_daar_werkt(client, g):
    client.force_login(beheerder_van_noord(g))
    tekst = client.get(LIJST).text
    assert "Mia Makelaar" in tekst and "Els Elders" not in tekst
    assert client.get(g.elders.get_absolute_url()).status_code == 404
    assert client.get(wijzig(g.medewerker)).status_code == 200
    # Whoever also works elsewhere is seen, and not taken over by way of another address.
    maak_persoon_ook = Gebiedsrol.objects.create(persoon=g.medewerker, gebied=g.zuid, functie="opgaveregisseur")
    assert client.get(g.medewerker.get_absolute_url()).status_code == 200
    for url in ("persoon_wijzig", "persoon_account", "persoon_overdragen"):
        assert client.post(reverse(f"gebieden:{url}", args=[g.medewerker.pk]), {"naam": "X"}).status_code == 403
    assert client.get(reverse("gebieden:rol_wijzig", args=[maak_persoon_ook.pk])).status_code == 404


def test_een_nieuw_adres_is_ook_waarmee_iemand_zich_aanmeldt_en_het_oude_opent_niets(beheer, g):
    oud = g.medewerker.email
    EmailAddress.objects.create(user=g.medewerker, email=oud, verified=True, primary=True)
    beheer.post(wijzig(g.medewerker), {"naam": "Mia de Vries", "email": "Mia@Nieuw.test", "telefoon": "0612345678"})
    mia = Gebruiker.objects.get(pk=g.medewerker.pk)
    assert (mia.naam, mia.email, mia.username, mia.telefoon) == (
        *("Mia de Vries", "mia@nieuw.test", "mia@nieuw.test", "0612345678"),
    )
    assert not EmailAddress.objects.filter(email=oud).exists()
    assert mia.tijdlijn.get(soort="wijziging").tekst == "naam, e-mailadres, telefoon"
    assert "al een account" in beheer.post(wijzig(mia), {"naam": "X", "email": g.elders.email}).text


# A role that changes --------------------------------------------------------


def gegevens(beheer, persoon, **velden):
    """What the page holds, with what somebody changes."""
    form = beheer.get(rol_wijzig(persoon)).context["form"]
    return {naam: form[naam].value() or "" for naam in form.fields} | velden


def test_uren_en_mandaat_met_wat_er_eerst_stond(beheer, g):
    Gebiedsrol.objects.filter(persoon=g.medewerker).update(uren=16, mandaat=500)
    beheer.post(rol_wijzig(g.medewerker), gegevens(beheer, g.medewerker, uren="24", mandaat="750.50"))
    assert (rol_van(g.medewerker).uren, rol_van(g.medewerker).mandaat) == (24, Decimal("750.50"))
    regel = g.medewerker.tijdlijn.get(soort="rol_gewijzigd")
    assert "uren per week: 16" in regel.van and "uren per week: 24" in regel.naar
    assert regel.door == g.beheerder


def test_niets_gewijzigd_is_niets_in_de_tijdlijn(beheer, g):
    beheer.post(rol_wijzig(g.medewerker), gegevens(beheer, g.medewerker))
    assert not g.medewerker.tijdlijn.filter(soort="rol_gewijzigd").exists()


def test_twee_beheerders_tegelijk(beheer, g):
    data = gegevens(beheer, g.medewerker, uren="24")
    Gebiedsrol.objects.filter(persoon=g.medewerker).update(uren=8)
    antwoord = beheer.post(rol_wijzig(g.medewerker), data)
    assert "net gewijzigd" in antwoord.text and "uren per week: 8" in antwoord.text
    assert antwoord.context["form"]["uren"].value() == "24"
    assert rol_van(g.medewerker).uren == 8
    data["stand"] = antwoord.context["form"]["stand"].value()
    beheer.post(rol_wijzig(g.medewerker), data)
    assert rol_van(g.medewerker).uren == 24


def test_eerder_stoppen_gaat_via_beeindigen_en_later_mag(beheer, g):
    Gebiedsrol.objects.filter(persoon=g.medewerker).update(tot=VANDAAG + 10 * DAG)
    for tot, mag in [(VANDAAG + 9 * DAG, False), (VANDAAG + 20 * DAG, True), ("", True), (VANDAAG + DAG, False)]:
        data = gegevens(beheer, g.medewerker, tot=tot and tot.isoformat())
        antwoord = beheer.post(rol_wijzig(g.medewerker), data)
        assert (antwoord.status_code == 302) == mag, tot
    assert rol_van(g.medewerker).tot is None


def test_de_eerste_dag_van_een_rol_die_loopt_staat_vast(beheer, g):
    assert "van" not in beheer.get(rol_wijzig(g.medewerker)).context["form"].fields
    Gebiedsrol.objects.filter(persoon=g.medewerker).update(van=VANDAAG + 5 * DAG)
    data = gegevens(beheer, g.medewerker, van=(VANDAAG - DAG).isoformat())
    assert "van" in beheer.post(rol_wijzig(g.medewerker), data).context["form"].errors
    data["van"] = (VANDAAG + 9 * DAG).isoformat()
    assert beheer.post(rol_wijzig(g.medewerker), data).status_code == 302


def test_een_afgelopen_rol_verandert_niet_meer(beheer, g):
    Gebiedsrol.objects.filter(persoon=g.medewerker).update(van="2020-01-01", tot="2021-01-01")
    assert "verandert niet meer" in beheer.get(rol_wijzig(g.medewerker), follow=True).text


def test_een_rol_kan_niet_met_terugwerkende_kracht(beheer, g):
    gisteren = (VANDAAG - DAG).isoformat()
    data = {"persoon": g.buitenstaander.pk, "functie": "wethouder", "gebied": g.noord.slug, "van": gisteren}
    antwoord = beheer.post(reverse("gebieden:rol_nieuw"), data)
    assert "verandert niet achteraf" in str(antwoord.context["form"].errors["van"])


def test_de_uren_per_gebied(beheer, g):
    Gebiedsrol.objects.filter(persoon__in=[g.medewerker, g.sociaal]).update(uren=16)
    Gebiedsrol.objects.filter(persoon=g.elders).update(uren=24)
    maak_persoon("Greet Gestopt", "vakafdeling", g.zuid, uren=30, van="2020-01-01", tot="2021-01-01")
    Gebruiker.objects.filter(pk=g.vakambtenaar.pk).update(is_active=False)
    Gebiedsrol.objects.filter(persoon=g.vakambtenaar).update(uren=36)
    assert beheer.get(ROLLEN).context["uren"] == [("Noord", 32), ("Zuid", 24)]
    assert beheer.get(ROLLEN, {"gebied": g.zuid.pk}).context["uren"] == [("Zuid", 24)]


def test_een_rol_die_nog_niet_begon_gaat_niet_door_en_een_lopende_rol_blijft(beheer, g):
    straks = Gebiedsrol.objects.create(persoon=g.buitenstaander, gebied=g.zuid, functie="wethouder", van=VANDAAG + DAG)
    url = reverse("gebieden:rol_intrekken", args=[straks.pk])
    assert "gaat niet door" in beheer.post(url, follow=True).text
    assert not g.buitenstaander.gebiedsrollen.exists()
    assert g.buitenstaander.tijdlijn.get(soort="rol_ingetrokken").door == g.beheerder
    assert beheer.post(url).status_code == 404
    url = reverse("gebieden:rol_intrekken", args=[rol_van(g.medewerker).pk])
    assert "al begonnen" in beheer.post(url, follow=True).text
    assert rol_van(g.medewerker)
