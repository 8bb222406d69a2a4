"""Before it is sent: addresses, what we say once, following another's signal, and the same form in steps."""

import re
from html.parser import HTMLParser
from threading import Thread

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from gebieden.models import Platform
from gebiedswerk.post import Bericht
from gebiedswerk.profiel import lees_profiel, stel_in, vergeet
from signalen.inzending.models import GRENZEN
from signalen.models import Abonnement, Foto, Inzending, Signaal
from tests.gebieden.factories import maak_gemeente
from tests.gebieden.test_adres import body, doc, pdok  # noqa: F401 - the server of the tests of addresses

from .factories import beeld, breng_naar, formuliersleutel, ingevuld, maak_signaal

URL, STAPPEN = "/signaal/", "/signaal/?stappen=1"
pytestmark = pytest.mark.django_db
WOORDEN = "De hond van de buren blaft"


@pytest.fixture
def g():
    return maak_gemeente()


class Formulier(HTMLParser):
    """What the form on a page would send: hidden fields, text, choices and what is checked."""

    def __init__(self, html):
        super().__init__()
        self.velden, self.open, self.keuze = {}, "", ""
        self.feed(re.search(r"<form[^>]*gw-inzending.*?</form>", html, re.S)[0])

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "input" and attrs["type"] != "file":
            if attrs["type"] not in ("checkbox", "radio") or "checked" in attrs:
                self.velden.setdefault(attrs["name"], []).append(attrs.get("value", ""))
        elif tag in ("select", "textarea"):
            self.velden[attrs["name"]], self.open = [""], attrs["name"] if tag == "textarea" else ""
            self.keuze = attrs["name"]
        elif tag == "option" and "selected" in attrs:
            self.velden[self.keuze] = [attrs["value"]]

    def handle_endtag(self, tag):
        self.open = "" if tag == "textarea" else self.open

    def handle_data(self, data):
        if self.open:
            self.velden[self.open] = [self.velden[self.open][0] + data.removeprefix("\n")]


def velden(pagina):
    return Formulier(pagina.content.decode()).velden


def verder(client, pagina, actie="", **erbij):
    gegevens = {**velden(pagina), **erbij, "actie": actie}
    gegevens["formulier"] = formuliersleutel()
    return client.post(STAPPEN, gegevens)


# Addresses ------------------------------------------------------------------


def test_adres_zoeken_zonder_script(client, g, pdok):  # noqa: F811
    stel_in({**lees_profiel("west_betuwe"), "cbs_code": "GM1960"})
    pdok.antwoord = (200, body(doc(punt="POINT(5.15 51.85)"), doc("Dorpsstraat 11, Dorp")), 0, 0)
    pagina = client.post(
        URL, ingevuld(gebied="stad", plaats="Dorpsstraat 1", actie="zoek", fotos=[beeld(naam="x.jpg")])
    )
    html = pagina.content.decode()
    assert pagina.status_code == 200
    assert "Dorpsstraat 11, Dorp" in html and "Er klopt nog iets niet" not in html
    assert "x.jpg" in html and "Er ligt afval" in html
    assert not Signaal.objects.exists()
    keuze = re.search(r'value="(5.15[^"]*)"', html)[1]
    client.post(URL, {**velden(pagina), "adres": keuze, "formulier": formuliersleutel()})
    signaal = Signaal.objects.get()
    assert (signaal.plaats, signaal.lon, signaal.lat) == ("Dorpsstraat 1, 4191AB Geldermalsen", 5.15, 51.85)
    assert (signaal.trekkend_gebied, signaal.fotos.count()) == (g.buurtschap, 1)


def test_gekozen_adres_overleeft_een_fout_en_wijkt_voor_andere_woorden(client, g, pdok):  # noqa: F811
    adres = "5.150000 51.850000 Dorpsstraat 1, Dorp"
    html = client.post(URL, ingevuld(tekst="", adres=adres)).content.decode()
    assert f'value="{adres}"' in html and "checked" in html
    los = {"adres": adres, "plaats": "Dorpsstraat 1, Dorp, bij de poort"}
    assert "Dorpsstraat 1, Dorp" in client.post(f"{URL}adres/", los).content.decode()
    pdok.antwoord = (500, b"", 0, 0)
    anders = client.post(f"{URL}adres/", {**los, "plaats": "Kerkstraat"}).content.decode()
    assert "Dorpsstraat" not in anders and "Wij vonden geen adres" in anders


@pytest.mark.parametrize(
    "adres", ["onzin", "5 51", "nan 51 Dorp", "5 999 Dorp", "5 51 \0", "5 51 " + "x" * 500, "é é é"]
)
def test_een_verzonnen_adres_wordt_niet_gekozen(client, g, adres):
    client.post(URL, ingevuld(adres=adres))
    assert (Signaal.objects.get().plaats, Signaal.objects.get().lon) == ("", None)


def test_een_adres_buiten_de_gemeente_en_toch_versturen(client, g):
    ver = ingevuld(adres="6.900000 52.900000 Ver weg 1, Elders", plaats="bij de brug")
    pagina = client.post(URL, ver)
    assert pagina.status_code == 422 and "ligt buiten West Betuwe" in pagina.content.decode()
    client.post(URL, {**ver, "zonder_punt": "on"})
    assert (Signaal.objects.get().trekkend_gebied, Signaal.objects.get().lon) == (g.dorp, None)


def test_zonder_locatieserver_is_er_geen_zoekknop_en_te_vaak_zoeken_kost_niets(client, g, pdok, settings):  # noqa: F811
    pdok.antwoord = (200, body(), 0, 0)
    Inzending.objects.bulk_create(
        [Inzending(afzender_hash="x", soort="adres", sleutel=f"a{n}") for n in range(GRENZEN["adres"])]
    )
    client.post(f"{URL}adres/", {"plaats": "bij Jan, 06-12345678"})
    client.post(f"{URL}adres/", {"plaats": "Kerkstraat 1"})
    mine = Inzending.objects.exclude(afzender_hash="x").get()
    Inzending.objects.update(afzender_hash=mine.afzender_hash)
    cache.clear()
    assert client.post(f"{URL}adres/", {"plaats": "Kerkstraat 2"}).status_code == 200
    assert len(pdok.gevraagd) == 1
    assert "Zoek adres" in client.get(URL).content.decode()
    settings.PDOK_LOCATIE_URL = ""
    assert "Zoek adres" not in client.get(URL).content.decode()


# What we say once -------------------------------------------------------------


def twee_keer(client, **gegevens):
    """Send, read the page that says something, and send that page as it is."""
    pagina = client.post(URL, ingevuld(gezien="", **gegevens))
    assert pagina.status_code == 200 and not Signaal.objects.filter(tekst=gegevens["tekst"]).exists()
    sleutel = {"formulier": formuliersleutel()}
    assert client.post(URL, {**velden(pagina), **sleutel}).status_code == 302
    return pagina.content.decode()


def test_persoonsgegevens_in_de_tekst_een_keer_gezegd(client, g):
    html = twee_keer(client, tekst="Bel Jan op 06-12345678 of mail j@x.nl", fotos=[beeld()])
    assert "In uw tekst staat een telefoonnummer en een e-mailadres." in html
    signaal = Signaal.objects.get()
    assert (signaal.is_persoonlijk, signaal.taal, signaal.fotos.count()) == (True, "nl", 1)


def test_zonder_persoonsgegevens_is_een_signaal_niet_persoonlijk_en_engels_blijft_engels(client, g):
    client.cookies["taal"] = "en"
    client.post(URL, ingevuld())
    assert (Signaal.objects.get().is_persoonlijk, Signaal.objects.get().taal) == (False, "en")


def test_iets_nieuws_wordt_opnieuw_gezegd(client, g):
    pagina = client.post(URL, ingevuld(tekst="Mail j@x.nl"))
    nu = {**velden(pagina), "tekst": "Mail j@x.nl, NL91ABNA0417164300", "formulier": formuliersleutel()}
    assert "een rekeningnummer" in client.post(URL, nu).content.decode()
    assert not Signaal.objects.exists()


@pytest.mark.parametrize(
    ("gegevens", "thema"),
    [
        ({"thema": "loket:lantaarn", "tekst": "Het is donker"}, "openbare_ruimte"),
        ({"thema": "groen", "tekst": "Drie LANTAARNPALEN\nzijn uit"}, "groen"),
    ],
)
def test_wat_ergens_anders_hoort_wordt_gezegd_en_toch_aangenomen(client, g, gegevens, thema):
    html = twee_keer(client, **gegevens)
    assert "Dit meldt u sneller hier" in html and 'href="https://www.example.org/melding"' in html
    assert Signaal.objects.get().thema == thema


def test_woorden_midden_in_een_woord_zijn_geen_loket(client, g):
    assert client.post(URL, ingevuld(tekst="De verlantaarning en de zonnestoeptegels")).status_code == 302


def test_onbekend_loket_is_geen_thema(client, g):
    assert client.post(URL, ingevuld(thema="loket:bestaat-niet")).status_code == 422


# Is it this? ------------------------------------------------------------------


def test_wat_er_al_is_staat_er_zonder_de_woorden_van_de_melder(client, g):
    maak_signaal(g.dorp, thema="groen", tekst=WOORDEN, plaats="Kerkstraat 7")
    html = twee_keer(client, tekst="Zieke boom", thema="groen")
    assert "Is het dit?" in html and "Groen en water, Kerkstraat in Dorp" in html
    for geheim in (WOORDEN, "Kerkstraat 7", "melanie", "Melanie"):
        assert geheim not in html


@pytest.mark.parametrize(
    ("velden_", "gevonden"),
    [
        ({}, True),
        ({"thema": "verkeer"}, False),
        ({"gebied": "stad"}, False),
        ({"lon": "5.05", "lat": "51.85"}, True),
        ({"lon": "5.05", "lat": "51.8515"}, True),
        ({"lon": "5.05", "lat": "51.8515", "thema": "verkeer"}, False),
        ({"lon": "5.05", "lat": "51.8502", "thema": "verkeer"}, True),
        ({"lon": "5.05", "lat": "51.854"}, False),
        ({"lon": "5.053", "lat": "51.85"}, True),
        ({"lon": "5.0545", "lat": "51.85"}, False),
    ],
)
def test_hoe_dichtbij(client, g, velden_, gevonden):
    maak_signaal(g.dorp, thema="groen", lon=5.05, lat=51.85)
    form = client.post(f"{URL}let-op/", ingevuld(**{"thema": "groen", **velden_})).content.decode()
    assert ("Is het dit?" in form) is gevonden


def test_wat_niemand_mag_zien_komt_er_niet_bij(client, g):
    verborgen = maak_signaal(g.dorp, is_verborgen=True)
    verdacht = maak_signaal(g.dorp, is_verdacht=True)
    prive = maak_signaal(g.dorp, thema="zorg")
    dicht = breng_naar(maak_signaal(g.dorp), "teruggekoppeld", g.medewerker)
    for signaal in (verborgen, verdacht, prive, dicht):
        html = client.post(f"{URL}let-op/", ingevuld(thema=signaal.thema)).content.decode()
        assert "Is het dit?" not in html
        if signaal != dicht:
            pagina = client.post(URL, ingevuld(actie=f"volg:{signaal.pk}", email="a@inwoner.test"))
            assert pagina.status_code == 422 and "Er ligt afval" in pagina.content.decode()
    assert not Abonnement.objects.exists()


def test_plek_is_niet_nauwkeuriger_te_vragen_dan_de_kaart(client, g):
    """Two signals on one spot of the public map say the same to every point that is asked for."""
    maak_signaal(g.dorp, thema="groen", lon=5.05, lat=51.85)

    def antwoorden(lat):
        Signaal.objects.update(lat=lat, lon=5.05)
        vragen = [ingevuld(thema="groen", lon="5.05", lat=str(51.85 + n / 10_000)) for n in range(0, 40, 4)]
        return ["Is het dit?" in client.post(f"{URL}let-op/", vraag).content.decode() for vraag in vragen]

    assert antwoorden(51.84995) == antwoorden(51.85005)


@pytest.mark.parametrize("email", ["", "geen-adres", "inge@inwoner.test"])
def test_ja_dit_is_het(client, g, email):
    signaal = maak_signaal(g.dorp)
    pagina = client.post(URL, ingevuld(actie=f"volg:{signaal.pk}", email=email))
    if "@" in email:
        assert pagina.status_code == 200 and email in pagina.content.decode()
        assert (Abonnement.objects.get().signaal, Abonnement.objects.get().email) == (signaal, email)
    else:
        assert pagina.url.endswith(f"?signaal={signaal.pk}")
        assert client.get(pagina.url).status_code == 200
    assert Signaal.objects.count() == 1


def test_te_vaak_volgen_mailt_niet_meer(client, g):
    signaal = maak_signaal(g.dorp)
    for n in range(GRENZEN["volgen"] + 2):
        client.post(URL, ingevuld(actie=f"volg:{signaal.pk}", email=f"a{n}@inwoner.test"))
    assert Bericht.objects.count() == Abonnement.objects.count() == GRENZEN["volgen"]


@pytest.mark.parametrize("doel", ["", "0", "²", "1" * 40, "abc", "-1"])
def test_een_verzonnen_nummer_om_te_volgen(client, g, doel):
    assert client.post(URL, ingevuld(actie=f"volg:{doel}")).status_code == 422


def test_even_weinig_queries_bij_een_als_bij_drie(client, g, django_assert_num_queries):
    vraag = ingevuld(thema="groen", lon="5.05", lat="51.85")
    client.post(f"{URL}let-op/", vraag)
    for _ in range(3):
        maak_signaal(g.dorp, lon=5.05, lat=51.85)
        # The profile is asked for every five seconds; here always.
        vergeet()
        with django_assert_num_queries(6):
            html = client.post(f"{URL}let-op/", vraag).content.decode()
    assert html.count("Ja, dit wil ik volgen") == 3


# On whose behalf ----------------------------------------------------------------


def test_lid_van_twee_platforms_kiest_en_mag_ook_voor_zichzelf(client, g):
    ander = Platform.objects.create(naam="Tweede platform", soort=g.platform.soort)
    ander.leden.create(persoon=g.platformlid, naam="Lid")
    client.force_login(g.platformlid)
    html = client.get(URL).content.decode()
    assert "Tweede platform" in html and "Als inwoner" in html
    for namens, verwacht in ((str(ander.pk), ander), ("inwoner", None), ("", g.platform)):
        client.post(URL, ingevuld(namens=namens, formulier=formuliersleutel(namens or "leeg")))
        assert Signaal.objects.latest("pk").platform == verwacht
    assert client.post(URL, ingevuld(namens="999", formulier=formuliersleutel("x"))).status_code == 422


def test_ambtenaar_ziet_waar_een_gesprek_hoort(client, g):
    assert "Leg het vast als medewerker" not in client.get(URL).content.decode()
    client.force_login(g.medewerker)
    assert "Leg het vast als medewerker" in client.get(URL).content.decode()


# In steps -----------------------------------------------------------------------


def test_stap_voor_stap_met_overzicht(client, g):
    pagina = client.get(f"{STAPPEN}&gebied=dorp")
    assert "Stap 1 van 5: Wat" in pagina.content.decode()
    pagina = verder(client, pagina)
    assert pagina.status_code == 422 and "Vertel in een paar woorden" in pagina.content.decode()
    assert "Vertel waar het is" not in pagina.content.decode()
    pagina = verder(client, pagina, tekst="Glas <op> het pad", thema="groen")
    assert "Stap 2 van 5: Waar" in pagina.content.decode()
    pagina = verder(client, pagina, plaats="bij de & brug")
    pagina = verder(client, pagina, fotos=[beeld(naam="glas.jpg")])
    assert "Stap 4 van 5: Wie" in pagina.content.decode()
    # Back to the photos and on again: the photo is still there.
    pagina = verder(client, verder(client, pagina, "naar:fotos", naam="Jan"))
    pagina = verder(client, pagina, email="jan@inwoner.test")
    html = pagina.content.decode()
    assert "Stap 5 van 5: Klopt dit?" in html
    for verwacht in ("Glas &lt;op&gt; het pad", "Groen en water", "Dorp", "bij de &amp; brug", "glas.jpg", "Jan"):
        assert verwacht in html
    assert not Signaal.objects.exists()
    assert verder(client, pagina).status_code == 302
    signaal = Signaal.objects.get()
    assert (signaal.tekst, signaal.plaats, signaal.trekkend_gebied) == ("Glas <op> het pad", "bij de & brug", g.dorp)
    assert (signaal.melder.naam, signaal.melder.email, Foto.objects.count()) == ("Jan", "jan@inwoner.test", 1)


def test_wat_we_zeggen_komt_in_zijn_stap(client, g):
    maak_signaal(g.dorp, thema="groen")
    pagina = verder(client, client.get(STAPPEN), tekst="Bel 0612345678", thema="groen")
    assert "een telefoonnummer" in pagina.content.decode() and "Stap 1" in pagina.content.decode()
    pagina = verder(client, verder(client, pagina), gebied="dorp")
    assert "Is het dit?" in pagina.content.decode() and "Stap 2" in pagina.content.decode()
    for _ in range(3):
        pagina = verder(client, pagina)
    assert "Stap 5" in pagina.content.decode()
    assert verder(client, pagina).status_code == 302


def test_een_slechte_foto_houdt_alleen_zichzelf_tegen(client, g):
    begin = {
        "tekst": ["Glas"],
        "thema": ["groen"],
        "gebied": ["dorp"],
        "stap": ["fotos"],
        "formulier": formuliersleutel(),
    }
    pagina = client.post(
        STAPPEN, {**begin, "fotos": [beeld(naam="goed.jpg"), beeld("GIF", modus="P", naam="slecht.gif")]}
    )
    html = pagina.content.decode()
    assert pagina.status_code == 422 and "‘slecht.gif’" in html and "goed.jpg" in html
    assert "Stap 4" in verder(client, pagina).content.decode()


def test_laatste_stap_met_een_fout_gaat_naar_die_stap(client, g):
    pagina = client.post(STAPPEN, ingevuld(stap="klopt", email="geen-adres"))
    assert pagina.status_code == 422 and "Stap 4 van 5" in pagina.content.decode()
    alles = client.post(STAPPEN, {**velden(pagina), "actie": "naar:alles"}).content.decode()
    assert "Er ligt afval" in alles and "geen-adres" in alles and "Stap 4" not in alles


@pytest.mark.parametrize("stap", ["bestaat-niet", "\0", ""])
def test_onbekende_stap_is_het_hele_formulier(client, g, stap):
    assert client.post(STAPPEN, ingevuld(stap=stap)).status_code == 302


def test_onzin_in_de_knoppen_geeft_nooit_een_500(client, g):
    for actie in ("naar:", "naar:\0", "zoek", "zoek:x", "x" * 3000, "naar:klopt"):
        assert client.post(STAPPEN, {"actie": actie, "stap": "waar", "gezien": ["\0", "a:b" * 900]}).status_code < 500
        assert client.post(URL, {"actie": actie}).status_code < 500
    assert client.post(f"{URL}let-op/", {"lat": "nan", "tekst": "\0", "gebied": "x"}).status_code == 200
    assert not Signaal.objects.exists()


# Several processes ----------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_twee_processen_samen_een_signaal_en_samen_een_grens():
    """As two web processes: each with a connection of its own. Who comes second sees what the first stored."""
    maak_gemeente()
    antwoorden = []

    def stuur(sleutel):
        antwoorden.append(Client().post(URL, ingevuld(formulier=sleutel)))
        connection.close()

    def tegelijk(*sleutels):
        draden = [Thread(target=stuur, args=[sleutel]) for sleutel in sleutels]
        # SQLite in memory does not let two write at once; there they come one after the other.
        samen = draden if connection.vendor == "postgresql" else []
        for draad in draden:
            draad.start()
            if draad not in samen:
                draad.join()
        for draad in samen:
            draad.join()

    tegelijk(formuliersleutel("een"), formuliersleutel("een"))
    assert [antwoord.status_code for antwoord in antwoorden] == [302, 302]
    assert antwoorden[0].url == antwoorden[1].url
    assert (Signaal.objects.count(), Inzending.objects.count()) == (1, 1)
    wie = Inzending.objects.get().afzender_hash
    rest = range(GRENZEN["signaal"] - 1)
    Inzending.objects.bulk_create(Inzending(afzender_hash=wie, sleutel=f"n{n}") for n in rest)
    tegelijk(formuliersleutel("twee"), formuliersleutel("drie"))
    assert [antwoord.status_code for antwoord in antwoorden[2:]] == [429, 429]
