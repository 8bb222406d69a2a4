import subprocess
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import product
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cyclus.analyse.vorm import als_json, uit_json
from cyclus.models import Bijdrage, Conclusie, Doel, Gebiedsmonitor, Gebiedsplan, Maatregel, Raadsrapportage
from cyclus.monitor.inhoud import stel_op
from cyclus.monitor.models import TABEL
from cyclus.monitor.oordeel import stel_voor
from cyclus.monitor.vorm import MonitorInhoud
from gebieden.models import Cijfer, Indicator
from gebiedswerk.documenten import Document
from gebiedswerk.opdrachten import Opdracht, voer_uit
from gebiedswerk.statussen import GeenRecht, OvergangNietToegestaan
from gebiedswerk.stuk import bestel
from tests.cyclus.factories import (
    maak_agenda,
    maak_doel,
    maak_initiatief,
    maak_maatregel,
    maak_monitor,
    maak_signaal,
)
from tests.cyclus.factories import maak_plan as plan_van
from tests.gebieden.factories import maak_gemeente

JAAR = 2025


@pytest.fixture
def g(db):
    return maak_gemeente()


def plan_in(gebied, jaar=JAAR, doelen=1, **velden):
    return plan_van(maak_agenda(gebied, van_jaar=jaar - 1, doelen=doelen, **velden), jaar)


def cijfer_voor(doel, reeks, richting=1):
    """An indicator for this goal with a figure per year in its area."""
    indicator = Indicator.objects.create(
        code=f"i{doel.pk}",
        naam="Voelt zich veilig",
        thema="verkeer",
        soort="percentage",
        eenheid="%",
        decimalen=1,
        richting=richting,
        bron="CBS",
    )
    for jaar, waarde in reeks.items():
        Cijfer.objects.create(gebied=doel.agenda.gebied, indicator=indicator, jaar=jaar, waarde=waarde, bron="CBS")
    Doel.objects.filter(pk=doel.pk).update(indicator=indicator)
    return indicator


@pytest.mark.parametrize(("van", "naar"), list(product(TABEL.namen, repeat=2)))
def test_alle_paren_van_statussen(g, van, naar):
    monitor = maak_monitor(plan_in(g.noord), g.medewerker)
    Gebiedsmonitor.objects.update(status=van)
    monitor.refresh_from_db()
    if (van, naar) in {(o.van, o.naar) for o in TABEL.overgangen}:
        assert monitor.ga_naar(naar, opmerking_college="Nog eens.").status == naar
    else:
        with pytest.raises(OvergangNietToegestaan):
            monitor.ga_naar(naar, opmerking_college="Nog eens.")


# Het oordeel


@pytest.mark.parametrize(
    ("waarde", "jaar", "verwacht"),
    [
        ("12", 2026, "bereikt"),
        ("11", 2026, "deels"),
        ("10.9", 2026, "niet"),
        ("9", 2026, "niet"),
        ("25", 2026, "bereikt"),
        ("20", 2030, "bereikt"),
        ("19", 2031, "deels"),
        ("10", 2025, "onmeetbaar"),
        ("99", 2020, "onmeetbaar"),
        (None, 2026, "onmeetbaar"),
    ],
)
def test_voorstel_volgt_de_rechte_lijn_van_start_naar_doel(waarde, jaar, verwacht):
    doel = Doel(startwaarde=Decimal(10), startjaar=2025, streefwaarde=Decimal(20), streefjaar=2030)
    assert stel_voor(doel, Decimal(waarde) if waarde else None, jaar) == verwacht


def test_minder_kan_ook_het_doel_zijn():
    doel = Doel(startwaarde=Decimal(20), startjaar=2025, streefwaarde=Decimal(10), streefjaar=2027)
    assert [stel_voor(doel, Decimal(w), 2026) for w in (14, 15, 17, 18, 21)] == [
        "bereikt",
        "bereikt",
        "deels",
        "niet",
        "niet",
    ]


@pytest.mark.parametrize(
    ("richting", "waarde", "verwacht"),
    [(1, 51, "bereikt"), (1, 49, "niet"), (-1, 49, "bereikt"), (-1, 51, "niet"), (0, 52, "bereikt"), (0, 60, "niet")],
)
def test_een_niveau_vasthouden(richting, waarde, verwacht):
    doel = Doel(startwaarde=Decimal(50), startjaar=2025, streefwaarde=Decimal(50), streefjaar=2028)
    doel.indicator = Indicator(richting=richting)
    assert stel_voor(doel, Decimal(waarde), 2026) == verwacht


@given(
    start=st.decimals(-1000, 1000, places=2),
    streef=st.decimals(-1000, 1000, places=2),
    jaren=st.integers(1, 20),
    na=st.integers(1, 25),
)
def test_wie_op_de_lijn_ligt_heeft_het_bereikt(start, streef, jaren, na):
    doel = Doel(startwaarde=start, startjaar=2020, streefwaarde=streef, streefjaar=2020 + jaren)
    assert stel_voor(doel, doel.verwacht_in(2020 + na), 2020 + na) == "bereikt"


def test_monitor_vult_het_laatste_cijfer_tot_en_met_het_jaar_in(g):
    plan = plan_in(g.noord)
    cijfer_voor(plan.agenda.doelen.get(), {2023: 40.0, 2024: 44.5, 2026: 99.0})
    monitor = Gebiedsmonitor.objects.maak(plan, door=g.medewerker)
    assert Gebiedsmonitor.objects.maak(plan, door=g.medewerker) == monitor
    oordeel = monitor.oordelen.get()
    assert (oordeel.waarde, oordeel.meetjaar, oordeel.oordeel) == (Decimal("44.50"), 2024, "")


def test_vaststellen_vraagt_een_oordeel_en_uitleg_bij_afwijken(g):
    plan = plan_in(g.noord)
    doel = plan.agenda.doelen.get()
    cijfer_voor(doel, {2024: 10.0, 2025: 10.0})
    Doel.objects.update(startwaarde=10, startjaar=2024, streefwaarde=20, streefjaar=2028)
    monitor = Gebiedsmonitor.objects.maak(plan, door=g.medewerker)
    monitor.aanpak_oordeel = "nee"
    with pytest.raises(ValidationError, match="niet alle doelen"):
        monitor.ga_naar("vastgesteld")
    assert monitor.oordelen.get().voorstel == "niet"
    # The figures say no, the official says yes: that needs words.
    monitor.oordelen.update(oordeel="bereikt")
    with pytest.raises(ValidationError, match="Leg uit"):
        monitor.ga_naar("vastgesteld")
    monitor.oordelen.update(toelichting="Het cijfer loopt achter.")
    assert monitor.ga_naar("vastgesteld").status == "vastgesteld"


def test_oordeel_geven_in_het_scherm(g, client):
    monitor = Gebiedsmonitor.objects.maak(plan_in(g.noord), door=g.medewerker)
    oordeel = monitor.oordelen.get()
    client.force_login(g.medewerker)
    url = f"/oordelen/{oordeel.pk}/"
    zonder = client.post(url, {"oordeel": "deels", "waarde": "3,5", "meetjaar": "2025", "versie": 1})
    assert "Leg uit waarom" in zonder.content.decode() and "3,5" in zonder.content.decode()
    gegevens = {"oordeel": "deels", "waarde": "3,5", "meetjaar": "2025", "toelichting": "Halverwege.", "versie": 1}
    assert client.post(url, gegevens).status_code == 302
    oordeel.refresh_from_db()
    assert (oordeel.oordeel, oordeel.waarde) == ("deels", Decimal("3.5"))
    gegevens["toelichting"] = "Van een oude pagina"
    assert "Halverwege." in client.post(url, gegevens).content.decode()
    oordeel.refresh_from_db()
    assert oordeel.toelichting == "Halverwege."


# De inhoud en het bevriezen


def test_inhoud_telt_maatregelen_geld_en_termijnen(g):
    plan = plan_in(g.noord)
    op = timezone.make_aware(datetime(JAAR, 9, 1))
    for titel, status, einddatum in [
        ("Op tijd", "gedaan", date(JAAR, 10, 1)),
        ("Later", "gedaan", date(JAAR, 5, 1)),
        ("Te laat", "in_uitvoering", date(JAAR, 6, 1)),
        ("Ook te laat", "gepland", date(JAAR, 12, 31)),
        ("Weg", "vervallen", date(JAAR, 6, 1)),
        ("Voorstel", "voorgesteld", date(JAAR, 6, 1)),
    ]:
        maak_maatregel(
            plan, g.vakambtenaar, g.afdeling, titel, status, einddatum=einddatum, besteed=400, reden="Geen geld"
        )
    Maatregel.objects.update(status_sinds=op)
    for nummer in range(6):
        maak_signaal(g.dorp, date(JAAR, 3, 3) + timedelta(days=nummer), beantwoord=5 if nummer < 3 else None)
    maak_initiatief(g.dorp, g.medewerker, "Tuin", ontvangen_op=op)
    inhoud = stel_op(maak_monitor(plan, g.medewerker))
    assert {m.titel: m.resultaat for m in inhoud.maatregelen} == {
        "Op tijd": "gedaan",
        "Later": "gedaan_te_laat",
        "Te laat": "te_laat",
        "Ook te laat": "te_laat",
        "Weg": "vervallen",
    }
    assert next(m.reden for m in inhoud.maatregelen if m.titel == "Weg") == "Geen geld"
    assert (inhoud.budget, inhoud.besteed) == (5000, 2000)
    assert (inhoud.signalen.totaal, inhoud.signalen.op_tijd) == (6, 50.0)
    assert inhoud.initiatieven.totaal == 1 and inhoud.initiatieven.openbaar == ()
    assert uit_json(als_json(inhoud), MonitorInhoud) == inhoud


def test_een_vastgestelde_monitor_verandert_niet_door_latere_cijfers(g, client):
    plan = plan_in(g.noord)
    doel = plan.agenda.doelen.get()
    cijfer_voor(doel, {2024: 10.0, 2025: 11.0})
    maatregel = maak_maatregel(plan, g.vakambtenaar, g.afdeling, besteed=400)
    monitor = maak_monitor(plan, g.medewerker, status="vastgesteld")
    url = f"/monitor/{monitor.pk}/openbaar/"
    ervoor, raad = stel_alinea(client.get(url)), stel_alinea(client.get("/monitor/"))
    Cijfer.objects.update(waarde=77.7)
    Maatregel.objects.filter(pk=maatregel.pk).update(besteed=999, titel="Veranderd")
    Doel.objects.update(titel="Ook veranderd")
    monitor.oordelen.update(oordeel="niet", toelichting="Achteraf")
    assert stel_alinea(client.get(url)) == ervoor
    assert stel_alinea(client.get("/monitor/")) == raad


def stel_alinea(antwoord):
    """The document itself, without the ids that every drawing has of its own."""
    assert antwoord.status_code == 200
    tekst = antwoord.content.decode()
    tekst = tekst[tekst.index("<article") : tekst.index("</article>")]
    return [regel for regel in tekst.splitlines() if "<svg" not in regel]


@pytest.mark.parametrize("status", ["aangeboden", "vastgesteld"])
def test_buiten_concept_wijzigt_niemand_iets(g, client, status):
    monitor = maak_monitor(plan_in(g.noord), g.medewerker)
    conclusie = Conclusie.objects.create(monitor=monitor, doel=monitor.oordelen.get().doel, tekst="T", voorstel="V")
    Gebiedsmonitor.objects.update(status=status)
    client.force_login(g.medewerker)
    paden = [
        f"/monitor/{monitor.pk}/bewerken/",
        f"/oordelen/{monitor.oordelen.get().pk}/",
        f"/monitor/{monitor.pk}/conclusies/nieuw/",
        f"/conclusies/{conclusie.pk}/bewerken/",
    ]
    gegevens = {"samenvatting": "X", "oordeel": "niet", "toelichting": "X", "tekst": "X", "voorstel": "X", "versie": 1}
    assert [client.post(pad, gegevens).status_code for pad in paden] == [403] * 4


@pytest.mark.parametrize(
    ("wie", "mag"), [("medewerker", False), ("regie", False), ("elders", False), ("wethouder", True)]
)
def test_alleen_het_bestuur_stelt_vast(g, client, wie, mag):
    monitor = maak_monitor(plan_in(g.noord), g.medewerker)
    monitor.ga_naar("aangeboden", door=g.medewerker)
    client.force_login(getattr(g, wie))
    code = client.post(f"/monitor/{monitor.pk}/status/", {"status": "vastgesteld"}).status_code
    monitor.refresh_from_db()
    assert (code, monitor.status) == ((302, "vastgesteld") if mag else (403, "aangeboden"))
    assert bool(monitor.inhoud) == mag


@pytest.mark.parametrize(
    ("wie", "verwacht"), [("medewerker", 302), ("elders", 403), ("wethouder", 403), ("raadslid", 404)]
)
def test_wie_een_monitor_maakt(g, client, wie, verwacht):
    plan = plan_in(g.noord)
    client.force_login(getattr(g, wie))
    assert client.post(f"/plannen/{plan.pk}/monitor/").status_code == verwacht
    assert Gebiedsmonitor.objects.exists() == (verwacht == 302)


def test_geen_monitor_over_een_concept(g):
    plan = plan_van(maak_agenda(g.noord), status="concept")
    with pytest.raises(ValidationError, match="gebiedsplan is vastgesteld"):
        Gebiedsmonitor.objects.maak(plan, door=g.medewerker)


# Conclusies


@pytest.fixture
def conclusie(g):
    plan = plan_in(g.noord)
    maatregel = maak_maatregel(plan, g.vakambtenaar, g.afdeling, einddatum=date(JAAR, 6, 1))
    signaal = maak_signaal(g.dorp, date(JAAR, 2, 2))
    maatregel.signalen.add(signaal)
    monitor = maak_monitor(plan, g.medewerker, status="vastgesteld")
    return Conclusie.objects.create(
        monitor=monitor, doel=maatregel.doel, maatregel=maatregel, tekst="Het kan beter.", voorstel="Extra drempels"
    )


def test_een_conclusie_wordt_een_keer_overgenomen(g, client, conclusie):
    client.force_login(g.medewerker)
    url = f"/conclusies/{conclusie.pk}/overnemen/"
    een, twee = client.post(url), client.post(url)
    maatregel = Maatregel.objects.get(titel="Extra drempels")
    assert een.url == twee.url == maatregel.get_absolute_url()
    assert (maatregel.status, maatregel.plan.jaar, maatregel.plan.status) == ("voorgesteld", JAAR + 1, "concept")
    assert list(maatregel.signalen.all()) == list(conclusie.maatregel.signalen.all())
    assert list(maatregel.uit_conclusies.all()) == [conclusie]
    assert conclusie.monitor.get_absolute_url() in client.get(een.url).content.decode()
    assert maatregel.get_absolute_url() in client.get(f"/monitor/{conclusie.monitor_id}/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_twee_klikken_tegelijk_maken_een_voorstel():
    if connection.vendor != "postgresql":
        pytest.skip("alleen PostgreSQL laat twee klikken tegelijk schrijven")
    g = maak_gemeente()
    plan = plan_in(g.noord)
    maak_maatregel(plan, g.vakambtenaar, g.afdeling)
    monitor = maak_monitor(plan, g.medewerker, status="vastgesteld")
    conclusie = Conclusie.objects.create(monitor=monitor, doel=plan.agenda.doelen.get(), tekst="T", voorstel="Nieuw")

    def klik():
        Conclusie.objects.get(pk=conclusie.pk).neem_over(door=g.medewerker)
        connection.close()

    draden = [Thread(target=klik) for _ in range(3)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert Maatregel.objects.filter(titel="Nieuw").count() == 1


def test_overnemen_in_een_plan_dat_er_al_is(g, conclusie):
    plan = plan_van(conclusie.monitor.plan.agenda, JAAR + 1)
    assert conclusie.neem_over(door=g.medewerker).plan == plan
    assert Gebiedsplan.objects.count() == 2


def test_een_afgesloten_plan_krijgt_niets_meer(g, conclusie):
    plan_van(conclusie.monitor.plan.agenda, JAAR + 1, status="afgesloten")
    with pytest.raises(ValidationError, match="al afgesloten"):
        conclusie.neem_over(door=g.medewerker)


def test_zonder_agenda_voor_volgend_jaar_staat_er_wat_er_ontbreekt(g, client, conclusie):
    conclusie.monitor.plan.agenda.__class__.objects.update(tot_jaar=JAAR)
    client.force_login(g.medewerker)
    antwoord = client.post(f"/conclusies/{conclusie.pk}/overnemen/", follow=True)
    assert f"Voor {JAAR + 1} is nog geen gebiedsagenda vastgesteld" in antwoord.content.decode()
    assert Gebiedsplan.objects.count() == 1


@pytest.mark.parametrize(("wie", "verwacht"), [("elders", 403), ("wethouder", 403), ("raadslid", 404)])
def test_wie_niets_overneemt(g, client, conclusie, wie, verwacht):
    client.force_login(getattr(g, wie))
    assert client.post(f"/conclusies/{conclusie.pk}/overnemen/").status_code == verwacht
    code = client.post(f"/conclusies/{conclusie.pk}/niet-overnemen/", {"reden": "Nee"}).status_code
    assert code == verwacht
    conclusie.refresh_from_db()
    assert conclusie.is_open and Maatregel.objects.count() == 1


def test_niet_overnemen_vraagt_waarom(g, client, conclusie):
    client.force_login(g.medewerker)
    url = f"/conclusies/{conclusie.pk}/niet-overnemen/"
    client.post(url, {"reden": "  "})
    conclusie.refresh_from_db()
    assert conclusie.is_open
    client.post(url, {"reden": "Het geld is op."})
    conclusie.refresh_from_db()
    assert conclusie.niet_overgenomen_omdat == "Het geld is op."
    conclusie.neem_over(door=g.medewerker)
    with pytest.raises(ValidationError, match="al overgenomen"):
        conclusie.neem_niet_over("Toch niet", door=g.medewerker)
    with pytest.raises(GeenRecht):
        conclusie.neem_over(door=g.elders)


# De raad


@pytest.mark.parametrize("wie", [None, "raadslid", "platformlid", "buitenstaander"])
@pytest.mark.parametrize("status", ["concept", "vastgesteld"])
def test_wie_geen_ambtenaar_is_leest_alleen_wat_vastgesteld_is(g, client, wie, status):
    monitor = maak_monitor(plan_in(g.noord), g.medewerker, status=status)
    if wie:
        client.force_login(getattr(g, wie))
    leest = status == "vastgesteld"
    paden = [f"/monitor/{monitor.pk}/", f"/monitor/{monitor.pk}/openbaar/", f"/monitor/{monitor.pk}/pdf/"]
    paden += [f"/monitor/{JAAR}.pdf", f"/monitor/{JAAR}.csv", f"/monitor/{JAAR}-doelen.csv"]
    assert [client.get(pad, follow=True).status_code for pad in paden] == [200 if leest else 404] * 6
    assert ("Noord" in client.get("/monitor/").content.decode()) == leest


def test_geen_persoonsgegevens_en_niets_onder_de_vijf(g, client):
    plan = plan_in(g.noord, inleiding="Inleiding")
    maak_maatregel(plan, g.vakambtenaar, g.afdeling, laatste_woord="Gebeld met Geheime Bewoner", status="vervallen")
    Bijdrage.objects.create(
        doel=plan.agenda.doelen.get(), partij="P", soort="anders", belofte="B", contact="Contact Persoon"
    )
    for nummer in range(4):
        maak_signaal(
            g.dorp,
            date(JAAR, 4, 1 + nummer),
            tekst="Mijn buurman Verklapte Naam doet dit",
            melder={"naam": "Melder Melders", "email": "m@x.nl"},
        )
    maak_initiatief(g.dorp, g.medewerker, initiatiefnemer="Ini Tiatief")
    monitor = maak_monitor(plan, g.medewerker, status="vastgesteld")
    namen = ["Geheime Bewoner", "Contact Persoon", "Verklapte Naam", "Melder Melders", "m@x.nl", "Ini Tiatief"]
    namen += [g.medewerker.naam, g.vakambtenaar.naam, "Wim Wethouder"]
    paden = ["/monitor/", f"/monitor/{monitor.pk}/openbaar/", f"/monitor/{JAAR}.csv", f"/monitor/{JAAR}-doelen.csv"]
    for pad in paden:
        antwoord = client.get(pad)
        tekst = (antwoord.getvalue() if antwoord.streaming else antwoord.content).decode()
        assert [naam for naam in namen if naam in tekst] == []
    tekst = client.get(f"/monitor/{monitor.pk}/openbaar/").content.decode()
    assert "zo weinig signalen" in tekst and "op tijd beantwoord" not in tekst
    assert stel_op(monitor).signalen.op_tijd is None


def test_de_raad_kiest_een_jaar_en_ziet_wie_nog_ontbreekt(g, client):
    for jaar in (2024, 2025):
        maak_monitor(plan_van(maak_agenda(g.noord, van_jaar=jaar), jaar), g.medewerker, status="vastgesteld")
    plan_in(g.zuid)
    tekst = client.get("/monitor/?jaar=2024").content.decode()
    assert "<title>Gebiedsmonitor 2024" in tekst and "Nog geen vastgestelde gebiedsmonitor: Zuid" in tekst
    for onzin in ("1900", "x", "", "²", "9" * 40):
        assert "<title>Gebiedsmonitor 2025" in client.get("/monitor/", {"jaar": onzin}).content.decode()


def test_zonder_monitor_is_er_een_nette_lege_pagina(g, client):
    assert "Er is nog niets vastgesteld" in client.get("/monitor/").content.decode()


def test_csv_opent_in_excel(g, client):
    plan = plan_in(g.noord)
    Doel.objects.update(titel="=1+1", startwaarde=Decimal("10.5"), startjaar=2024)
    maak_monitor(plan, g.medewerker, status="vastgesteld")
    tekst = client.get(f"/monitor/{JAAR}-doelen.csv").getvalue().decode()
    assert tekst.startswith("\ufeffGebied;Doel;") and "'=1+1" in tekst and "10,5" in tekst


def vul_aan(g, gebieden, doelen):
    for gebied in gebieden:
        plan = plan_in(gebied, doelen=doelen)
        for doel in plan.agenda.doelen.all():
            cijfer_voor(doel, {2024: 10.0, 2025: 11.0})
            maak_maatregel(plan, g.vakambtenaar, g.afdeling, doel=doel)
        Gebiedsmonitor.objects.maak(plan, door=g.regie)
    monitors = Gebiedsmonitor.objects.filter(gebied__in=gebieden)
    for monitor in monitors:
        monitor.oordelen.update(oordeel="deels", toelichting="Zo.")
        monitor.aanpak_oordeel = "nee"
        monitor.save()
        monitor.ga_naar("vastgesteld")


def test_overzicht_vraagt_evenveel_bij_een_gebied_als_bij_drie(g, client, django_assert_max_num_queries):
    aantallen = []
    for gebieden in ([g.noord], [g.zuid, g.gemeente]):
        vul_aan(g, gebieden, doelen=len(gebieden))
        client.get("/monitor/")
        with django_assert_max_num_queries(12) as gemeten:
            assert client.get("/monitor/").status_code == 200
        aantallen.append(len(gemeten))
    assert aantallen[0] == aantallen[1]


def test_inhoud_vraagt_evenveel_bij_een_doel_als_bij_drie(g, django_assert_max_num_queries):
    aantallen = []
    for gebied, doelen in ((g.noord, 1), (g.zuid, 3)):
        vul_aan(g, [gebied], doelen)
        monitor = Gebiedsmonitor.objects.voor_lijst().get(gebied=gebied)
        with django_assert_max_num_queries(20) as gemeten:
            stel_op(monitor)
        aantallen.append(len(gemeten))
    assert aantallen[0] == aantallen[1]


def maak_alle_pdfs():
    """Run what stands ready until nothing is left, as a worker would."""
    while klaar := list(Opdracht.objects.uitvoerbaar().exclude(soort="verstuur_bericht")):
        for opdracht in klaar:
            assert voer_uit(opdracht.pk), Opdracht.objects.get(pk=opdracht.pk).melding


def test_pdf_per_gebied_en_voor_de_raad(g, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    vul_aan(g, [g.noord, g.zuid], 2)
    assert "wordt gemaakt" in client.get(f"/monitor/{Gebiedsmonitor.objects.first().pk}/pdf/").content.decode()
    maak_alle_pdfs()
    assert sorted(Document.objects.values_list("soort", flat=True)) == [
        "gebiedsmonitor",
        "gebiedsmonitor",
        "raadsmonitor",
    ]
    for pad in (f"/monitor/{Gebiedsmonitor.objects.first().pk}/pdf/", f"/monitor/{JAAR}.pdf"):
        antwoord = client.get(pad)
        assert antwoord["Content-Type"] == "application/pdf"
        assert antwoord.getvalue().startswith(b"%PDF")


@pytest.mark.eenmaal
def test_documenten_zijn_toegankelijk(g, shared, settings, tmp_path):
    checker = shared / "tools" / "pdfua" / "check"
    if subprocess.run(["which", "java"], capture_output=True).returncode:
        pytest.skip("java ontbreekt, dus PDF/UA is niet gecontroleerd")
    settings.MEDIA_ROOT = tmp_path
    vul_aan(g, [g.noord, g.zuid], 2)
    monitor = Gebiedsmonitor.objects.get(gebied=g.noord)
    Gebiedsmonitor.objects.filter(pk=monitor.pk).update(samenvatting="Twee regels.\n\nEn nog een.", aanpak="Anders.")
    Conclusie.objects.create(monitor=monitor, doel=monitor.oordelen.first().doel, tekst="T", voorstel="V")
    monitor.refresh_from_db()
    monitor.bevries()
    agenda = monitor.plan.agenda
    maak_doel(agenda, "Met alles", waarom="Daarom", startwaarde=1, startjaar=2024, streefwaarde=3, streefjaar=2028)
    Bijdrage.objects.create(doel=agenda.doelen.first(), partij="Platform", soort="inwoners", belofte="Helpen")
    monitor.plan.status, agenda.status = "aangeboden", "aangeboden"
    monitor.plan.save()
    agenda.save()
    agenda.ga_naar("vastgesteld", besluitnummer="B", vastgesteld_datum=date(2025, 1, 1))
    monitor.plan.ga_naar("vastgesteld")
    Raadsrapportage.objects.leg_vast(JAAR, door=g.wethouder)
    bestel("raadsgebied", monitor, stand="een")
    maak_alle_pdfs()
    paden = [d.bestand.path for d in Document.objects.all()]
    raad = {"raadsmonitor", "raadsrapportage", "raadsgebied"}
    assert {d.soort for d in Document.objects.all()} == {"agenda", "plan", "gebiedsmonitor", *raad}
    uitslag = subprocess.run([checker, *paden], capture_output=True, text=True, timeout=300)
    assert uitslag.returncode == 0, uitslag.stdout + uitslag.stderr
