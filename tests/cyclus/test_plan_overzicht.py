"""Everybody's overview of all plans and projects in an area, and what a plan adds up to."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from cyclus.models import Maatregel, Opgave
from cyclus.plan.totalen import tel_op
from gebieden.models import Afdeling, Contact
from gebiedswerk.models import Document, Opdracht
from gebiedswerk.opdrachten import voer_uit
from tests.cyclus.factories import maak_agenda, maak_doel, maak_initiatief, maak_maatregel, maak_plan
from tests.gebieden.factories import maak_gemeente

pytestmark = pytest.mark.django_db


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def plan(g):
    """One of everything in noord: public, and beside it what nobody outside may read."""
    plan = maak_plan(maak_agenda(g.noord))
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, "Drempels", laatste_woord="Gebeld met mevrouw Geheim")
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, "Voorstel geheim", status="voorgesteld")
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, "Bankjes", status="vervallen", reden="Geheim")
    concept = maak_plan(plan.agenda, 2027, "concept")
    maak_maatregel(concept, g.vakambtenaar, g.afdeling, "Concept geheim")
    plan.afspraken.create(afdeling=g.afdeling, tekst="Vaker maaien", contactpersoon="Gerda Geheim")
    plan.afspraken.create(afdeling=g.afdeling, tekst="Afspraak geheim", is_voorstel=True)
    maak_initiatief(g.dorp, g.medewerker, "Moestuin", initiatiefnemer="Ina Geheim")
    maak_initiatief(g.dorp, g.medewerker, "Idee geheim", status="idee")
    maak_initiatief(g.dorp, g.medewerker, "Niet openbaar geheim", is_openbaar=False)
    for titel, status in (("Veilige dijk", "lopend"), ("Opgave geheim", "voorstel")):
        opgave = Opgave.objects.create(
            titel=titel, status=status, thema="verkeer", trekker=g.medewerker, trekkend_gebied=g.noord
        )
        opgave.leg_in()
    return plan


OPENBAAR = {"Drempels", "Bankjes", "Vaker maaien", "Moestuin", "Veilige dijk"}


def titels(client, gebied, **vraag):
    antwoord = client.get(f"/gebieden/{gebied.slug}/plannen/", vraag)
    return {regel.titel for _thema, regels in antwoord.context["per_thema"] for regel in regels}


@pytest.mark.parametrize("wie", [None, "medewerker", "raadslid"])
def test_alles_wat_openbaar_is_en_niets_meer(g, plan, client, wie):
    if wie:
        client.force_login(getattr(g, wie))
    assert titels(client, g.noord) == OPENBAAR
    tekst = client.get(f"/gebieden/{g.noord.slug}/plannen/").content.decode()
    namen = (g.vakambtenaar.naam, g.medewerker.naam) if wie != "medewerker" else (g.vakambtenaar.naam,)
    assert not [naam for naam in (*namen, "eheim") if naam in tekst]
    assert titels(client, g.gemeente) == OPENBAAR
    assert titels(client, g.dorp) == {"Moestuin"}
    assert titels(client, g.zuid) == set()


@pytest.mark.parametrize(
    ("vraag", "verwacht"),
    [
        ({"thema": "groen"}, {"Moestuin"}),
        ({"thema": "verkeer"}, {"Drempels", "Bankjes", "Veilige dijk"}),
        ({"staat": "stopt"}, {"Bankjes"}),
        ({"staat": "loopt", "soort": "maatregel"}, {"Drempels"}),
        ({"soort": "afspraak"}, {"Vaker maaien"}),
        ({"staat": "onzin", "jaar": "duizend", "thema": "x\0"}, OPENBAAR),
    ],
)
def test_filter_zonder_script(g, plan, client, vraag, verwacht):
    assert titels(client, g.noord, **vraag) == verwacht


def test_filter_op_jaar_ook_voor_wat_langer_loopt(g, plan, client):
    oud = maak_plan(plan.agenda, 2024, "afgesloten")
    maak_maatregel(oud, g.vakambtenaar, g.afdeling, "Oude drempels", status="gedaan")
    op = timezone.make_aware(datetime(2023, 5, 1, 9))
    maak_initiatief(g.dorp, g.medewerker, "Loopt al jaren", ontvangen_op=op)
    maak_initiatief(g.dorp, g.medewerker, "Was klaar", ontvangen_op=op, status="afgerond", status_sinds=op)
    assert titels(client, g.noord, jaar="2024") == {"Oude drempels", "Loopt al jaren"}


def test_evenveel_vragen_en_een_bladwijzer(g, plan, client, django_assert_max_num_queries):
    url, aantallen = f"/gebieden/{g.noord.slug}/plannen/", []
    for extra in (0, 32):
        for nummer in range(extra):
            maak_maatregel(plan, g.vakambtenaar, g.afdeling, f"Maatregel {nummer}")
        client.get(url)
        with django_assert_max_num_queries(12) as gemeten:
            antwoord = client.get(url)
        aantallen.append(len(gemeten))
    # One query for each kind on the page, however many rows: here all four, then only measures and one task.
    assert aantallen[0] == 8 >= aantallen[1]
    assert "Volgende" in antwoord.content.decode()
    samen = titels(client, g.noord) | titels(client, g.noord, pagina="2")
    assert samen >= OPENBAAR and len(samen) == len(OPENBAAR) + 32


def test_de_bezoeker_die_engels_koos_leest_hier_nederlands(g, plan, client):
    client.cookies["taal"] = "en"
    antwoord = client.get(f"/gebieden/{g.noord.slug}/plannen/")
    assert antwoord["Content-Language"] == "nl" and "only available in Dutch" in antwoord.content.decode()


# Wat een plan vraagt


def test_totalen_per_doel_afdeling_en_budget(g):
    plan = maak_plan(maak_agenda(g.noord, doelen=2))
    een, twee = plan.agenda.doelen.all()
    groen = Afdeling.objects.create(naam="Groen")
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, doel=een, budget=100, besteed=40, uren=8, uren_besteed=5)
    maak_maatregel(plan, g.vakambtenaar, groen, doel=een, budget=50, budgetsoort="extra")
    maak_maatregel(plan, g.vakambtenaar, groen, doel=twee, budget=Decimal("7.50"), budgetbron="leefbaarheidsbudget")
    som = tel_op(plan.maatregelen.voor_lijst())
    assert (som.alles.aantal, som.alles.budget, som.alles.extra, som.alles.besteed) == (3, 157.5, 50, 40)
    assert (som.alles.uren, som.alles.uren_besteed) == (8, 5)
    assert [(t.naam, t.budget, t.uren) for t in som.per_doel] == [("Doel 1", 150, 8), ("Doel 2", 7.5, None)]
    assert [(t.naam, t.aantal) for t in som.per_afdeling] == [("Groen", 2), ("Openbare ruimte", 1)]
    assert [(t.naam, t.budget) for t in som.per_budget] == [
        ("Regulier budget (leefbaarheidsbudget)", 7.5),
        ("Regulier budget", 100),
        ("Extra budget", 50),
    ]


def test_het_formulier_vraagt_soort_uren_budget_en_partners(g, client):
    plan = maak_plan(maak_agenda(g.noord), status="concept")
    school = Contact.objects.create(naam="De Kersenboom", trekkend_gebied=g.dorp)
    school.leg_in()
    elders = Contact.objects.create(naam="Elders", trekkend_gebied=g.zuid)
    elders.leg_in()
    client.force_login(g.medewerker)
    url = f"/plannen/{plan.pk}/maatregelen/nieuw/"
    gegevens = {
        **{"doel": plan.agenda.doelen.get().pk, "soort": "project", "titel": "Bankjes", "afdeling": g.afdeling.pk},
        **{"persoon": g.vakambtenaar.pk, "einddatum": "2026-10-01", "budget": "2.500", "budgetsoort": "extra"},
        **{"budgetbron": "leefbaarheidsbudget", "uren": "40", "partners": [school.pk], "andere_partners": "politie"},
        "sleutel": "0b9ad6d9-3c94-4a3a-9f0c-6a8f0c2d5a12",
    }
    fout = client.post(url, gegevens | {"partners": [elders.pk], "uren": "9999999999", "budgetbron": "onzin"})
    assert set(fout.context["form"].errors) == {"partners", "uren", "budgetbron"}
    assert [client.post(url, gegevens).status_code for _ in range(2)] == [302, 302]
    maatregel = Maatregel.objects.get()
    assert (maatregel.soort, maatregel.uren, maatregel.budgetbron) == ("project", 40, "leefbaarheidsbudget")
    assert list(maatregel.partners.all()) == [school]
    assert plan.tijdlijn.filter(tekst="Toegevoegd: Bankjes").count() == 1
    # Next year's proposal brings it all along.
    maatregel.uren_besteed = 15
    volgend = maak_plan(plan.agenda, 2027, "concept")
    nieuw = maatregel.stel_voor_in(volgend, plan.agenda.doelen.get(), door=g.medewerker)
    assert (nieuw.soort, nieuw.uren, nieuw.andere_partners) == ("project", 25, "politie")
    assert list(nieuw.partners.all()) == [school]


def test_filter_op_de_pagina_van_het_plan(g, plan, client):
    plan = maak_plan(maak_agenda(g.zuid))
    maak_doel(plan.agenda, "Tweede doel")
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, "Feest op het plein", soort="activiteit")
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, "Weg opnieuw", soort="project", einddatum=date(2026, 1, 2))
    client.force_login(g.medewerker)
    url = f"/plannen/{plan.pk}/"
    per_vraag = {
        vraag: ["Feest op het plein" in tekst, "Weg opnieuw" in tekst]
        for vraag in ("", "?soort=project", "?te_laat=on", "?status=gedaan", "?soort=onzin")
        for tekst in [client.get(url + vraag).content.decode()]
    }
    assert per_vraag == {
        "": [True, True],
        "?soort=project": [False, True],
        "?te_laat=on": [False, True],
        "?status=gedaan": [False, False],
        "?soort=onzin": [True, True],
    }


def test_een_partner_die_niet_openbaar_is_staat_niet_in_het_openbare_plan(g, client):
    plan = maak_plan(maak_agenda(g.noord))
    maatregel = maak_maatregel(plan, g.vakambtenaar, g.afdeling, uren=12, andere_partners="politie")
    vandaag = timezone.localdate()
    for naam, openbaar in (("Open Huis", ["naam"]), ("Dicht Huis", [])):
        contact = Contact.objects.create(naam=naam, trekkend_gebied=g.dorp, openbaar=openbaar, gecontroleerd_op=vandaag)
        maatregel.partners.add(contact)
    maatregel.mijlpalen.create(naam="Ontwerp klaar", uiterlijk=date(2026, 6, 1))
    tekst = client.get(f"/plannen/{plan.pk}/openbaar/").content.decode()
    assert "Open Huis, politie" in tekst and "Dicht Huis" not in tekst
    assert "Ontwerp klaar: uiterlijk 1 juni 2026" in tekst and "Per soort budget" in tekst
    client.post(f"/plannen/{plan.pk}.pdf")
    assert voer_uit(Opdracht.objects.get(soort="plan_pdf").pk)
    inhoud = Document.objects.van(plan).get().gegevens["inhoud"]
    assert inhoud["doelen"][0]["maatregelen"][0]["mijlpalen"][0]["naam"] == "Ontwerp klaar"
    assert inhoud["totalen"]["alles"]["uren"] == 12
