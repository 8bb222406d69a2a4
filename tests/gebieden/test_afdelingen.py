"""Departments: kept by the beheerder, found by every official; who to call where, and where nobody is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gebieden.mensen.contacten import contacten, lijst, tabel
from gebieden.models import Afdeling, Gebruiker, Vervanging

from .factories import maak_gemeente, maak_persoon

BEHEER = reverse("gebieden:afdelingen_beheer")
NIEUW = reverse("gebieden:afdeling_nieuw")
BELLEN = reverse("gebieden:afdelingen")
VANDAAG = timezone.localdate()


@pytest.fixture
def g(db):
    return maak_gemeente()


@pytest.fixture
def verkeer(db):
    return Afdeling.objects.create(naam="Verkeer", waarvoor="parkeren, drempels en fietspaden", telefoon="0345 123456")


def wie(gebied, afdeling):
    contact = contacten([gebied]).get((gebied.pk, afdeling.pk))
    return contact and (contact.persoon, contact.is_geerfd)


def test_het_contact_van_het_gebied_zelf_en_anders_van_erboven(g):
    algemeen = maak_persoon("Arie Algemeen", "vakafdeling", g.gemeente, afdeling=g.afdeling)
    dorps = maak_persoon("Dora Dorp", "vakafdeling", g.dorp, afdeling=g.afdeling)
    assert wie(g.dorp, g.afdeling) == (dorps, False)
    assert wie(g.noord, g.afdeling) == (g.vakambtenaar, False)
    assert wie(g.buurtschap, g.afdeling) == (g.vakambtenaar, True)
    assert wie(g.stad, g.afdeling) == (algemeen, True)


def test_een_gat_is_een_gat(g, verkeer):
    assert wie(g.dorp, verkeer) is None
    afgelopen = {"van": VANDAAG - timedelta(days=9), "tot": VANDAAG - timedelta(days=1)}
    maak_persoon("Greet Gestopt", "vakafdeling", g.dorp, afdeling=verkeer, **afgelopen)
    uit = maak_persoon("Ivo Inactief", "vakafdeling", g.dorp, afdeling=verkeer)
    Gebruiker.objects.filter(pk=uit.pk).update(is_active=False)
    maak_persoon("Mo Makelaar", "gebiedsmakelaar_sociaal", g.dorp, afdeling=verkeer)  # another kind of function
    assert wie(g.dorp, verkeer) is None


def test_wie_er_het_eerst_was_als_er_twee_zijn(g):
    maak_persoon("Tweede", "vakafdeling", g.noord, afdeling=g.afdeling)
    assert wie(g.noord, g.afdeling) == (g.vakambtenaar, False)


def test_bij_afwezigheid_de_vervanger(g):
    rol = g.vakambtenaar.gebiedsrollen.get()
    Vervanging.objects.registreer(rol, vervanger=g.regie, van=VANDAAG, tot=VANDAAG, door=g.beheerder)
    assert wie(g.dorp, g.afdeling) == (g.regie, True)


def test_de_tabel_heeft_elk_werkgebied_en_elke_afdeling(g, verkeer):
    Afdeling.objects.create(naam="Opgeheven", is_actief=False)
    koppen, rijen = tabel()
    assert koppen == [g.afdeling, verkeer]
    assert [gebied for gebied, _ in rijen] == [g.gemeente, g.noord, g.zuid]
    assert {str(gebied): [bool(c) for _a, c in cellen] for gebied, cellen in rijen} == {
        "Gemeente": [False, False],
        "Noord": [True, False],
        "Zuid": [False, False],
    }


def test_het_aantal_vragen_hangt_niet_van_de_rijen_af(g, client, django_assert_max_num_queries):
    client.force_login(g.beheerder)
    client.get(BEHEER)
    with django_assert_max_num_queries(12) as first:
        client.get(BEHEER)
    for n in range(3):
        afdeling = Afdeling.objects.create(naam=f"Afdeling {n}")
        maak_persoon(f"Mens {n}", "vakafdeling", g.zuid, afdeling=afdeling)
    with django_assert_max_num_queries(12) as more:
        client.get(BEHEER)
    assert len(more.captured_queries) == len(first.captured_queries)


def test_maken_wijzigen_en_opheffen(g, client):
    client.force_login(g.beheerder)
    velden = {"naam": "Groen", "waarvoor": "bomen", "email": "groen@voorbeeld.test", "telefoon": "", "is_actief": "on"}
    assert "Groen is bewaard" in client.post(NIEUW, velden, follow=True).text
    groen = Afdeling.objects.get(naam="Groen")
    assert "met deze naam" in client.post(NIEUW, velden).text
    assert "geldig e-mailadres" in client.post(NIEUW, velden | {"naam": "X", "email": "nee"}).text
    client.post(groen.get_absolute_url(), velden | {"is_actief": ""})
    groen.refresh_from_db()
    assert not groen.is_actief
    assert Afdeling.objects.count() == 2
    assert groen not in client.get(reverse("gebieden:rol_nieuw")).context["form"].fields["afdeling"].queryset


def test_een_ambtenaar_zoekt_wie_hij_belt(g, client, verkeer):
    maak_persoon("Pim Parkeren", "vakafdeling", g.zuid, afdeling=verkeer)
    Gebruiker.objects.filter(naam="Pim Parkeren").update(telefoon="06-12345678")
    client.force_login(g.medewerker)
    tekst = client.get(BELLEN, {"gebied": g.stad.slug, "q": "parkeren"}).text
    assert "Pim Parkeren" in tekst and 'href="tel:06-12345678"' in tekst and "voor heel Zuid" in tekst
    assert "Openbare ruimte" not in tekst
    tekst = client.get(BELLEN, {"gebied": g.dorp.slug}).text
    assert "Vera Vak" in tekst and "Pim Parkeren" not in tekst
    assert "geen contactpersoon" in tekst and 'href="tel:0345 123456"' in tekst
    assert "Geen afdeling gevonden" in client.get(BELLEN, {"q": "raketten"}).text
    assert client.get(BELLEN, {"gebied": "nergens"}).status_code == 200


def test_het_begint_in_het_eigen_gebied(g, client):
    client.force_login(g.medewerker)
    assert client.get(BELLEN).context["gebied"] == g.noord
    client.force_login(g.regie)
    assert client.get(BELLEN).context["gebied"] == g.gemeente


@pytest.mark.parametrize("persoon", ["raadslid", "platformlid", "buitenstaander"])
def test_niet_voor_wie_er_niet_werkt(g, client, persoon):
    client.force_login(getattr(g, persoon))
    antwoord = client.get(BELLEN)
    assert antwoord.status_code == 403 and "Vera Vak" not in antwoord.text
    assert client.get(BEHEER).status_code == 403


def test_zonder_gebieden(db):
    Afdeling.objects.create(naam="Verkeer")
    assert [(str(a), c) for a, c in lijst(None)] == [("Verkeer", None)]
