"""The sociale kaart: found in two letters, public only as far as its owner agreed, kept right by the owner."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from gebieden.models import Contact
from gebieden.netwerk.models import EEN_JAAR, HERINNER_NA, OPENBAAR_TOT
from gebiedswerk.opdrachten import voer_uit, zet_klaar
from gebiedswerk.post import Bericht
from gebiedswerk.tijdlijn import Gebeurtenis

from .factories import maak_gemeente

VANDAAG = date(2026, 6, 1)
ALLES = list(Contact.VELDEN_MET_TOESTEMMING)


@pytest.fixture
def g(db):
    return maak_gemeente()


def maak_contact(gebied, naam="Voetbalclub Dorp", *andere, **velden):
    standaard = {"email": "club@voorbeeld.test", "telefoon": "06 12345678", "contactpersoon": "Kees Keeper"}
    contact = Contact(naam=naam, trekkend_gebied=gebied, **standaard | velden)
    contact.full_clean(exclude=["gebieden"])
    contact.save()
    contact.leg_in(*andere)
    return contact


def namen(queryset):
    return [contact.naam for contact in queryset]


# Finding --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vraag", "gevonden"),
    [
        ("vo", ["Voetbalclub Dorp"]),
        ("VO", ["Voetbalclub Dorp"]),
        ("wi", ["Winkeliers Stad", "Stichting Wijkgroen"]),  # what begins with it comes first
        ("ke", ["Voetbalclub Dorp"]),  # Kees, who answers the telephone
        ("st wi", ["Stichting Wijkgroen", "Winkeliers Stad"]),
        ("zz", []),
        ("etbal", []),  # the middle of a word is no beginning
    ],
)
def test_twee_letters_zijn_genoeg(g, vraag, gevonden):
    maak_contact(g.dorp)
    maak_contact(g.noord, "Stichting Wijkgroen", contactpersoon="")
    maak_contact(g.stad, "Winkeliers Stad", contactpersoon="")
    assert namen(Contact.objects.zoek(vraag)) == gevonden


def test_op_de_naam_van_het_dorp_vind_je_wie_daar_zit(g):
    maak_contact(g.dorp, "Harmonie", contactpersoon="")
    maak_contact(g.stad, "Koor", contactpersoon="")
    assert namen(Contact.objects.zoek("dorp")) == ["Harmonie"]
    assert namen(Contact.objects.zoek("   ")) == ["Harmonie", "Koor"]


def test_per_thema_en_gebied(g, client):
    maak_contact(g.dorp, themas=["groen", "jeugd"])
    maak_contact(g.stad, "Koor", themas=["ontmoeten"])
    assert namen(Contact.objects.over_thema("groen")) == ["Voetbalclub Dorp"]
    client.force_login(g.medewerker)
    tekst = client.get("/contacten/?gebied=noord&thema=jeugd").text
    assert "Voetbalclub Dorp" in tekst and "Koor" not in tekst
    assert "Koor" in client.get("/contacten/?gebied=stad").text


def test_het_zoekveld_staat_vooraan_en_zoekt_terwijl_je_typt(g, client):
    client.force_login(g.medewerker)
    tekst = client.get("/contacten/").text
    veld = re.search(r"<input[^>]*id=\"snelzoek\"[^>]*>", tekst).group()
    assert "autofocus" in veld and 'hx-select="#gevonden"' in tekst


# Who sees what --------------------------------------------------------------


def test_zonder_toestemming_is_er_niets_openbaar(g, client):
    maak_contact(g.dorp, gecontroleerd_op=timezone.localdate())
    assert "Voetbalclub" not in client.get("/sociale-kaart/").text


@pytest.mark.parametrize("verborgen", [v for v in ALLES if v != "naam"])
def test_alleen_de_velden_met_toestemming(g, client, verborgen):
    waarden = {
        "omschrijving": "Wij voetballen op zaterdag",
        "contactpersoon": "Kees Keeper",
        "telefoon": "06 12345678",
        "email": "club@voorbeeld.test",
        "website": "https://club.voorbeeld.test/",
        "adres": "Sportlaan 1",
    }
    maak_contact(
        g.dorp, openbaar=[v for v in ALLES if v != verborgen], gecontroleerd_op=timezone.localdate(), **waarden
    )
    tekst = client.get("/sociale-kaart/").text
    for veld, waarde in waarden.items():
        assert (waarde in tekst) == (veld != verborgen), veld
    assert Contact.objects.get().sleutel not in tekst


@pytest.mark.parametrize(
    "velden",
    [
        {"openbaar": ["telefoon"]},
        {"gecontroleerd_op": None},
        {"gecontroleerd_op": VANDAAG - OPENBAAR_TOT},
        {"status": "vervallen"},
    ],
)
def test_niet_openbaar_zonder_naam_controle_of_leven(g, velden):
    maak_contact(g.dorp, **{"openbaar": ALLES, "gecontroleerd_op": VANDAAG, **velden})
    assert not Contact.objects.openbaar(VANDAAG).exists()


def test_wie_werkt_leest_en_verandert(g, client):
    contact = maak_contact(g.dorp)
    for persoon, lezen, bewerken in (
        (g.medewerker, 200, 200),
        (g.elders, 200, 403),
        (g.raadslid, 404, 404),
        (g.platformlid, 404, 404),
    ):
        client.force_login(persoon)
        assert client.get(contact.get_absolute_url()).status_code == lezen
        assert client.get(f"/contacten/{contact.pk}/bewerken/").status_code == bewerken


def test_de_lijst_vraagt_niet_meer_bij_meer_rijen(g, client, django_assert_max_num_queries):
    client.force_login(g.medewerker)
    maak_contact(g.dorp)
    client.get("/contacten/")
    for url in ("/contacten/", "/sociale-kaart/"):
        maak_contact(g.dorp, f"Een {url}", openbaar=["naam"], gecontroleerd_op=timezone.localdate())
        with django_assert_max_num_queries(12) as een:
            client.get(url)
        for n in range(3):
            maak_contact(
                g.dorp, f"{url} {n}", g.stad, openbaar=["naam"], themas=["groen"], gecontroleerd_op=timezone.localdate()
            )
        with django_assert_max_num_queries(12) as meer:
            client.get(url)
        assert len(een.captured_queries) == len(meer.captured_queries)


# Keeping it -----------------------------------------------------------------


def nieuw(client, gebied, **velden):
    sleutel = re.search(r'name="sleutel" value="([^"]+)"', client.get("/contacten/nieuw/").text).group(1)
    data = {"naam": "Buurtmoestuin", "soort": "bewoners", "vorm": "netwerk", "trekkend_gebied": gebied.pk}
    return data | {"sleutel": sleutel} | velden


def test_een_nieuw_contact_hoort_meteen_dat_het_op_de_kaart_staat(g, client):
    client.force_login(g.medewerker)
    data = nieuw(client, g.dorp, email="moes@voorbeeld.test", themas=["groen"], gebieden=[g.stad.pk])
    for _ in range(2):  # a double click makes one
        assert client.post("/contacten/nieuw/", data).status_code == 302
    contact = Contact.objects.get()
    assert set(contact.gebieden.all()) == {g.dorp, g.stad} and contact.themas == ["groen"]
    bericht = Bericht.objects.get()
    assert bericht.aan == "moes@voorbeeld.test" and contact.klopt_url() in bericht.tekst
    assert not Contact.objects.openbaar().exists()


def test_wie_hier_niet_werkt_kan_hier_niets_toevoegen(g, client):
    client.force_login(g.elders)
    antwoord = client.post("/contacten/nieuw/", nieuw(client, g.dorp))
    assert antwoord.status_code == 422 and not Contact.objects.exists()
    assert "Buurtmoestuin" in antwoord.text


def test_openbaar_zonder_naam_wordt_geweigerd(g, client):
    client.force_login(g.medewerker)
    antwoord = client.post("/contacten/nieuw/", nieuw(client, g.dorp, openbaar=["telefoon"]))
    assert antwoord.status_code == 422 and "Kies ook de naam" in antwoord.text


def wijziging(contact, **velden):
    eigen = {veld: getattr(contact, veld) for veld in ("naam", "omschrijving", "contactpersoon", "telefoon", "email")}
    return {**eigen, "website": "", "adres": "", "versie": contact.versie, **velden}


def test_de_eigenaar_verbetert_zelf_zonder_account(g, client):
    contact = maak_contact(g.dorp, telefoon="0000")
    data = wijziging(contact, telefoon="06 999", openbaar=["naam", "telefoon"])
    assert client.post(contact.klopt_url(), data).status_code == 302
    contact.refresh_from_db()
    assert (contact.telefoon, contact.gecontroleerd_op) == ("06 999", timezone.localdate())
    assert set(contact.gebieden.all()) == {g.dorp}
    gebeurtenis = Gebeurtenis.objects.van(contact).first()
    assert gebeurtenis.wie_naam == "Voetbalclub Dorp" and "telefoonnummer" in gebeurtenis.tekst
    tekst = client.get("/sociale-kaart/").text
    assert "06 999" in tekst and "Kees Keeper" not in tekst


def test_twee_keer_hetzelfde_sturen_is_geen_fout_en_een_oude_pagina_wel(g, client):
    contact = maak_contact(g.dorp)
    data = wijziging(contact, adres="Sportlaan 1")
    assert [client.post(contact.klopt_url(), data).status_code for _ in range(2)] == [302, 302]
    oud = client.post(contact.klopt_url(), data | {"adres": "Sportlaan 2"})
    assert oud.status_code == 422 and "Inmiddels staat hier: Sportlaan 1" in oud.text and "Sportlaan 2" in oud.text


def test_een_verkeerde_link_bestaat_niet(client, g):
    assert client.get("/klopt-dit-nog/verzonnen/").status_code == 404
    assert client.post("/klopt-dit-nog/verzonnen/weg/").status_code == 404


def test_de_pagina_van_de_eigenaar_wordt_niet_bewaard_of_gevonden(g, client):
    antwoord = client.get(maak_contact(g.dorp).klopt_url())
    assert antwoord.headers["X-Robots-Tag"] == "noindex" and "no-store" in antwoord.headers["Cache-Control"]


def test_een_ander_adres_maakt_de_oude_link_ongeldig(g, client):
    contact = maak_contact(g.dorp)
    oude_link = contact.klopt_url()
    client.force_login(g.medewerker)
    data = wijziging(contact, email="nieuw@voorbeeld.test", soort="bewoners", vorm="organisatie")
    data |= {"trekkend_gebied": g.dorp.pk, "gebieden": [g.dorp.pk]}
    assert client.post(f"/contacten/{contact.pk}/bewerken/", data).status_code == 302
    assert client.get(oude_link).status_code == 404
    contact.refresh_from_db()
    assert client.get(contact.klopt_url()).status_code == 200


def test_wie_weg_wil_is_meteen_weg(g, client):
    contact = maak_contact(g.dorp, openbaar=ALLES, gecontroleerd_op=timezone.localdate())
    assert client.get(contact.klopt_url() + "weg/").status_code == 405
    for _ in range(2):
        assert client.post(contact.klopt_url() + "weg/").status_code == 302
    contact.refresh_from_db()
    assert (contact.status, contact.openbaar, contact.email, contact.telefoon) == ("vervallen", [], "", "")
    assert "U staat niet op onze sociale kaart" in client.get(contact.klopt_url()).text
    data = wijziging(contact, naam="Terug")
    client.post(contact.klopt_url(), data)
    contact.refresh_from_db()
    assert contact.naam == "Voetbalclub Dorp"


# The calendar ---------------------------------------------------------------


def op_dag(dag):
    opdracht, _ = zet_klaar("klopt_dit_nog", f"klopt_dit_nog:{dag}", dag=dag.isoformat())
    assert voer_uit(opdracht.pk)


def zet(contact, **velden):
    Contact.objects.filter(pk=contact.pk).update(**velden)


def test_elk_jaar_een_vraag_en_na_een_maand_een_herinnering(g):
    contact = maak_contact(g.dorp, gecontroleerd_op=VANDAAG - EEN_JAAR)
    zet(contact, gevraagd_op=VANDAAG - EEN_JAAR)
    maak_contact(g.dorp, "Zonder adres", email="", gecontroleerd_op=VANDAAG - EEN_JAAR)
    maak_contact(g.dorp, "Pas gekeken", gecontroleerd_op=VANDAAG)
    for n in range(120):
        op_dag(VANDAAG + timedelta(days=n))
    onderwerpen = Bericht.objects.order_by("pk").values_list("sleutel", flat=True)
    assert list(onderwerpen) == [f"klopt-dit-nog:{contact.pk}:2026-06-01", f"klopt-herinnering:{contact.pk}:2026-06-01"]
    herinnering = Bericht.objects.get(sleutel__startswith="klopt-herinnering")
    assert "een maand geleden" in herinnering.tekst


def test_wie_antwoordt_krijgt_geen_herinnering(g):
    contact = maak_contact(g.dorp, gecontroleerd_op=VANDAAG - EEN_JAAR)
    zet(contact, gevraagd_op=VANDAAG - EEN_JAAR)
    op_dag(VANDAAG)
    zet(contact, gecontroleerd_op=VANDAAG + timedelta(days=3))
    op_dag(VANDAAG + HERINNER_NA)
    assert Bericht.objects.count() == 1


def test_van_wie_er_niet_meer_is_verdwijnen_na_een_jaar_de_persoonsgegevens(g):
    contact = maak_contact(g.dorp, adres="Sportlaan 1")
    contact.ga_naar("vervallen", door=g.medewerker)
    zet(contact, status_sinds=timezone.now())
    vandaag = timezone.localdate()
    op_dag(vandaag + EEN_JAAR - timedelta(days=1))
    contact.refresh_from_db()
    assert contact.telefoon
    op_dag(vandaag + EEN_JAAR)
    op_dag(vandaag + EEN_JAAR + timedelta(days=1))
    contact.refresh_from_db()
    assert (contact.naam, contact.telefoon, contact.contactpersoon, contact.adres) == ("Voetbalclub Dorp", "", "", "")
    assert Gebeurtenis.objects.van(contact).filter(soort="opgeschoond").count() == 1


def test_opnieuw_vragen_kan_een_keer_per_dag(g, client):
    contact = maak_contact(g.dorp)
    client.force_login(g.medewerker)
    for _ in range(2):
        assert client.post(f"/contacten/{contact.pk}/vraag/").status_code == 302
    assert Bericht.objects.count() == 1


def test_de_export_volgt_het_filter_en_kan_geen_formule_zijn(g, client):
    maak_contact(g.dorp, "=HYPERLINK(1)")
    maak_contact(g.stad, "Koor")
    client.force_login(g.medewerker)
    tekst = client.get("/contacten/contacten.csv?gebied=dorp").getvalue().decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in tekst and "Koor" not in tekst and len(tekst.splitlines()) == 2


def test_een_website_is_een_adres(g):
    with pytest.raises(ValidationError):
        maak_contact(g.dorp, website="javascript:alert(1)")
