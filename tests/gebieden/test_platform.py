"""Platforms from outside: who sees and does what, members, meetings, reminders."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gebieden.models import Bijeenkomst, Gebiedsrol, Platform, Platformlid
from gebieden.platform.standen import begeleiders, platformstanden
from gebieden.platform.werk import werk_voor
from gebiedswerk.opdrachten import voer_uit, zet_klaar
from gebiedswerk.post import Bericht
from gebiedswerk.profiel import lees_profiel, stel_in
from gebiedswerk.tijdlijn import Gebeurtenis

from .factories import PDF, houdt_bij, maak_bijeenkomst, maak_gebied, maak_gemeente, maak_persoon

pytestmark = pytest.mark.django_db
AMBTENAREN = ["medewerker", "sociaal", "elders", "regie", "vakambtenaar", "wethouder", "secretaris", "beheerder"]
BEHANDELAARS = ["medewerker", "sociaal", "regie", "beheerder"]
BUITEN = ["raadslid", "buitenstaander"]
GEHEIM = "Zwaluwgeheim"


@pytest.fixture
def g():
    g = maak_gemeente()
    profiel = lees_profiel("west_betuwe")
    profiel["platforms"]["normen"] = {"bezoeken": 2, "raadplegingen": 1, "afspraken": 4}
    stel_in(profiel)
    Platform.objects.filter(pk=g.platform.pk).update(status="convenant", wethouder=g.wethouder)
    g.platform.refresh_from_db()
    g.ander = Platform.objects.create(naam="Stadsplatform", slug="stadsplatform", status="formeel")
    g.ander.gebieden.set([g.stad])
    g.anderlid = maak_persoon("Ander Lid", "platformlid", g.stad)
    g.ander.leden.create(naam="Ander Lid", persoon=g.anderlid, mag_bijwerken=True)
    return g


def adres(naam, *args):
    return reverse(f"gebieden:{naam}", args=args)


def in_dagen(dagen):
    return timezone.localdate() + timedelta(days=dagen)


def tekst(antwoord):
    return antwoord.content.decode()


# Who sees what --------------------------------------------------------------


@pytest.fixture
def vol(g):
    """A platform with everything in it that is not public."""
    p = g.platform
    p.ondersteuning, p.email, p.website = f"{GEHEIM} zaal", "dorp@voorbeeld.test", "https://dorp.voorbeeld.test"
    p.save()
    p.leden.create(naam=f"Anna {GEHEIM}", rol="Penningmeester", leeftijd="25_45", buurt=g.dorp)
    p.leden.create(naam="Vera Voorzitter", rol="voorzitter", is_openbaar=True)
    p.leden.create(naam="Oud Openbaar", is_openbaar=True, van=in_dagen(-900), tot=in_dagen(-100))
    maak_bijeenkomst(p, in_dagen(-1), is_geweest=True, verslag=f"{GEHEIM} verslag")
    maak_bijeenkomst(p, in_dagen(-2), is_geweest=True, verslag="Dit mag iedereen lezen", is_verslag_openbaar=True)
    maak_bijeenkomst(p, in_dagen(5), onderwerp="Verkeer in de Dorpsstraat", is_wethouder_aanwezig=True)
    maak_bijeenkomst(p, in_dagen(-5), onderwerp=f"{GEHEIM} niet bevestigd")
    p.subsidies.create(jaar=2025, aangevraagd=1500, toegekend=1200, besteed="1100.50", status="vastgesteld")
    p.subsidies.create(jaar=2024, aangevraagd=777, status="afgewezen", reden=f"{GEHEIM} te veel")
    return p


@pytest.mark.parametrize("wie", ["niemand", "medewerker", "platformlid", "anderlid", *BUITEN])
def test_de_openbare_pagina_is_voor_iedereen_dezelfde_en_zegt_niets_te_veel(client, g, vol, wie):
    if wie != "niemand":
        client.force_login(getattr(g, wie))
    pagina = tekst(client.get(vol.get_absolute_url())).partition("<main")[2]
    for openbaar in (
        *("Met convenant", "Vera Voorzitter", "Verkeer in de Dorpsstraat", "Dit mag iedereen lezen"),
        *("dorp@voorbeeld.test", "https://dorp.voorbeeld.test", "1.200", "1.100,50", "0 van 2 bezoeken"),
    ):
        assert openbaar in pagina, openbaar
    for geheim in (GEHEIM, "Lid Platform", "Oud Openbaar", "Penningmeester", "25 tot 45", vol.sleutel, "777"):
        assert geheim not in pagina, geheim
    assert ("Naar het dossier" in pagina) == (wie in ("medewerker", "platformlid"))


@pytest.mark.parametrize("wie", [*AMBTENAREN, "platformlid", "anderlid", *BUITEN])
def test_wie_het_dossier_ziet(client, g, vol, wie):
    client.force_login(getattr(g, wie))
    antwoord = client.get(vol.dossier_url())
    assert antwoord.status_code == (200 if wie in [*AMBTENAREN, "platformlid"] else 404)
    if antwoord.status_code == 200:
        pagina = tekst(antwoord)
        assert f"Anna {GEHEIM}" in pagina
        assert "25 tot 45" not in pagina  # nobody reads one member's age
        assert ("Lid toevoegen" in pagina) == (wie in BEHANDELAARS)
        assert ("Bewerken" in pagina) == (wie in BEHANDELAARS)
        assert ("Tijdlijn" in pagina) == (wie != "platformlid")


def test_een_lid_dat_stopte_ziet_het_dossier_niet_meer(client, g):
    g.platformlid.platformlidmaatschappen.update(van=in_dagen(-90), tot=in_dagen(-1))
    client.force_login(g.platformlid)
    assert client.get(g.platform.dossier_url()).status_code == 404


def test_een_lid_van_een_ander_platform_kan_hier_niets(client, g, vol):
    client.force_login(g.anderlid)
    lid, bijeenkomst = vol.leden.first(), vol.bijeenkomsten.first()
    for naam, args in (
        *[("platformlid_nieuw", []), ("platformlid", [lid.pk]), ("platformlid_stopt", [lid.pk])],
        *[("bijeenkomst_nieuw", []), ("bijeenkomst", [bijeenkomst.pk])],
    ):
        assert client.get(adres(naam, vol.slug, *args)).status_code == 404
        assert client.post(adres(naam, vol.slug, *args)).status_code == 404
    # Through one's own platform nobody reaches a row of another.
    assert client.get(adres("platformlid", g.ander.slug, lid.pk)).status_code == 404
    assert client.get(adres("bijeenkomst", g.ander.slug, bijeenkomst.pk)).status_code == 404
    assert client.post(adres("bijeenkomst_weg", g.ander.slug, bijeenkomst.pk)).status_code == 302
    assert Bijeenkomst.objects.filter(pk=bijeenkomst.pk).exists()


# The list -------------------------------------------------------------------


def namen(client, vraag=""):
    pagina = client.get(adres("platform_lijst") + vraag).context["pagina"]
    return {rij.platform.naam for rij in pagina}


def test_de_lijst_is_openbaar_en_filtert(client, g):
    Platform.objects.create(naam="Weg", slug="weg", is_actief=False).gebieden.set([g.dorp])
    assert namen(client) == {"Dorpsplatform Dorp", "Stadsplatform"}
    assert namen(client, "?gebied=noord") == {"Dorpsplatform Dorp"}
    assert namen(client, "?gebied=stad") == {"Stadsplatform"}
    assert namen(client, "?status=formeel") == {"Stadsplatform"}
    assert namen(client, "?q=stads") == {"Stadsplatform"}
    assert namen(client, "?soort=bestaat-niet&gebied=ook-niet") == {"Dorpsplatform Dorp", "Stadsplatform"}
    # What only officials are asked, the address bar of somebody else does not answer.
    assert namen(client, "?gestopt=on&achter=on") == {"Dorpsplatform Dorp", "Stadsplatform"}


def test_wie_spreekt_er_voor_mijn_straat(client, g):
    straat = maak_gebied("Straat", "buurt", g.dorp)
    assert namen(client, f"?gebied={straat.slug}") == {"Dorpsplatform Dorp"}


def test_de_lijst_voor_wie_ermee_werkt(client, g, settings):
    Platform.objects.create(naam="Weg", slug="weg", is_actief=False).gebieden.set([g.dorp])
    client.force_login(g.medewerker)
    assert namen(client, "?gestopt=on") == {"Dorpsplatform Dorp", "Stadsplatform", "Weg"}
    assert namen(client, "?mijn=on") == {"Dorpsplatform Dorp"}
    client.force_login(g.wethouder)
    assert namen(client, "?mijn=on") == {"Dorpsplatform Dorp"}


def test_wie_achterloopt(client, g, monkeypatch):
    jaar = timezone.localdate().year
    monkeypatch.setattr(timezone, "localdate", lambda *a: date(jaar, 10, 2))
    for maand in (2, 3):
        maak_bijeenkomst(g.ander, date(jaar, maand, 1), "raadpleging", is_geweest=True, is_wethouder_aanwezig=True)
    Gebiedsrol.objects.update(van=date(jaar, 1, 1))
    client.force_login(g.medewerker)
    assert namen(client, "?achter=on") == {"Dorpsplatform Dorp"}


def test_een_lid_vindt_het_eigen_dossier(client, g):
    client.force_login(g.platformlid)
    assert g.platform.dossier_url() in tekst(client.get(adres("platform_lijst")))


def test_queries_hangen_niet_van_de_rijen_af(client, g, django_assert_max_num_queries):
    client.force_login(g.medewerker)
    client.get(adres("platform_lijst"))
    for nummer in range(4):
        p = Platform.objects.create(naam=f"P{nummer}", slug=f"p{nummer}", status="convenant")
        p.gebieden.set([g.dorp, g.buurtschap])
        maak_bijeenkomst(p, in_dagen(1))
        p.leden.create(naam="A")
    with django_assert_max_num_queries(9):
        client.get(adres("platform_lijst"))
    with django_assert_max_num_queries(5):
        assert len(platformstanden([g.dorp.pk])) == 5


def test_queries_van_het_dossier(client, g, vol, django_assert_max_num_queries):
    client.force_login(g.medewerker)
    client.get(vol.dossier_url())
    for nummer in range(5):
        vol.leden.create(naam=f"Lid {nummer}", buurt=g.dorp, leeftijd="25_45")
        maak_bijeenkomst(vol, in_dagen(nummer + 10))
        vol.subsidies.create(jaar=2010 + nummer, aangevraagd=10)
    with django_assert_max_num_queries(24):
        client.get(vol.dossier_url())


# Make and change a platform ---------------------------------------------------


def ingevuld(g, **velden):
    basis = {
        "naam": "Dorpsplatform Nieuw",
        "soort": "dorpsplatform",
        "gebieden": [g.dorp.pk],
        "status": "convenant",
        "sleutel": str(uuid4()),
    }
    return basis | velden


def gewijzigd(g, **velden):
    p = Platform.objects.get(pk=g.platform.pk)
    basis = {"naam": p.naam, "soort": "dorpsplatform", "gebieden": [g.dorp.pk], "status": p.status, "is_actief": "on"}
    return basis | {"versie": p.versie, "wethouder": g.wethouder.pk} | velden


def test_een_dubbele_klik_maakt_een_platform(client, g):
    client.force_login(g.medewerker)
    data = ingevuld(g)
    for _ in range(2):
        antwoord = client.post(adres("platform_nieuw"), data)
        assert antwoord.status_code == 302
    platform = Platform.objects.get(naam="Dorpsplatform Nieuw")
    assert platform.slug == "dorpsplatform-nieuw" and platform.soort_naam == "dorpsplatform"
    assert antwoord["Location"] == platform.dossier_url()


def test_een_naam_die_een_adres_van_ons_is(client, g):
    client.force_login(g.medewerker)
    client.post(adres("platform_nieuw"), ingevuld(g, naam="Nieuw"))
    assert Platform.objects.get(naam="Nieuw").slug == "nieuw-2"


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"naam": ""}, "Dit veld is verplicht"),
        ({"naam": "Dorpsplatform Dorp"}, "Deze naam is er al"),
        ({"gebieden": []}, "Dit veld is verplicht"),
        ({"website": "javascript:alert(1)"}, "geldige URL"),
        ({"soort": "raad van elf"}, "Selecteer een geldige keuze"),
    ],
)
def test_wat_niet_klopt_staat_bij_het_veld_en_niets_gaat_verloren(client, g, velden, melding):
    client.force_login(g.medewerker)
    data = ingevuld(g, ondersteuning="Een zaal per maand") | velden
    antwoord = client.post(adres("platform_nieuw"), data)
    assert antwoord.status_code == 422
    assert melding in tekst(antwoord) and "Een zaal per maand" in tekst(antwoord)
    assert not Platform.objects.filter(ondersteuning="Een zaal per maand").exists()


def test_niet_in_andermans_gebied(client, g):
    client.force_login(g.elders)
    assert client.post(adres("platform_nieuw"), ingevuld(g)).status_code == 422
    assert client.post(adres("platform_bewerken", g.platform.slug), gewijzigd(g)).status_code == 403
    assert not Platform.objects.filter(naam="Dorpsplatform Nieuw").exists()


def test_het_reglement_is_een_pdf_en_openbaar(client, g):
    client.force_login(g.medewerker)
    url = adres("platform_bewerken", g.platform.slug)
    assert client.get(adres("platform_reglement", g.platform.slug)).status_code == 404
    vals = SimpleUploadedFile("reglement.pdf", b"<html>geen pdf")
    antwoord = client.post(url, gewijzigd(g, reglement=vals))
    assert antwoord.status_code == 422 and "kunnen wij niet lezen als PDF" in tekst(antwoord)
    assert client.post(url, gewijzigd(g, reglement=SimpleUploadedFile("x.pdf", PDF))).status_code == 302
    client.logout()
    antwoord = client.get(adres("platform_reglement", g.platform.slug))
    assert b"".join(antwoord) == PDF
    assert "reglement-dorpsplatform-dorp.pdf" in antwoord["Content-Disposition"]


def test_een_nieuw_reglement_laat_het_oude_niet_achter(client, g, django_capture_on_commit_callbacks):
    client.force_login(g.medewerker)
    oud = ""
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            data = gewijzigd(g, reglement=SimpleUploadedFile("x.pdf", PDF))
            assert client.post(adres("platform_bewerken", g.platform.slug), data).status_code == 302
        nieuw = Platform.objects.get(pk=g.platform.pk).reglement
        assert nieuw.name != oud and nieuw.storage.exists(nieuw.name)
        assert not (oud and nieuw.storage.exists(oud))
        oud = nieuw.name


def test_een_goed_bestand_bij_een_fout_vraagt_om_opnieuw_kiezen(client, g):
    client.force_login(g.medewerker)
    data = ingevuld(g, naam="", reglement=SimpleUploadedFile("x.pdf", PDF))
    assert "Kies ook het bestand opnieuw" in tekst(client.post(adres("platform_nieuw"), data))


def test_twee_mensen_tegelijk(client, g):
    client.force_login(g.medewerker)
    mijn = gewijzigd(g, ondersteuning="Mijn tekst")
    client.post(adres("platform_bewerken", g.platform.slug), gewijzigd(g, ondersteuning="Andere tekst"))
    antwoord = client.post(adres("platform_bewerken", g.platform.slug), mijn)
    assert antwoord.status_code == 422
    assert "Mijn tekst" in tekst(antwoord) and "Inmiddels staat hier: Andere tekst" in tekst(antwoord)


def test_een_gestopt_platform_staat_niet_meer_in_de_lijst_en_zijn_pagina_zegt_het(client, g):
    client.force_login(g.medewerker)
    data = gewijzigd(g)
    del data["is_actief"]
    assert client.post(adres("platform_bewerken", g.platform.slug), data).status_code == 302
    client.logout()
    assert "Dorpsplatform Dorp" not in namen(client)
    pagina = tekst(client.get(g.platform.get_absolute_url()))
    assert "Dit platform is gestopt" in pagina and "bezoeken van de wethouder" not in pagina


# Members ----------------------------------------------------------------------


def lid_data(**velden):
    return {"naam": "Nora Nieuw", "van": in_dagen(-10).isoformat(), "sleutel": str(uuid4())} | velden


@pytest.mark.parametrize("wie", [*AMBTENAREN, "platformlid"])
def test_wie_leden_bijhoudt(client, g, wie):
    client.force_login(getattr(g, wie))
    antwoord = client.post(adres("platformlid_nieuw", g.platform.slug), lid_data())
    assert antwoord.status_code == (302 if wie in BEHANDELAARS else 403)
    assert g.platform.leden.filter(naam="Nora Nieuw").exists() == (wie in BEHANDELAARS)


def test_de_secretaris_houdt_de_leden_bij_maar_geeft_geen_toegang(client, g):
    houdt_bij(g.platform, g.platformlid)
    client.force_login(g.platformlid)
    url = adres("platformlid_nieuw", g.platform.slug)
    pagina = tekst(client.get(url))
    assert "Ander Lid" not in pagina and "Account van dit lid" not in pagina
    data = lid_data(leeftijd="15_25", persoon=g.anderlid.pk, mag_bijwerken="on")
    for _ in range(2):
        assert client.post(url, data).status_code == 302
    lid = g.platform.leden.get(naam="Nora Nieuw")
    assert (lid.leeftijd, lid.persoon, lid.mag_bijwerken) == ("15_25", None, False)


def test_namen_van_leden_staan_nooit_in_de_tijdlijn(client, g):
    client.force_login(g.medewerker)
    client.post(adres("platformlid_nieuw", g.platform.slug), lid_data())
    lid = g.platform.leden.get(naam="Nora Nieuw")
    client.post(adres("platformlid_stopt", g.platform.slug, lid.pk), {"laatste_dag": in_dagen(-1).isoformat()})
    assert {"lid_erbij", "lid_stopt"} <= set(Gebeurtenis.objects.van(g.platform).values_list("soort", flat=True))
    assert not Gebeurtenis.objects.filter(tekst__contains="Nora").exists()


def test_een_account_hoort_bij_een_lid(client, g):
    client.force_login(g.medewerker)
    antwoord = client.post(adres("platformlid_nieuw", g.platform.slug), lid_data(persoon=g.platformlid.pk))
    assert "hoort al bij een ander lid" in tekst(antwoord)
    antwoord = client.post(adres("platformlid_nieuw", g.platform.slug), lid_data(mag_bijwerken="on"))
    assert "Kies eerst het account" in tekst(antwoord)


def test_wie_stopt_laat_alleen_een_naam_na_en_na_een_jaar_niets(client, g):
    lid = g.platform.leden.create(
        naam="Leo Laatst", leeftijd="65_plus", buurt=g.dorp, is_openbaar=True, van=in_dagen(-900)
    )
    client.force_login(g.medewerker)
    url = adres("platformlid_stopt", g.platform.slug, lid.pk)
    assert client.post(url, {"laatste_dag": in_dagen(-1000).isoformat()}).status_code == 422
    assert client.post(url, {"laatste_dag": in_dagen(5).isoformat()}).status_code == 302
    schoon_op(in_dagen(5))
    lid.refresh_from_db()
    assert lid.leeftijd == "65_plus"  # the last day itself
    schoon_op(in_dagen(6))
    lid.refresh_from_db()
    assert (lid.leeftijd, lid.buurt, lid.is_openbaar, lid.naam) == ("", None, False, "Leo Laatst")
    schoon_op(in_dagen(5 + 365))
    assert Platformlid.objects.filter(pk=lid.pk).exists()
    schoon_op(in_dagen(5 + 366))
    assert not Platformlid.objects.filter(pk=lid.pk).exists()


def schoon_op(dag):
    opdracht, _ = zet_klaar("platformleden_opschonen", f"opschonen:{dag}", dag=dag.isoformat())
    assert voer_uit(opdracht.pk)


def test_wie_gisteren_stopte_is_meteen_gewist(client, g):
    lid = g.platform.leden.create(naam="Leo", leeftijd="65_plus", van=in_dagen(-900))
    client.force_login(g.medewerker)
    client.post(adres("platformlid_stopt", g.platform.slug, lid.pk), {"laatste_dag": in_dagen(-1).isoformat()})
    lid.refresh_from_db()
    assert lid.leeftijd == ""


# Meetings ---------------------------------------------------------------------


def bijeenkomst_data(dagen=10, **velden):
    basis = {"soort": "vergadering", "onderwerp": "Groen in het dorp", "datum": in_dagen(dagen).isoformat()}
    return basis | {"sleutel": str(uuid4())} | velden


def test_plannen_en_vastleggen_hoe_het_ging(client, g):
    houdt_bij(g.platform, g.platformlid)
    client.force_login(g.platformlid)
    data = bijeenkomst_data(0, is_wethouder_aanwezig="on", begint_om="19:30", plaats="Dorpshuis")
    for _ in range(2):
        assert client.post(adres("bijeenkomst_nieuw", g.platform.slug), data).status_code == 302
    b = g.platform.bijeenkomsten.get()
    assert (b.door, b.is_geweest, b.is_wethouder_aanwezig) == (g.platformlid, False, True)
    assert platformstanden([g.dorp.pk])[0].standen[0].geweest == 0
    vast = data | {"versie": b.versie, "is_geweest": "on", "aantal_aanwezig": "23", "verslag": "Er komt een haag."}
    assert client.post(adres("bijeenkomst", g.platform.slug, b.pk), vast | {"sleutel": str(uuid4())}).status_code == 302
    b.refresh_from_db()
    assert (b.is_geweest, b.aantal_aanwezig) == (True, 23)
    assert platformstanden([g.dorp.pk])[0].standen[0].geweest == 1


def test_wat_nog_moet_komen_is_niet_geweest(client, g):
    client.force_login(g.medewerker)
    b = maak_bijeenkomst(g.platform, in_dagen(0))
    data = bijeenkomst_data(3, versie=b.versie, is_geweest="on")
    antwoord = client.post(adres("bijeenkomst", g.platform.slug, b.pk), data)
    assert antwoord.status_code == 422 and "Deze dag moet nog komen" in tekst(antwoord)


@pytest.mark.parametrize("datum", ["31-02-2026", "1026-01-01", "2126-01-01", ""])
def test_een_rare_datum(client, g, datum):
    client.force_login(g.medewerker)
    antwoord = client.post(adres("bijeenkomst_nieuw", g.platform.slug), bijeenkomst_data(datum=datum))
    assert antwoord.status_code == 422 and "Groen in het dorp" in tekst(antwoord)
    assert not Bijeenkomst.objects.exists()


def test_een_vijfde_keer_afspraken_wordt_gewaarschuwd_niet_geweigerd(client, g):
    client.force_login(g.medewerker)
    jaar = timezone.localdate().year + 1
    for maand in (1, 2, 3, 4):
        maak_bijeenkomst(g.platform, date(jaar, maand, 1), "afspraken")
    data = bijeenkomst_data(soort="afspraken", datum=f"{jaar}-05-01")
    antwoord = client.post(adres("bijeenkomst_nieuw", g.platform.slug), data, follow=True)
    assert f"Dit is keer 5 in {jaar}" in tekst(antwoord)
    assert g.platform.bijeenkomsten.count() == 5


def test_niet_doorgaan_haalt_van_de_agenda_maar_niet_wat_geweest_is(client, g):
    client.force_login(g.medewerker)
    gepland, geweest = (
        maak_bijeenkomst(g.platform, in_dagen(3)),
        maak_bijeenkomst(g.platform, in_dagen(-3), is_geweest=True),
    )
    for b in (gepland, gepland, geweest):
        assert client.post(adres("bijeenkomst_weg", g.platform.slug, b.pk)).status_code == 302
    assert list(g.platform.bijeenkomsten.all()) == [geweest]
    assert Gebeurtenis.objects.van(g.platform).filter(soort="bijeenkomst_vervalt").count() == 1


def test_de_agenda_als_ical(client, g):
    maak_bijeenkomst(g.platform, date(2026, 12, 1), begint_om="19:30", plaats="Dorpshuis", verslag=GEHEIM)
    maak_bijeenkomst(g.platform, in_dagen(3))
    maak_bijeenkomst(g.platform, in_dagen(-900))
    antwoord = client.get(adres("platform_agenda", g.platform.slug))
    ics = tekst(antwoord)
    assert antwoord["Content-Type"] == "text/calendar; charset=utf-8"
    assert ics.count("BEGIN:VEVENT") == 2 and "METHOD:PUBLISH" in ics
    assert "DTSTART:20261201T183000Z" in ics and "DTSTART;VALUE=DATE:" in ics
    assert GEHEIM not in ics


# Watched ----------------------------------------------------------------------


def herinner(dag):
    opdracht, _ = zet_klaar("platform_herinneringen", f"platform_herinneringen:{uuid4()}", dag=dag.isoformat())
    assert voer_uit(opdracht.pk)
    return set(Bericht.objects.filter(sleutel__startswith="platformstand:").values_list("aan", flat=True))


def test_herinnering_op_een_half_jaar_en_drie_maanden_voor_het_einde_en_nooit_dubbel(g):
    g.ander.delete()
    assert herinner(date(2026, 6, 30)) == set()
    verwacht = {g.wethouder.email, g.medewerker.email, g.sociaal.email}
    assert herinner(date(2026, 7, 1)) == verwacht
    herinner(date(2026, 7, 1)), herinner(date(2026, 8, 15))
    assert Bericht.objects.count() == 3
    herinner(date(2026, 10, 1)), herinner(date(2026, 12, 1))
    assert Bericht.objects.count() == 6
    brief = Bericht.objects.filter(aan=g.wethouder.email).first().tekst
    assert "0 van 2 bezoeken van de wethouder" in brief and g.platform.dossier_url() in brief
    assert {b.ding for b in Bericht.objects.all()} == {g.platform}


def test_de_wethouder_hoort_alleen_van_bezoeken(g):
    g.ander.delete()
    for maand in (2, 3):
        maak_bijeenkomst(g.platform, date(2026, maand, 1), is_geweest=True, is_wethouder_aanwezig=True)
    assert herinner(date(2026, 7, 1)) == {g.medewerker.email, g.sociaal.email}


@pytest.mark.parametrize(
    "velden", [{"status": "informeel"}, {"is_actief": False}, {"opgericht_datum": date(2026, 2, 1)}]
)
def test_aan_wie_niets_is_beloofd_wordt_niets_geteld(g, velden):
    g.ander.delete()
    Platform.objects.filter(pk=g.platform.pk).update(**velden)
    assert herinner(date(2026, 12, 1)) == set()


def test_wie_het_dichtst_bij_werkt_begeleidt(g):
    dichtbij = maak_persoon("Dirk Dichtbij", "gebiedsmakelaar_leefomgeving", g.dorp)
    platforms = list(Platform.objects.prefetch_gebieden())
    found = begeleiders(platforms)
    assert found[g.platform.pk] == [dichtbij]
    assert found[g.ander.pk] == [g.elders]
    Gebiedsrol.objects.filter(persoon=dichtbij).update(van=in_dagen(-9), tot=in_dagen(-1))
    assert found != begeleiders(platforms)


def test_wat_er_op_iemand_wacht(g):
    dag = date(2026, 10, 2)
    maak_bijeenkomst(g.platform, date(2026, 9, 1))
    p = g.platform
    p.subsidies.create(jaar=2026, aangevraagd=100)
    p.subsidies.create(jaar=2025, aangevraagd=100, toegekend=100, status="toegekend")
    houdt_bij(p, g.platformlid)

    def werk(wie):
        return {(w.soort, w.vraagt, w.uiterlijk) for w in werk_voor(getattr(g, wie), dag)}

    eind = date(2026, 12, 31)
    bezoeken = ("Afspraak", "0 van 2 bezoeken van de wethouder, nog 2 te plannen", eind)
    raadpleging = ("Afspraak", "0 van 1 bewonersraadpleging, nog 1 te plannen", eind)
    bevestig = ("Bijeenkomst", "Ging een bijeenkomst door? Zeg ja of nee", None)
    assert werk("wethouder") == {bezoeken}
    assert werk("medewerker") == {
        bezoeken,
        raadpleging,
        bevestig,
        ("Subsidie", "Subsidie 2026: een besluit nemen", None),
    }
    verantwoord = ("Subsidie", "Subsidie 2025: verantwoorden", date(2026, 3, 31))
    assert werk("platformlid") == {bezoeken, raadpleging, bevestig, verantwoord}
    assert "Stadsplatform" not in {w.platform.naam for w in werk_voor(g.medewerker, dag)}
    for niemand in ("raadslid", "vakambtenaar", "regie", "buitenstaander", "secretaris"):
        assert werk(niemand) == set()


def test_mijn_werk_van_de_wethouder_noemt_het(client, g, monkeypatch):
    jaar = timezone.localdate().year
    monkeypatch.setattr(timezone, "localdate", lambda *a: date(jaar, 11, 1))
    g.wethouder.gebiedsrollen.update(van=date(jaar - 1, 1, 1))
    client.force_login(g.wethouder)
    assert "0 van 2 bezoeken van de wethouder" in tekst(client.get(reverse("werk")))
