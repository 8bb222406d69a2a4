"""Why may somebody see this, on that day: by the roles of that day, and never another answer than the rights."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gebieden.mensen.dossier import vind
from gebieden.mensen.waarom import waarom
from gebieden.models import Gebied, Gebiedsrol, Gebruiker, Vervanging
from gebieden.rechten import gebieden_met_recht
from gebiedswerk.profiel import RECHTEN, huidig
from initiatieven.models import Initiatief
from tests.signalen.factories import maak_signaal

from .factories import maak_gemeente, maak_persoon

VANDAAG = timezone.localdate()
DAG = timedelta(days=1)


@pytest.fixture
def g(db):
    return maak_gemeente()


def opnieuw(persoon):
    return Gebruiker.objects.get(pk=persoon.pk)


def antwoord(persoon, recht, gebied, dag=VANDAAG):
    return next(a for a in waarom(opnieuw(persoon), dag, [gebied]) if a.recht == recht)


def is_het_eens():
    """For every person, right and area: the explanation and the rights say the same."""
    for persoon in Gebruiker.objects.all():
        mag = {recht: set(gebieden_met_recht(persoon, recht)) for recht in RECHTEN}
        for gebied in Gebied.objects.all():
            for a in waarom(persoon, timezone.localdate(), [gebied]):
                assert a.mag == (gebied.pk in mag[a.recht]), (persoon, a.recht, gebied)
                assert bool(a.waarom_niet) != a.mag
    return True


def test_voor_iedereen_elk_recht_en_elk_gebied_hetzelfde_als_de_rechten(g):
    Vervanging.objects.registreer(
        g.medewerker.gebiedsrollen.get(), vervanger=g.elders, van=VANDAAG, tot=VANDAAG, door=g.beheerder
    )
    maak_persoon("Greet Gestopt", "opgaveregisseur", g.zuid, van=VANDAAG - 9 * DAG, tot=VANDAAG - DAG)
    maak_persoon("Tom Toekomst", "wethouder", g.zuid, van=VANDAAG + DAG)
    Gebruiker.objects.filter(pk=g.sociaal.pk).update(is_active=False)
    assert is_het_eens()


rollen = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 20), st.integers(0, 5), st.integers(-3, 3), st.integers(-3, 4)),
    max_size=8,
)


@pytest.mark.eenmaal
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rollen=rollen, afwezig=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 4)), max_size=4))
def test_ook_bij_willekeurige_rollen_en_vervangingen(g, rollen, afwezig):
    Vervanging.objects.all().delete()
    Gebiedsrol.objects.all().delete()
    Gebruiker.objects.update(rechten_op=None)
    mensen, gebieden = list(Gebruiker.objects.all())[:5], list(Gebied.objects.all())
    functies = [f["code"] for f in huidig().functies]
    made = [
        Gebiedsrol.objects.create(
            persoon=mensen[wie],
            functie=functies[functie % len(functies)],
            gebied=gebieden[waar % len(gebieden)],
            van=VANDAAG + min(van, tot) * DAG,
            tot=None if tot == 4 else VANDAAG + max(van, tot) * DAG,
        )
        for wie, functie, waar, van, tot in rollen
    ]
    for nummer, vervanger in afwezig:
        if nummer < len(made) and made[nummer].persoon != mensen[vervanger]:
            made[nummer].vervangingen.create(vervanger=mensen[vervanger], van=VANDAAG, tot=VANDAAG)
    assert is_het_eens()


def test_de_reden_noemt_functie_gebied_en_periode(g):
    Gebiedsrol.objects.filter(persoon=g.medewerker).update(van="2026-03-01")
    hier = antwoord(g.medewerker, "behandelen", g.dorp)
    assert hier.redenen == ("Is gebiedsmakelaar leefomgeving in Noord, sinds 1 maart 2026. Dorp ligt daarin.",)
    assert "in de hele gemeente" in antwoord(g.medewerker, "meelezen", g.stad).redenen[0]


def test_waarom_niet_noemt_de_rol_elders_of_dat_geen_rol_het_geeft(g):
    assert antwoord(g.medewerker, "behandelen", g.stad).waarom_niet[0].endswith("maar Stad ligt daar niet in.")
    assert antwoord(g.raadslid, "meelezen", g.stad).waarom_niet == ("Geen enkele rol geeft dit recht.",)


def test_een_dag_in_het_verleden_en_in_de_toekomst(g):
    Gebiedsrol.objects.filter(persoon=g.medewerker).update(van=VANDAAG - 30 * DAG, tot=VANDAAG - 10 * DAG)
    later = maak_persoon("Tom Toekomst", "gebiedsmakelaar_sociaal", g.noord, van=VANDAAG + 10 * DAG)
    assert antwoord(g.medewerker, "behandelen", g.dorp, VANDAAG - 20 * DAG).mag
    assert "liep tot en met" in antwoord(g.medewerker, "behandelen", g.dorp).waarom_niet[0]
    assert "begint pas op" in antwoord(later, "behandelen", g.dorp).waarom_niet[0]
    assert antwoord(later, "behandelen", g.dorp, VANDAAG + 10 * DAG).mag
    assert not antwoord(later, "behandelen", g.dorp, VANDAAG + 9 * DAG).mag


def test_een_vervanging_noemt_voor_wie(g):
    rol = g.medewerker.gebiedsrollen.get()
    Vervanging.objects.registreer(rol, vervanger=g.elders, van=VANDAAG + DAG, tot=VANDAAG + 3 * DAG, door=g.beheerder)
    assert "Vervangt Mia Makelaar als" in antwoord(g.elders, "behandelen", g.dorp, VANDAAG + 2 * DAG).redenen[0]
    assert "De vervanging van Mia Makelaar" in antwoord(g.elders, "behandelen", g.dorp).waarom_niet[0]


def test_een_account_dat_uit_staat_mag_niets_en_toen_het_aan_stond_wel(g, monkeypatch):
    g.medewerker.zet_account(True, door=g.beheerder)
    assert antwoord(g.medewerker, "behandelen", g.dorp).mag
    Gebiedsrol.objects.filter(persoon=g.sociaal).update(van=VANDAAG - 30 * DAG, tot=VANDAAG)
    g.sociaal.zet_account(False, door=g.beheerder)
    assert "staat uit" in antwoord(g.sociaal, "behandelen", g.dorp).waarom_niet[0]
    assert antwoord(g.sociaal, "behandelen", g.dorp, VANDAAG - DAG).mag


# By a dossier, and the page -------------------------------------------------


def test_een_dossier_op_nummer_of_adres(g):
    signaal = maak_signaal(g.dorp)
    initiatief = Initiatief.objects.leg_vast(
        titel="Tuin", initiatiefnemer="x", gebied=g.stad, thema="groen", contactpersoon=g.elders
    )
    for tekst in (signaal.nummer, signaal.nummer.lower(), signaal.get_absolute_url(), f" {signaal.nummer} "):
        assert vind(tekst) == signaal, tekst
    assert vind(f"https://gebiedswerk.test{signaal.get_absolute_url()}overdragen/?x=1") == signaal
    assert vind(initiatief.get_absolute_url()) == initiatief
    for onzin in ("", "S26-99999", "S25-" + signaal.nummer[4:], "/bestaat/niet/", "/signalen/999999/", "boom", "/"):
        assert vind(onzin) is None, onzin


def test_de_pagina(client, g):
    client.force_login(g.beheerder)
    signaal = maak_signaal(g.dorp)
    url = reverse("gebieden:persoon_waarom", args=[g.medewerker.pk])
    assert client.get(url).status_code == 200
    tekst = client.get(url, {"dag": VANDAAG.isoformat(), "gebied": g.stad.slug}).text
    assert "Mag niet" in tekst and "Stad ligt daar niet in" in tekst
    tekst = client.get(url, {"dag": VANDAAG.isoformat(), "dossier": signaal.nummer}).text
    assert "Het staat nu op naam van Mia Makelaar" in tekst and "het wel openen" in tekst
    assert "niet gevonden" in client.get(url, {"dag": VANDAAG.isoformat(), "dossier": "S99-1"}).text
    assert client.get(url, {"dag": "ooit", "gebied": "nergens"}).status_code == 200


@pytest.mark.parametrize("wie", ["medewerker", "regie", "wethouder", "raadslid"])
def test_alleen_de_beheerder_zoekt_het_uit(client, g, wie):
    client.force_login(getattr(g, wie))
    assert client.get(reverse("gebieden:persoon_waarom", args=[g.medewerker.pk])).status_code == 403
