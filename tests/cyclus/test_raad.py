"""What the raad reads: one page per area and one across all, kept per date, beside the year before."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from django.utils import timezone

from cyclus.analyse.vorm import als_json, uit_json
from cyclus.models import Afspraak, Conclusie, Doel, Gebiedsmonitor, Maatregel, Raadsrapportage
from cyclus.monitor.geld import met_bijdrage, tel_geld
from cyclus.monitor.inhoud import lees, stel_op
from cyclus.monitor.vorm import MonitorInhoud
from cyclus.raad.beeld import OVERZICHT, raad_context
from cyclus.raad.bestand import OVERZICHT as KOLOMMEN
from cyclus.raad.bestand import overzichtsrijen
from cyclus.raad.kern import NIET, kern_van, opgeteld, vergelijk
from cyclus.raad.overzicht import Raadsoverzicht
from cyclus.raad.overzicht import stel_op as stel_raad_op
from cyclus.raad.zinnen import gebied_zinnen, overzicht_zinnen
from gebiedswerk.pdf import document_html, maak_pdf
from gebiedswerk.statussen import GeenRecht
from gebiedswerk.tijdlijn import Gebeurtenis
from initiatieven.models import Initiatief
from tests.gebieden.factories import maak_gemeente

from .factories import maak_agenda, maak_doel, maak_initiatief, maak_maatregel, maak_monitor, maak_plan, maak_signaal

JAAR = 2025
VANDAAG = timezone.localdate()


@pytest.fixture
def g(db):
    return maak_gemeente()


def monitor_in(g, gebied, jaar=JAAR, status="vastgesteld", besteed=400, **velden):
    plan = maak_plan(maak_agenda(gebied, van_jaar=jaar), jaar)
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, status="gedaan", besteed=besteed, uren=20, uren_besteed=30)
    maak_maatregel(
        plan, g.vakambtenaar, g.afdeling, "Weg", "vervallen", budget=500, budgetsoort="extra", reden="Te duur"
    )
    Maatregel.objects.filter(plan=plan).update(status_sinds=timezone.make_aware(datetime(jaar, 11, 1)))
    monitor = maak_monitor(plan, g.regie)
    for naam, waarde in velden.items():
        setattr(monitor, naam, waarde)
    monitor.save()
    return monitor.ga_naar("vastgesteld") if status == "vastgesteld" else monitor


# Geld en afspraken


def test_geld_telt_wat_er_in_het_gebied_terechtkwam(g):
    monitor = monitor_in(g, g.noord, status="concept")
    for titel, status, bedrag, jaar in (
        ("Klaar", "afgerond", 300, JAAR),
        ("Loopt", "in_uitvoering", 700, JAAR),
        ("Gestopt", "gestopt", 900, JAAR),
        ("Idee", "idee", 900, JAAR),
        ("Vorig jaar", "afgerond", 900, JAAR - 1),
    ):
        op = timezone.make_aware(datetime(jaar, 5, 5))
        maak_initiatief(g.dorp, g.medewerker, titel, status, bijdrage=Decimal(bedrag), ontvangen_op=op)
    maak_initiatief(g.stad, g.medewerker, "Elders", "afgerond", bijdrage=Decimal(900), ontvangen_op=op)
    geld = stel_op(monitor).geld
    assert (geld.regulier, geld.extra, geld.begroot, geld.besteed) == (1000, 500, 1500, 400)
    assert (geld.initiatieven_toegezegd, geld.initiatieven_uitgevoerd, geld.bijdragen) == (700, 300, 1000)
    assert (geld.terechtgekomen, geld.uren, geld.uren_besteed) == (700, 20, 30)


def test_een_bijdrage_telt_in_het_jaar_van_het_ja(g):
    op = timezone.make_aware(datetime(JAAR - 1, 12, 1))
    initiatief = maak_initiatief(g.dorp, g.medewerker, "Tuin", "verkenning", bijdrage=Decimal(250), ontvangen_op=op)
    initiatief.ga_naar("getoetst", door=g.medewerker)
    assert not met_bijdrage(JAAR - 1).exists()
    assert met_bijdrage(VANDAAG.year).get() == initiatief
    assert tel_geld(g.noord, VANDAAG.year, []).bijdragen == 250
    Initiatief.objects.update(bijdrage=None)
    assert not met_bijdrage(VANDAAG.year).exists()


def test_afspraken_met_hun_uitkomst_en_een_oude_monitor_zonder(g, client):
    monitor = monitor_in(g, g.noord, status="concept", aanpak="Eerder aan tafel.", aanpak_oordeel="deels")
    for tekst, uitkomst in (("Bermen na juni maaien", "nagekomen"), ("Elke week legen", "niet")):
        Afspraak.objects.create(plan=monitor.plan, afdeling=g.afdeling, tekst=tekst, uitkomst=uitkomst)
    monitor.ga_naar("vastgesteld")
    inhoud = lees(Gebiedsmonitor.objects.get(pk=monitor.pk))
    assert uit_json(als_json(inhoud), MonitorInhoud) == inhoud
    assert kern_van(inhoud).nagekomen == 1 and kern_van(inhoud).afspraken == 2
    pagina = f"/monitor/{monitor.pk}/openbaar/"
    tekst = client.get(pagina).text
    for stuk in ("Bermen na juni maaien", "Niet nagekomen", "Waar ging het geld heen?", "Ja, op onderdelen", "Te duur"):
        assert stuk in tekst, stuk
    # As it was stored before any of this was asked.
    later = ("geld", "afspraken", "aanpak_oordeel", "onderzoek", "adviezen", "tevredenheid")
    oud = {naam: deel for naam, deel in als_json(inhoud).items() if naam not in later}
    for doel in oud["doelen"]:
        del doel["voorstel_naam"], doel["weg"]
    for conclusie in oud["conclusies"]:
        del conclusie["bestemming"]
    Gebiedsmonitor.objects.update(inhoud=oud)
    tekst = client.get(pagina).text
    assert "Waar ging het geld heen?" not in tekst and "Eerder aan tafel." in tekst
    tekst = client.get(f"/monitor/{monitor.pk}/raad/").text
    assert "niet geteld" in tekst and "Niet gevraagd" in tekst
    assert [client.get(pad).status_code for pad in ("/monitor/", f"/monitor/{JAAR}.csv")] == [200, 200]


# Twee jaren naast elkaar


def test_het_verschil_met_vorig_jaar_staat_er_in_woorden(g):
    nu = kern_van(stel_op(monitor_in(g, g.noord)))
    vorig = replace(nu, jaar=JAAR - 1, bereikt=0, gedaan=2, besteed=1000.0, te_laat=3, signalen_op_tijd=70.0)
    nu = replace(nu, signalen_op_tijd=86.4, tevreden=60)
    rijen = {rij.naam: rij for rij in vergelijk(nu, vorig)}
    assert (rijen["Doelen bereikt"].nu, rijen["Doelen bereikt"].vorig) == ("1 van 1", "0 van 1")
    assert rijen["Doelen bereikt"].verschil == "1 meer" and rijen["Maatregelen gedaan"].verschil == "1 minder"
    assert rijen["Te laat"].verschil == "3 minder" and rijen["Vervallen"].verschil == "gelijk"
    assert rijen["Besteed"].verschil == "€\xa0600 minder"
    assert rijen["Signalen op tijd beantwoord"].verschil == "16 procentpunten hoger"
    # A figure that may not be shown is not given away by a difference either.
    assert (rijen["Melders tevreden"].vorig, rijen["Melders tevreden"].verschil) == ("te weinig", NIET)
    assert {rij.verschil for rij in vergelijk(nu, None)} == {"geen vorig jaar"}


def test_percentages_van_mensen_worden_niet_opgeteld(g):
    kern = replace(kern_van(stel_op(monitor_in(g, g.noord))), signalen_op_tijd=80.0, tevreden=90)
    samen = opgeteld([kern, replace(kern, gebied="Zuid", tevreden=None, terechtgekomen=None)], "Samen", JAAR)
    assert (samen.doelen, samen.besteed) == (2, 800)
    assert (samen.signalen_op_tijd, samen.tevreden, samen.terechtgekomen) == (None, None, None)
    assert opgeteld([], "Samen", JAAR) is None


def test_drie_zinnen_eerst(g):
    monitor_in(g, g.noord, aanpak_oordeel="ja", aanpak="Alles anders.")
    monitor_in(g, g.zuid)
    overzicht = stel_raad_op(JAAR)
    zinnen = overzicht_zinnen(overzicht)
    assert zinnen[0] == "In 2025 zijn 2 van de 2 doelen bereikt."
    assert zinnen[1].startswith("Van de 4 maatregelen zijn er 2 gedaan en 2 vervallen; er is €\xa0800 besteed")
    assert zinnen[2] == "De aanpak verandert in 1 van de 2 gebieden."
    regel = overzicht.regels[0]
    zinnen = gebied_zinnen(regel.inhoud, kern_van(regel.inhoud))
    assert len(zinnen) == 3 and zinnen[2].endswith("de aanpak verandert.")


def test_te_weinig_signalen_geeft_nergens_een_percentage(g, client):
    for dag in range(4):
        maak_signaal(g.dorp, date(JAAR, 3, 3 + dag), beantwoord=3)
    monitor = monitor_in(g, g.noord)
    for pad in ("/monitor/", f"/monitor/{monitor.pk}/raad/"):
        tekst = client.get(pad).text
        assert "te weinig" in tekst and "100%" not in tekst
    rij = dict(zip(KOLOMMEN, next(overzichtsrijen(stel_raad_op(JAAR))), strict=True))
    assert rij["Signalen op tijd beantwoord (%)"] is None and rij["Melders tevreden (%)"] is None
    assert (rij["Terechtgekomen in het gebied (euro)"], rij["Uren besteed"], rij["Aanpak verandert"]) == (
        400,
        30,
        "Nee, zo doorgaan",
    )


def test_elk_cijfer_wijst_naar_zijn_uitleg_en_de_bladzijde_naar_het_vorige_jaar(g, client):
    monitor_in(g, g.noord, JAAR - 1, besteed=150)
    monitor = monitor_in(g, g.noord, samenvatting="Het ging goed.")
    Conclusie.objects.create(monitor=monitor, bestemming="agenda", tekst="T", voorstel="Een nieuw doel")
    for pad in ("/monitor/", f"/monitor/{monitor.pk}/raad/"):
        tekst = client.get(pad).text
        ankers = {deel.split('"')[0] for deel in tekst.split('href="#uitleg-')[1:]}
        assert ankers and all(f'id="uitleg-{anker}"' in tekst for anker in ankers)
        assert "€\xa0250 meer" in tekst and "2024" in tekst
    assert "Het ging goed." in tekst and f"/monitor/{monitor.pk}/openbaar/" in tekst


# Vastleggen


@pytest.mark.parametrize(
    ("wie", "code"), [("wethouder", 302), ("regie", 302), ("medewerker", 403), ("vakambtenaar", 403), ("raadslid", 403)]
)
def test_wie_een_stand_vastlegt(g, client, wie, code):
    monitor_in(g, g.noord)
    client.force_login(getattr(g, wie))
    assert client.post(f"/monitor/{JAAR}/vastleggen/").status_code == code
    assert Raadsrapportage.objects.exists() == (code == 302)
    assert ("Leg vast per" in client.get("/monitor/").text) == (code == 302)


def test_vastgelegd_blijft_vastgelegd_en_een_keer_per_dag(g, client):
    monitor_in(g, g.noord, JAAR - 1, besteed=150)
    monitor = monitor_in(g, g.noord)
    client.force_login(g.wethouder)
    een = client.post(f"/monitor/{JAAR}/vastleggen/")
    ervoor = client.get(een.url).text.partition("<article")[2].partition("</article>")[0]
    # What changes afterwards changes nothing here: not last year's figures, not a monitor that was taken back.
    Gebiedsmonitor.objects.filter(jaar=JAAR - 1).delete()
    Doel.objects.update(titel="Later anders")
    Gebiedsmonitor.objects.filter(pk=monitor.pk).update(inhoud=None)
    twee = client.post(f"/monitor/{JAAR}/vastleggen/", follow=True)
    assert "vandaag al vastgelegd" in twee.text
    erna = client.get(een.url).text.partition("<article")[2].partition("</article>")[0]
    zonder_id = [regel for regel in ervoor.splitlines() if "<svg" not in regel and "Document" not in regel]
    assert zonder_id == [regel for regel in erna.splitlines() if "<svg" not in regel and "Document" not in regel]
    rapportage = Raadsrapportage.objects.get()
    assert rapportage.peildatum == VANDAAG and "150" in ervoor and "verandert niet meer" in ervoor
    assert Gebeurtenis.objects.van(rapportage).count() == 1
    overzicht = rapportage.lees()
    assert uit_json(als_json(overzicht), Raadsoverzicht) == overzicht
    client.logout()
    assert een.url in client.get("/monitor/").text
    assert client.get(een.url).status_code == 200
    regels = client.get(f"{een.url[:-1]}.csv").getvalue().decode().splitlines()
    assert len(regels) == 2 and regels[1].startswith("Noord;1;1")


def test_van_een_jaar_zonder_monitor_is_niets_vast_te_leggen(g, client):
    monitor_in(g, g.noord, status="concept")
    client.force_login(g.wethouder)
    assert client.post(f"/monitor/{JAAR}/vastleggen/").status_code == 404
    with pytest.raises(GeenRecht):
        Raadsrapportage.objects.leg_vast(JAAR, door=g.elders)
    assert client.get("/monitor/rapportages/1/").status_code == 404


@pytest.mark.parametrize(("wie", "concept"), [(None, 404), ("raadslid", 404), ("elders", 200), ("medewerker", 200)])
def test_een_gebied_op_een_bladzijde_is_openbaar_als_het_is_vastgesteld(g, client, wie, concept):
    monitor = monitor_in(g, g.noord, status="concept")
    if wie:
        client.force_login(getattr(g, wie))
    paden = [f"/monitor/{monitor.pk}/raad/", f"/monitor/{monitor.pk}/raad/pdf/"]
    assert [client.get(pad).status_code for pad in paden] == [concept] * 2
    monitor.ga_naar("vastgesteld")
    assert [client.get(pad).status_code for pad in paden] == [200] * 2


def test_elk_gebied_past_op_een_vel_ook_met_lange_woorden(g):
    lang = "Een doel met een lange naam dat over twee regels van de smalle kolom heen loopt en nog verder"
    for jaar in (JAAR - 1, JAAR):
        plan = maak_plan(maak_agenda(g.noord, van_jaar=jaar, doelen=0), jaar)
        for nummer in range(7):
            maak_doel(plan.agenda, f"{lang} {nummer}", indicator_tekst=lang, startwaarde=1, startjaar=2020)
        maak_maatregel(plan, g.vakambtenaar, g.afdeling, status="vervallen", reden=lang * 3)
        monitor = maak_monitor(plan, g.regie)
        monitor.samenvatting, monitor.aanpak, monitor.aanpak_oordeel = lang * 20, lang * 20, "ja"
        monitor.save()
        for nummer in range(5):
            Conclusie.objects.create(monitor=monitor, tekst=lang, voorstel=f"{lang} {nummer}")
        monitor.ga_naar("vastgesteld")
    context = raad_context(stel_raad_op(JAAR))
    pdf = pikepdf.open(BytesIO(maak_pdf(document_html(OVERZICHT, context), titel=context["titel"])))
    # The municipality, the area, and what every figure means.
    assert len(pdf.pages) == 3


def test_de_bladzijde_van_een_vastgelegde_stand_vraagt_weinig(g, client, django_assert_max_num_queries):
    client.force_login(g.wethouder)
    aantallen = []
    for gebied in (g.noord, g.zuid):
        monitor_in(g, gebied)
        Raadsrapportage.objects.all().delete()
        url = client.post(f"/monitor/{JAAR}/vastleggen/").url
        client.get(url)
        with django_assert_max_num_queries(12) as gemeten:
            client.get(url)
        aantallen.append(len(gemeten))
    assert aantallen[0] == aantallen[1]
