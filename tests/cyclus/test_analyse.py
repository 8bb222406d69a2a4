import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cyclus.analyse.binnengekomen import jaar_eerder, tel_signalen, twaalf_maanden, verberg
from cyclus.analyse.document import als_html
from cyclus.analyse.forms import TekstForm, afdruk
from cyclus.analyse.inhoud import stel_op
from cyclus.analyse.models import TABEL, Gebiedsanalyse
from cyclus.analyse.opvallend import MEESTE_KERNEN
from cyclus.analyse.vorm import als_json, uit_json
from gebieden.models import Cijfer, Gebied
from gebiedswerk.documenten import Document
from gebiedswerk.opdrachten import Opdracht, voer_uit
from gebiedswerk.statussen import GeenRecht, OvergangNietToegestaan
from initiatieven.models import Initiatief
from signalen.models import Signaal
from tests.cyclus.factories import maak_cijfers, maak_initiatief, maak_signaal, maak_verhaal, maak_vol_gebied
from tests.gebieden.factories import maak_gebied, maak_gemeente

pytestmark = pytest.mark.django_db
DAG = date(2026, 11, 22)
JAAR = 2026
OP = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def vol(g):
    maak_vol_gebied(g, DAG, kernen=2, signalen=40)
    return g


def maak_analyse(g, **velden):
    """An analysis as the worker leaves it, without the seconds a PDF takes."""
    Gebiedsanalyse.objects.neem_op(g.noord, JAAR, stel_op(g.noord, JAAR), b"%PDF-1.7 proef")
    analyse = Gebiedsanalyse.objects.get(gebied=g.noord, jaar=JAAR)
    Gebiedsanalyse.objects.filter(pk=analyse.pk).update(**velden)
    analyse.refresh_from_db()
    return analyse


def stel_vast(analyse, door):
    analyse.ga_naar("ter_toetsing", door=door)
    return analyse.ga_naar("vastgesteld", door=door)


# Content ----------------------------------------------------------------------


def test_inhoud_gaat_heel_door_json(vol):
    inhoud = stel_op(vol.noord, JAAR)
    assert inhoud.opvallend and inhoud.themas and inhoud.kernvergelijkingen and inhoud.verhalen and inhoud.leeftijden
    assert uit_json(json.loads(json.dumps(als_json(inhoud)))) == inhoud


def test_aantal_vragen_aan_de_database_staat_vast(vol, django_assert_max_num_queries):
    with django_assert_max_num_queries(27):
        stel_op(vol.noord, JAAR)


def test_veel_kernen_vragen_niet_meer_dan_weinig(vol, django_assert_num_queries, django_assert_max_num_queries):
    for nummer in range(MEESTE_KERNEN):
        maak_gebied(f"Gehucht {nummer}", "kern", vol.noord)
    with django_assert_max_num_queries(24) as eerst:
        stel_op(vol.noord, JAAR)
    for nummer in range(5):
        maak_gebied(f"Extra {nummer}", "kern", vol.noord)
    with django_assert_num_queries(len(eerst)):
        stel_op(vol.noord, JAAR)


def test_wat_opvalt_in_een_kern_staat_erbij(vol):
    Cijfer.objects.filter(gebied=vol.dorp, indicator__code="zorg_3", jaar=2025).update(waarde=95)
    punt = next(p for p in stel_op(vol.noord, JAAR).opvallend if "In Dorp is" in p.zin)
    assert "95" in punt.zin and punt.reden and "2025" in punt.onzekerheid and punt.thema == "Zorg en gezondheid"


@pytest.mark.parametrize(("nu", "eerder", "valt_op"), [(30, 8, True), (8, 30, True), (20, 15, False), (6, 5, False)])
def test_veel_meer_of_minder_signalen_valt_op(g, nu, eerder, valt_op):
    for _ in range(nu):
        maak_signaal(g.dorp, DAG)
    for _ in range(eerder):
        maak_signaal(g.dorp, date(2025, 6, 1))
    zinnen = [p.zin for p in stel_op(g.noord, JAAR, DAG).opvallend]
    verwacht = (
        f"Over verkeer en parkeren kwamen {nu} signalen binnen; in de twaalf maanden ervoor waren dat er {eerder}."
    )
    assert zinnen == ([verwacht] if valt_op else [])


def test_leeg_gebied_geeft_een_leesbaar_document(g):
    inhoud = stel_op(g.zuid, JAAR)
    assert (inhoud.themas, inhoud.opvallend, inhoud.leeftijden, inhoud.verhalen) == ((), (), None, ())
    html = als_html(inhoud)
    assert "kwamen er geen signalen binnen" in html
    assert 'id="cijfers"' not in html and 'id="verhalen"' not in html


def test_cijfers_naast_gemeente_en_eerder(g):
    maak_cijfers([g.gemeente, g.noord], jaren=(2020, 2023))
    regel = next(r for t in stel_op(g.noord, JAAR).themas for r in t.regels if r.code == "groen_0")
    assert (regel.jaar, regel.eerder_jaar) == (2023, 2020)
    echt = {(c.gebied_id, c.jaar): c.waarde for c in Cijfer.objects.filter(indicator__code="groen_0")}
    assert (regel.waarde, regel.eerder) == (echt[g.noord.pk, 2023], echt[g.noord.pk, 2020])
    assert regel.gemeente == echt[g.gemeente.pk, 2023]


def test_cijfers_van_na_het_jaar_tellen_niet_mee(g):
    maak_cijfers([g.gemeente, g.noord], jaren=(2024, 2027))
    assert {r.jaar for t in stel_op(g.noord, JAAR).themas for r in t.regels} == {2024}


def test_voorbeeldcijfers_worden_genoemd(g):
    maak_cijfers([g.gemeente, g.noord], jaren=(2025,), is_voorbeeld=True)
    html = als_html(stel_op(g.noord, JAAR))
    assert "in dit document staan voorbeeldcijfers" in html and "(voorbeeld)" in html


def test_schematische_grenzen_worden_genoemd(g):
    assert "schets" not in als_html(stel_op(g.noord, JAAR))
    Gebied.objects.filter(pk=g.dorp.pk).update(is_schematisch=True)
    assert "De grenzen zijn een schets" in als_html(stel_op(g.noord, JAAR))


@pytest.mark.parametrize(
    ("dag", "van", "tot"),
    [
        (date(2026, 1, 2), date(2025, 1, 1), date(2025, 12, 31)),
        (date(2026, 11, 22), date(2025, 12, 1), date(2026, 11, 22)),
        (date(2026, 12, 31), date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 3, 3), date(2025, 3, 1), date(2026, 2, 28)),
    ],
)
def test_twaalf_maanden(dag, van, tot):
    assert twaalf_maanden(dag) == (van, tot)


def test_jaar_eerder_op_schrikkeldag():
    assert jaar_eerder(date(2028, 2, 29)) == date(2027, 2, 28)


def test_kleine_aantallen_staan_er_niet(g):
    assert [verberg(n) for n in (0, 1, 4, 5, 6)] == [0, None, None, 5, 6]
    for nummer in range(4):
        maak_signaal(g.dorp, DAG - timedelta(days=nummer), "groen")
    for nummer in range(9):
        maak_signaal(g.dorp, DAG - timedelta(days=nummer), "verkeer")
    signalen = tel_signalen(g.noord, DAG)
    assert {t.naam: t.nu for t in signalen.per_thema} == {"Verkeer en parkeren": 9, "Groen en water": None}
    # Thirteen minus nine would give the four away.
    assert (signalen.totaal, signalen.is_afgerond) == (15, True)


def test_signalen_per_kwartaal_tegen_een_jaar_eerder(g):
    for dag, aantal in (
        (date(2025, 12, 1), 5),
        (date(2026, 11, 22), 6),
        (date(2025, 11, 22), 7),
        (date(2024, 12, 1), 8),
    ):
        for _ in range(aantal):
            maak_signaal(g.dorp, dag)
    for _ in range(9):
        maak_signaal(g.dorp, date(2024, 11, 30))
        maak_signaal(g.dorp, date(2025, 11, 23))
        maak_signaal(g.stad, DAG)
    signalen = tel_signalen(g.noord, DAG)
    assert [(t.nu, t.eerder) for t in signalen.per_kwartaal] == [(5, 8), (0, 0), (0, 0), (6, 7)]
    assert (signalen.totaal, signalen.totaal_eerder) == (11, 15)


def test_op_tijd_telt_wie_antwoord_kreeg_of_te_laat_is(g):
    for beantwoord in (3, 3, 3, 60, None):
        maak_signaal(g.dorp, date(2026, 6, 1), beantwoord=beantwoord)
    maak_signaal(g.dorp, DAG)  # still within its term: not judged
    assert tel_signalen(g.noord, DAG).op_tijd == 60.0


def test_dagen_wachten_op_de_melder_tellen_niet_mee(g):
    for _ in range(4):
        maak_signaal(g.dorp, date(2026, 6, 1), beantwoord=3)
    gewacht, wacht = maak_signaal(g.dorp, date(2026, 6, 1), beantwoord=60), maak_signaal(g.dorp, date(2026, 6, 1))
    vraag = {"vraag": "Welke boom?", "van": date(2026, 6, 10), "door": g.medewerker}
    gewacht.wachtvragen.create(tot=date(2026, 7, 30), **vraag)
    assert tel_signalen(g.noord, DAG).op_tijd == 83.3
    wacht.wachtvragen.create(**vraag)
    assert tel_signalen(g.noord, DAG).op_tijd == 100.0


def test_op_tijd_zwijgt_bij_weinig_signalen(g):
    maak_signaal(g.dorp, date(2026, 6, 1), beantwoord=3)
    assert tel_signalen(g.noord, DAG).op_tijd is None


def test_alleen_initiatieven_die_getoond_mogen_worden_hebben_een_titel(g):
    maak_initiatief(g.dorp, g.medewerker, "Mag getoond", "in_uitvoering", ontvangen_op=OP)
    maak_initiatief(g.dorp, g.medewerker, "Liever niet", "in_uitvoering", is_openbaar=False, ontvangen_op=OP)
    maak_initiatief(g.dorp, g.medewerker, "Nog maar een idee", "idee", ontvangen_op=OP)
    maak_initiatief(g.stad, g.elders, "Elders", "in_uitvoering", ontvangen_op=OP)
    inhoud = stel_op(g.noord, JAAR).initiatieven
    assert [i.titel for i in inhoud.openbaar] == ["Mag getoond"]
    assert inhoud.totaal == 3
    assert {t.naam: t.nu for t in inhoud.per_status} == {"Idee": 1, "In uitvoering": 2}


def test_alleen_verhalen_met_toestemming_die_gekozen_zijn(g):
    maak_verhaal(g.dorp, g.medewerker, tekst="Mag erin")
    maak_verhaal(g.dorp, g.medewerker, tekst="Geen toestemming", heeft_toestemming=False)
    maak_verhaal(g.dorp, g.medewerker, tekst="Niet gekozen", is_citeerbaar=False)
    maak_verhaal(g.dorp, g.medewerker, jaar=2025, tekst="Vorig jaar")
    maak_verhaal(g.stad, g.elders, tekst="Elders")
    inhoud = stel_op(g.noord, JAAR)
    assert [v.tekst for v in inhoud.verhalen] == ["Mag erin"]
    html = als_html(inhoud)
    assert "Dit zijn meningen en ervaringen, geen feiten." in html and g.medewerker.naam not in html


def test_geen_persoonsgegevens_in_het_document(vol):
    for gebied in (vol.dorp, vol.buurtschap):
        maak_signaal(
            gebied,
            DAG,
            tekst="Mijn buurman Jan Geheim, Kerkstraat 12, gooit afval neer",
            plaats="Kerkstraat 12",
            melder={"naam": "Tineke Melder", "email": "tineke@geheim.example", "telefoon": "0612345678"},
        )
    maak_initiatief(
        vol.dorp,
        vol.medewerker,
        "Speelbos",
        initiatiefnemer="Ria Regelaar",
        ontvangen_op=OP,
        initiatiefnemer_contact="ria@geheim.example",
    )
    analyse = maak_analyse(vol)
    stel_vast(analyse, vol.medewerker)
    analyse.refresh_from_db()
    alles = als_html(analyse.huidige_inhoud()) + json.dumps(analyse.inhoud)
    assert "Speelbos" in alles
    geheim = ["Jan Geheim", "Kerkstraat", "Tineke", "geheim.example", "0612345678", "Ria Regelaar", "voorbeeld.test"]
    assert [woord for woord in [*geheim, vol.medewerker.naam, vol.sociaal.naam] if woord in alles] == []


# The document -----------------------------------------------------------------


def test_zelfde_inhoud_geeft_hetzelfde_document(vol):
    inhoud = stel_op(vol.noord, JAAR)
    html = als_html(inhoud)
    document = maak_analyse(vol).bewaar_document(inhoud, b"%PDF-1.7 ander")
    Cijfer.objects.all().update(waarde=1)
    Signaal.objects.all().update(thema="anders")
    Initiatief.objects.all().update(titel="Anders")
    Gebied.objects.filter(pk=vol.noord.pk).update(naam="Andere naam")
    assert als_html(uit_json(Document.objects.get(pk=document.pk).gegevens)) == html


def test_geschreven_woorden_gaan_voor_en_worden_ontsmet(g):
    Gebiedsanalyse.objects.create(
        gebied=g.noord, jaar=JAAR, samenvatting="Zelf <b>geschreven</b>", beleving="Bewoners herkennen dit."
    )
    html = als_html(stel_op(g.noord, JAAR))
    assert "Zelf &lt;b&gt;geschreven&lt;/b&gt;" in html and "Deze samenvatting is gemaakt" not in html
    assert "Toets aan de beleving" in html and "Kansen en bedreigingen" not in html


# The round --------------------------------------------------------------------


def test_vastgesteld_tijdens_het_maken_blijft_staan(g):
    inhoud = stel_op(g.noord, JAAR)
    analyse = maak_analyse(g)
    stel_vast(analyse, g.medewerker)
    maak_cijfers([g.gemeente, g.noord], jaren=(2025,))
    voor = Gebiedsanalyse.objects.get(pk=analyse.pk).inhoud
    assert Gebiedsanalyse.objects.neem_op(g.noord, JAAR, inhoud, b"%PDF anders") is None
    assert Gebiedsanalyse.objects.get(pk=analyse.pk).inhoud == voor


def test_ronde_tijdens_het_typen_raakt_geen_van_beide_kwijt(g):
    analyse = maak_analyse(g)
    was = afdruk("")
    maak_cijfers([g.gemeente, g.noord], jaren=(2025,))
    Gebiedsanalyse.objects.neem_op(g.noord, JAAR, stel_op(g.noord, JAAR), b"%PDF nieuw")
    form = TekstForm({"tekst": "Getypt", "was": was}, analyse=analyse, naam="samenvatting")
    assert form.is_bewaard(door=g.medewerker)
    nu = Gebiedsanalyse.objects.get(pk=analyse.pk)
    assert nu.samenvatting == "Getypt" and nu.inhoud["themas"]


# States -----------------------------------------------------------------------


@pytest.mark.parametrize("van", TABEL.namen)
@pytest.mark.parametrize("naar", TABEL.namen)
def test_alle_paren_van_statussen(g, van, naar):
    mag = {("concept", "ter_toetsing"), ("ter_toetsing", "concept"), ("ter_toetsing", "vastgesteld")}
    analyse = maak_analyse(g, status=van)
    if (van, naar) in mag:
        assert analyse.ga_naar(naar, door=g.medewerker).status == naar
        return
    with pytest.raises(OvergangNietToegestaan):
        analyse.ga_naar(naar, door=g.medewerker)
    assert Gebiedsanalyse.objects.get(pk=analyse.pk).status == van


@pytest.mark.parametrize("wie", ["elders", "vakambtenaar", "raadslid", "platformlid", "buitenstaander"])
def test_wie_niet_in_het_gebied_werkt_zet_geen_stap(g, wie):
    with pytest.raises(GeenRecht):
        maak_analyse(g).ga_naar("ter_toetsing", door=getattr(g, wie))


def test_vastgestelde_cijfers_en_woorden_veranderen_niet_meer(g):
    maak_cijfers([g.gemeente, g.noord], jaren=(2024,))
    maak_verhaal(g.dorp, g.medewerker, tekst="Het eerste verhaal")
    analyse = maak_analyse(g, samenvatting="De laatste woorden")
    stel_vast(analyse, g.medewerker)
    voor = Gebiedsanalyse.objects.get(pk=analyse.pk).huidige_inhoud()
    assert (voor.samenvatting, voor.status) == ("De laatste woorden", "Vastgesteld")
    Cijfer.objects.update(waarde=99)
    maak_verhaal(g.dorp, g.medewerker, tekst="Te laat verteld")
    Gebiedsanalyse.objects.filter(pk=analyse.pk).update(samenvatting="Stiekem anders")
    assert Gebiedsanalyse.objects.get(pk=analyse.pk).huidige_inhoud() == voor


def test_voor_vaststellen_volgt_het_document_de_woorden_maar_niet_de_cijfers(g):
    maak_cijfers([g.gemeente, g.noord], jaren=(2024,))
    analyse = maak_analyse(g)
    oud = analyse.huidige_inhoud()
    Cijfer.objects.update(waarde=99)
    analyse.samenvatting = "Nieuwe woorden"
    nu = analyse.huidige_inhoud()
    assert nu.samenvatting == "Nieuwe woorden" and nu.themas == oud.themas


def test_vaststellen_laat_het_laatste_document_maken(g):
    analyse = maak_analyse(g)
    stel_vast(analyse, g.medewerker)
    opdracht = Opdracht.objects.get(soort="analyse_pdf")
    assert voer_uit(opdracht.pk)
    laatste = analyse.documenten().first()
    assert uit_json(laatste.gegevens) == Gebiedsanalyse.objects.get(pk=analyse.pk).huidige_inhoud()


def test_citeren_zonder_toestemming_kan_niet(g):
    verhaal = maak_verhaal(g.dorp, g.medewerker, heeft_toestemming=False)
    with pytest.raises(ValidationError, match="als de verteller het goed vindt"):
        verhaal.full_clean()


# Screens ----------------------------------------------------------------------

ALLEN = ["medewerker", "sociaal", "elders", "regie", "vakambtenaar", "wethouder", "beheerder"]
BUITEN = ["raadslid", "platformlid", "buitenstaander", None]


def als(client, g, wie):
    client.logout()
    if wie:
        client.force_login(getattr(g, wie))
    return client


@pytest.mark.parametrize("wie", ALLEN + BUITEN)
def test_wie_leest_een_concept(client, g, wie):
    analyse = maak_analyse(g, samenvatting="Nog niet voor iedereen")
    verwacht = 200 if wie in ALLEN else 404
    for naam in ("analyse", "analyse_pdf"):
        antwoord = als(client, g, wie).get(reverse(f"cyclus:{naam}", args=[analyse.pk]))
        assert antwoord.status_code == verwacht, naam
        if verwacht == 404:
            assert b"Nog niet voor iedereen" not in antwoord.content
    lijst = als(client, g, wie).get(f"{reverse('cyclus:analyse_lijst')}?jaar={JAAR}").content.decode()
    assert (analyse.get_absolute_url() in lijst) == (wie in ALLEN)


@pytest.mark.parametrize("wie", ALLEN + BUITEN)
def test_iedereen_leest_wat_is_vastgesteld(client, g, wie):
    analyse = stel_vast(maak_analyse(g), g.medewerker)
    voer_uit(Opdracht.objects.get(soort="analyse_pdf").pk)
    als(client, g, wie)
    pagina = client.get(analyse.get_absolute_url())
    assert pagina.status_code == 200 and "Gebiedsanalyse Noord 2026" in pagina.content.decode()
    # Who did what is for officials.
    assert ("Mia Makelaar" in pagina.content.decode()) == (wie in ALLEN)
    pdf = client.get(reverse("cyclus:analyse_pdf", args=[analyse.pk]))
    assert pdf["Content-Type"] == "application/pdf" and next(iter(pdf.streaming_content)).startswith(b"%PDF-")
    lijst = client.get(reverse("cyclus:analyse_lijst"), {"jaar": JAAR})
    assert analyse.get_absolute_url() in lijst.content.decode()


@pytest.mark.parametrize("wie", ALLEN + BUITEN)
@pytest.mark.parametrize("naam", ["analyse_werkplaats", "analyse_verhalen", "analyse_status"])
def test_wie_bewerkt(client, g, wie, naam):
    analyse = maak_analyse(g)
    als(client, g, wie)
    url = reverse(f"cyclus:{naam}", args=[analyse.pk])
    antwoord = client.post(url, {"status": "ter_toetsing"}) if naam == "analyse_status" else client.get(url)
    if wie is None:
        assert antwoord.status_code == 302 and "/account/" in antwoord.url
    elif wie in ("medewerker", "sociaal", "regie"):
        assert antwoord.status_code in (200, 302)
    else:
        assert antwoord.status_code == (403 if wie in ALLEN else 404)
    stond = {"medewerker", "sociaal", "regie"} if naam == "analyse_status" else set()
    assert (Gebiedsanalyse.objects.get(pk=analyse.pk).status == "ter_toetsing") == (wie in stond)


def test_vastgesteld_is_niet_meer_te_bewerken(client, g):
    analyse = stel_vast(maak_analyse(g, samenvatting="Vast"), g.medewerker)
    verhaal = maak_verhaal(g.dorp, g.medewerker)
    als(client, g, "medewerker")
    for naam, *args in (
        ("analyse_tekst", "samenvatting"),
        ("analyse_verhalen",),
        ("analyse_verhaal_keuze", verhaal.pk),
        ("analyse_verhaal_weg", verhaal.pk),
        ("analyse_overnemen",),
        ("analyse_punt_nieuw",),
    ):
        antwoord = client.post(reverse(f"cyclus:{naam}", args=[analyse.pk, *args]), {"tekst": "Anders", "versie": "1"})
        assert antwoord.status_code == 302 and antwoord.url == analyse.get_absolute_url()
    verhaal.refresh_from_db()
    analyse.refresh_from_db()
    assert analyse.samenvatting == "Vast" and verhaal.is_citeerbaar


def test_bezoeker_bestelt_geen_pdf(client, g):
    analyse = stel_vast(maak_analyse(g), g.medewerker)
    url = reverse("cyclus:analyse_pdf", args=[analyse.pk])
    assert als(client, g, None).post(url).status_code == 403
    assert als(client, g, "buitenstaander").post(url).status_code == 403


def test_vergelijken_met_vorig_jaar(client, g):
    maak_cijfers([g.gemeente, g.noord], jaren=(2023,))
    Gebiedsanalyse.objects.neem_op(g.noord, 2025, stel_op(g.noord, 2025), b"%PDF a")
    Cijfer.objects.filter(indicator__code="groen_0").update(jaar=2024, waarde=80)
    analyse = maak_analyse(g)
    antwoord = als(client, g, "medewerker").get(reverse("cyclus:analyse_vergelijken", args=[analyse.pk]))
    assert "80,0% (2024)" in antwoord.content.decode() and "zelfde jaar" in antwoord.content.decode()
    stel_vast(analyse, g.medewerker)
    # Last year's was never adopted: nothing of it for the public.
    assert als(client, g, None).get(reverse("cyclus:analyse_vergelijken", args=[analyse.pk])).status_code == 404
