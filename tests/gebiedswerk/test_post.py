"""Mails: text that is the source, HTML that is made of it, and what others may read of them afterwards."""

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from gebiedswerk.brief import citaat, in_taal, kleuren, opgemaakt, zonder_sleutels
from gebiedswerk.opdrachten import Opdracht, voer_uit
from gebiedswerk.post import Bericht, stuur
from signalen.signaal.mails import mails_over
from tests.gebieden.factories import maak_gemeente
from tests.signalen.factories import maak_signaal

BOOS = '<script>alert(1)</script> <b onclick="x">&amp; "hoi"</b>'


@pytest.fixture
def g(db):
    return maak_gemeente()


@pytest.fixture
def proef(settings):
    """A mail of our own: a word and a date."""
    own = Path(__file__).parent / "templates"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], own]}]

    def stuur_proef(onderwerp="Nieuws", **velden):
        return stuur("a@inwoner.test", onderwerp, "post/proef_taal.txt", dag=date(2026, 1, 5), **velden)[0]

    return stuur_proef


def maak_mail(tekst, **velden):
    return Bericht.objects.create(
        **{"sleutel": "x", "aan": "i@inwoner.test", "onderwerp": "Hallo", "tekst": tekst} | velden
    )


def verzend(bericht):
    opdracht = Opdracht.objects.create(
        soort="verstuur_bericht", sleutel=f"bericht:{bericht.pk}", gegevens={"bericht": bericht.pk}
    )
    return voer_uit(opdracht.pk)


class Lezer(HTMLParser):
    """What stands in a page: its tags, its links, its words."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.links, self.attrs, self.woorden = [], [], set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attrs |= {naam for naam, _ in attrs}
        self.links += [waarde for naam, waarde in attrs if naam in ("href", "src", "action")]

    def handle_data(self, data):
        self.woorden.append(data)


def html_van(tekst):
    return str(opgemaakt(tekst, kleuren()))


def test_een_mail_gaat_als_tekst_en_als_html_in_de_kleuren_van_de_gemeente(g, mailoutbox):
    assert verzend(maak_mail("Beste inwoner,\n\nDit is nieuws.\n"))
    (bericht,) = mailoutbox
    html, soort = bericht.alternatives[0]
    assert (bericht.body, soort) == ("Beste inwoner,\n\nDit is nieuws.\n", "text/html")
    assert '<html lang="nl">' in html and "Dit is nieuws." in html
    # The very colour that the pages have.
    assert kleuren()["500"] in html and re.fullmatch(r"#[0-9a-f]{6}", kleuren()["500"])
    # Nothing is fetched from elsewhere, so nobody sees that the mail was opened.
    lezer = Lezer(html)
    assert not {"img", "link", "script", "iframe", "table"} & set(lezer.tags)
    assert "url(" not in html and all(link.startswith(("http://localhost:8000", "mailto:")) for link in lezer.links)


def test_wat_iemand_typte_wordt_nooit_opmaak(g):
    for tekst in (BOOS, f"- {BOOS}", citaat(BOOS), f'{BOOS}:\nhttps://a.test/"onmouseover=x', f"https://a.test/{BOOS}"):
        lezer = Lezer(html_van(tekst))
        assert not {"script", "b"} & set(lezer.tags), tekst
        assert not any(naam.startswith("on") for naam in lezer.attrs), tekst
        assert "<script>alert(1)</script>" in "".join(lezer.woorden) or "a.test/<script>" in "".join(lezer.woorden)
    volledig = maak_mail("x", onderwerp=BOOS).html_zonder_sleutels()
    assert "<script" not in volledig and "&lt;script&gt;" in volledig


def test_alineas_lijsten_citaten_en_knoppen():
    html = html_van(
        "Beste Bo,\nregel twee\n\nU schreef:\n> Het is <donker>.\n>\n> Heel donker.\n\n- een\n- twee\n  meer\n\nKijk hier:\nhttps://a.test/x"
    )
    assert "Beste Bo,<br>regel twee</p>" in html
    assert html.count("<blockquote") == 1 and "Het is &lt;donker&gt;.</p>" in html and "Heel donker.</p>" in html
    assert html.count("<li") == 2 and "twee<br>meer</li>" in html
    assert re.search(r'<a href="https://a\.test/x" class="knop"[^>]*>Kijk hier</a>', html)


def test_van_een_lange_regel_is_de_laatste_zin_de_knop():
    lang = "Is het opgelost? En bent u tevreden? Het zijn twee korte vragen. Beantwoord ze hier:"
    html = html_van(f"{lang}\nhttps://a.test/x")
    assert (
        ">Is het opgelost? En bent u tevreden? Het zijn twee korte vragen.</p>" in html
        and ">Beantwoord ze hier</a>" in html
    )


def test_links_zijn_aan_te_klikken_zonder_de_punt_erachter():
    assert Lezer(html_van("Zie https://a.test/x?b=1&c=2. Of (http://c.test/).")).links == [
        "https://a.test/x?b=1&c=2",
        "http://c.test/",
    ]
    # Somebody else's words are shown, not offered to click; and only the web is a link.
    assert Lezer(html_van("> kijk op https://kwaad.test/")).links == []
    assert Lezer(html_van("javascript:alert(1) ftp://a.test data:text/html,x")).links == []


def test_onderwerp_en_tekst_in_de_taal_van_de_ontvanger(g, proef):
    lui = gettext_lazy("Afmelden")
    engels, nederlands = proef(lui, sleutel="en", taal="en", over=g.dorp), proef(lui, sleutel="nl", over=g.dorp)
    assert (engels.onderwerp, engels.taal) == ("Sign out", "en") and '<html lang="en">' in engels.html_zonder_sleutels()
    assert engels.tekst == "Sign out: 5 January 2026\n"
    assert (nederlands.onderwerp, nederlands.tekst) == ("Afmelden", "Afmelden: 5 januari 2026\n")


def test_links_in_een_engelse_mail_openen_engelse_paginas(g, proef):
    tekst = "http://localhost:8000/a/?b=1. (http://localhost:8000/c/) http://localhost:8000.kwaad.test/ https://elders.test/"
    assert in_taal(tekst, "nl") == tekst
    assert in_taal(tekst, "en") == (
        "http://localhost:8000/a/?b=1&taal=en. (http://localhost:8000/c/?taal=en) http://localhost:8000.kwaad.test/ "
        "https://elders.test/"
    )
    bericht = proef(sleutel="s", taal="en", stop_url="/stop/abc/")
    assert "/stop/abc/?taal=en" in bericht.tekst and bericht.koppen()["List-Unsubscribe"].endswith("/stop/abc/>")


def test_een_regeleinde_in_het_onderwerp_breekt_de_kop_niet(g, proef, mailoutbox):
    bericht = proef("Hoi\r\nBcc: x@kwaad.test", sleutel="s")
    voer_uit(Opdracht.objects.get().pk)
    assert bericht.onderwerp == "Hoi Bcc: x@kwaad.test" and mailoutbox[0].recipients() == ["a@inwoner.test"]


def test_afmelden_staat_in_de_kop_en_onder_de_mail(g, proef):
    bericht = proef(sleutel="s", stop_url="/stop/abc/")
    assert bericht.koppen()["List-Unsubscribe"] == "<http://localhost:8000/stop/abc/>"
    assert bericht.koppen()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert bericht.tekst.endswith("Meld u hier af:\nhttp://localhost:8000/stop/abc/\n")
    assert "http://localhost:8000/stop/abc/" in Lezer(bericht.html_zonder_sleutels()).links
    assert "List-Unsubscribe" not in proef(sleutel="t").koppen()


def test_een_mail_zonder_adres_gaat_nergens_heen(g, mailoutbox):
    bericht = maak_mail("", aan="")
    assert verzend(bericht)
    assert mailoutbox == [] and Bericht.objects.get().stand == ("Niet verzonden", "rust")
    assert not Bericht.objects.niet_verzonden().exists()


def test_sleutels_in_links_zijn_voor_een_ander_weg():
    tekst = "Zie http://localhost:8000/signaal/ABCDEFGHJKMNPQRSTVWXYZ2345/adres/ en http://localhost:8000/signalen/12/"
    assert zonder_sleutels(tekst) == "Zie http://localhost:8000/signaal/…/adres/ en http://localhost:8000/signalen/12/"
    ondertekend = "http://localhost:8000/stop/MTI:1rXyZ0:abcDEF_123-456/?taal=en"
    assert zonder_sleutels(ondertekend) == "http://localhost:8000/stop/…/?taal=en"
    assert (
        zonder_sleutels("http://localhost:8000/signaal/bzwupgbigsqdgbcbbkepinmeca/")
        == "http://localhost:8000/signaal/…/"
    )
    gewoon = "https://gemeente.test/onderwerpen/openbare-ruimte-en-verkeer/"
    assert zonder_sleutels(gewoon) == gewoon


# Who reads them afterwards -------------------------------------------------


def test_de_beheerder_ziet_de_mail_zoals_hij_eruitzag(client, g):
    bericht = maak_mail(f"Uw link:\nhttp://localhost:8000/signaal/ABCDEFGHJKMNPQRSTVWXYZ2345/\n\n{BOOS}")
    url = reverse("bericht", args=[bericht.pk])
    client.force_login(g.medewerker)
    assert client.get(url).status_code == 403
    client.force_login(g.beheerder)
    antwoord = client.get(url)
    html = antwoord.content.decode()
    assert "ABCDEFGHJKMNPQRSTVWXYZ2345" not in html and "<script" not in html and ">Uw link</a>" in html
    beleid = antwoord.headers["Content-Security-Policy"]
    assert "default-src 'none'" in beleid and "script-src" not in beleid
    assert f'href="{url}"' in client.get(reverse("post")).content.decode()


def test_op_de_pagina_van_het_signaal_staan_de_mails_zonder_adres(client, g):
    signaal = maak_signaal(g.dorp, melder={"naam": "Bo Bos", "email": "bo@inwoner.test", "telefoon": ""})
    link = f"http://localhost:8000{signaal.volg_url()}"
    velden = {"tekst": f"Beste Bo Bos,\n\n{link}\n\nbo@inwoner.test", "ding": signaal}
    melder = maak_mail(**velden, aan="bo@inwoner.test", onderwerp="Ons bericht")
    maak_mail(**velden, sleutel="y", aan=g.medewerker.email, onderwerp="Collega")
    maak_mail("", sleutel="z", aan="", ding=signaal, onderwerp="Oude mail")
    Opdracht.objects.create(soort="verstuur_bericht", sleutel=f"bericht:{melder.pk}", status="mislukt")
    client.force_login(g.medewerker)
    html = client.get(signaal.get_absolute_url()).content.decode()
    deel = html[html.index('id="mails"') : html.index('id="tijdlijn"')]
    assert "aan de melder" in deel and f"aan {g.medewerker}" in deel and "een adres dat is weggehaald" in deel
    assert "Versturen mislukt" in deel and "Ligt klaar" in deel and "De tekst is weggehaald" in deel
    assert signaal.volgcode() not in deel and "bo@inwoner.test" not in deel and "Bo Bos" not in deel
    client.force_login(g.elders)
    assert 'id="mails"' not in client.get(signaal.get_absolute_url()).content.decode()


def test_een_query_voor_alle_mails(g, django_assert_num_queries):
    signaal = maak_signaal(g.dorp)
    mails_over(signaal)
    for n in range(3):
        maak_mail("x", sleutel=str(n), ding=signaal)
    with django_assert_num_queries(1):
        assert len(mails_over(signaal)) >= 3
