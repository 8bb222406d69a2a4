from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from cyclus.models import Bijdrage, Conclusie, Doel, Gebiedsplan, Maatregel
from cyclus.monitor.overnemen import maak_plan
from cyclus.plan.maatregel import MAATREGEL
from cyclus.plan.models import TABEL
from gebiedswerk.opdrachten import Opdracht, voer_uit, volg_rooster, zet_klaar
from gebiedswerk.post import Bericht
from gebiedswerk.statussen import GeenRecht, OvergangNietToegestaan
from tests.cyclus.factories import maak_agenda, maak_maatregel, maak_monitor
from tests.cyclus.factories import maak_plan as plan_van
from tests.gebieden.factories import maak_gemeente, maak_persoon

pytestmark = pytest.mark.django_db


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def plan(g):
    return plan_van(maak_agenda(g.noord, doelen=2))


@pytest.mark.parametrize(("van", "naar"), list(product(TABEL.namen, repeat=2)))
def test_alle_paren_van_het_plan(g, van, naar):
    plan = plan_van(maak_agenda(g.noord), status=van)
    if (van, naar) in {(o.van, o.naar) for o in TABEL.overgangen}:
        assert plan.ga_naar(naar, opmerking_college="Nog eens.").status == naar
    else:
        with pytest.raises(OvergangNietToegestaan):
            plan.ga_naar(naar, opmerking_college="Nog eens.")


@pytest.mark.parametrize(("van", "naar"), list(product(MAATREGEL.namen, repeat=2)))
def test_alle_paren_van_de_maatregel(g, plan, van, naar):
    maatregel = maak_maatregel(plan, g.vakambtenaar, g.afdeling, status=van)
    if (van, naar) in {(o.van, o.naar) for o in MAATREGEL.overgangen}:
        assert maatregel.ga_naar(naar, reden="Daarom.").status == naar
    else:
        with pytest.raises(OvergangNietToegestaan):
            maatregel.ga_naar(naar, reden="Daarom.")


@pytest.mark.parametrize(
    ("wie", "mag"), [("medewerker", False), ("vakambtenaar", False), ("elders", False), ("wethouder", True)]
)
def test_alleen_het_bestuur_stelt_het_plan_vast(g, client, wie, mag):
    plan = plan_van(maak_agenda(g.noord), status="aangeboden")
    client.force_login(getattr(g, wie))
    code = client.post(f"/plannen/{plan.pk}/status/", {"status": "vastgesteld"}).status_code
    plan.refresh_from_db()
    assert (code, plan.status) == ((302, "vastgesteld") if mag else (403, "aangeboden"))
    assert bool(plan.vastgesteld_datum) == mag


@pytest.mark.parametrize(
    ("wie", "verwacht"),
    [
        ("medewerker", 302),
        ("sociaal", 302),
        ("elders", 403),
        ("vakambtenaar", 403),
        ("wethouder", 403),
        ("raadslid", 404),
    ],
)
def test_wie_een_plan_maakt_uit_een_agenda(g, client, wie, verwacht):
    agenda = maak_agenda(g.noord)
    client.force_login(getattr(g, wie))
    assert client.post(f"/agendas/{agenda.pk}/plan/2026/").status_code == verwacht
    assert Gebiedsplan.objects.count() == (1 if verwacht == 302 else 0)


@pytest.mark.parametrize(("status", "jaar"), [("concept", 2026), ("aangeboden", 2026), ("vastgesteld", 2035)])
def test_geen_plan_zonder_vastgestelde_agenda_voor_dat_jaar(g, client, status, jaar):
    agenda = maak_agenda(g.noord, status)
    client.force_login(g.medewerker)
    antwoord = client.post(f"/agendas/{agenda.pk}/plan/{jaar}/", follow=True)
    assert "geen vastgestelde gebiedsagenda" in antwoord.content.decode()
    assert Gebiedsplan.objects.count() == 0


def test_plan_neemt_onafgemaakte_maatregelen_en_conclusies_over(g):
    agenda = maak_agenda(g.noord, van_jaar=2025)
    oud = plan_van(agenda, 2025)
    open_ = maak_maatregel(oud, g.vakambtenaar, g.afdeling, "Niet af", budget=900, besteed=300)
    maak_maatregel(oud, g.vakambtenaar, g.afdeling, "Af", status="gedaan")
    maak_maatregel(oud, g.vakambtenaar, g.afdeling, "Weg", status="vervallen")
    monitor = maak_monitor(oud, g.medewerker)
    conclusie = Conclusie.objects.create(
        monitor=monitor, doel=agenda.doelen.get(), tekst="Er is meer nodig.", voorstel="Meer doen"
    )
    monitor.ga_naar("vastgesteld")
    plan = maak_plan(agenda, 2026, door=g.medewerker)
    assert maak_plan(agenda, 2026, door=g.medewerker) == plan
    assert {(m.titel, m.status) for m in plan.maatregelen.all()} == {
        ("Niet af", "voorgesteld"),
        ("Meer doen", "voorgesteld"),
    }
    nieuw = plan.maatregelen.get(titel="Niet af")
    assert (nieuw.vorige, nieuw.budget) == (open_, Decimal(600))
    conclusie.refresh_from_db()
    assert conclusie.overgenomen_in == plan.maatregelen.get(titel="Meer doen")


def test_overgenomen_maatregel_volgt_het_doel_naar_de_nieuwe_agenda(g):
    agenda = maak_agenda(g.noord, van_jaar=2025, doelen=2)
    oud = plan_van(agenda, 2025)
    blijft, verdwijnt = agenda.doelen.all()
    maak_maatregel(oud, g.vakambtenaar, g.afdeling, "Blijft", doel=blijft)
    maak_maatregel(oud, g.vakambtenaar, g.afdeling, "Verdwijnt", doel=verdwijnt)
    nieuw = agenda.nieuwe_versie(door=g.medewerker)
    nieuw.doelen.get(vorig_doel=verdwijnt).delete()
    nieuw.ga_naar("aangeboden")
    nieuw.ga_naar("vastgesteld", besluitnummer="B", vastgesteld_datum=date(2026, 1, 5))
    plan = maak_plan(nieuw, 2026, door=g.medewerker)
    assert [(m.titel, m.doel) for m in plan.maatregelen.all()] == [("Blijft", Doel.objects.get(vorig_doel=blijft))]


def test_totalen_per_doel_in_een_vraag(g, plan, django_assert_num_queries):
    een, twee = plan.agenda.doelen.all()
    gisteren = timezone.localdate() - timedelta(days=1)
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, doel=een, budget=100, besteed=40, einddatum=gisteren)
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, doel=een, budget=50, status="gedaan", besteed=50)
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, doel=een, budget=999, status="voorgesteld")
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, doel=twee, budget=7, status="vervallen")
    with django_assert_num_queries(1):
        totalen = plan.totalen_per_doel()
    assert totalen[een.pk] == {
        "aantal": 2,
        "gedaan": 1,
        "te_laat": 1,
        "vervallen": 0,
        "budget": Decimal(150),
        "besteed": Decimal(90),
    }
    assert (totalen[twee.pk]["aantal"], totalen[twee.pk]["vervallen"], totalen[twee.pk]["budget"]) == (1, 1, 7)
    assert Gebiedsplan.objects.met_totalen().get().budget == Decimal(157)


@pytest.mark.parametrize(
    ("wie", "verwacht"),
    [
        ("vakambtenaar", 302),
        ("collega", 403),
        ("medewerker", 302),
        ("regie", 302),
        ("elders", 403),
        ("wethouder", 403),
        ("raadslid", 404),
        ("platformlid", 404),
        ("buitenstaander", 404),
    ],
)
def test_wie_een_maatregel_bijwerkt(g, plan, client, wie, verwacht):
    g.collega = maak_persoon("Coen Collega", "vakafdeling", g.noord, afdeling=g.afdeling)
    maatregel = maak_maatregel(plan, g.vakambtenaar, g.afdeling)
    client.force_login(getattr(g, wie))
    gegevens = {"voortgang": "60", "laatste_woord": "Halverwege", "besteed": "1.250,50", "versie": 1}
    assert client.post(f"/maatregelen/{maatregel.pk}/", gegevens).status_code == verwacht
    maatregel.refresh_from_db()
    if verwacht == 302:
        assert (maatregel.voortgang, maatregel.besteed, maatregel.laatste_woord) == (
            60,
            Decimal("1250.50"),
            "Halverwege",
        )
        assert maatregel.bijgewerkt_op
    else:
        assert (maatregel.voortgang, maatregel.besteed) == (0, 0)


def test_na_het_einde_van_de_rol_werkt_niemand_meer_bij(g, plan, client):
    maatregel = maak_maatregel(plan, g.vakambtenaar, g.afdeling)
    rol = g.vakambtenaar.gebiedsrollen.get()
    rol.van = timezone.localdate() - timedelta(days=30)
    rol.beeindig(timezone.localdate() - timedelta(days=1))
    client.force_login(g.vakambtenaar)
    assert client.get(f"/maatregelen/{maatregel.pk}/").status_code == 404


def test_verouderde_voortgang_wordt_geweigerd_met_beide_versies(g, plan, client):
    maatregel = maak_maatregel(plan, g.vakambtenaar, g.afdeling)
    client.force_login(g.vakambtenaar)
    url = f"/maatregelen/{maatregel.pk}/"
    client.post(url, {"voortgang": "30", "laatste_woord": "Eerst", "besteed": "0", "versie": 1})
    antwoord = client.post(url, {"voortgang": "10", "laatste_woord": "Later", "besteed": "0", "versie": 1})
    tekst = antwoord.content.decode()
    assert "Eerst" in tekst and "Later" in tekst
    assert Maatregel.objects.get().laatste_woord == "Eerst"


@pytest.mark.parametrize(
    ("veld", "waarde"), [("voortgang", "140"), ("voortgang", "-1"), ("besteed", "-5"), ("besteed", "1e12")]
)
def test_onzin_in_de_voortgang(g, plan, client, veld, waarde):
    maatregel = maak_maatregel(plan, g.vakambtenaar, g.afdeling)
    client.force_login(g.vakambtenaar)
    gegevens = {"voortgang": "10", "laatste_woord": "Bewaar dit", "besteed": "0", "versie": 1, veld: waarde}
    antwoord = client.post(f"/maatregelen/{maatregel.pk}/", gegevens)
    assert antwoord.status_code == 200 and "Bewaar dit" in antwoord.content.decode()
    assert Maatregel.objects.get().voortgang == 0


def maatregelgegevens(g, plan, **anders):
    return {
        "doel": plan.agenda.doelen.first().pk,
        "titel": "Bankjes plaatsen",
        "afdeling": g.afdeling.pk,
        "persoon": g.vakambtenaar.pk,
        "einddatum": f"{plan.jaar}-10-01",
        "budget": "2.500",
        "budgetsoort": "regulier",
        **anders,
    }


def test_maatregel_toevoegen_aan_een_concept(g, client):
    plan = plan_van(maak_agenda(g.noord), status="concept")
    client.force_login(g.medewerker)
    antwoord = client.post(f"/plannen/{plan.pk}/maatregelen/nieuw/", maatregelgegevens(g, plan))
    assert antwoord.status_code == 302
    assert Maatregel.objects.get().budget == Decimal(2500)
    client.force_login(g.elders)
    assert client.post(f"/plannen/{plan.pk}/maatregelen/nieuw/", maatregelgegevens(g, plan)).status_code == 403


def test_een_vastgesteld_plan_krijgt_geen_ander_budget(g, plan, client):
    maatregel = maak_maatregel(plan, g.vakambtenaar, g.afdeling, budget=100)
    client.force_login(g.medewerker)
    assert client.post(f"/plannen/{plan.pk}/maatregelen/nieuw/", maatregelgegevens(g, plan)).status_code == 403
    gegevens = maatregelgegevens(g, plan, budget="99999", titel="Heel wat anders", versie=1, persoon=g.medewerker.pk)
    client.post(f"/maatregelen/{maatregel.pk}/bewerken/", gegevens)
    maatregel.refresh_from_db()
    assert (maatregel.budget, maatregel.titel) == (100, "Drempels aanleggen")
    assert (maatregel.persoon, maatregel.einddatum) == (g.medewerker, date(2026, 10, 1))
    assert maatregel.tijdlijn.filter(soort="planning", tekst__contains="01-12-2026").exists()


@pytest.mark.parametrize("wie", [None, "raadslid", "platformlid", "buitenstaander"])
@pytest.mark.parametrize(("status", "leest"), [("concept", False), ("aangeboden", False), ("vastgesteld", True)])
def test_wie_geen_ambtenaar_is_leest_alleen_het_vastgestelde_plan(g, client, wie, status, leest):
    plan = plan_van(maak_agenda(g.noord), status=status)
    if wie:
        client.force_login(getattr(g, wie))
    paden = [f"/plannen/{plan.pk}/", f"/plannen/{plan.pk}/openbaar/", f"/plannen/{plan.pk}.pdf"]
    assert [client.get(pad, follow=True).status_code for pad in paden] == [200 if leest else 404] * 3


def test_openbaar_plan_zonder_mensen_en_zonder_voorstellen(g, plan, client):
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, "Drempels", laatste_woord="Gebeld met mevrouw Geheim")
    maak_maatregel(plan, g.medewerker, g.afdeling, "Nog maar een voorstel", status="voorgesteld")
    Bijdrage.objects.create(
        doel=plan.agenda.doelen.first(), partij="P", soort="anders", belofte="B", contact="Co Contact"
    )
    tekst = client.get(f"/plannen/{plan.pk}/openbaar/").content.decode()
    assert "Drempels" in tekst and "Openbare ruimte" in tekst
    for woord in (g.vakambtenaar.naam, g.medewerker.naam, "mevrouw Geheim", "Nog maar een voorstel", "Co Contact"):
        assert woord not in tekst


@pytest.mark.parametrize("pad", ["/plannen/", "/plannen/{plan}/", "/plannen/{plan}/openbaar/"])
def test_evenveel_vragen_bij_een_als_bij_drie(g, plan, client, pad, django_assert_max_num_queries):
    client.force_login(g.medewerker)
    url, aantallen = pad.format(plan=plan.pk), []
    for jaren in ([2027], [2028, 2029]):
        for jaar in jaren:
            plan_van(plan.agenda, jaar)
            maak_maatregel(plan, g.vakambtenaar, g.afdeling)
        client.get(url)
        with django_assert_max_num_queries(24 if "{plan}/" in pad and "openbaar" not in pad else 12) as gemeten:
            assert client.get(url).status_code == 200
        aantallen.append(len(gemeten))
    assert aantallen[0] == aantallen[1]


# Herinneringen


def herinner_op(dag):
    opdracht, _ = zet_klaar("herinner_maatregelen", f"herinner_maatregelen:{dag}", dag=dag.isoformat())
    voer_uit(opdracht.pk)


def test_drie_herinneringen_elk_een_keer(g, plan):
    einddatum = date(2026, 6, 10)
    maatregel = maak_maatregel(plan, g.vakambtenaar, g.afdeling, einddatum=einddatum)
    per_dag = {}
    for dagen in range(-10, 15):
        herinner_op(einddatum + timedelta(days=dagen))
        per_dag[dagen] = Bericht.objects.over(maatregel).count()
    assert per_dag == {d: 0 if d < -7 else 1 if d < 0 else 2 if d < 7 else 3 for d in range(-10, 15)}
    assert set(Bericht.objects.values_list("aan", flat=True)) == {g.vakambtenaar.email}
    teksten = list(Bericht.objects.order_by("pk").values_list("tekst", flat=True))
    assert "Dit staat op uw naam" in teksten[0] and "nog niet klaar" in teksten[2]


def test_twee_beats_op_een_dag_zetten_een_opdracht_klaar(g, plan):
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, einddatum=timezone.localdate())
    volg_rooster()
    volg_rooster()
    opdracht = Opdracht.objects.get(soort="herinner_maatregelen")
    assert [voer_uit(opdracht.pk), voer_uit(opdracht.pk)] == [True, False]
    assert Bericht.objects.count() == 1


@pytest.mark.parametrize(
    ("planstatus", "status"),
    [
        ("concept", "gepland"),
        ("afgesloten", "gepland"),
        ("vastgesteld", "gedaan"),
        ("vastgesteld", "vervallen"),
        ("vastgesteld", "voorgesteld"),
    ],
)
def test_geen_herinnering_waar_niets_te_doen_is(g, planstatus, status):
    plan = plan_van(maak_agenda(g.noord), status=planstatus)
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, status=status, einddatum=date(2026, 6, 10))
    herinner_op(date(2026, 6, 10))
    assert Bericht.objects.count() == 0


def test_wie_weg_is_krijgt_geen_herinnering_maar_de_gebiedsmedewerker(g, plan):
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, einddatum=date(2026, 6, 10))
    g.vakambtenaar.is_active = False
    g.vakambtenaar.save()
    herinner_op(date(2026, 6, 10))
    assert Bericht.objects.get().aan == g.medewerker.email


@pytest.mark.django_db(transaction=True)
def test_twee_werkers_tegelijk_herinneren_een_keer():
    if connection.vendor != "postgresql":
        pytest.skip("alleen PostgreSQL laat twee werkers tegelijk schrijven")
    g = maak_gemeente()
    maak_maatregel(plan_van(maak_agenda(g.noord)), g.vakambtenaar, g.afdeling, einddatum=date(2026, 6, 10))
    een, _ = zet_klaar("herinner_maatregelen", "een", dag="2026-06-10")
    twee, _ = zet_klaar("herinner_maatregelen", "twee", dag="2026-06-10")

    def werk(pk):
        voer_uit(pk)
        connection.close()

    draden = [Thread(target=werk, args=[o.pk]) for o in (een, twee)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert Bericht.objects.count() == 1


def test_recht_op_stappen_van_een_maatregel(g, plan):
    maatregel = maak_maatregel(plan, g.vakambtenaar, g.afdeling, status="voorgesteld")
    with pytest.raises(GeenRecht):
        maatregel.ga_naar("gepland", door=g.vakambtenaar)
    maatregel.ga_naar("gepland", door=g.medewerker)
    maatregel.ga_naar("in_uitvoering", door=g.vakambtenaar)
    with pytest.raises(GeenRecht):
        maatregel.ga_naar("gedaan", door=g.elders)
    assert maatregel.ga_naar("gedaan", door=g.vakambtenaar).voortgang == 100
