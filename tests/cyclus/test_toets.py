"""The toets aan de beleving: from the link to what the document says of every reaction."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from cyclus.analyse.document import als_html
from cyclus.models import Belevingstoets, Gebiedsanalyse, Toetsreactie
from cyclus.toets.models import CODE
from gebieden.models import Platform
from gebiedswerk.opdrachten import UITVOERDERS, Opdracht
from gebiedswerk.post import Bericht
from gebiedswerk.werk.lijst import mijn_werk
from signalen.inzending.models import GRENZEN, Inzending
from tests.cyclus.factories import maak_verhaal
from tests.cyclus.test_analyse import als, maak_analyse
from tests.gebieden.factories import maak_gemeente

pytestmark = pytest.mark.django_db
WERKERS = ("medewerker", "elders", "platformlid", "wethouder")


@pytest.fixture
def g():
    return maak_gemeente()


@pytest.fixture
def analyse(g):
    maak_verhaal(g.dorp, g.medewerker)
    analyse = maak_analyse(g, samenvatting="Er komen weinig bussen.")
    return analyse.ga_naar("ter_toetsing", door=g.medewerker)


@pytest.fixture
def toets(analyse):
    return open_toets(analyse)


def open_toets(analyse, dagen=14, **velden):
    vandaag = timezone.localdate()
    velden = {"opent_datum": vandaag, "sluit_datum": vandaag + timedelta(days=dagen)} | velden
    toets = Belevingstoets(analyse=analyse, **velden)
    toets.geef_code()
    toets.save()
    return toets


def reageer(toets, deel="samenvatting", oordeel="herkent", tekst="De bus rijdt niet op zondag.", **velden):
    return Toetsreactie.objects.create(toets=toets, deel=deel, oordeel=oordeel, tekst=tekst, **velden)


def pagina(client, toets):
    return client.get(toets.publiek_url())


def invulling(antwoord, **velden):
    """A filled-in page as it was shown."""
    form = antwoord.context["form"]
    return {"sleutel": str(form["sleutel"].value()), "wie": "inwoner", **velden}


VOLUIT = {
    "oordeel_samenvatting": "deels",
    "tekst_samenvatting": "De bus rijdt niet op zondag.",
    "oordeel_verhalen": "herkent",
    "tekst_geheel": "U mist de jeugd.",
}


# Opening ----------------------------------------------------------------------


def test_openen_mailt_de_platforms_en_wie_is_gekozen(client, g, analyse):
    Platform.objects.filter(pk=g.platform.pk).update(email="platform@voorbeeld.test")
    als(client, g, "medewerker")
    url = reverse("cyclus:toets_openen", args=[analyse.pk])
    form = client.get(url).context["form"]
    assert (form["sluit_datum"].value() - form["opent_datum"].value()).days == 21
    begin, eind = form["opent_datum"].value(), form["sluit_datum"].value()
    velden = {"opent_datum": begin, "sluit_datum": eind, "uitleg": "Let op de bus", "platforms": [g.platform.pk]}
    fout = client.post(url, velden | {"adressen": "geen adres"})
    assert fout.status_code == 422 and "Dit is geen e-mailadres: geen, adres." in fout.content.decode()
    velden["adressen"] = "Buur@voorbeeld.test\nbuur@voorbeeld.test, platform@voorbeeld.test"
    for _ in range(2):  # a double click
        assert client.post(url, velden).url == reverse("cyclus:toets", args=[analyse.pk])
    toets = Belevingstoets.objects.get()
    post = Bericht.objects.over(toets)
    assert {b.aan for b in post} == {"platform@voorbeeld.test", "buur@voorbeeld.test"}
    # Whoever may read the mails in the software does not get the link by it.
    assert all(CODE in b.tekst and toets.code() not in b.tekst for b in post)
    assert toets.publiek_url() in post[0].volledige_tekst()
    pagina = client.get(toets.get_absolute_url()).content.decode()
    assert f"http://testserver{toets.publiek_url()}" in pagina and "Uitnodiging gestuurd aan 2 adressen" in pagina


@pytest.mark.parametrize(
    ("van", "tot", "fout"),
    [(0, -1, "eindigt voordat hij begint"), (-9, -1, "al voorbij"), (0, 200, "Langer dan 120 dagen")],
)
def test_een_periode_die_niet_kan(client, g, analyse, van, tot, fout):
    vandaag = timezone.localdate()
    velden = {"opent_datum": vandaag + timedelta(days=van), "sluit_datum": vandaag + timedelta(days=tot)}
    antwoord = als(client, g, "medewerker").post(reverse("cyclus:toets_openen", args=[analyse.pk]), velden)
    assert antwoord.status_code == 422 and fout in antwoord.content.decode()
    assert not Belevingstoets.objects.exists()


def test_een_concept_wordt_niet_getoetst(client, g, analyse):
    analyse.ga_naar("concept", door=g.medewerker)
    vandaag = timezone.localdate()
    velden = {"opent_datum": vandaag, "sluit_datum": vandaag}
    antwoord = als(client, g, "medewerker").post(reverse("cyclus:toets_openen", args=[analyse.pk]), velden)
    assert "alleen als het stuk ter toetsing is aangeboden" in antwoord.content.decode()


# Reacting ---------------------------------------------------------------------


def test_een_inwoner_reageert_op_meer_delen_tegelijk(client, toets):
    leeg = pagina(client, toets)
    assert leeg.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Er komen weinig bussen." in leeg.content.decode() and "Mia Makelaar" not in leeg.content.decode()
    for _ in range(2):  # a double click
        antwoord = client.post(toets.publiek_url(), invulling(leeg, **VOLUIT))
        assert "bedankt" in antwoord.url
    assert "Bedankt voor uw reactie" in client.get(antwoord.url).content.decode()
    gezien = set(Toetsreactie.objects.values_list("deel", "oordeel", "tekst", "wie", "gevolg"))
    assert gezien == {
        ("samenvatting", "deels", "De bus rijdt niet op zondag.", "inwoner", "open"),
        ("verhalen", "herkent", "", "inwoner", "open"),
        ("geheel", "", "U mist de jeugd.", "inwoner", "open"),
    }
    # Nobody looked at it yet: nothing of it is shown to anybody without an account.
    for url in (toets.publiek_url(), reverse("cyclus:toets_document", args=[toets.code()])):
        assert "op zondag" not in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("velden", "fout"),
    [
        ({}, "U heeft nog niets ingevuld"),
        ({"tekst_samenvatting": "Zo is het niet"}, "Kies ook of u dit herkent"),
        ({"oordeel_samenvatting": "weet niet"}, "weet niet"),
        ({"oordeel_samenvatting": "niet", "wie": "wethouder"}, "wethouder"),
        ({"oordeel_samenvatting": "niet", "tekst_samenvatting": "Nul\0"}, "Null-tekens"),
        ({"oordeel_samenvatting": "niet", "tekst_samenvatting": "x" * 2001}, "2000"),
    ],
)
def test_wat_niet_klopt_blijft_staan(client, toets, velden, fout):
    antwoord = client.post(toets.publiek_url(), invulling(pagina(client, toets)) | {"tekst_geheel": ""} | velden)
    assert antwoord.status_code == 422 and fout in antwoord.content.decode()
    assert velden.get("tekst_samenvatting", "")[:10].rstrip("\0") in antwoord.content.decode()
    assert not Toetsreactie.objects.exists()


def test_een_machine_en_wie_te_veel_stuurt(client, toets):
    leeg = pagina(client, toets)
    vol = invulling(leeg, oordeel_samenvatting="herkent", onderwerp="koop nu")
    assert "bedankt" in client.post(toets.publiek_url(), vol).url and not Toetsreactie.objects.exists()
    vol = invulling(leeg, oordeel_samenvatting="herkent")
    assert client.post(toets.publiek_url(), vol).status_code == 302
    afzender = Inzending.objects.get(soort="toets").afzender_hash
    for _ in range(GRENZEN["toets"] - 1):
        Inzending.objects.tel(afzender, "toets")
    vol = invulling(leeg, oordeel_samenvatting="herkent", tekst_samenvatting="Wat ik typte")
    antwoord = client.post(toets.publiek_url(), vol)
    assert antwoord.status_code == 429 and "Wat ik typte" in antwoord.content.decode()
    assert Toetsreactie.objects.count() == 1


def test_een_platformlid_spreekt_namens_het_platform(client, g, toets):
    antwoord = pagina(als(client, g, "platformlid"), toets)
    assert f"Namens {g.platform}" in antwoord.content.decode()
    client.post(toets.publiek_url(), invulling(antwoord, wie=f"platform:{g.platform.pk}", oordeel_samenvatting="niet"))
    reactie = Toetsreactie.objects.get()
    assert (reactie.wie, reactie.platform, reactie.wie_naam) == ("platform", g.platform, g.platform.naam)
    als(client, g, None)
    vreemd = invulling(pagina(client, toets), wie=f"platform:{g.platform.pk}", oordeel_samenvatting="niet")
    assert client.post(toets.publiek_url(), vreemd).status_code == 422


def test_wat_de_link_opent(client, g, toets):
    document = reverse("cyclus:toets_document", args=[toets.code()])
    assert client.get(document).status_code == 200 and "nog niet vastgesteld" in client.get(document).content.decode()
    assert client.get(toets.analyse.get_absolute_url()).status_code == 404  # only the link opens it
    assert client.get(reverse("cyclus:toets_publiek", args=["a" * 26])).status_code == 404
    toets.analyse.ga_naar("concept", door=g.medewerker)
    assert client.get(document).status_code == 404
    antwoord = pagina(client, toets)
    assert (
        "Wij werken nog aan de tekst" in antwoord.content.decode() and "weinig bussen" not in antwoord.content.decode()
    )
    assert client.post(toets.publiek_url(), {"wie": "inwoner", "oordeel_samenvatting": "niet"}).status_code == 409
    assert not Toetsreactie.objects.exists()


def test_voor_en_na_de_periode(client, analyse):
    morgen = timezone.localdate() + timedelta(days=1)
    toets = open_toets(analyse, opent_datum=morgen)
    assert "U kunt reageren vanaf" in pagina(client, toets).content.decode()
    Belevingstoets.objects.update(opent_datum=date(2020, 1, 1), sluit_datum=date(2020, 1, 9))
    gesloten = pagina(client, toets)
    assert "Reageren kan niet meer" in gesloten.content.decode() and "form" not in gesloten.context


# What was done with it --------------------------------------------------------


def test_van_reactie_tot_document(client, g, toets):
    een, twee, drie = (
        reageer(toets),
        reageer(toets, "verhalen", "niet", "Piet zei dat"),
        reageer(toets, tekst="Bel 0612345678"),
    )
    als(client, g, "medewerker")
    with pytest.raises(ValidationError, match="loopt nog tot en met"):
        toets.analyse.ga_naar("vastgesteld", door=g.medewerker)
    client.post(reverse("cyclus:toets_sluiten", args=[toets.analyse_id]))
    with pytest.raises(ValidationError, match=r"nog 3 reacties .* In het kort \(2\), Verhalen uit het gebied \(1\)"):
        toets.analyse.ga_naar("vastgesteld", door=g.medewerker)
    zonder = client.post(twee.get_absolute_url(), {"gevolg": "buiten", "uitleg": "", "versie": 1})
    assert zonder.status_code == 422 and "er staan namen in" in zonder.content.decode()
    client.post(
        twee.get_absolute_url(), {"gevolg": "buiten", "uitleg": "Er staat een naam in", "wis_tekst": "on", "versie": 1}
    )
    antwoord = client.post(
        een.get_absolute_url(), {"gevolg": "aangepast", "uitleg": "De zondag staat erbij.", "versie": 1}
    )
    assert antwoord.url == drie.get_absolute_url()  # the next one that nobody looked at
    client.post(drie.get_absolute_url(), {"gevolg": "niet", "uitleg": "Dat gaat niet over de bus.", "versie": 1})
    twee.refresh_from_db()
    assert (twee.gevolg, twee.tekst) == ("buiten", "")
    analyse = Gebiedsanalyse.objects.get(pk=toets.analyse_id)
    regels = analyse.huidige_inhoud().reacties
    assert [(r.deel, r.wie, r.tekst, r.gevolg) for r in regels] == [
        ("samenvatting", "Inwoner", "De bus rijdt niet op zondag.", "Hierop is de tekst aangepast"),
        ("samenvatting", "Inwoner", "Bel […]", "Niet overgenomen"),
    ]
    html = als_html(analyse.huidige_inhoud())
    assert "De zondag staat erbij." in html and "Piet" not in html and "0612345678" not in html
    analyse.ga_naar("vastgesteld", door=g.medewerker)
    uitkomst = pagina(als(client, g, None), toets).content.decode()
    assert "De zondag staat erbij." in uitkomst and analyse.get_absolute_url() in uitkomst and "naam in" not in uitkomst
    assert client.get(reverse("cyclus:toets_document", args=[toets.code()])).url == analyse.get_absolute_url()
    # From here on nothing changes any more.
    als(client, g, "medewerker").post(
        een.get_absolute_url(), {"gevolg": "opgenomen", "uitleg": "Toch niet", "versie": 2}
    )
    een.refresh_from_db()
    assert een.gevolg == "aangepast"


def test_verouderde_pagina_verliest_niets(client, g, toets):
    reactie = reageer(toets)
    Toetsreactie.objects.update(gevolg="opgenomen", uitleg="Van Sam", versie=2)
    antwoord = als(client, g, "medewerker").post(
        reactie.get_absolute_url(), {"gevolg": "niet", "uitleg": "Van Mia", "versie": 1}
    )
    assert "Van Mia" in antwoord.content.decode() and "Inmiddels staat hier: Van Sam" in antwoord.content.decode()


def test_aantallen_pas_vanaf_vijf(toets):
    for nummer in range(6):
        reageer(toets, oordeel="herkent" if nummer < 5 else "niet", gevolg="opgenomen")
    for _ in range(4):
        reageer(toets, "verhalen", "deels", gevolg="opgenomen")
    (telling,) = toets.analyse.huidige_inhoud().reactietellingen
    assert (telling.deel, telling.herkent, telling.deels, telling.niet) == ("samenvatting", 5, 0, None)
    assert "Hoeveel mensen dit herkennen" in als_html(toets.analyse.huidige_inhoud())


def test_opschrijven_wat_in_een_gesprek_is_gehoord(client, g, toets):
    toets.sluit()
    als(client, g, "medewerker")
    url = reverse("cyclus:toets_gehoord", args=[toets.analyse_id])
    velden = invulling(
        client.get(url), wie="ondernemer", oordeel_samenvatting="deels", tekst_samenvatting="Bij de koffie"
    )
    client.post(url, velden)
    client.post(url, velden)
    reactie = Toetsreactie.objects.get()
    assert (reactie.is_gehoord, reactie.wie) == (True, "ondernemer")
    assert "in een gesprek gehoord" in client.get(toets.get_absolute_url()).content.decode()


def test_langer_open_en_weer_open(client, g, toets):
    toets.sluit(door=g.medewerker)
    als(client, g, "medewerker")
    url = reverse("cyclus:toets_wijzigen", args=[toets.analyse_id])
    later = timezone.localdate() + timedelta(days=30)
    client.post(url, {"opent_datum": toets.opent_datum, "sluit_datum": later, "uitleg": "", "versie": 1})
    toets.refresh_from_db()
    assert toets.is_open and toets.sluit_datum == later
    uitnodigen = reverse("cyclus:toets_uitnodigen", args=[toets.analyse_id])
    assert "Kies wie de link krijgt" in client.post(uitnodigen, {"adressen": ""}).content.decode()
    client.post(uitnodigen, {"adressen": "a@voorbeeld.test"})
    client.post(uitnodigen, {"adressen": "a@voorbeeld.test"})
    assert Bericht.objects.over(toets).count() == 1


# By the calendar --------------------------------------------------------------


def loop_na(dag):
    UITVOERDERS["toetsen"].functie(Opdracht(gegevens={"dag": f"{dag:%Y-%m-%d}"}))()


def test_herinneren_en_vanzelf_sluiten(g, toets):
    Platform.objects.filter(pk=g.platform.pk).update(email="platform@voorbeeld.test")
    post = Bericht.objects.over(toets)
    loop_na(toets.sluit_datum - timedelta(days=6))
    assert not post.exists()
    for dagen in (5, 4):
        loop_na(toets.sluit_datum - timedelta(days=dagen))
    assert [b.aan for b in post] == ["platform@voorbeeld.test"]
    reageer(toets)
    for dagen in (1, 2):
        loop_na(toets.sluit_datum + timedelta(days=dagen))
    toets.refresh_from_db()
    assert toets.gesloten_op and toets.stand == "gesloten"
    (bericht,) = post.filter(sleutel__startswith="toets-gesloten")
    assert "Er kwam één reactie" in bericht.tekst and bericht.aan in {g.medewerker.email, g.sociaal.email}
    for dagen in (20, 21):
        loop_na(timezone.localdate() + timedelta(days=dagen))
    assert post.filter(sleutel__startswith="toets-onbekeken").count() in (1, 2)
    loop_na(toets.sluit_datum + timedelta(days=800))
    assert not post.exclude(sleutel__startswith="toets-onbekeken").exists()  # addresses are not kept for ever


def test_wie_al_reageerde_hoort_het_niet_nog_eens(g, toets):
    Platform.objects.filter(pk=g.platform.pk).update(email="platform@voorbeeld.test")
    reageer(toets, platform=g.platform, wie="platform", gevolg="opgenomen")
    loop_na(toets.sluit_datum - timedelta(days=2))
    assert not Bericht.objects.over(toets).exists()


# Who, and how often -----------------------------------------------------------


def test_lijst_vraagt_even_vaak(client, g, toets, django_assert_max_num_queries):
    reageer(toets)
    als(client, g, "medewerker").get(toets.get_absolute_url())
    with django_assert_max_num_queries(12) as een:
        client.get(toets.get_absolute_url())
    reageer(toets, "verhalen"), reageer(toets, platform=g.platform, wie="platform")
    with django_assert_max_num_queries(len(een)):
        tekst = client.get(toets.get_absolute_url()).content.decode()
    assert tekst.count("op zondag") == 3
    gefilterd = client.get(toets.get_absolute_url(), {"deel": "verhalen", "gevolg": "open"}).content.decode()
    assert gefilterd.count("op zondag") == 1
    csv = b"".join(client.get(reverse("cyclus:toets_csv", args=[toets.analyse_id])).streaming_content).decode()
    assert csv.count("op zondag") == 3 and f";{g.platform.naam};" in csv


@pytest.mark.django_db(transaction=True)
def test_twee_keer_verstuurd_op_hetzelfde_moment_is_een_set(client, g):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite schrijft nooit tegelijk")
    analyse = maak_analyse(g, samenvatting="Er komen weinig bussen.")
    toets = open_toets(analyse.ga_naar("ter_toetsing", door=g.medewerker))
    velden = invulling(pagina(client, toets), oordeel_samenvatting="deels")
    codes = []

    def verstuur():
        try:
            codes.append(client.post(toets.publiek_url(), velden).status_code)
        finally:
            connections.close_all()

    draden = [threading.Thread(target=verstuur) for _ in range(4)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert set(codes) == {302} and Toetsreactie.objects.count() == 1


def test_mijn_werk_vraagt_erom(g, toets):
    reageer(toets)
    regels = {persoon: [r for r in mijn_werk(getattr(g, persoon)) if r.soort == "Toets"] for persoon in WERKERS}
    assert {persoon: [r.vraagt for r in eigen] for persoon, eigen in regels.items()} == {
        "medewerker": ["1 reactie: zeg wat u ermee deed"],
        "elders": [],
        "platformlid": ["Herkent u dit beeld?"],
        "wethouder": [],
    }
    assert regels["platformlid"][0].url == toets.publiek_url()
    toets.sluit()
    Toetsreactie.objects.update(gevolg="opgenomen")
    assert not [r for persoon in WERKERS for r in mijn_werk(getattr(g, persoon)) if r.soort == "Toets"]
