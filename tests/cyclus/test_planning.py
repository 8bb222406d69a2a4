"""The measures on a calendar, per department, per person, and brought up to date in one screen."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from cyclus.models import Afspraak, Maatregel, Mijlpaal
from gebieden.models import Afdeling, Vervanging
from gebiedswerk.grafiek.planning import Groep, bladen, hoogte_van, planning
from gebiedswerk.grafiek.tijdbalk import Balk, Maten, Merk
from gebiedswerk.opdrachten import Opdracht, voer_uit, zet_klaar
from gebiedswerk.post import Bericht
from gebiedswerk.profiel import Gemeenteprofiel, vergeet
from tests.cyclus.factories import maak_agenda, maak_maatregel
from tests.cyclus.factories import maak_plan as plan_van
from tests.gebieden.factories import maak_gemeente, maak_persoon

VANDAAG = date(2026, 6, 15)
LANG_GELEDEN = timezone.now() - timedelta(weeks=10)

# The drawing -----------------------------------------------------------------


def _balk(naam="Drempels", begin=date(2026, 2, 1), eind=date(2026, 5, 31), **velden):
    return Balk(naam, begin, eind, **velden)


def _teken(*balken, **hoe):
    van, tot = date(2026, 1, 1), date(2026, 12, 31)
    svg = planning([Groep("Verkeer", balken)], van=van, tot=tot, vandaag=VANDAAG, titel="Planning", **hoe)
    return svg, " ".join(ElementTree.fromstring(str(svg)).itertext())


def test_een_balk_zegt_in_woorden_wat_de_tekening_laat_zien():
    merk = Merk("Inloopavond <1>", date(2026, 3, 10), is_gehaald=True)
    svg, tekst = _teken(_balk(voortgang=40, is_te_laat=True, is_stil=True, merken=(merk,)))
    assert "Drempels: van 01-02-2026 tot 31-05-2026, 40%, te laat, al lang niets gehoord; Inloopavond <1>" in tekst
    assert "40% te laat · stil" in tekst and "vandaag 15 jun" in tekst and "3e kwartaal 2026" in tekst
    assert svg.count("url(#arcering") == 1 and "<title" in svg and "style=" not in svg


def test_klaar_vervallen_en_zonder_begin_zijn_zonder_kleur_te_onderscheiden():
    klaar, _ = _teken(_balk(is_klaar=True))
    weg, woorden = _teken(_balk(is_vervallen=True))
    open_, _ = _teken(_balk(begin=None))
    assert 'stroke-dasharray="4 3"' in weg and "vervallen" in woorden
    assert 'stroke-dasharray="2 2"' in open_ and 'stroke-dasharray="2 2"' not in klaar
    assert "url(#arcering" not in klaar + weg + open_


def test_wat_over_het_jaar_heen_loopt_en_wat_er_niet_is():
    _, tekst = _teken(_balk(begin=date(2025, 1, 1), eind=date(2027, 3, 1)))
    assert "tot mrt 2027" in tekst
    assert "Er is niets gepland." in str(planning([], van=VANDAAG, tot=VANDAAG, vandaag=VANDAAG, titel="Leeg"))


def test_bladen_breken_tussen_groepen_en_herhalen_de_naam_van_een_lange():
    groepen = [Groep("A", (_balk(),) * 3), Groep("B", (_balk(),) * 3), Groep("C", (_balk(),) * 12)]
    maten = Maten()
    sheets = bladen(groepen, maten, 300)
    assert [[groep.naam for groep in sheet] for sheet in sheets] == [["A"], ["B"], ["C"], ["C (vervolg)"]]
    assert all(hoogte_van(sheet, maten) <= 300 for sheet in sheets)
    assert sum(len(groep.balken) for sheet in sheets for groep in sheet) == 18


# The pages -------------------------------------------------------------------


@pytest.fixture
def g(db):
    g = maak_gemeente()
    jaar = timezone.localdate().year
    agenda = maak_agenda(g.noord, doelen=2, van_jaar=jaar)
    g.plan = plan_van(agenda, jaar, status="vastgesteld")
    begin = timezone.localdate() - timedelta(weeks=10)
    g.plan.vastgesteld_datum = begin
    g.plan.save()
    g.laat = maak_maatregel(
        g.plan, g.vakambtenaar, g.afdeling, "Drempels", voortgang=30, besteed=400, uren=40, uren_besteed=12,
        startdatum=None, einddatum=timezone.localdate() - timedelta(days=3), laatste_woord="Loopt",
        bijgewerkt_op=timezone.now(),
    )  # fmt: skip
    g.stil = maak_maatregel(g.plan, g.vakambtenaar, g.afdeling, "Bankjes", startdatum=begin, status_sinds=LANG_GELEDEN)
    return g


def test_de_tijdlijn_voor_wie_mag_en_voor_wie_niets_ziet(g, client, django_assert_max_num_queries):
    Mijlpaal.objects.create(maatregel=g.laat, naam="Inloopavond", uiterlijk=timezone.localdate())
    zuid = plan_van(maak_agenda(g.zuid, van_jaar=g.plan.jaar), g.plan.jaar)
    maak_maatregel(zuid, g.elders, g.afdeling, "Parkeren in Zuid", status="gepland")
    client.force_login(g.medewerker)
    client.get("/plannen/tijdlijn/")
    with django_assert_max_num_queries(12) as een:
        tekst = client.get("/plannen/tijdlijn/").content.decode()
    assert all(
        woord in tekst for woord in ("Drempels", "Inloopavond", "Parkeren in Zuid", "te laat", "lang niets gehoord")
    )
    for nummer in range(3):
        extra = maak_maatregel(g.plan, g.medewerker, g.afdeling, f"Extra {nummer}")
        Mijlpaal.objects.create(maatregel=extra, naam="Begin", uiterlijk=timezone.localdate())
    with django_assert_max_num_queries(len(een)):
        client.get("/plannen/tijdlijn/")
    alleen = client.get(f"/plannen/tijdlijn/?stil=on&gebied={g.noord.slug}&afdeling={g.afdeling.pk}&soort=maatregel")
    assert "Bankjes" in alleen.content.decode() and "Drempels" not in alleen.content.decode()
    assert "Drempels" in client.get("/plannen/tijdlijn/?status=te_laat&per=persoon").content.decode()
    onzin = "/plannen/tijdlijn/?jaar=9999&per=x&doel=99999999999999999&persoon=x&gebied=%00&status=y"
    assert client.get(onzin).status_code == 200
    client.force_login(g.raadslid)
    assert "Drempels" not in client.get("/plannen/tijdlijn/").content.decode()
    assert client.get(f"/plannen/{g.plan.pk}/tijdlijn/").status_code == 404


@pytest.mark.eenmaal
def test_een_plan_op_de_tijdlijn_en_als_pdf(g, client):
    """The one render of this file."""
    client.force_login(g.medewerker)
    adres = f"/plannen/tijdlijn/A4/plan={g.plan.pk}.pdf"
    pagina = client.get(f"/plannen/{g.plan.pk}/tijdlijn/")
    assert f"per=doel&amp;plan={g.plan.pk}.pdf" in pagina.content.decode()
    assert client.post(adres).status_code == 302 and client.post(adres).status_code == 302
    opdracht = Opdracht.objects.get(soort="planning_pdf")
    assert voer_uit(opdracht.pk)
    opdracht.refresh_from_db()
    antwoord = client.get(adres)
    assert (opdracht.status, antwoord["Content-Type"]) == ("gelukt", "application/pdf"), opdracht.melding
    assert antwoord.getvalue().startswith(b"%PDF")
    assert client.get(adres.replace("/A4/", "/B5/")).status_code == 404
    for wie in (g.raadslid, g.buitenstaander):
        client.force_login(wie)
        assert client.get(adres).status_code == 404


def test_per_afdeling_opent_op_de_eigen_en_telt_per_gebied(g, client, django_assert_max_num_queries):
    zuid = plan_van(maak_agenda(g.zuid, van_jaar=g.plan.jaar), g.plan.jaar)
    maak_maatregel(zuid, g.elders, g.afdeling, "Parkeren in Zuid", budget=250, uren=8)
    maak_maatregel(zuid, g.elders, Afdeling.objects.create(naam="Groen"), "Bomen in Zuid")
    Afspraak.objects.create(plan=g.plan, afdeling=g.afdeling, tekst="Meer prullenbakken bij de kade")
    Mijlpaal.objects.create(maatregel=g.laat, naam="Inloopavond", uiterlijk=timezone.localdate() + timedelta(days=9))
    Mijlpaal.objects.create(maatregel=g.laat, naam="Later pas", uiterlijk=timezone.localdate() + timedelta(days=90))
    client.force_login(g.vakambtenaar)
    client.get("/plannen/per-afdeling/")
    with django_assert_max_num_queries(12):
        antwoord = client.get("/plannen/per-afdeling/")
    tekst, gevraagd = antwoord.content.decode(), antwoord.context["gevraagd"]
    assert [deel.gebied for deel in gevraagd.gebieden] == [g.noord, g.zuid]
    assert [m.titel for m in gevraagd.gebieden[0].maatregelen] == ["Drempels", "Bankjes"]
    som = gevraagd.gebieden[0].som
    assert (som.aantal, som.te_laat, som.stil, som.budget, som.besteed) == (2, 1, 1, Decimal(2000), Decimal(400))
    assert (som.uren, som.uren_besteed, gevraagd.som.budget, gevraagd.som.uren) == (40, 12, Decimal(2250), 48)
    assert "Meer prullenbakken" in tekst and "Inloopavond" in tekst and "Bomen in Zuid" not in tekst
    assert "Later pas" not in tekst
    ruw = b"".join(client.get(f"/plannen/per-afdeling/?afdeling={g.afdeling.pk}&als=csv").streaming_content)
    rows = list(csv.DictReader(io.StringIO(ruw.decode("utf-8-sig")), delimiter=";"))
    assert [row["Maatregel"] for row in rows] == ["Drempels", "Bankjes", "Parkeren in Zuid"]
    assert (rows[0]["Te laat"], rows[0]["Besteed"], rows[0]["Bestede uren"]) == ("ja", "400,00", "12")
    client.force_login(g.medewerker)
    assert "Kies een afdeling" in client.get("/plannen/per-afdeling/").content.decode()
    assert (
        "Bomen in Zuid"
        in client.get("/plannen/per-afdeling/?afdeling=" + str(Afdeling.objects.get(naam="Groen").pk)).content.decode()
    )
    client.force_login(g.raadslid)
    gekozen = client.get(f"/plannen/per-afdeling/?afdeling={g.afdeling.pk}").content.decode()
    assert "Drempels" not in gekozen and "prullenbakken" not in gekozen


def test_per_persoon(g, client):
    client.force_login(g.elders)
    tekst = client.get(f"/plannen/van/{g.vakambtenaar.pk}/").content.decode()
    assert "Drempels" in tekst and "Vera Vak: maatregelen" in tekst
    assert client.get(f"/plannen/van/{g.raadslid.pk}/").status_code == 404
    client.force_login(g.raadslid)
    assert client.get(f"/plannen/van/{g.vakambtenaar.pk}/").status_code == 404


# Bringing up to date -----------------------------------------------------------


def _pagina(client, *maatregelen):
    """What the screen would send when nothing was typed."""
    context = client.get("/plannen/mijn-maatregelen/").context
    data = {}
    for rij in context["rijen"]:
        data[f"{rij.prefix}-versie"] = rij.maatregel.versie
        for veld, begin in rij.velden:
            data |= {veld.html_name: begin, f"begin-{veld.html_name}": begin}
    return data


def _stuur(client, data, **getypt):
    return client.post("/plannen/mijn-maatregelen/", data | {k.replace("__", "-"): v for k, v in getypt.items()})


def test_alleen_wat_is_aangeraakt_wordt_bewaard_en_een_slechte_regel_bederft_niets(g, client):
    derde = maak_maatregel(g.plan, g.vakambtenaar, g.afdeling, "Struiken", laatste_woord="Regel één\nRegel twee")
    client.force_login(g.vakambtenaar)
    data = _pagina(client)
    laat, stil = f"m{g.laat.pk}", f"m{g.stil.pk}"
    typed = {f"{laat}-voortgang": "55%", f"{laat}-besteed": "1.250,50", f"{laat}-uren_besteed": "20"}
    typed |= {f"{stil}-voortgang": "140", f"{stil}-laatste_woord": "Bijna klaar"}
    antwoord = _stuur(client, data, **typed)
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422 and "Meer dan 100% kan niet." in tekst
    assert "Bijna klaar" in tekst and 'value="140"' in tekst
    for maatregel in (g.laat, g.stil, derde):
        maatregel.refresh_from_db()
    assert (g.laat.voortgang, g.laat.besteed, g.laat.uren_besteed, g.laat.versie) == (55, Decimal("1250.50"), 20, 2)
    assert (g.stil.voortgang, g.stil.versie, derde.versie, derde.bijgewerkt_op) == (0, 1, 1, None)
    assert [e.soort for e in g.laat.tijdlijn] == ["wijziging"] and not derde.tijdlijn.exists()
    assert _stuur(client, data, **typed | {f"{stil}-voortgang": "90"}).status_code == 302
    g.stil.refresh_from_db(), g.laat.refresh_from_db()
    assert (g.stil.voortgang, g.stil.laatste_woord) == (90, "Bijna klaar")
    assert (g.laat.versie, g.laat.tijdlijn.count()) == (2, 1)  # sent twice is stored once


def test_beginnen_klaar_en_niets_veranderd(g, client):
    gepland = maak_maatregel(g.plan, g.vakambtenaar, g.afdeling, "Gepland", status="gepland")
    ineens = maak_maatregel(g.plan, g.vakambtenaar, g.afdeling, "Ineens klaar", status="gepland")
    client.force_login(g.vakambtenaar)
    data = _pagina(client) | {f"m{gepland.pk}-stap": "in_uitvoering", f"m{ineens.pk}-stap": "gedaan"}
    data |= {f"m{g.stil.pk}-niets": "on"}
    assert Maatregel.objects.stil().get() == g.stil
    for _ in range(2):
        assert _stuur(client, data).status_code == 302
    for maatregel in (gepland, ineens, g.stil):
        maatregel.refresh_from_db()
    assert (gepland.status, ineens.status, ineens.voortgang) == ("in_uitvoering", "gedaan", 100)
    assert g.stil.tijdlijn.first().tekst == "Er is niets veranderd." and not Maatregel.objects.stil().exists()
    assert gepland.tijdlijn.filter(soort="status").count() == 1


def test_twee_mensen_tegelijk(g, client):
    client.force_login(g.vakambtenaar)
    data, laat = _pagina(client), f"m{g.laat.pk}"
    Maatregel.objects.filter(pk=g.laat.pk).update(voortgang=80, besteed=900, versie=2)
    # Only what both changed must be chosen; what one typed elsewhere stays.
    assert _stuur(client, data, **{f"{laat}-laatste_woord": "Het asfalt ligt"}).status_code == 302
    g.laat.refresh_from_db()
    assert (g.laat.laatste_woord, g.laat.voortgang, g.laat.besteed) == ("Het asfalt ligt", 80, Decimal(900))
    antwoord = _stuur(client, data, **{f"{laat}-voortgang": "60"})
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422 and "Inmiddels staat hier: 80" in tekst and 'value="60"' in tekst
    g.laat.refresh_from_db()
    assert g.laat.voortgang == 80
    nieuw = data | {f"{laat}-versie": g.laat.versie}
    assert _stuur(client, nieuw, **{f"{laat}-voortgang": "60"}).status_code == 302
    g.laat.refresh_from_db()
    assert g.laat.voortgang == 60


def test_van_een_ander_of_niet_meer_open_wordt_niets_bewaard_en_niets_verloren(g, client):
    ander = maak_maatregel(g.plan, g.medewerker, g.afdeling, "Van een ander")
    client.force_login(g.vakambtenaar)
    data, laat = _pagina(client), f"m{g.laat.pk}"
    assert f"m{ander.pk}-versie" not in data
    vals = {f"m{ander.pk}-versie": 1, f"m{ander.pk}-voortgang": "99", f"begin-m{ander.pk}-voortgang": "0"}
    vals |= {f"m{ander.pk}-besteed": "0", f"m{ander.pk}-uren_besteed": "0", f"m{ander.pk}-laatste_woord": ""}
    Maatregel.objects.filter(pk=g.laat.pk).update(status="vervallen")
    antwoord = _stuur(client, data | vals, **{f"{laat}-laatste_woord": "Toch nog iets"})
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422 and tekst.count("niet meer op uw naam") == 4 and "Toch nog iets" in tekst
    ander.refresh_from_db(), g.laat.refresh_from_db()
    assert (ander.voortgang, g.laat.laatste_woord) == (0, "Loopt")
    assert (
        client.post("/plannen/mijn-maatregelen/", {"m99999999999999-versie": "x", "m7-versie": ""}).status_code == 302
    )


def test_wie_vervangt_werkt_bij_en_een_raadslid_heeft_niets(g, client, django_assert_max_num_queries):
    vervanger = maak_persoon("Vik Vervanger")
    rol, vandaag = g.vakambtenaar.gebiedsrollen.get(), timezone.localdate()
    Vervanging.objects.registreer(rol, vervanger=vervanger, van=vandaag, tot=vandaag, door=g.beheerder)
    client.force_login(vervanger)
    client.get("/plannen/mijn-maatregelen/")
    with django_assert_max_num_queries(12):
        data = _pagina(client)
    assert _stuur(client, data, **{f"m{g.laat.pk}-voortgang": "45"}).status_code == 302
    g.laat.refresh_from_db()
    assert g.laat.voortgang == 45 and g.laat.tijdlijn.first().door == vervanger
    client.force_login(g.raadslid)
    assert client.get("/plannen/mijn-maatregelen/").context["rijen"] == []


# Silent ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("velden", "verwacht"),
    [
        ({}, True),
        ({"woord": 41}, False),
        ({"woord": 43}, True),
        ({"stap": 20}, False),
        ({"startdatum": 20}, False),
        ({"startdatum": 50}, True),
        ({"startdatum": -5, "status": "gepland"}, False),
        ({"status": "gedaan"}, False),
        ({"status": "vervallen"}, False),
        ({"plan": "concept"}, False),
        ({"plan": "afgesloten"}, False),
        ({"besloten": 30}, False),
    ],
)
def test_wanneer_een_maatregel_stil_is(db, velden, verwacht):
    g, vandaag = maak_gemeente(), timezone.localdate()
    plan = plan_van(maak_agenda(g.noord, van_jaar=vandaag.year), vandaag.year, status=velden.get("plan", "vastgesteld"))
    plan.vastgesteld_datum = vandaag - timedelta(days=velden.get("besloten", 60))
    plan.save()
    kies = {"status_sinds": timezone.now() - timedelta(days=velden.get("stap", 90))}
    kies |= {"status": velden.get("status", "in_uitvoering"), "einddatum": vandaag + timedelta(days=30)}
    if "startdatum" in velden:
        kies["startdatum"] = vandaag - timedelta(days=velden["startdatum"])
    if "woord" in velden:
        kies["bijgewerkt_op"] = timezone.now() - timedelta(days=velden["woord"])
    m = maak_maatregel(plan, g.vakambtenaar, g.afdeling, **kies)
    assert Maatregel.objects.stil(vandaag).exists() is verwacht
    assert bool(Maatregel.objects.voor_lijst().get(pk=m.pk).is_stil) is verwacht


def _herinner(dag):
    opdracht, _ = zet_klaar("stille_maatregelen", f"stille_maatregelen:{dag:%Y-%m-%d}", dag=dag.isoformat())
    voer_uit(opdracht.pk)
    return Bericht.objects.filter(sleutel__startswith="stille_maatregelen:")


def test_een_mail_met_alle_stille_maatregelen_eens_per_periode(g, client):
    vandaag = timezone.localdate()
    maak_maatregel(g.plan, g.vakambtenaar, g.afdeling, "Struiken", status_sinds=LANG_GELEDEN)
    bericht = _herinner(vandaag).get()
    assert bericht.aan == g.vakambtenaar.email and "2 maatregelen" in bericht.onderwerp
    assert "Bankjes" in bericht.tekst and "Struiken" in bericht.tekst and "Drempels" not in bericht.tekst
    assert _herinner(vandaag + timedelta(days=1)).count() == 1
    Bericht.objects.update(aangemaakt_op=timezone.now() - timedelta(weeks=7))
    assert _herinner(vandaag + timedelta(days=2)).count() == 2
    client.force_login(g.vakambtenaar)
    assert "al lang niets van u gehoord" in client.get("/werk/").content.decode()
    client.force_login(g.medewerker)
    werk = client.get("/werk/").content.decode()
    assert "2 maatregelen waarvan lang niets is gehoord" in werk
    client.force_login(g.elders)
    assert "lang niets" not in client.get("/werk/").content.decode()
    profiel = Gemeenteprofiel.objects.get()
    profiel.cyclus |= {"bijwerken_weken": 52}
    profiel.save()
    vergeet()
    assert not Maatregel.objects.stil().exists()
