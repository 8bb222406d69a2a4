"""English on the public side: who chooses it, what is translated, and that nothing Dutch was forgotten."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from gebieden.cijfers.getallen import in_woorden
from gebiedswerk.profiel import huidig
from gebiedswerk.taal import vertaal
from scripts import vertalingen
from tests.gebieden.factories import maak_gemeente
from tests.signalen.factories import breng_naar, maak_signaal

SJABLONEN = Path(settings.BASE_DIR) / "templates"


@pytest.fixture
def g(db):
    return maak_gemeente()


@pytest.fixture
def engels(client):
    client.cookies["taal"] = "en"
    return client


def html(antwoord):
    return antwoord.content.decode()


# Choosing ---------------------------------------------------------------------


def test_kiezen_met_een_link_blijft_en_komt_terug_op_dezelfde_pagina(client, g):
    url = reverse("gebieden:zoek") + "?q=Dorp&q=x"
    pagina = html(client.get(reverse("gebieden:zoek") + "?q=zzz"))
    link = f'href="{reverse("gebieden:zoek")}?q=zzz&amp;taal=en" lang="en" hreflang="en"'
    assert '<html lang="nl"' in pagina and link in pagina
    antwoord = client.get(url + "&taal=en")
    assert (antwoord.status_code, antwoord.url) == (302, url)
    koekje = antwoord.cookies["taal"]
    assert (koekje.value, koekje["httponly"], koekje["samesite"]) == ("en", True, "Lax") and koekje["max-age"] > 10**7
    volgende = client.get(reverse("start"))
    assert '<html lang="en"' in html(volgende) and 'lang="nl" hreflang="nl"' in html(volgende)
    assert volgende.headers["Content-Language"] == "en" and "Cookie" in volgende.headers["Vary"]
    client.get("/?taal=nl")
    assert '<html lang="nl"' in html(client.get("/"))


def test_de_browser_kiest_niet_mee(client, g):
    antwoord = client.get("/", headers={"accept-language": "en"})
    assert '<html lang="nl"' in html(antwoord) and "Accept-Language" not in antwoord.headers["Vary"]
    for vreemd in ("/?taal=de", "/?taal=", "/?taal=en%00"):
        antwoord = client.get(vreemd)
        assert antwoord.status_code == 200 and "taal" not in antwoord.cookies, vreemd
    client.cookies["taal"] = "xx"
    assert '<html lang="nl"' in html(client.get("/"))


def test_de_link_stuurt_niemand_naar_een_andere_site(client, g):
    antwoord = client.get("//kwaad.test/?taal=en")
    assert antwoord.status_code == 302 and antwoord.url == "/"


def test_wie_is_aangemeld_werkt_in_het_nederlands(engels, g):
    for persoon in (g.medewerker, g.raadslid):
        engels.force_login(persoon)
        for url in (reverse("start"), reverse("werk")):
            pagina = html(engels.get(url))
            assert '<html lang="nl"' in pagina and 'hreflang="en"' not in pagina, (persoon, url)
    engels.logout()
    engels.cookies["taal"] = "en"
    assert '<html lang="nl"' in html(engels.get(reverse("account_login")))


def test_na_een_formulier_met_fouten_komt_de_link_uit_op_het_formulier(client, g):
    url = reverse("signalen:doorgeven")
    antwoord = client.post(url, {}, headers={"referer": f"http://testserver{url}?gebied=dorp"})
    assert f'href="{url}?taal=en"' in html(antwoord)
    elders = client.post(url, {}, headers={"referer": "https://kwaad.test/x/"})
    assert 'href="/?taal=en"' in html(elders) and "kwaad.test" not in html(elders)


# What one reads --------------------------------------------------------------


def test_het_formulier_en_de_volgpagina_in_het_engels(engels, g):
    formulier = html(engels.get(reverse("signalen:doorgeven")))
    assert (
        "What is going on?" in formulier and "Green and water" in formulier and "Wat is er aan de hand" not in formulier
    )
    fout = engels.post(reverse("signalen:doorgeven"), {})
    assert fout.status_code == 422 and "Please tell us in a few words" in html(fout)
    signaal = breng_naar(maak_signaal(g.dorp), "in_behandeling", g.medewerker)
    pagina = html(engels.get(signaal.volg_url()))
    with translation.override("en"):
        assert f"{signaal.uiterlijk:%-d %B %Y}" in pagina
    assert "We are working on it" in pagina and "Wij zijn ermee bezig" not in pagina


def test_foutpagina_in_het_engels(engels, g):
    antwoord = engels.get("/bestaat-niet/")
    assert antwoord.status_code == 404 and "This page does not exist" in html(antwoord)


def test_namen_uit_het_profiel_volgen_de_taal(g):
    profiel = huidig()
    with translation.override("en"):
        assert dict(profiel.keuzes("themas"))["groen"] == profiel.naam_van("themas", "groen") == "Green and water"
        assert profiel.loketten[0]["naam"] == "Broken street light"
        # Without a name in English the municipality's own stands.
        assert profiel.naam_van("niveaus", profiel.niveaus[0]["code"]) == profiel.niveaus[0]["naam"]
    assert profiel.naam_van("themas", "groen") == "Groen en water"


def test_cijfers_krijgen_hun_naam_en_hun_komma_in_de_taal_van_de_pagina():
    with translation.override("en"):
        assert (in_woorden(1234.5, "hectare", 1), vertaal("Inwoners"), vertaal("")) == (
            "1,234.5 hectares",
            "Residents",
            "",
        )
    assert in_woorden(1234.5, "hectare", 1) == "1.234,5 hectare"


def test_wat_alleen_in_het_nederlands_bestaat_zegt_dat(engels, g):
    pagina = html(engels.get(reverse("cyclus:monitor")))
    assert (
        '<html lang="nl"' in pagina and "This page is only available in Dutch." in pagina and "hreflang" not in pagina
    )
    del engels.cookies["taal"]
    assert "only available" not in html(engels.get(reverse("cyclus:monitor")))


def test_eigen_woorden_van_de_gemeente_krijgen_de_betekenis_erbij(engels, g):
    menu = html(engels.get("/"))
    assert ">Gebieden (areas)<" in menu and ">Monitor<" in menu


# Nothing forgotten -------------------------------------------------------------


def test_alles_wat_is_gemerkt_is_vertaald():
    assert vertalingen.achterstand() == [], "Vertaal in django.po wat hier staat en draai: make vertaal"


def test_het_gecompileerde_bestand_hoort_bij_de_teksten():
    gemaakt = vertalingen.als_mo(vertalingen.lees())
    assert vertalingen.PO.with_suffix(".mo").read_bytes() == gemaakt, "Draai: make vertaal"


def test_de_lezer_vindt_wat_gemerkt_is():
    python = "from django.utils.translation import gettext as t\nt('a' 'b'); ngettext('een', 'meer', n); t(x); u('nee')"
    assert list(vertalingen.uit_python(python)) == [("ab", ""), ("een", "meer")]
    sjabloon = (
        '{% load i18n %}{% translate "Het \'is\' 5%" as x %}{% include "x" with y=_("Ja") %}'
        "{% blocktranslate count n=n %}{{ n }} dag{% plural %}{{ n }} dagen{% endblocktranslate %}"
        "{% blocktranslate trimmed %}\n  a\n  b {{ c }}\n{% endblocktranslate %}"
    )
    assert set(vertalingen.uit_sjabloon(sjabloon)) == {
        ("Het 'is' 5%", ""),
        ("%(n)s dag", "%(n)s dagen"),
        ("Ja", ""),
        ("a b %(c)s", ""),
    }


def test_wat_er_aan_een_vertaling_mankeert_wordt_genoemd(tmp_path):
    po = tmp_path / "django.po"
    Regel, Tekst = vertalingen.Regel, vertalingen.Tekst
    teksten = {naam: Tekst(naam, "", {"x.html"}) for naam in ("goed", "leeg", "vaag", "%(a)s", 'met "aanhaling"\n')}
    teksten["een"] = Tekst("een", "meer", {"x.html"})
    rows = {
        "goed": Regel("goed", "", ("good",)),
        "vaag": Regel("vaag", "", ("vague",), vaag=True),
        "%(a)s": Regel("%(a)s", "", ("%(b)s",)),
        'met "aanhaling"\n': Regel('met "aanhaling"\n', "", ('with "quotes"\n',)),
        "een": Regel("een", "meer", ("one", "more")),
    }
    vertalingen.schrijf_po(teksten, rows, po)
    terug = vertalingen.lees(po)
    assert terug == rows | {"leeg": Regel("leeg")}
    fouten = vertalingen.achterstand(teksten, terug | {"oud": Regel("oud", "", ("old",))})
    assert [f.split(":")[0] for f in fouten] == ["andere plekken", "niet vertaald", "vaag", "staat nergens meer"]


# Templates that a visitor reads, whole or as part of a page; of the rest what is marked is translated all the same.
PUBLIEK = [
    *("4??.html", "500.html", "base.html", "_*.html", "formulier/*.html"),
    *(
        "gebieden/start.html",
        "gebieden/lijst.html",
        "gebieden/gebied.html",
        "gebieden/zoek.html",
        "gebieden/_zoek.html",
    ),
    *("gebieden/_cijfers.html", "gebieden/_essentie.html", "gebieden/_initiatieven.html", "gebieden/_maatregelen.html"),
    *(
        "gebieden/vergelijken.html",
        "gebieden/_vergelijken*.html",
        "gebieden/_opvolging.html",
        "gebieden/klopt_dit_nog.html",
    ),
    *("gebieden/platform_lijst.html", "gebieden/platform_platform.html", "gebieden/_platform_standen.html"),
    *("gebieden/_platform_bijeenkomsten.html", "gebieden/sociale_kaart.html"),
    *("signalen/inzending_*.html", "signalen/_inzending_*.html", "signalen/_let_op_*.html", "signalen/volgen*.html"),
    *("signalen/_volgen*.html", "signalen/_stand.html", "signalen/_contact.html", "signalen/_eigen_gegevens.html"),
    *(
        "signalen/_*_melder.html",
        "signalen/openbaar_lijst.html",
        "signalen/openbaar_signaal.html",
        "signalen/abonn*.html",
    ),
    *("signalen/adres*.html", "signalen/_adres*.html", "signalen/waardering.html", "signalen/privacy.html"),
    *("signalen/gegevens*.html", "signalen/advies_openbaar.html", "signalen/adviezen_openbaar.html"),
    *("signalen/platform_adviezen.html", "signalen/_advies*.html", "signalen/_naleving.html"),
    *("post/signaal_bevestiging.txt", "post/signaal_waardering.txt", "post/abonnement_*.txt", "post/adres_*.txt"),
    *("post/wachtvraag.txt", "post/signaal_antwoord.txt", "post/trend_besluit.txt", "post/opmaak.html"),
    *("post/resultaat_melder.txt", "post/_resultaten.txt", "cyclus/belofte*.html", "cyclus/toets_publiek.html"),
    *("cyclus/toets_bedankt.html", "cyclus/toets_onbekend.html", "cyclus/toets_uitkomst.html"),
    *("cyclus/onderzoek_code.html", "cyclus/onderzoek_invullen.html", "cyclus/onderzoek_bedankt.html"),
    *("cyclus/onderzoek_dicht.html", "cyclus/onderzoek_onbekend.html"),
]
# Only officials and members of a platform get to read these.
ALLEEN_VAN_BINNEN = {
    *("signalen/_adviesstukken.html", "_submenu.html", "_knoppen_overgang.html"),
    *(
        "Factsheet voor een bezoek",
        "Wie bel ik over",
        "Alle afdelingen",
        "Platform toevoegen",
        "U bent lid van",
        "Naar het dossier",
        "Eigenaar",
    ),
    "Concept. Alleen medewerkers van de gemeente zien dit",
}
TAGS = re.compile(
    r"\{%\s*comment.*?endcomment\s*%\}|\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}|\{#.*?#\}"
    r"|<(?:style|script)\b.*?</(?:style|script)>",
    re.S,
)
LEESBAAR = r'\b(?:aria-label|title|alt|placeholder|data-label|tekst|kop|knop|hulp|leeg|legenda)="((?:[^"{]|\{[^%{])*)"'


def leesbare_tekst(bron):
    """What a template says in words of its own, outside of translations."""
    bron = TAGS.sub("\n", bron)
    woorden = re.findall(LEESBAAR, bron)
    bron = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\n", bron, flags=re.S)
    bron = re.sub(r"<[^>]*>|&\w+;", "\n", bron)
    bron = re.sub(r"^/?[\w-]*/$", "", bron, flags=re.M)
    return {deel.strip(" .:,?!(") for deel in [*bron.splitlines(), *woorden] if re.search(r"[A-Za-z]{2}", deel)}


def test_geen_openbaar_sjabloon_heeft_tekst_die_niet_te_vertalen_is():
    vergeten = {}
    for path in {p for patroon in PUBLIEK for p in SJABLONEN.glob(patroon)}:
        naam = str(path.relative_to(SJABLONEN))
        if naam not in ALLEEN_VAN_BINNEN and (rest := leesbare_tekst(path.read_text()) - ALLEEN_VAN_BINNEN):
            vergeten[naam] = rest
    assert vergeten == {}


def test_de_kijk_naar_sjablonen_ziet_vergeten_woorden():
    assert leesbare_tekst('<p title="Kijk hier">{% translate "a" %} Nog Dutch {{ x }}</p>') == {
        "Kijk hier",
        "Nog Dutch",
    }
    assert (
        leesbare_tekst('{% blocktranslate %}Dit {{ mag }}{% endblocktranslate %}<p lang="{{ t }}">&nbsp;–</p>') == set()
    )
