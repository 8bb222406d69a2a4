"""Agreements with departments, and milestones of measures."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cyclus.models import Afspraak, Gebiedsplan, Maatregel, Mijlpaal, Opgave
from tests.cyclus.factories import maak_agenda, maak_maatregel, maak_plan
from tests.gebieden.factories import maak_gemeente, maak_persoon

pytestmark = pytest.mark.django_db


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def plan(g):
    return maak_plan(maak_agenda(g.noord, van_jaar=2025))


def stel_in(plan, status):
    Gebiedsplan.objects.filter(pk=plan.pk).update(status=status)


@pytest.mark.parametrize(("wie", "verwacht"), [("medewerker", 302), ("vakambtenaar", 403), ("elders", 403)])
def test_een_afspraak_toevoegen_in_een_concept_en_dubbel_klikken_maakt_er_een(g, plan, client, wie, verwacht):
    stel_in(plan, "concept")
    client.force_login(getattr(g, wie))
    url = f"/plannen/{plan.pk}/afspraken/nieuw/"
    gegevens = {"afdeling": g.afdeling.pk, "tekst": "Vaker maaien", "sleutel": "0b9ad6d9-3c94-4a3a-9f0c-6a8f0c2d5a11"}
    assert [client.post(url, gegevens).status_code for _ in range(2)] == [verwacht] * 2
    assert Afspraak.objects.count() == (1 if verwacht == 302 else 0)


def test_een_vastgestelde_afspraak_krijgt_een_uitkomst_en_geen_andere_tekst(g, plan, client):
    afspraak = plan.afspraken.create(afdeling=g.afdeling, tekst="Vaker maaien")
    client.force_login(g.medewerker)
    url, was = f"/afspraken/{afspraak.pk}/", plan.stand
    antwoord = client.post(url, {"tekst": "Iets anders", "uitkomst": "deels", "toelichting": " ", "versie": 1})
    assert antwoord.status_code == 200 and "Leg uit waarom" in antwoord.content.decode()
    gegevens = {"tekst": "Iets anders", "uitkomst": "deels", "toelichting": "In juni niet.", "versie": 1}
    assert client.post(url, gegevens).status_code == 302
    afspraak.refresh_from_db()
    assert (afspraak.tekst, afspraak.uitkomst) == ("Vaker maaien", "deels")
    plan.refresh_from_db()
    assert plan.stand != was
    oud = client.post(url, {"uitkomst": "nagekomen", "toelichting": "Toch.", "versie": 1}).content.decode()
    assert "Inmiddels staat hier: Deels" in oud and "Toch." in oud
    assert client.post(f"/plannen/{plan.pk}/afspraken/nieuw/", {}).status_code == 403
    assert client.post(f"/afspraken/{afspraak.pk}/weg/").status_code == 403
    stel_in(plan, "aangeboden")
    assert client.get(url).status_code == 403


def test_wat_niet_is_nagekomen_wordt_het_jaar_erna_voorgesteld(g, client):
    oud = maak_plan(maak_agenda(g.noord, van_jaar=2025), 2025)
    for uitkomst in ("open", "nagekomen", "deels", "niet"):
        oud.afspraken.create(afdeling=g.afdeling, tekst=uitkomst, uitkomst=uitkomst)
    oud.afspraken.create(afdeling=g.afdeling, tekst="nooit opgenomen", is_voorstel=True)
    plan = Gebiedsplan.objects.maak(oud.agenda, 2026, door=g.medewerker)
    Gebiedsplan.objects.maak(oud.agenda, 2026, door=g.medewerker)
    assert sorted(plan.afspraken.values_list("tekst", "is_voorstel")) == [
        ("deels", True),
        ("niet", True),
        ("open", True),
    ]
    een, twee, _drie = plan.afspraken.all()
    assert een.vorige.plan == oud
    client.force_login(g.elders)
    assert client.post(f"/afspraken/{een.pk}/opnemen/").status_code == 403
    client.force_login(g.medewerker)
    assert "Nog niet of niet helemaal nagekomen" in client.get(f"/plannen/{plan.pk}/").content.decode()
    for _ in range(2):
        assert client.post(f"/afspraken/{een.pk}/opnemen/").status_code == 302
    assert client.post(f"/afspraken/{twee.pk}/weg/").status_code == 302
    assert list(plan.afspraken.afgesproken()) == [een]
    assert plan.tijdlijn.filter(tekst__startswith="Afspraak opgenomen").count() == 1


def test_de_afspraak_staat_bij_de_opgave_en_in_het_document_zonder_contactpersoon(g, plan, client):
    opgave = Opgave.objects.create(titel="Dijk", thema="verkeer", trekker=g.medewerker, trekkend_gebied=g.noord)
    opgave.leg_in()
    plan.afspraken.create(afdeling=g.afdeling, tekst="Vaker maaien", opgave=opgave, contactpersoon="Gerda Geheim")
    plan.afspraken.create(afdeling=g.afdeling, tekst="Nog maar een voorstel", is_voorstel=True)
    tekst = client.get(f"/plannen/{plan.pk}/openbaar/").content.decode()
    assert "Vaker maaien" in tekst and "Gerda Geheim" not in tekst and "Nog maar een voorstel" not in tekst
    client.force_login(g.medewerker)
    for pad in (f"/opgaven/{opgave.pk}/", g.noord.get_absolute_url()):
        hier = client.get(pad).content.decode()
        if pad.startswith("/opgaven") or plan.jaar == timezone.localdate().year:
            assert "Gerda Geheim" in hier, pad


# Mijlpalen


@pytest.mark.parametrize(
    ("wie", "verwacht"),
    [("vakambtenaar", 302), ("medewerker", 302), ("collega", 403), ("elders", 403), ("raadslid", 404)],
)
def test_wie_het_uitvoert_houdt_de_mijlpalen_bij(g, plan, client, wie, verwacht):
    g.collega = maak_persoon("Coen Collega", "vakafdeling", g.noord, afdeling=g.afdeling)
    maatregel = maak_maatregel(plan, g.vakambtenaar, g.afdeling)
    client.force_login(getattr(g, wie))
    nieuw = client.post(f"/maatregelen/{maatregel.pk}/mijlpalen/nieuw/", {"naam": "Ontwerp", "uiterlijk": "2026-06-01"})
    assert nieuw.status_code == verwacht
    mijlpaal = maatregel.mijlpalen.first() or maatregel.mijlpalen.create(naam="O", uiterlijk=date(2026, 6, 1))
    was = plan.stand
    gegevens = {"naam": "Ontwerp", "uiterlijk": "2026-07-01", "versie": mijlpaal.versie}
    assert client.post(f"/mijlpalen/{mijlpaal.pk}/", gegevens).status_code == verwacht
    assert (plan.stand != was) == (verwacht == 302)
    if verwacht == 302:
        assert maatregel.tijdlijn.filter(tekst="Ontwerp: was 01-06-2026, wordt 01-07-2026.").exists()
    assert client.post(f"/mijlpalen/{mijlpaal.pk}/weg/").status_code == verwacht
    assert Mijlpaal.objects.count() == (0 if verwacht == 302 else 1)


def test_afvinken_op_het_ene_scherm(g, plan, client):
    maatregel = maak_maatregel(plan, g.vakambtenaar, g.afdeling)
    gisteren = timezone.localdate() - timedelta(days=1)
    een = maatregel.mijlpalen.create(naam="Ontwerp", uiterlijk=gisteren)
    twee = maatregel.mijlpalen.create(naam="Aanleg", uiterlijk=gisteren + timedelta(days=30))
    client.force_login(g.vakambtenaar)
    url = f"/maatregelen/{maatregel.pk}/"
    assert "Te laat" in client.get(url).content.decode()
    gegevens = {"voortgang": "40", "laatste_woord": "Klaar met tekenen", "besteed": "0", "versie": 1}
    morgen = gisteren + timedelta(days=2)
    antwoord = client.post(url, gegevens | {f"mijlpaal_{een.pk}": morgen.isoformat()})
    assert antwoord.status_code == 200 and "Deze dag is nog niet geweest." in antwoord.content.decode()
    assert "Klaar met tekenen" in antwoord.content.decode()
    gegevens |= {f"mijlpaal_{een.pk}": gisteren.isoformat(), "uren_besteed": "12"}
    assert client.post(url, gegevens).status_code == 302
    assert client.post(url, gegevens).status_code == 302
    een.refresh_from_db()
    twee.refresh_from_db()
    assert (een.gehaald_datum, twee.gehaald_datum) == (gisteren, None)
    maatregel = Maatregel.objects.get()
    assert (maatregel.uren_besteed, maatregel.voortgang) == (12, 40)
    assert maatregel.tijdlijn.filter(soort="mijlpaal").count() == 1


@pytest.mark.parametrize("status", ["gedaan", "vervallen"])
def test_geen_mijlpaal_meer_bij_wat_voorbij_is(g, plan, client, status):
    maatregel = maak_maatregel(plan, g.vakambtenaar, g.afdeling, status=status)
    client.force_login(g.vakambtenaar)
    assert client.get(f"/maatregelen/{maatregel.pk}/mijlpalen/nieuw/").status_code == 403


@pytest.mark.parametrize(("veld", "waarde"), [("uiterlijk", "9026-06-01"), ("naam", "x" * 121), ("uiterlijk", "ooit")])
def test_onzin_in_een_mijlpaal(g, plan, client, veld, waarde):
    maatregel = maak_maatregel(plan, g.vakambtenaar, g.afdeling)
    client.force_login(g.vakambtenaar)
    gegevens = {"naam": "Bewaar dit", "uiterlijk": "2026-06-01", veld: waarde}
    antwoord = client.post(f"/maatregelen/{maatregel.pk}/mijlpalen/nieuw/", gegevens)
    assert antwoord.status_code == 200 and waarde in antwoord.content.decode()
    assert not Mijlpaal.objects.exists()
