"""What everybody may see: neutral heads, plain words, rough places; never what a reporter wrote."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone, translation

from gebiedswerk.tijdlijn import Gebeurtenis
from signalen.models import Abonnement, Signaal
from signalen.openbaar.kop import straat
from signalen.openbaar.stand import KORT, WOORDEN, ruwe_plek
from tests.gebieden.factories import maak_gemeente

from .factories import breng_naar, maak_signaal

GEHEIM = "Zwaluwgeheim"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def g():
    return maak_gemeente()


def geheim_signaal(gebied, **velden):
    """The word stands in everything that a reporter can write."""
    melder = {"naam": GEHEIM, "email": f"{GEHEIM.lower()}@inwoner.test", "telefoon": GEHEIM}
    gegevens = {"tekst": f"{GEHEIM} zegt dat de boom ziek is.", "plaats": f"bij {GEHEIM} om de hoek"}
    return maak_signaal(gebied, melder=melder, **(gegevens | velden))


# Words --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plaats", "verwacht"),
    [
        ("Dorpsstraat 12", "Dorpsstraat"),
        ("Dorpsstraat 12a, 4158 AA Deil", "Dorpsstraat"),
        ("Burgemeester van Reenensingel 3", "Burgemeester van Reenensingel"),
        ("Prins Bernhardlaan", "Prins Bernhardlaan"),
        ("Kerkweg 1-3", "Kerkweg"),
        ("Markt", "Markt"),
        ("bij mijn buurman Jan", ""),
        ("Jan de Vries", ""),
        ("Jan de Vriesstraat 2", ""),  # a name in front costs the street, never somebody's privacy
        ("bij Jan, Dorpsstraat 12", ""),
        ("Dorpsstraat 12 bij Jan", ""),
        ("dorpsstraat\n12", ""),
        ("", ""),
    ],
)
def test_alleen_een_straatnaam_komt_door(plaats, verwacht):
    assert straat(plaats) == verwacht


@pytest.mark.django_db
def test_kop_is_thema_straat_en_gebied_of_de_titel(g):
    signaal = maak_signaal(g.dorp, plaats="Dorpsstraat 12")
    assert signaal.openbare_kop == "Groen en water, Dorpsstraat in Dorp"
    with translation.override("en"):
        assert signaal.openbare_kop.startswith("Green and water, Dorpsstraat")
    signaal.openbare_titel = "Zieke kastanje"
    assert signaal.openbare_kop == "Zieke kastanje"


def test_elke_status_en_uitkomst_heeft_openbare_woorden():
    codes = {*Signaal.tabel.namen, *(code for code, _naam in Signaal._meta.get_field("uitkomst").choices)}
    assert KORT.keys() == WOORDEN.keys() == codes


@pytest.mark.django_db
def test_plek_ligt_op_een_raster_van_vijftig_meter(g):
    punten = {(5.05 + n / 1e6, 51.85 + n / 1e6) for n in range(0, 100, 7)}
    ruw = {ruwe_plek(maak_signaal(g.dorp, melder=None, lon=lon, lat=lat)) for lon, lat in punten}
    assert len(ruw) <= 4
    for lon, lat in ruw:
        assert abs(lon - 5.05) < 0.0008
        assert abs(lat - 51.85) < 0.0005
    assert ruwe_plek(maak_signaal(g.dorp, melder=None)) is None


# Who is public --------------------------------------------------------------


VERBORGEN = {
    "verborgen": {"is_verborgen": True},
    "verdacht": {"is_verdacht": True},
    "thema": {"thema": "zorg"},
    "persoonlijk": {"is_persoonlijk": True},
    "opgeruimd": {"geanonimiseerd_op": timezone.now()},
}


@pytest.mark.django_db
@pytest.mark.parametrize("waarom", VERBORGEN)
def test_wat_niet_openbaar_is_bestaat_niet(client, g, waarom):
    signaal = maak_signaal(g.dorp, plaats="Dorpsstraat 1", lon=5.05, lat=51.85)
    assert client.get(signaal.openbaar_url()).status_code == 200
    Signaal.objects.filter(pk=signaal.pk).update(**VERBORGEN[waarom])
    signaal.refresh_from_db()
    assert not Signaal.objects.openbaar().exists()
    assert signaal.waarom_niet_openbaar
    for url in (signaal.openbaar_url(), f"/volgen/?signaal={signaal.pk}"):
        assert client.get(url).status_code == 404
    for url in ("/signalen/openbaar/", "/signalen/openbaar/kaart.json", "/signalen/openbaar/atom.xml"):
        assert signaal.openbare_kop not in client.get(url).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("waarom", ["persoonlijk", "opgeruimd"])
def test_met_een_titel_van_een_ambtenaar_wel(client, g, waarom):
    signaal = maak_signaal(g.dorp, openbare_titel="Zieke kastanje", **VERBORGEN[waarom])
    assert "Zieke kastanje" in client.get(signaal.openbaar_url()).content.decode()
    assert not signaal.waarom_niet_openbaar


@pytest.mark.django_db
def test_geen_woord_van_de_melder(client, g):
    """Also after everything that can be said: an answer, a reason, an addition, what they thought of it."""
    signaal = geheim_signaal(g.dorp, lon=5.05, lat=51.85, openbaar_antwoord="De boom is geveld.")
    signaal.vul_aan(f"{GEHEIM} weer")
    breng_naar(signaal, "in_behandeling", g.medewerker)
    signaal.beantwoord(f"Beste {GEHEIM}, klaar.", door=g.medewerker)
    signaal.ga_naar("teruggekoppeld", door=g.medewerker, is_openbaar=True, uitkomst="opgelost")
    signaal.ga_naar("heropend", wie="de melder", is_openbaar=True, reden=f"{GEHEIM} is boos")
    nee = breng_naar(geheim_signaal(g.dorp), "niet_opgepakt", g.medewerker, reden=f"Nee, {GEHEIM}")
    pages = [signaal.openbaar_url(), nee.openbaar_url(), g.dorp.get_absolute_url()]
    pages += [f"/signalen/openbaar/{deel}" for deel in ("", "kaart.json", "atom.xml", "?gebied=dorp&thema=groen")]
    pages += [f"/volgen/?signaal={signaal.pk}"]
    for url in pages:
        answer = client.get(url)
        assert answer.status_code == 200, url
        assert GEHEIM.lower() not in answer.content.decode().lower(), url
    assert "De boom is geveld." in client.get(signaal.openbaar_url()).content.decode()


@pytest.mark.django_db
def test_gebundeld_telt_mee_bij_het_hoofdsignaal(client, g):
    hoofd = maak_signaal(g.dorp)
    ook = breng_naar(maak_signaal(g.dorp), "gebundeld", g.medewerker, hoofdsignaal=hoofd)
    assert "1 ander gaf dit ook door" in client.get("/signalen/openbaar/").content.decode()
    assert f'"{ook.openbaar_url()}"' not in client.get("/signalen/openbaar/").content.decode()
    assert client.get(ook.openbaar_url()).url == hoofd.openbaar_url()
    assert "door 1 ander" in client.get(hoofd.openbaar_url()).content.decode()


# The list and the feed --------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("vraag", "verwacht"),
    [
        ("", {"dorp", "stad", "klaar"}),
        ("?gebied=noord", {"dorp", "klaar"}),
        ("?gebied=gemeente", {"dorp", "stad", "klaar"}),
        ("?gebied=buurtschap", set()),
        ("?thema=verkeer", {"stad"}),
        ("?stand=open", {"dorp", "stad"}),
        ("?stand=klaar&gebied=noord", {"klaar"}),
        ("?thema=zorg", {"dorp", "stad", "klaar"}),  # a private theme is no choice
        ("?gebied=%00&pagina=x", {"dorp", "stad", "klaar"}),
    ],
)
def test_lijst_kaart_en_feed_kiezen_hetzelfde(client, g, vraag, verwacht):
    plek = {"melder": None, "lon": 5.05, "lat": 51.85}
    maak_signaal(g.dorp, openbare_titel="Titel dorp", **plek)
    maak_signaal(g.stad, openbare_titel="Titel stad", thema="verkeer", **plek)
    breng_naar(maak_signaal(g.dorp, openbare_titel="Titel klaar", **plek), "teruggekoppeld", g.medewerker)
    for deel in ("", "kaart.json", "atom.xml"):
        answer = client.get(f"/signalen/openbaar/{deel}{vraag}")
        assert answer.status_code == 200
        tekst = answer.content.decode()
        assert {naam for naam in ("dorp", "stad", "klaar") if f"Titel {naam}" in tekst} == verwacht, deel


@pytest.mark.django_db
def test_feed_is_atom_met_vaste_namen_en_304(client, g):
    signaal = maak_signaal(g.dorp, openbare_titel="Zieke boom", openbaar_antwoord="Wij kijken <mee>.")
    answer = client.get("/signalen/openbaar/atom.xml?gebied=noord")
    feed = ElementTree.fromstring(answer.content)
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    for naam in ("id", "title", "updated", "author/a:name"):
        assert feed.findtext(f"a:{naam}", namespaces=ATOM), naam
    link = feed.find("a:link[@rel='self']", ATOM).get("href")
    assert link == "http://localhost:8000/signalen/openbaar/atom.xml?gebied=noord"
    (entry,) = feed.findall("a:entry", ATOM)
    naam = entry.findtext("a:id", namespaces=ATOM)
    assert naam.startswith("tag:localhost,")
    assert naam.endswith(f":signaal-{signaal.pk}")
    # Readers take it for HTML: what an official typed stays text there too.
    assert "Wij kijken &lt;mee&gt;." in entry.findtext("a:summary", namespaces=ATOM)
    same = {"If-None-Match": answer.headers["ETag"]}, {"If-Modified-Since": answer.headers["Last-Modified"]}
    for headers in same:
        assert client.get("/signalen/openbaar/atom.xml?gebied=noord", headers=headers).status_code == 304
    breng_naar(signaal, "in_beoordeling", g.medewerker)
    again = client.get("/signalen/openbaar/atom.xml?gebied=noord", headers=same[0])
    assert again.status_code == 200
    assert naam in again.content.decode()
    assert "/atom.xml?gebied=dorp" in client.get(g.dorp.get_absolute_url()).content.decode()
    assert "Green and water" in client.get("/signalen/openbaar/atom-en.xml").content.decode()
    client.cookies["taal"] = "en"
    assert "/atom-en.xml?gebied=dorp" in client.get(g.dorp.get_absolute_url()).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("deel", ["", "kaart.json", "atom.xml"])
def test_vaste_hoeveelheid_queries(client, g, django_assert_max_num_queries, deel):
    def maak():
        hoofd = maak_signaal(g.dorp, melder=None, lon=5.05, lat=51.85)
        breng_naar(maak_signaal(g.dorp, melder=None), "gebundeld", g.medewerker, hoofdsignaal=hoofd)

    maak()
    url = f"/signalen/openbaar/{deel}"
    client.get(url)
    with django_assert_max_num_queries(8) as een:
        client.get(url)
    maak()
    maak()
    with django_assert_max_num_queries(8) as drie:
        client.get(url)
    assert len(drie) == len(een)


# One signal -------------------------------------------------------------------


@pytest.mark.django_db
def test_pagina_zegt_stand_stappen_en_hoeveel_mensen_volgen(client, g, django_assert_max_num_queries):
    signaal = maak_signaal(g.dorp, lon=5.050123, lat=51.850123)
    breng_naar(signaal, "doorgezet", g.medewerker, doorgezet_naar=g.afdeling)
    for nummer in range(2):
        Abonnement.objects.vraag_aan(email=f"v{nummer}@x.test", signaal=signaal).bevestig()
    Abonnement.objects.vraag_aan(email="nooit@x.test", signaal=signaal)
    with django_assert_max_num_queries(8):
        html = client.get(signaal.openbaar_url()).content.decode()
    assert "De afdeling Openbare ruimte is ermee bezig." in html
    assert "Wordt bekeken" in html
    assert "door 2 mensen" in html
    assert "51.850123" not in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("uitkomst", "woorden"),
    [("opgelost", "Het is opgelost."), ("niet_opgelost", "Het is niet opgelost."), ("deels", "voor een deel opgelost")],
)
def test_opgelost_is_iets_anders_dan_afgesloten(client, g, uitkomst, woorden):
    signaal = breng_naar(maak_signaal(g.dorp), "in_behandeling", g.medewerker)
    signaal.beantwoord("Klaar.", door=g.medewerker)
    signaal.ga_naar("teruggekoppeld", door=g.medewerker, uitkomst=uitkomst)
    assert woorden in client.get(signaal.openbaar_url()).content.decode()


@pytest.mark.django_db
def test_ambtenaar_kiest_wat_iedereen_ziet(client, g):
    signaal = maak_signaal(g.dorp)
    url = f"/signalen/{signaal.pk}/openbaar/"
    data = {"openbare_titel": "Zieke kastanje", "openbaar_antwoord": "Wij vellen hem.", "versie": signaal.versie}
    for persoon, verwacht in ((g.elders, 403), (g.buitenstaander, 404), (g.medewerker, 302)):
        client.force_login(persoon)
        assert client.post(url, data).status_code == verwacht
    html = client.get(signaal.openbaar_url()).content.decode()
    assert "Zieke kastanje" in html
    assert "Wij vellen hem." in html
    assert Gebeurtenis.objects.van(signaal).filter(soort="wijziging", door=g.medewerker, is_openbaar=False).exists()
    # Somebody with the old page does not undo it unseen.
    answer = client.post(url, {**data, "openbare_titel": "Iets anders"})
    assert answer.status_code == 422
    assert "Iemand anders heeft dit net gewijzigd" in answer.content.decode()
    assert client.post(url, {**data, "openbare_titel": "x" * 121}).status_code == 422
    assert "Wijzig wat iedereen ziet" in client.get(signaal.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_lijst_bladert(client, g):
    for nummer in range(27):
        maak_signaal(
            g.dorp, melder=None, op=timezone.now() - timedelta(minutes=nummer), openbare_titel=f"Titel {nummer:02}"
        )
    eerste = client.get("/signalen/openbaar/?gebied=dorp").content.decode()
    assert "Titel 24" in eerste
    assert "Titel 25" not in eerste
    assert "Titel 26" in client.get("/signalen/openbaar/?gebied=dorp&pagina=2").content.decode()
