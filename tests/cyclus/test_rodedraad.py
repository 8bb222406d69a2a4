from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from cyclus.models import Conclusie, Doel, Doeloordeel, Gebiedsagenda, Gebiedsmonitor, Gebiedsplan, Maatregel, Opgave
from cyclus.rodedraad.draad import draad_url, rode_draad, volg
from cyclus.rodedraad.resultaat import vertel
from cyclus.rodedraad.schakels import ALLEEN_GEVULD, ETAPPES
from cyclus.rodedraad.verhaal import in_zinnen
from cyclus.rodedraad.vertellen import bezorg
from gebieden.rechten import leid_rechten_af
from gebiedswerk.opdrachten import Opdracht, voer_uit
from gebiedswerk.post import Bericht
from initiatieven.models import Initiatief
from signalen.models import Melder, Signaal
from tests.gebieden.factories import maak_gemeente
from tests.signalen.factories import maak_advies

pytestmark = pytest.mark.django_db


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def keten(g):
    """One of everything, linked from the first word to the last, with a second signal that is not part of it."""
    signaal = Signaal.objects.neem_aan(tekst="Er is geen bankje", thema="groen", gebied=g.dorp)
    ander = Signaal.objects.neem_aan(tekst="Iets heel anders", thema="groen", gebied=g.dorp)
    initiatief = Initiatief.objects.create(
        titel="Bankjesroute",
        initiatiefnemer="Buurt",
        thema="groen",
        trekkend_gebied=g.dorp,
        contactpersoon=g.medewerker,
    )
    initiatief.leg_in()
    initiatief.signalen.add(signaal)
    opgave = Opgave.objects.create(
        titel="Groen en zitten", thema="groen", trekkend_gebied=g.noord, trekker=g.medewerker
    )
    opgave.leg_in()
    opgave.initiatieven.add(initiatief)
    opgave.signalen.add(ander)
    agenda = Gebiedsagenda.objects.create(gebied=g.noord, van_jaar=2026, tot_jaar=2029)
    doel = Doel.objects.create(
        agenda=agenda, titel="Meer plekken om te zitten", resultaat="Tien bankjes", thema="groen"
    )
    doel.opgaven.add(opgave)
    plan = Gebiedsplan.objects.create(gebied=g.noord, jaar=2026, agenda=agenda)
    maatregel = Maatregel.objects.create(
        plan=plan,
        doel=doel,
        titel="Vijf bankjes plaatsen",
        afdeling=g.afdeling,
        persoon=g.vakambtenaar,
        einddatum=date(2026, 10, 1),
    )
    monitor = Gebiedsmonitor.objects.create(gebied=g.noord, jaar=2026, plan=plan)
    oordeel = Doeloordeel.objects.create(monitor=monitor, doel=doel, oordeel="deels", toelichting="Vijf van de tien")
    conclusie = Conclusie.objects.create(
        monitor=monitor, maatregel=maatregel, tekst="Verder", voorstel="Nog vijf bankjes"
    )
    return locals()


def namen(etappes):
    return {e.naam: [p.naam for p in e.punten] for e in etappes}


VERDER = {
    "Doel": ["Meer plekken om te zitten"],
    "Maatregel": ["Vijf bankjes plaatsen"],
    "Resultaat": ["Meer plekken om te zitten (2026)"],
    "Conclusie": ["Nog vijf bankjes"],
}


def test_van_het_signaal_naar_het_resultaat(keten, g):
    draad = namen(rode_draad(keten["signaal"], g.medewerker))
    assert draad == {
        "Signaal": ["Er is geen bankje"],
        "Initiatief": ["Bankjesroute"],
        "Opgave": ["Groen en zitten"],
        **VERDER,
    }


def test_terug_van_de_maatregel_naar_alle_signalen(keten, g):
    draad = namen(rode_draad(keten["maatregel"], g.medewerker))
    assert set(draad["Signaal"]) == {"Er is geen bankje", "Iets heel anders"}
    assert draad["Initiatief"] == ["Bankjesroute"]
    assert draad["Conclusie"] == ["Nog vijf bankjes"]


@pytest.mark.parametrize("ding", ["signaal", "initiatief", "opgave", "doel", "maatregel"])
def test_van_elk_punt_loopt_de_draad_tot_de_conclusie(keten, g, ding):
    draad = namen(rode_draad(keten[ding], g.elders))
    assert list(draad) == [naam for model, naam in ETAPPES.items() if model not in ALLEEN_GEVULD]
    assert draad["Conclusie"] == ["Nog vijf bankjes"]


def test_het_publiek_ziet_alleen_wat_is_vastgesteld(keten):
    draad = namen(rode_draad(keten["signaal"], None))
    assert draad["Signaal"] == ["Er is geen bankje"]
    assert not any(draad[etappe] for etappe in ("Initiatief", "Opgave", "Doel", "Maatregel", "Resultaat", "Conclusie"))


def test_het_publiek_leest_het_vastgestelde_zonder_andermans_signaal(keten, g):
    Gebiedsagenda.objects.update(status="vastgesteld")
    Gebiedsplan.objects.update(status="vastgesteld")
    Gebiedsmonitor.objects.update(status="vastgesteld")
    Opgave.objects.update(status="lopend")
    Initiatief.objects.update(status="in_uitvoering", is_openbaar=True)
    draad = namen(rode_draad(keten["signaal"], None))
    assert draad["Signaal"] == ["Er is geen bankje"]
    assert {k: draad[k] for k in VERDER} == VERDER


def test_wie_niets_mag_ziet_alleen_het_ding_zelf(keten, g):
    draad = rode_draad(keten["doel"], g.buitenstaander)
    assert [p.naam for e in draad for p in e.punten] == ["Meer plekken om te zitten"]


def test_aantal_queries_staat_vast(keten, g, django_assert_max_num_queries):
    leid_rechten_af(g.medewerker)
    with django_assert_max_num_queries(18):
        rode_draad(keten["signaal"], g.medewerker)


def test_de_pagina_van_een_doel_gaat_beide_kanten_op(client, keten, g, django_assert_max_num_queries):
    leid_rechten_af(g.elders)
    client.force_login(g.elders)
    with django_assert_max_num_queries(26):
        html = client.get(reverse("cyclus:doel", args=[keten["doel"].pk])).content.decode()
    for ding in ("signaal", "initiatief", "opgave", "maatregel", "monitor"):
        assert f'href="{keten[ding].get_absolute_url()}"' in html
    client.force_login(g.raadslid)
    assert client.get(reverse("cyclus:doel", args=[keten["doel"].pk])).status_code == 404


# The page of the whole thread ---------------------------------------------------


def pagina(client, ding, wie=None):
    if wie:
        leid_rechten_af(wie)
        client.force_login(wie)
    return client.get(draad_url(ding))


@pytest.mark.parametrize("ding", ["signaal", "initiatief", "opgave", "doel", "maatregel"])
def test_de_hele_draad_als_zinnen_als_tekening_en_als_lijst(client, keten, g, ding):
    html = pagina(client, keten[ding], g.elders).content.decode()
    assert 'class="beeld grafiek grafiek--keten"' in html and "Nog vijf bankjes" in html
    assert f'href="{keten["opgave"].get_absolute_url()}"' in html or ding == "opgave"
    if ding != "signaal":
        assert "komt voort uit" in html


def stel_alles_vast():
    Gebiedsagenda.objects.update(status="vastgesteld")
    Gebiedsplan.objects.update(status="vastgesteld")
    Gebiedsmonitor.objects.update(status="vastgesteld")
    Opgave.objects.update(status="lopend")
    Initiatief.objects.update(status="in_uitvoering", is_openbaar=True)


def test_iedereen_leest_de_openbare_draad_en_niemand_een_signaal(client, keten, g):
    assert pagina(client, keten["doel"]).status_code == 404
    stel_alles_vast()
    html = pagina(client, keten["doel"]).content.decode()
    assert "Groen en zitten" in html and "Vijf van de tien" not in html
    assert "Er is geen bankje" not in html and "signaal" not in html.partition("<main")[2].partition("</main")[0]
    assert pagina(client, keten["signaal"]).status_code == 404
    assert client.get("/draad/gebruiker/1/").status_code == 404


def test_de_draad_in_gewone_woorden(keten, g):
    stel_alles_vast()
    zinnen = " ".join(in_zinnen(keten["signaal"], volg(keten["signaal"], None), is_melder=True))
    assert zinnen.startswith("Uw signaal is onderdeel geworden van het initiatief ‘Bankjesroute’.")
    assert "(gepland, 2026)" in zinnen and "(deels bereikt)" in zinnen
    terug = " ".join(in_zinnen(keten["maatregel"], volg(keten["maatregel"], g.medewerker)))
    assert "Deze maatregel komt voort uit 2 signalen, 1 initiatief, 1 opgave en 1 doel." in terug
    with translation.override("en"):
        assert "(planned, 2026). The result" in " ".join(
            in_zinnen(keten["signaal"], volg(keten["signaal"], None), is_melder=True)
        )


def test_over_de_jaargrens_staat_wat_een_conclusie_werd_en_waar_het_vandaan_kwam(keten, g):
    plan = Gebiedsplan.objects.create(gebied=g.noord, jaar=2027, agenda=keten["agenda"])
    verder = Maatregel.objects.create(
        plan=plan,
        doel=keten["doel"],
        titel="Nog vijf bankjes",
        afdeling=g.afdeling,
        persoon=g.vakambtenaar,
        einddatum=date(2027, 10, 1),
    )
    Conclusie.objects.update(overgenomen_in=verder)
    leid_rechten_af(g.medewerker)
    assert [p.naam for p in volg(keten["maatregel"], g.medewerker).punten("Vervolg")] == ["Nog vijf bankjes"]
    assert [p.status for p in volg(verder, g.medewerker).punten("Eerdere conclusie")] == ["2026"]


# Who asked hears it ---------------------------------------------------------------


@pytest.fixture
def vragers(keten, g):
    """Both reporters have the same address, once with capitals; the initiator and a platform have their own."""
    for signaal, adres in ((keten["signaal"], "Saar@inwoner.test"), (keten["ander"], "saar@inwoner.test")):
        signaal.melder = Melder.objects.create(signaal=signaal, email=adres, bevestigd_op=timezone.now())
    onbevestigd = Signaal.objects.neem_aan(
        tekst="Ook graag", thema="groen", gebied=g.dorp, melder={"email": "x@y.test"}
    )
    keten["opgave"].signalen.add(onbevestigd)
    keten["initiatief"].initiatiefnemer_contact = "buurt@inwoner.test"
    keten["initiatief"].save()
    advies = maak_advies(g.platform, g.medewerker)
    g.platform.email = "raad@inwoner.test"
    g.platform.save()
    keten["opgave"].adviezen.add(advies)
    Bericht.objects.all().delete()
    return keten


def voer_alles_uit():
    for opdracht in Opdracht.objects.filter(soort="vertel_resultaat", status="klaargezet"):
        assert voer_uit(opdracht.pk)


def aan():
    berichten = Bericht.objects.filter(sleutel__startswith="resultaat:")
    return sorted(adres.lower() for adres in berichten.values_list("aan", flat=True))


def test_van_het_oordeel_hoort_iedereen_een_keer(vragers, g):
    stel_alles_vast()
    monitor = vragers["monitor"]
    monitor.refresh_from_db()
    for _ in range(2):
        vertel(monitor)
    voer_alles_uit()
    bezorg(monitor)
    assert aan() == ["buurt@inwoner.test", "raad@inwoner.test", "saar@inwoner.test"]
    tekst = Bericht.objects.get(aan__iexact="saar@inwoner.test").tekst
    assert "Meer plekken om te zitten: dit doel is deels bereikt." in tekst and "Vijf van de tien" in tekst


def test_van_een_maatregel_hoort_wie_erom_vroeg_zodra_het_plan_openbaar_is(vragers, g):
    maatregel = vragers["maatregel"]
    maatregel.initiatieven.add(vragers["initiatief"])
    maatregel.ga_naar("in_uitvoering")
    maatregel.ga_naar("gedaan")
    voer_alles_uit()
    assert aan() == []
    stel_alles_vast()
    maatregel.plan.refresh_from_db()
    bezorg(maatregel)
    # The advice and the other signal are about the task as a whole: they hear when the goal is judged.
    assert aan() == ["buurt@inwoner.test", "saar@inwoner.test"]
    assert "Vijf bankjes plaatsen: dit is gedaan." in Bericht.objects.get(aan="buurt@inwoner.test").tekst


def test_een_concept_monitor_vertelt_niets(vragers):
    bezorg(vragers["monitor"])
    assert aan() == []
