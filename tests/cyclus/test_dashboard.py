"""How it stands now: every number is that of the list behind it, and the queries do not depend on the areas."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cyclus.models import Afspraak, Conclusie, Doel, Maatregel, Padpunt
from cyclus.monitor.dashboard import gebieden_van, stand_van_nu
from gebieden.models import Cijfer, Indicator
from initiatieven.models import Initiatief
from signalen.models import Signaal
from tests.gebieden.factories import maak_gemeente

from .factories import maak_agenda, maak_initiatief, maak_maatregel, maak_monitor, maak_plan, maak_signaal

VANDAAG = timezone.localdate()
JAAR = VANDAAG.year


@pytest.fixture
def g(db):
    return maak_gemeente()


def vul(g, gebied):
    """One of everything in an area: on its way, late, silent, waiting."""
    plan = maak_plan(maak_agenda(gebied, van_jaar=JAAR), JAAR)
    for status, eind in (("gedaan", 5), ("in_uitvoering", -5), ("in_uitvoering", 30), ("vervallen", 5)):
        maak_maatregel(
            *(plan, g.vakambtenaar, g.afdeling, f"M {status} {eind}", status),
            einddatum=VANDAAG + timedelta(days=eind),
            besteed=250,
        )
    lang = timezone.now() - timedelta(days=300)
    Maatregel.objects.filter(plan=plan, titel="M in_uitvoering 30").update(bijgewerkt_op=lang, status_sinds=lang)
    Afspraak.objects.create(plan=plan, afdeling=g.afdeling, tekst="Maaien na juni", uitkomst="nagekomen")
    kern = gebied.kinderen.order_by("naam").first()
    laat = maak_signaal(kern, date(JAAR - 1, 1, 8))
    wacht = maak_signaal(kern, date(JAAR - 1, 1, 8))
    Signaal.objects.filter(pk=wacht.pk).update(wacht_sinds=VANDAAG)
    maak_initiatief(kern, g.medewerker, status="in_uitvoering", bijdrage=Decimal(700))
    maak_initiatief(kern, g.medewerker, "Klaar", status="afgerond", bijdrage=Decimal(300))
    Initiatief.objects.update(ontvangen_op=timezone.make_aware(datetime(JAAR, 1, 3)))
    return plan, laat


def test_elk_blok_telt_wat_er_in_het_gebied_is(g):
    plan, laat = vul(g, g.noord)
    vul(g, g.zuid)
    # A signal in two villages of one area is one signal.
    laat.gebieden.add(g.dorp)
    noord, zuid = stand_van_nu(g.medewerker)
    assert (noord.gebied, zuid.gebied) == (g.noord, g.zuid)
    p = noord.plan
    assert (p, p.aantal, p.gedaan, p.te_laat, p.vervallen, p.budget, p.besteed) == (plan, 4, 1, 1, 1, 4000, 1000)
    assert noord.stil == Maatregel.objects.stil().filter(plan=plan).count() == 1
    assert noord.afspraak_per_uitkomst == [("Nagekomen", 1)]
    assert (noord.bijdragen, noord.uitgekeerd, noord.terechtgekomen) == (1000, 300, 1300)
    assert noord.signalen == {"open": 2, "te_laat": 1, "wacht": 1}
    assert (noord.open_initiatieven, noord.initiatieven["afgerond"]) == (2, 1)
    assert not noord.tevredenheid.is_genoeg and noord.optijd.procent is None


def test_een_getal_is_dat_van_de_lijst_erachter(g, client):
    vul(g, g.noord)
    client.force_login(g.medewerker)
    [stand] = stand_van_nu(g.medewerker, [g.noord])
    for pad, verwacht in (
        ("/signalen/?gebied=noord&status=open", stand.signalen["open"]),
        ("/signalen/?gebied=noord&over_termijn=on", stand.signalen["te_laat"]),
        ("/signalen/?gebied=noord&wacht=melder", stand.signalen["wacht"]),
        ("/initiatieven/?gebied=noord&status=open", stand.open_initiatieven),
    ):
        assert len(client.get(pad).context["pagina"].object_list) == verwacht, pad
    tekst = client.get("/monitor/stand/").text
    assert "gebied=noord&amp;over_termijn=on" in tekst and "status=te_laat" in tekst and "stil=on" in tekst


def test_een_doel_wordt_langs_zijn_pad_gelegd(g):
    agenda = maak_agenda(g.noord, van_jaar=JAAR - 1)
    doel = agenda.doelen.get()
    indicator = Indicator.objects.create(code="v", naam="Veilig", thema="verkeer", eenheid="%", decimalen=0, bron="CBS")
    for jaar, waarde in ((JAAR - 1, 40), (JAAR, 44)):
        Cijfer.objects.create(gebied=g.noord, indicator=indicator, jaar=jaar, waarde=waarde, bron="CBS")
    Doel.objects.update(indicator=indicator, startwaarde=40, startjaar=JAAR - 1, streefwaarde=60, streefjaar=JAAR + 3)
    [stand] = stand_van_nu(g.medewerker)
    assert [d.oordeel for d in stand.doelen] == ["deels"]
    Padpunt.objects.create(doel=doel, jaar=JAAR, waarde=Decimal(44))
    [stand] = stand_van_nu(g.medewerker)
    assert [(d.oordeel, d.naam) for d in stand.doelen] == [("bereikt", "Op koers")]
    assert stand.op_koers == 1


def test_een_eigen_maat_komt_uit_de_laatste_monitor_ook_onder_de_vorige_versie(g):
    agenda = maak_agenda(g.noord, van_jaar=JAAR - 1)
    Doel.objects.update(startwaarde=10, startjaar=JAAR - 2, streefwaarde=20, streefjaar=JAAR + 2)
    monitor = maak_monitor(maak_plan(agenda, JAAR - 1), g.medewerker)
    monitor.oordelen.update(waarde=13, meetjaar=JAAR - 1)
    nieuw = agenda.nieuwe_versie(door=g.medewerker)
    nieuw.status = "vastgesteld"
    nieuw.save()
    type(agenda).objects.filter(pk=agenda.pk).update(status="vervangen")
    [stand] = stand_van_nu(g.medewerker)
    assert [(d.waarde, d.jaar, d.oordeel) for d in stand.doelen] == [(Decimal("13.00"), JAAR - 1, "bereikt")]


def test_een_gebied_met_andere_erin_telt_niet_dubbel(g):
    for gebied in (g.gemeente, g.noord, g.zuid):
        maak_agenda(gebied)
    assert gebieden_van(g.medewerker) == [g.noord, g.zuid]


@pytest.mark.parametrize(
    ("wie", "code"), [("medewerker", 200), ("elders", 200), ("raadslid", 403), ("platformlid", 403), (None, 302)]
)
def test_wie_de_stand_leest(g, client, wie, code):
    vul(g, g.noord)
    if wie:
        client.force_login(getattr(g, wie))
    url = reverse("cyclus:dashboard")
    assert [client.get(url).status_code, client.get(f"{url}?gebied=noord").status_code] == [code] * 2


@pytest.mark.parametrize("slug", ["dorp", "bestaat-niet", "x" * 300])
def test_een_gebied_zonder_plan_heeft_geen_stand(g, client, slug):
    vul(g, g.noord)
    client.force_login(g.medewerker)
    assert client.get(reverse("cyclus:dashboard"), {"gebied": slug}).status_code == 404


def test_open_conclusies_staan_bovenaan_en_op_mijn_werk(g, client):
    plan = maak_plan(maak_agenda(g.noord, van_jaar=JAAR - 1), JAAR - 1)
    monitor = maak_monitor(plan, g.medewerker, status="vastgesteld")
    for nummer in (1, 2):
        Conclusie.objects.create(
            monitor=monitor, doel=plan.agenda.doelen.get(), tekst="T", voorstel=f"Voorstel {nummer}"
        )
    client.force_login(g.medewerker)
    assert "2 conclusies te besluiten" in client.get("/monitor/stand/").text
    assert "2 conclusies uit" in client.get("/monitor/stand/?gebied=noord").text
    assert "Nog besluiten over 2 conclusies" in client.get("/werk/").text
    Conclusie.objects.first().neem_niet_over("Geen geld", door=g.medewerker)
    assert "Nog besluiten over 1 conclusie" in client.get("/werk/").text
    client.force_login(g.elders)
    assert "conclusie" not in client.get("/werk/").text


def test_de_vragen_hangen_niet_van_het_aantal_gebieden_af(g, client, django_assert_max_num_queries):
    client.force_login(g.medewerker)
    aantallen = []
    for gebied in (g.noord, g.zuid):
        vul(g, gebied)
        client.get("/monitor/stand/")
        with django_assert_max_num_queries(24) as gemeten:
            assert client.get("/monitor/stand/").status_code == 200
        aantallen.append(len(gemeten))
    assert aantallen[0] == aantallen[1]
