"""Nothing is left without a holder: at the end of a role, of a stand-in or of an account everything changes hands."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cyclus.escalatie.ladder import leg_voor
from cyclus.models import Actiepunt, Escalatie, Maatregel, Opgave, Overleg
from gebieden.mensen.bevoegd import Bevoegd
from gebieden.mensen.einde import beeindig
from gebieden.mensen.werk import op_naam, soorten, zonder_bevoegde
from gebieden.models import Gebiedsrol, Gebruiker, Platform, Vervanging
from gebieden.rechten import gebieden_met_recht
from gebiedswerk.opdrachten import Opdracht, voer_uit, zet_klaar
from gebiedswerk.post import Bericht
from gebiedswerk.profiel import RECHTEN
from initiatieven.models import Initiatief
from signalen.models import Overdracht, Signaal
from tests.cyclus.factories import maak_agenda, maak_maatregel, maak_plan
from tests.initiatieven.factories import maak_initiatief
from tests.signalen.factories import maak_advies, maak_signaal, maak_trend

from .factories import maak_gemeente, maak_persoon

pytestmark = pytest.mark.django_db
VANDAAG = timezone.localdate()
DAG = timedelta(days=1)

# Links to a person that only say who did something, or who somebody is: nothing waits for that person.
ALLEEN_GESCHIEDENIS = {
    "account.EmailAddress.user",
    "admin.LogEntry.user",
    "cyclus.Analyseronde.door",
    "cyclus.Bijdrage.gevraagd_door",
    "cyclus.Deelnemer.persoon",
    "cyclus.Escalatie.door",
    "cyclus.Kennisgeving.door",
    "cyclus.Verhaal.opgeschreven_door",
    "gebieden.BewaardFilter.persoon",
    "gebieden.Bijeenkomst.door",
    "gebieden.GebiedRecht.user",
    "gebieden.Gebiedsrol.persoon",
    "gebieden.Herindeling.door",
    "gebieden.Inlezing.door",
    "gebieden.Platformlid.persoon",
    "gebieden.Vervanging.vervanger",
    "gebiedswerk.Gebeurtenis.door",
    "gebiedswerk.Opdracht.door",
    "guardian.UserObjectPermission.user",
    "initiatieven.Contactmoment.door",
    "signalen.Inzage.door",
    "signalen.Overdracht.van",
    "signalen.Wachtvraag.door",
}


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def klok(monkeypatch):
    return lambda dag: monkeypatch.setattr(timezone, "localdate", lambda *a, **k: dag)


@pytest.fixture
def werk(g):
    """One open thing of every kind in the name of Mia, in the area of her role; and one elsewhere."""
    g.signaal = maak_signaal(g.dorp, tekst="Losse stoeptegel", eigenaar=g.medewerker)
    g.initiatief = maak_initiatief(g.noord, g.medewerker, "Moestuin")
    g.opgave = Opgave.objects.create(titel="Opgave", thema="groen", trekker=g.medewerker, trekkend_gebied=g.noord)
    g.opgave.leg_in()
    g.overleg = Overleg.objects.create(
        titel="Tafel", begint_op=timezone.now(), voorzitter=g.medewerker, trekkend_gebied=g.noord
    )
    g.overleg.leg_in()
    g.overleg.ga_naar("lopend")
    punt = g.overleg.zet_op_agenda(titel="Opening")
    g.actie = punt.spreek_af("Bel de school", eigenaar=g.medewerker, uiterlijk=VANDAAG, door=g.medewerker)
    plan = maak_plan(maak_agenda(g.noord))
    g.maatregel = maak_maatregel(plan, g.medewerker, g.afdeling, "Drempels")
    g.gevraagd = maak_signaal(g.dorp, tekst="Donker bij de halte", eigenaar=g.sociaal)
    g.aanbod = Overdracht.objects.bied_aan(g.gevraagd, aan=g.medewerker, context="Past bij jou", door=g.sociaal)
    vast = maak_maatregel(plan, g.vakambtenaar, g.afdeling, "Bankjes", einddatum=VANDAAG - 60 * DAG)
    g.escalatie = leg_voor(vast, door=g.vakambtenaar, vraag="Wie betaalt?")
    Escalatie.objects.filter(pk=g.escalatie.pk).update(aan=g.medewerker)
    Platform.objects.filter(pk=g.platform.pk).update(wethouder=g.medewerker)
    g.deel = g.gevraagd.delen.create(
        afdeling=g.afdeling, eigenaar=g.medewerker, vraag="Brandt de lamp?", uiterlijk=VANDAAG
    )
    g.advies = maak_advies(g.platform, g.medewerker)
    g.trend = maak_trend(g.noord, status="besloten", besluit="opgave", eigenaar=g.medewerker)
    g.elders_signaal = maak_signaal(g.stad, tekst="In de stad", eigenaar=g.medewerker)
    Bericht.objects.all().delete()
    return g


def rol_van(persoon):
    return persoon.gebiedsrollen.get()


def einde(rol):
    return reverse("gebieden:rol_beeindigen", args=[rol.pk])


def houders(ding):
    """Who holds it now, of any kind."""
    ding.refresh_from_db()
    return getattr(ding, type(ding)._default_manager.all().houder)


def draai(opdracht):
    assert voer_uit(opdracht.pk), Opdracht.objects.get(pk=opdracht.pk).melding


# No kind is forgotten --------------------------------------------------------


def test_elke_verwijzing_naar_een_persoon_is_houder_of_alleen_geschiedenis():
    """A new link to a person: is something waiting for them? Then its queryset is a ``MetHouderQuerySet``."""
    links = {
        f"{model._meta.app_label}.{model.__name__}.{veld.name}"
        for model in apps.get_models()
        for veld in model._meta.get_fields()
        if veld.is_relation and veld.concrete and not veld.many_to_many and veld.related_model is Gebruiker
    }
    holders = {f"{m._meta.app_label}.{m.__name__}.{m._default_manager.all().houder}" for m in soorten()}
    present = {link for link in ALLEEN_GESCHIEDENIS if link in links}
    assert links - holders - ALLEEN_GESCHIEDENIS == set()
    assert holders & ALLEEN_GESCHIEDENIS == set() and holders <= links
    assert len(present) >= len(ALLEEN_GESCHIEDENIS) - 3  # what a library stores may come and go


def test_de_soorten_die_wachten_op_iemand():
    assert {m.__name__ for m in soorten()} >= {
        *("Signaal", "Initiatief", "Opgave", "Overleg", "Actiepunt", "Maatregel", "Overdracht", "Escalatie", "Platform")
    }


def test_elke_soort_weet_wat_open_is_van_wie_en_waar(werk):
    stapels = {s.model.__name__: s for s in op_naam(werk.medewerker, werk.noord)}
    assert stapels.keys() == {m.__name__ for m in soorten()}
    assert all(len(stapel) == 1 for stapel in stapels.values())
    assert all(ding.gebied_ids() for stapel in stapels.values() for ding in stapel.dingen)
    assert all(str(ding) and ding.get_absolute_url() for stapel in stapels.values() for ding in stapel.dingen)
    assert len(op_naam(werk.medewerker)[[s.code for s in op_naam(werk.medewerker)].index("signaal")]) == 2
    assert op_naam(werk.medewerker, werk.dorp)  # what lies inside


# One queryset ---------------------------------------------------------------


@pytest.mark.parametrize("model", [Signaal, Initiatief, Opgave, Overleg, Actiepunt, Maatregel, Escalatie, Platform])
def test_overdragen_van_een_soort(werk, model):
    rows = model._default_manager.in_gebieden([werk.noord.pk, werk.dorp.pk])
    (ding,) = rows.open().van(werk.medewerker)
    versie = getattr(ding, "versie", 0)
    assert rows.draag_over(werk.medewerker, werk.regie, door=werk.beheerder, tekst="Verlof") == [ding]
    assert houders(ding) == werk.regie
    assert getattr(ding, "versie", 1) == versie + 1
    regel = ding.tijdlijn.first() if hasattr(ding, "tijdlijn") else None
    if regel:
        assert (regel.soort, regel.van, regel.naar, regel.door) == (
            *("nieuwe_eigenaar", "Mia Makelaar", "Olga Opgave"),
            werk.beheerder,
        )
    assert rows.draag_over(werk.medewerker, werk.regie, door=werk.beheerder) == []


def test_wat_klaar_is_blijft_op_de_naam_van_wie_het_deed(werk):
    werk.actie.ga_naar("gedaan")
    Actiepunt.objects.draag_over(werk.medewerker, werk.regie)
    assert houders(werk.actie) == werk.medewerker


def test_een_aanbod_aan_wie_weggaat_gaat_naar_de_opvolger(werk):
    Overdracht.objects.draag_over(werk.medewerker, werk.regie)
    werk.aanbod.refresh_from_db()
    assert (werk.aanbod.status, werk.aanbod.aan) == ("aangeboden", werk.regie)
    assert werk.gevraagd.tijdlijn.filter(soort="overdracht_aangeboden").count() == 2


def test_een_aanbod_aan_wie_weggaat_komt_terug_bij_wie_het_zelf_aanbood(werk):
    Overdracht.objects.draag_over(werk.medewerker, werk.sociaal)
    werk.aanbod.refresh_from_db()
    assert (werk.aanbod.status, houders(werk.gevraagd)) == ("afgewezen", werk.sociaal)
    assert "werkt hier niet meer" in werk.aanbod.antwoord


def test_een_aanbod_van_wie_weggaat_is_voorbij_als_het_signaal_een_ander_heeft(werk):
    aanbod = Overdracht.objects.bied_aan(werk.signaal, aan=werk.elders, context="x", door=werk.medewerker)
    Signaal.objects.draag_over(werk.medewerker, werk.regie)
    aanbod.refresh_from_db()
    assert aanbod.status == "ingetrokken"


def test_niemand_beslist_over_de_eigen_vraag(werk):
    with pytest.raises(ValidationError, match="legde zelf"):
        Escalatie.objects.draag_over(werk.medewerker, werk.vakambtenaar)
    assert houders(werk.escalatie) == werk.medewerker


# The end of a role -----------------------------------------------------------


def test_de_pagina_toont_wat_er_nog_staat_en_wie_het_mag_overnemen(werk, client):
    client.force_login(werk.beheerder)
    antwoord = client.get(einde(rol_van(werk.medewerker)))
    for tekst in ("Losse stoeptegel", "Moestuin", "Tafel", "Bel de school", "Drempels", "Wie betaalt?"[:3]):
        assert tekst in antwoord.text
    assert werk.signaal.get_absolute_url() in antwoord.text
    assert "In de stad" not in antwoord.text
    velden = antwoord.context["form"].fields
    assert set(velden["aan_signaal"].queryset) == {werk.sociaal, werk.regie}
    assert set(velden["aan_maatregel"].queryset) == {werk.sociaal, werk.regie, werk.vakambtenaar}
    assert set(velden["aan_platform"].queryset) == {werk.wethouder, werk.secretaris}


def test_alles_gaat_in_een_keer_over_met_een_regel_en_een_mail(werk, client):
    client.force_login(werk.beheerder)
    Platform.objects.update(wethouder=None)
    rol = rol_van(werk.medewerker)
    antwoord = client.post(einde(rol), {"laatste_dag": VANDAAG.isoformat(), "opvolger": werk.regie.pk}, follow=True)
    assert "Het werk is overgedragen" in antwoord.text
    hier = [werk.signaal, werk.initiatief, werk.opgave, werk.overleg, werk.actie, werk.maatregel, werk.escalatie]
    assert {houders(ding) for ding in [*hier, werk.aanbod]} == {werk.regie}
    assert all(ding.tijdlijn.filter(soort="nieuwe_eigenaar", door=werk.beheerder).count() == 1 for ding in hier)
    assert houders(werk.elders_signaal) == werk.medewerker
    mail = Bericht.objects.get(aan=werk.regie.email, onderwerp__contains="neemt werk over")
    assert "Losse stoeptegel" in mail.tekst and werk.initiatief.get_absolute_url() in mail.tekst
    assert rol_van(werk.medewerker).tot == VANDAAG
    assert werk.medewerker.tijdlijn.filter(soort="rol_beeindigd").count() == 1
    # A second click changes nothing and mails nothing.
    client.post(einde(rol), {"laatste_dag": VANDAAG.isoformat(), "opvolger": werk.regie.pk})
    assert Bericht.objects.filter(onderwerp__contains="neemt werk over").count() == 1


def test_per_soort_een_ander(werk, client):
    client.force_login(werk.beheerder)
    keuze = {"laatste_dag": VANDAAG.isoformat(), "opvolger": werk.regie.pk, "aan_platform": werk.wethouder.pk}
    keuze |= {"aan_signaal": werk.sociaal.pk, "aan_maatregel": werk.vakambtenaar.pk}
    # Nobody may take everything: the platform asks for a wethouder.
    assert "opvolger" not in client.get(einde(rol_van(werk.medewerker))).context["form"].fields
    overig = ("initiatief", "opgave", "overleg", "actiepunt", "escalatie", "overdracht", "deel", "advies", "trend")
    keuze |= {f"aan_{code}": werk.regie.pk for code in overig}
    assert client.post(einde(rol_van(werk.medewerker)), keuze).status_code == 302
    assert (houders(werk.signaal), houders(werk.maatregel)) == (werk.sociaal, werk.vakambtenaar)
    assert (houders(werk.platform), houders(werk.opgave)) == (werk.wethouder, werk.regie)
    assert Bericht.objects.filter(onderwerp__contains="neemt werk over").count() == 4


def test_zonder_opvolger_eindigt_de_rol_niet_en_er_is_niets_veranderd(werk, client):
    client.force_login(werk.beheerder)
    antwoord = client.post(einde(rol_van(werk.medewerker)), {"laatste_dag": VANDAAG.isoformat()})
    fouten = antwoord.context["form"].errors
    assert "Kies wie 1 signaal overneemt" in str(fouten["aan_signaal"])
    assert rol_van(werk.medewerker).tot is None
    assert houders(werk.signaal) == werk.medewerker
    with pytest.raises(ValidationError, match="Kies wie dit overneemt"):
        beeindig(rol_van(werk.medewerker), VANDAAG, opvolgers={}, door=werk.beheerder)
    assert rol_van(werk.medewerker).tot is None


@pytest.mark.parametrize("wie", ["elders", "raadslid", "buitenstaander", "medewerker", "beheerder"])
def test_alleen_wie_daar_mag_werken_neemt_over(werk, client, wie):
    client.force_login(werk.beheerder)
    data = {"laatste_dag": VANDAAG.isoformat(), "aan_signaal": getattr(werk, wie).pk}
    assert "aan_signaal" in client.post(einde(rol_van(werk.medewerker)), data).context["form"].errors
    assert houders(werk.signaal) == werk.medewerker


def test_wie_zelf_nog_een_rol_heeft_die_het_mag_hoeft_niets_over_te_dragen(g):
    maak_signaal(g.dorp, eigenaar=g.medewerker)
    Gebiedsrol.objects.create(persoon=g.medewerker, gebied=g.gemeente, functie="opgaveregisseur")
    rol = g.medewerker.gebiedsrollen.get(functie="gebiedsmakelaar_leefomgeving")
    beeindig(rol, VANDAAG, opvolgers={}, door=g.beheerder)
    rol.refresh_from_db()
    assert rol.tot == VANDAAG


def test_een_opvolger_van_wie_de_rol_dan_ook_voorbij_is_wordt_geweigerd(werk):
    Gebiedsrol.objects.filter(persoon=werk.sociaal).update(tot=VANDAAG + 5 * DAG)
    opvolgers = {stapel.code: werk.sociaal for stapel in op_naam(werk.medewerker, werk.noord)}
    with pytest.raises(ValidationError, match="heeft dan geen rol"):
        beeindig(rol_van(werk.medewerker), VANDAAG + 9 * DAG, opvolgers=opvolgers, door=werk.beheerder)


def test_een_rol_die_later_eindigt_draagt_op_de_laatste_dag_over_met_wat_er_bij_kwam(g, klok, client):
    signaal = maak_signaal(g.dorp, eigenaar=g.medewerker)
    client.force_login(g.beheerder)
    laatste = VANDAAG + 30 * DAG
    rol = rol_van(g.medewerker)
    client.post(einde(rol), {"laatste_dag": laatste.isoformat(), "aan_signaal": g.sociaal.pk})
    opdracht = Opdracht.objects.get(soort="rol_overdracht")
    assert timezone.localdate(opdracht.niet_voor) == laatste
    assert houders(signaal) == g.medewerker
    later = maak_signaal(g.dorp, eigenaar=g.medewerker)
    initiatief = maak_initiatief(g.noord, g.medewerker, "Later begonnen")
    klok(laatste)
    Opdracht.objects.update(niet_voor=timezone.now())
    draai(opdracht)
    assert {houders(d) for d in (signaal, later, initiatief)} == {g.sociaal}
    assert not voer_uit(opdracht.pk)


def test_een_verplaatste_einddatum_maakt_de_eerste_overdracht_leeg(g):
    signaal = maak_signaal(g.dorp, eigenaar=g.medewerker)
    beeindig(rol_van(g.medewerker), VANDAAG + 5 * DAG, opvolgers={"signaal": g.sociaal}, door=g.beheerder)
    Gebiedsrol.objects.filter(persoon=g.medewerker).update(tot=None)
    Opdracht.objects.update(niet_voor=timezone.now())
    draai(Opdracht.objects.get(soort="rol_overdracht"))
    assert houders(signaal) == g.medewerker


def test_een_andere_keuze_voor_dezelfde_dag_geldt(g):
    for opvolger in (g.sociaal, g.regie):
        maak_signaal(g.dorp, eigenaar=g.medewerker)
        beeindig(rol_van(g.medewerker), VANDAAG + 5 * DAG, opvolgers={"signaal": opvolger}, door=g.beheerder)
    assert Opdracht.objects.get(soort="rol_overdracht").gegevens["opvolgers"] == {"signaal": g.regie.pk}


def test_een_rol_van_lang_geleden_beeindigen_kan_niet(g, client):
    client.force_login(g.beheerder)
    Gebiedsrol.objects.filter(persoon=g.medewerker).update(van=VANDAAG - 90 * DAG)
    antwoord = client.post(einde(rol_van(g.medewerker)), {"laatste_dag": (VANDAAG - 2 * DAG).isoformat()})
    assert "verandert niet achteraf" in str(antwoord.context["form"].errors["laatste_dag"])


def test_de_vervanging_stopt_met_de_rol(g):
    rol = rol_van(g.medewerker)
    hoe = {"vervanger": g.elders, "door": g.medewerker}
    Vervanging.objects.registreer(rol, van=VANDAAG, tot=VANDAAG + 9 * DAG, **hoe)
    Vervanging.objects.registreer(rol, van=VANDAAG + 20 * DAG, tot=VANDAAG + 29 * DAG, **hoe)
    beeindig(rol, VANDAAG + 3 * DAG, opvolgers={}, door=g.beheerder)
    assert [v.tot for v in Vervanging.objects.all()] == [VANDAAG + 3 * DAG]


# What is left all the same -----------------------------------------------------


def verloopt(persoon):
    """The last day of the role has passed without anybody handing over."""
    Gebiedsrol.objects.filter(persoon=persoon).update(van=VANDAAG - 90 * DAG, tot=VANDAAG - DAG)


def meld(dag=VANDAAG):
    opdracht, _ = zet_klaar(
        "werk_zonder_bevoegde", f"werk_zonder_bevoegde:{dag}:{Opdracht.objects.count()}", dag=dag.isoformat()
    )
    draai(opdracht)


def test_de_beheerder_hoort_een_keer_wat_op_naam_staat_van_wie_weg_is(werk):
    assert zonder_bevoegde() == []
    verloopt(werk.medewerker)
    ((houder, stapels),) = zonder_bevoegde()
    assert houder == werk.medewerker
    assert {s.model.__name__ for s in stapels} == {m.__name__ for m in soorten()}
    for dag in (VANDAAG, VANDAAG + DAG):
        meld(dag)
    mail = Bericht.objects.get(aan=werk.beheerder.email)
    assert "Moestuin" in mail.tekst and reverse("gebieden:verweesd") in mail.tekst
    assert "Losse stoeptegel" not in mail.tekst  # a signal finds a new owner by itself
    assert werk.initiatief.tijdlijn.filter(soort="zonder_bevoegde").count() == 1
    maak_initiatief(werk.noord, werk.medewerker, "Nog een")
    meld(VANDAAG + 2 * DAG)
    assert Bericht.objects.filter(aan=werk.beheerder.email).count() == 2


def test_werk_van_wie_verving_en_van_een_account_dat_uit_staat(g):
    initiatief = maak_initiatief(g.noord, g.elders, "Tijdens de vervanging")
    vervanging = Vervanging.objects.registreer(
        rol_van(g.medewerker), vervanger=g.elders, van=VANDAAG, tot=VANDAAG, door=g.medewerker
    )
    assert zonder_bevoegde() == []
    Vervanging.objects.filter(pk=vervanging.pk).update(van=VANDAAG - DAG, tot=VANDAAG - DAG)
    assert [(houder, stapels[0].dingen) for houder, stapels in zonder_bevoegde()] == [(g.elders, (initiatief,))]
    Gebruiker.objects.filter(pk=g.sociaal.pk).update(is_active=False)
    maak_signaal(g.dorp, eigenaar=g.sociaal)
    assert {houder for houder, _ in zonder_bevoegde()} == {g.elders, g.sociaal}


def test_een_overgenomen_signaal_in_een_ander_gebied_is_niet_verweesd(g):
    maak_signaal(g.stad, eigenaar=g.medewerker)
    assert zonder_bevoegde() == []


def test_een_dossier_in_twee_gebieden_is_niet_verweesd_als_een_van_beide_klopt(g):
    initiatief = maak_initiatief(g.noord, g.elders, "Over de grens")
    initiatief.leg_in(g.zuid)
    assert zonder_bevoegde() == []
    initiatief.leg_in()
    assert len(zonder_bevoegde()) == 1


def test_de_pagina_en_de_knop(werk, client):
    verloopt(werk.medewerker)
    client.force_login(werk.beheerder)
    tekst = client.get(reverse("gebieden:verweesd")).text
    assert "Moestuin" in tekst and "Mia Makelaar" in tekst
    url = reverse("gebieden:persoon_overdragen", args=[werk.medewerker.pk]) + "?welk=verweesd"
    assert "Kies wie het werk overneemt" in client.post(url, {"opvolger": ""}).text
    codes = {stapel.code for _, stapels in zonder_bevoegde() for stapel in stapels}
    data = {f"aan_{code}": werk.regie.pk for code in codes} | {"aan_platform": werk.wethouder.pk}
    antwoord = client.post(url, data, follow=True)
    assert "Alles is in goede handen" in antwoord.text
    assert "niets over te dragen" in client.post(url, data).text


def test_het_aantal_vragen_hangt_niet_van_de_rijen_af(g, client, django_assert_max_num_queries):
    client.force_login(g.beheerder)
    url = reverse("gebieden:verweesd")
    maak_initiatief(g.noord, g.elders, "Nul")
    client.get(url)
    with django_assert_max_num_queries(30) as first:
        client.get(url)
    for n in range(3):
        maak_initiatief(g.noord, g.elders, f"Nog {n}")
    with django_assert_max_num_queries(30) as more:
        assert "Nog 2" in client.get(url).text
    assert len(more.captured_queries) == len(first.captured_queries)


def test_wie_mag_wat_volgens_de_rollen_is_wat_de_rechten_zeggen(g):
    Vervanging.objects.registreer(
        rol_van(g.medewerker), vervanger=g.elders, van=VANDAAG, tot=VANDAAG, door=g.medewerker
    )
    Gebruiker.objects.filter(pk=g.sociaal.pk).update(is_active=False)
    bevoegd = Bevoegd()
    gebieden = [g.gemeente, g.noord, g.zuid, g.dorp, g.buurtschap, g.stad]
    for persoon in Gebruiker.objects.all():
        for recht in RECHTEN:
            mag = {gebied.pk for gebied in gebieden if bevoegd.mag(persoon.pk, recht, {gebied.pk})}
            assert mag == set(gebieden_met_recht(persoon, recht)), (persoon, recht)


# The account -------------------------------------------------------------------


def test_een_account_gaat_pas_uit_als_niets_op_naam_staat_en_elke_rol_eindigt(g, client):
    client.force_login(g.beheerder)
    url = reverse("gebieden:persoon_account", args=[g.medewerker.pk])
    maak_signaal(g.dorp, eigenaar=g.medewerker)
    tekst = client.post(url, {"account": "uit"}, follow=True).text
    assert "nog open werk: signalen (1)" in tekst and "nog niet beëindigd" in tekst
    assert Gebruiker.objects.get(pk=g.medewerker.pk).is_active
    Gebiedsrol.objects.filter(persoon=g.medewerker).update(tot=VANDAAG)
    Signaal.objects.draag_over(g.medewerker, g.sociaal)
    assert "staat uit" in client.post(url, {"account": "uit"}, follow=True).text
    client.post(url, {"account": "uit"})
    assert not Gebruiker.objects.get(pk=g.medewerker.pk).is_active
    assert g.medewerker.tijdlijn.filter(soort="account_uit").count() == 1
    client.post(url, {"account": "aan"})
    assert Gebruiker.objects.get(pk=g.medewerker.pk).is_active


def test_de_laatste_beheerder_zet_zichzelf_niet_uit(g, client):
    client.force_login(g.beheerder)
    url = reverse("gebieden:persoon_account", args=[g.beheerder.pk])
    assert "nog niet beëindigd" in client.post(url, {"account": "uit"}, follow=True).text
    assert Gebruiker.objects.get(pk=g.beheerder.pk).is_active


def test_alles_van_een_persoon_overdragen(g, client):
    client.force_login(g.beheerder)
    signalen = [maak_signaal(gebied, eigenaar=g.medewerker) for gebied in (g.dorp, g.stad)]
    url = reverse("gebieden:persoon_overdragen", args=[g.medewerker.pk])
    velden = client.get(url).context["form"].fields
    assert set(velden["aan_signaal"].queryset) == {g.regie}  # only she works in both
    client.post(url, {"aan_signaal": g.regie.pk})
    assert {houders(s) for s in signalen} == {g.regie}


def test_niemand_kan_het_overnemen(g, client):
    client.force_login(g.beheerder)
    maak_signaal(g.dorp, eigenaar=g.medewerker)
    maak_persoon("Bo Beheer", "beheerder", g.gemeente)
    Gebiedsrol.objects.exclude(functie="beheerder").exclude(persoon=g.medewerker).delete()
    antwoord = client.get(einde(rol_van(g.medewerker)))
    assert "Niemand heeft hier een rol waarmee dit kan" in antwoord.text
