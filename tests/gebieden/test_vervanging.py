"""Somebody stands in during an absence: the same rights on those days, and nothing the day before or after."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cyclus.escalatie.ladder import bezetting, leg_voor
from gebieden.mensen.toewijzing import eerste_eigenaar
from gebieden.models import Gebiedsrol, Gebruiker, Vervanging
from gebieden.rechten import handelt_namens, heeft_recht
from gebiedswerk.post import Bericht
from gebiedswerk.profiel import RECHTEN
from gebiedswerk.termijnen import herinner
from gebiedswerk.werk.lijst import mijn_werk
from signalen.models import Overdracht
from tests.cyclus.factories import maak_agenda, maak_maatregel, maak_plan
from tests.signalen.factories import maak_signaal

from .factories import maak_gemeente, maak_persoon

VANDAAG = timezone.localdate()
DAG = timedelta(days=1)
MIJN = reverse("gebieden:vervanging")


@pytest.fixture
def g(db):
    return maak_gemeente()


@pytest.fixture
def klok(monkeypatch):
    """Sets what day it is, by the only clock that the rights look at."""
    return lambda dag: monkeypatch.setattr(timezone, "localdate", lambda *a, **k: dag)


def opnieuw(persoon):
    return Gebruiker.objects.get(pk=persoon.pk)


def rechten_in(persoon, gebied):
    return {recht for recht in RECHTEN if heeft_recht(opnieuw(persoon), recht, {gebied.pk})}


def vervang(rol, vervanger, van=VANDAAG, tot=VANDAAG + 7 * DAG, door=None):
    return Vervanging.objects.registreer(rol, vervanger=vervanger, van=van, tot=tot, door=door or rol.persoon)


def rol_van(persoon):
    return persoon.gebiedsrollen.get()


def nieuw(rol):
    return reverse("gebieden:vervanging_nieuw", args=[rol.pk])


def ingevuld(vervanger, van=VANDAAG, tot=VANDAAG + 7 * DAG, **velden):
    return {"vervanger": vervanger.pk, "van": van.isoformat(), "tot": tot.isoformat(), "reden": "vakantie"} | velden


# The rights ---------------------------------------------------------------


def test_de_rechten_van_de_rol_op_die_dagen_en_daarna_vanzelf_weg(g, klok):
    vervang(rol_van(g.medewerker), g.elders, VANDAAG + DAG, VANDAAG + 2 * DAG)
    for dagen, verwacht in [
        (0, {"meelezen"}),
        (1, {"meelezen", "behandelen", "uitvoeren"}),
        (2, {"meelezen", "behandelen", "uitvoeren"}),
        (3, {"meelezen"}),
    ]:
        klok(VANDAAG + dagen * DAG)
        assert rechten_in(g.elders, g.noord) == verwacht, dagen
        assert rechten_in(g.elders, g.dorp) == verwacht, dagen
        assert "behandelen" in rechten_in(g.elders, g.zuid)


def test_een_vervanger_van_een_vervanger_erft_niets(g):
    vervang(rol_van(g.medewerker), g.elders)
    vervang(rol_van(g.elders), g.vakambtenaar)
    assert "behandelen" in rechten_in(g.vakambtenaar, g.zuid)
    assert "behandelen" not in rechten_in(g.vakambtenaar, g.noord)


def test_een_rol_die_eindigt_geeft_ook_de_vervanger_niets_meer(g):
    rol = rol_van(g.medewerker)
    Gebiedsrol.objects.filter(pk=rol.pk).update(van=VANDAAG - 30 * DAG)
    rol.refresh_from_db()
    vervang(rol, g.elders)
    assert "behandelen" in rechten_in(g.elders, g.noord)
    rol.beeindig(VANDAAG - DAG)
    assert "behandelen" not in rechten_in(g.elders, g.noord)


def test_een_vervanger_van_de_beheerder_beheert_en_een_buitenstaander_wordt_geen_ambtenaar(g):
    vervang(rol_van(g.beheerder), g.regie)
    assert "beheren" in rechten_in(g.regie, g.zuid)
    assert "beheer" in opnieuw(g.regie).soorten()
    assert not opnieuw(g.buitenstaander).is_ambtenaar


def test_wie_vervangt_kan_worden_gekozen_waar_de_afwezige_kan(g):
    vervang(rol_van(g.medewerker), g.vakambtenaar)
    assert g.vakambtenaar in Gebruiker.objects.met_rol("behandelen")
    assert g.medewerker in Gebruiker.objects.met_rol("behandelen")


# What is refused ----------------------------------------------------------


@pytest.mark.parametrize(
    ("wie", "van", "tot", "melding"),
    [
        ("medewerker", 0, 3, "zichzelf niet"),
        ("inactief", 0, 3, "account .* staat uit"),
        ("elders", 3, 0, "laatste dag ligt voor de eerste"),
        ("elders", -60, 3, "loopt niet in deze hele periode"),
        ("sociaal", 5, 9, "vervangt al van"),
    ],
)
def test_wat_niet_kan(g, wie, van, tot, melding):
    g.inactief = maak_persoon("Ivo Inactief", "opgaveregisseur", g.gemeente)
    g.inactief.is_active = False
    g.inactief.save()
    rol = rol_van(g.medewerker)
    vervang(rol, g.elders, VANDAAG + 4 * DAG, VANDAAG + 6 * DAG)
    with pytest.raises(ValidationError, match=melding):
        vervang(rol, getattr(g, wie), VANDAAG + van * DAG, VANDAAG + tot * DAG)
    assert Vervanging.objects.count() == 1


def test_aansluitende_dagen_overlappen_niet(g):
    rol = rol_van(g.medewerker)
    vervang(rol, g.elders, VANDAAG, VANDAAG + DAG)
    vervang(rol, g.sociaal, VANDAAG + 2 * DAG, VANDAAG + 3 * DAG)
    assert Vervanging.objects.count() == 2


# What follows -------------------------------------------------------------


def test_een_nieuw_signaal_gaat_naar_de_vervanger_en_daarna_weer_niet(g, klok):
    vervang(rol_van(g.medewerker), g.elders, tot=VANDAAG)
    assert maak_signaal(g.dorp).eigenaar == g.elders
    klok(VANDAAG + DAG)
    assert eerste_eigenaar(g.dorp, "fysiek") == g.medewerker


def test_mijn_werk_toont_wat_op_naam_van_de_afwezige_staat_en_alleen_daar(g):
    rol = rol_van(g.medewerker)
    maak_signaal(g.dorp, tekst="Van Mia hier", eigenaar=g.medewerker)
    maak_signaal(g.stad, tekst="Van Mia elders", eigenaar=g.medewerker)
    maak_signaal(g.stad, tekst="Van Els zelf", eigenaar=g.elders)
    vervang(rol, g.elders)
    assert {(r.titel, r.namens) for r in mijn_werk(g.elders)} == {
        ("Van Mia hier", "Mia Makelaar"),
        ("Van Els zelf", ""),
    }
    assert {r.namens for r in mijn_werk(g.medewerker)} == {""}


def test_na_de_vervanging_is_het_werk_van_de_ander_weg(g, klok):
    maak_signaal(g.dorp, eigenaar=g.medewerker)
    vervang(rol_van(g.medewerker), g.elders, tot=VANDAAG)
    assert mijn_werk(g.elders)
    klok(VANDAAG + DAG)
    assert not mijn_werk(opnieuw(g.elders))


def test_de_pagina_zegt_namens_wie(client, g):
    maak_signaal(g.dorp, tekst="Losse stoeptegel", eigenaar=g.medewerker)
    vervang(rol_van(g.medewerker), g.elders)
    client.force_login(g.elders)
    assert "Namens Mia Makelaar" in client.get(reverse("werk")).text


def test_een_herinnering_bereikt_ook_de_vervanger_en_een_keer(g):
    signaal = maak_signaal(g.dorp, eigenaar=g.medewerker)
    vervang(rol_van(g.medewerker), g.elders)
    Bericht.objects.all().delete()
    hoe = {"aan": g.medewerker, "uiterlijk": VANDAAG, "vandaag": VANDAAG, "titel": "x", "url": "/"}
    assert herinner(signaal, **hoe)
    assert not herinner(signaal, **hoe)
    assert sorted(Bericht.objects.values_list("aan", flat=True)) == [g.elders.email, g.medewerker.email]
    assert "Mia Makelaar, die u vervangt" in Bericht.objects.get(aan=g.elders.email).tekst


def test_een_herinnering_over_een_ander_gebied_gaat_niet_naar_de_vervanger(g):
    signaal = maak_signaal(g.stad, eigenaar=g.medewerker)
    vervang(rol_van(g.medewerker), g.sociaal)
    assert signaal.eigenaar.wie_bereikt(signaal, VANDAAG) == [g.medewerker]


def test_de_vervanger_beantwoordt_een_aanbod_en_een_ander_niet(client, g):
    overdracht = Overdracht.objects.bied_aan(
        maak_signaal(g.stad, eigenaar=g.elders), aan=g.medewerker, context="x", door=g.elders
    )
    signaal = overdracht.signaal
    assert not handelt_namens(g.sociaal, g.medewerker.pk, signaal.gebied_ids())
    vervang(rol_van(g.medewerker), g.sociaal)
    # It lies in the other area, where Mia has no role to stand in for.
    assert not handelt_namens(opnieuw(g.sociaal), g.medewerker.pk, signaal.gebied_ids())
    assert handelt_namens(opnieuw(g.sociaal), g.medewerker.pk, {g.dorp.pk})
    assert not handelt_namens(opnieuw(g.regie), g.medewerker.pk, {g.dorp.pk})


def test_een_besluit_wordt_gevraagd_aan_wie_vervangt(g):
    vervang(rol_van(g.wethouder), g.secretaris)
    assert bezetting("wethouder", g.dorp) == g.secretaris
    assert bezetting("wethouder", g.dorp, behalve=g.secretaris) == g.wethouder


# The pages ----------------------------------------------------------------


def test_wie_een_rol_heeft_regelt_zelf_de_vervanging(client, g):
    client.force_login(g.medewerker)
    assert "Gebiedsmakelaar leefomgeving" in client.get(MIJN).text
    antwoord = client.post(nieuw(rol_van(g.medewerker)), ingevuld(g.elders), follow=True)
    assert antwoord.redirect_chain[-1][0] == MIJN
    assert "Els Elders" in antwoord.text
    assert "behandelen" in rechten_in(g.elders, g.noord)
    assert g.medewerker.tijdlijn.get(soort="vervanging").door == g.medewerker
    assert g.elders.tijdlijn.filter(soort="vervanging").count() == 1


@pytest.mark.parametrize("wie", ["elders", "sociaal", "regie", "wethouder", "raadslid", "buitenstaander"])
def test_een_ander_regelt_niets(client, g, wie):
    vervanging = vervang(rol_van(g.medewerker), g.sociaal, VANDAAG + DAG)
    client.force_login(getattr(g, wie))
    rol = rol_van(g.medewerker)
    assert client.get(nieuw(rol)).status_code == 404
    assert client.post(nieuw(rol), ingevuld(getattr(g, wie), VANDAAG + 30 * DAG, VANDAAG + 31 * DAG)).status_code == 404
    assert client.post(reverse("gebieden:vervanging_stop", args=[vervanging.pk])).status_code == 404
    assert "Mia Makelaar" not in client.get(MIJN).text or wie == "sociaal"
    assert list(Vervanging.objects.all()) == [vervanging]


def test_de_beheerder_regelt_het_voor_wie_ziek_is(client, g):
    client.force_login(g.beheerder)
    antwoord = client.post(nieuw(rol_van(g.medewerker)), ingevuld(g.elders), follow=True)
    assert "door Els Elders" in antwoord.text
    assert g.medewerker.tijdlijn.get(soort="vervanging").door == g.beheerder


@pytest.mark.parametrize("wie", ["raadslid", "platformlid", "buitenstaander", "medewerker"])
def test_alleen_een_collega_met_een_eigen_rol_kan_vervangen(client, g, wie):
    client.force_login(g.medewerker)
    antwoord = client.post(nieuw(rol_van(g.medewerker)), ingevuld(getattr(g, wie)))
    assert antwoord.context["form"].errors["vervanger"]
    assert antwoord.context["form"]["reden"].value() == "vakantie"  # nothing typed is lost
    assert not Vervanging.objects.exists()


def test_een_dag_in_het_verleden_wordt_geweigerd(client, g):
    client.force_login(g.medewerker)
    antwoord = client.post(nieuw(rol_van(g.medewerker)), ingevuld(g.elders, VANDAAG - DAG))
    assert "verandert niet achteraf" in str(antwoord.context["form"].errors["van"])


def test_twee_keer_verstuurd_is_een_vervanging(client, g):
    client.force_login(g.medewerker)
    rol = rol_van(g.medewerker)
    sleutel = client.get(nieuw(rol)).context["form"]["sleutel"].value()
    for _klik in range(2):
        antwoord = client.post(nieuw(rol), ingevuld(g.elders, sleutel=str(sleutel)))
        assert antwoord.status_code == 302
    assert Vervanging.objects.count() == 1


def test_stoppen(client, g):
    client.force_login(g.medewerker)
    lopend = vervang(rol_van(g.medewerker), g.elders, VANDAAG, VANDAAG + 5 * DAG)
    straks = vervang(rol_van(g.medewerker), g.sociaal, VANDAAG + 10 * DAG, VANDAAG + 12 * DAG)
    for vervanging in (lopend, straks, straks):
        client.post(reverse("gebieden:vervanging_stop", args=[vervanging.pk]))
    assert [(v.vervanger, v.tot) for v in Vervanging.objects.all()] == [(g.elders, VANDAAG)]
    assert "behandelen" in rechten_in(g.elders, g.noord)  # today they had the rights, so today they have them


def test_een_afgelopen_rol_kan_niet_worden_vervangen(client, g):
    client.force_login(g.medewerker)
    Gebiedsrol.objects.filter(persoon=g.medewerker).update(van=VANDAAG - 9 * DAG, tot=VANDAAG - DAG)
    assert client.get(nieuw(rol_van(g.medewerker))).status_code == 404


def test_het_aantal_vragen_hangt_niet_van_de_rijen_af(g, django_assert_num_queries, django_assert_max_num_queries):
    vervang(rol_van(g.medewerker), g.elders)
    maak_signaal(g.dorp, eigenaar=g.medewerker)
    mijn_werk(opnieuw(g.elders))
    with django_assert_max_num_queries(34) as first:
        assert len(mijn_werk(opnieuw(g.elders))) == 1
    for _n in range(2):
        maak_signaal(g.dorp, eigenaar=g.medewerker)
    with django_assert_num_queries(len(first.captured_queries)):
        assert len(mijn_werk(opnieuw(g.elders))) == 3


# Who stands in can do what waits ---------------------------------------------


def test_wie_een_uitvoerder_vervangt_werkt_de_maatregel_bij_en_een_collega_niet(g):
    maatregel = maak_maatregel(maak_plan(maak_agenda(g.noord)), g.vakambtenaar, g.afdeling)
    collega = maak_persoon("Cor Collega", "vakafdeling", g.noord, afdeling=g.afdeling)
    assert not maatregel.heeft_recht(collega, "uitvoeren")
    vervang(rol_van(g.vakambtenaar), collega)
    assert maatregel.heeft_recht(opnieuw(collega), "uitvoeren")
    assert not maatregel.heeft_recht(opnieuw(g.elders), "uitvoeren")


def test_wie_een_bestuurder_vervangt_besluit_en_nooit_over_de_eigen_vraag(g):
    plan = maak_plan(maak_agenda(g.noord))
    laat = maak_maatregel(plan, g.vakambtenaar, g.afdeling, einddatum=VANDAAG - 60 * DAG)
    escalatie = leg_voor(laat, door=g.vakambtenaar, vraag="Wie betaalt?")
    assert escalatie.aan == g.regie
    assert not escalatie.heeft_recht(g.secretaris, "beslissen")
    vervang(rol_van(g.regie), g.secretaris)
    vervang(rol_van(g.regie), g.vakambtenaar, VANDAAG + 8 * DAG, VANDAAG + 9 * DAG)
    assert escalatie.heeft_recht(opnieuw(g.secretaris), "beslissen")
    assert ("Wie betaalt?", "Olga Opgave") in {(r.titel, r.namens) for r in mijn_werk(opnieuw(g.secretaris))}
    escalatie.ga_naar("besloten", door=opnieuw(g.secretaris), besluit="De gemeente")
    assert escalatie.status == "besloten"


def test_een_nieuwe_vraag_gaat_naar_wie_vervangt(g):
    laat = maak_maatregel(maak_plan(maak_agenda(g.noord)), g.vakambtenaar, g.afdeling, einddatum=VANDAAG - 60 * DAG)
    vervang(rol_van(g.regie), g.secretaris)
    assert leg_voor(laat, door=g.vakambtenaar, vraag="Wie betaalt?").aan == g.secretaris
