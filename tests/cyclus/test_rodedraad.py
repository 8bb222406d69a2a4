from datetime import date

import pytest
from django.urls import reverse

from cyclus.models import Conclusie, Doel, Doeloordeel, Gebiedsagenda, Gebiedsmonitor, Gebiedsplan, Maatregel, Opgave
from cyclus.rodedraad.draad import rode_draad
from cyclus.rodedraad.schakels import ALLEEN_GEVULD, ETAPPES
from gebieden.rechten import leid_rechten_af
from initiatieven.models import Initiatief
from signalen.models import Signaal
from tests.gebieden.factories import maak_gemeente

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
