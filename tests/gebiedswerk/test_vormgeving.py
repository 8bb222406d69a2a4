"""The look: forms, components and account pages, in templates and in a real browser."""

import json
import re
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.core import mail
from django.core.cache import cache
from django.forms.renderers import DjangoTemplates
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from gebiedswerk.staticbestanden import NPM_FILES, NpmFinder
from gebiedswerk.templatetags.gebiedswerk import KLEUR_VAN_STATUS
from tests.gebiedswerk.proefpagina import ProefFilter, ProefForm

HIER = Path(__file__).parent
WACHTWOORD = "een-lang-proefwachtwoord"


@pytest.fixture
def proefsite(settings):
    settings.ROOT_URLCONF = "tests.gebiedswerk.proefpagina"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], HIER / "templates"]}]


@pytest.fixture(autouse=True)
def geen_eerdere_pogingen():
    """Failed sign-ins are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def gebruiker(db):
    return get_user_model().objects.maak("sanne@example.nl", "Sanne Voorbeeld", WACHTWOORD)


def verbind(**velden):
    return ProefForm({"titel": "", **velden})


def html_van(form):
    return re.sub(r"\s+", " ", str(form))


# Forms ----------------------------------------------------------------------


def test_fout_staat_bij_het_veld_en_in_de_samenvatting():
    html = html_van(verbind())
    assert 'role="alert" tabindex="-1" data-fouten' in html
    assert '<a href="#id_titel">Titel – Dit veld is verplicht.</a>' in html
    veld = re.search(r'<input type="text" name="titel"[^>]*>', html)[0]
    assert 'aria-invalid="true"' in veld
    assert 'aria-describedby="id_titel_helptext id_titel_error"' in veld
    assert 'id="id_titel_helptext"' in html and 'id="id_titel_error"' in html


def test_elke_link_in_de_samenvatting_komt_ergens_uit():
    html = html_van(verbind())
    ankers = re.findall(r'<a href="#([^"]+)"', html)
    assert ankers == ["id_titel", "id_thema", "id_gebieden_0", "id_urgentie_0", "id_akkoord"]
    for anker in ankers:
        assert html.count(f'id="{anker}"') == 1


def test_een_nog_niet_verstuurd_formulier_toont_geen_fouten():
    html = html_van(ProefForm())
    assert "data-fouten" not in html and "aria-invalid" not in html


def test_alleen_wat_mag_ontbreken_heet_niet_verplicht():
    html = html_van(ProefForm())
    labels = re.findall(r'for="(\w+)">[^<]*<span class="gw-optioneel">\(niet verplicht\)', html)
    assert labels == ["id_tekst", "id_lat", "id_lon", "id_datum", "id_tijdstip", "id_aantal", "id_foto"]
    assert " required" not in html
    assert re.search(r'name="titel"[^>]*aria-required="true"', html)


def test_velden_krijgen_de_klassen_van_het_ontwerpsysteem():
    form = ProefForm()
    klasse = {
        naam: re.search(r'class="([^"]*)"', str(form[naam]))[1] for naam in ("titel", "thema", "tekst", "akkoord")
    }
    assert klasse["titel"] == "utrecht-textbox utrecht-textbox--html-input"
    assert klasse["thema"] == "utrecht-select utrecht-select--html-select"
    assert klasse["tekst"] == "utrecht-textarea utrecht-textarea--html-textarea"
    assert "utrecht-checkbox--html-input" in klasse["akkoord"]
    assert "class" not in str(form["versie"])


def test_datum_en_tijd_gebruiken_de_kiezer_van_de_browser_en_houden_hun_waarde():
    form = ProefForm(initial={"datum": "2026-03-04"})
    assert 'type="date"' in str(form["datum"]) and 'value="2026-03-04"' in str(form["datum"])
    assert 'type="datetime-local"' in str(form["tijdstip"])
    verstuurd = verbind(datum="2026-03-04", tijdstip="2026-03-04T10:30")
    assert "datum" not in verstuurd.errors and "tijdstip" not in verstuurd.errors


def test_groepen_worden_fieldsets_en_geen_veld_valt_weg():
    html = html_van(ProefForm())
    legenden = re.findall(r'<legend class="[^"]*html-legend">([^<]+)</legend>', html)
    assert legenden == ["Wat is er aan de hand?", "Waar is het?"]
    for naam in ProefForm.base_fields:
        assert f'name="{naam}"' in html


def test_een_keuzegroep_is_een_fieldset_met_uitleg():
    html = html_van(ProefForm())
    assert re.search(r'<fieldset [^>]*aria-describedby="id_urgentie_helptext"', html)
    assert html.count('type="radio"') == 3
    assert html.count('name="gebieden"') == 3


def test_wat_iemand_typt_wordt_geen_html():
    html = html_van(verbind(titel="<script>x</script>", thema="<b>"))
    assert "<script>x" not in html and "<b>" not in html


# Components ------------------------------------------------------------------


def onderdeel(naam, pad="/proef/", **context):
    return re.sub(r"\s+", " ", render_to_string(naam, context, RequestFactory().get(pad)))


@pytest.mark.parametrize(
    "kleur, klasse",
    [("goed", "--success"), ("nieuw", "--warning"), ("afgewezen", "--danger"), ("lopend", "--neutral"), ("??", "rust")],
)
def test_status_toont_woord_en_kleur(db, kleur, klasse):
    html = onderdeel("_status.html", tekst="Zo staat het", kleur=kleur)
    assert "Zo staat het" in html and klasse in html


def test_elke_status_van_elk_dossier_heeft_een_kleur():
    tabellen = [model.tabel for model in apps.get_models() if hasattr(model, "tabel")]
    statussen = {status for tabel in tabellen for status in tabel.namen}
    assert statussen and statussen - KLEUR_VAN_STATUS.keys() == set()


def test_tijdlijn_op_een_openbare_pagina_noemt_niemand(db):
    regel = {"soort": "notitie", "tekst": "<i>gebeld</i>", "wie_naam": "Sanne Voorbeeld", "op": None}
    assert "Sanne Voorbeeld" in onderdeel("_tijdlijn.html", gebeurtenissen=[regel])
    openbaar = onderdeel("_tijdlijn.html", gebeurtenissen=[regel], zonder_wie=True)
    assert "Sanne" not in openbaar and "&lt;i&gt;gebeld" in openbaar


def test_paginering_bewaart_het_filter(db):
    pagina = {"number": 2, "has_previous": True, "has_next": True, "previous_page_number": 1, "next_page_number": 3}
    html = onderdeel("_paginering.html", "/signalen/?thema=groen&pagina=2", pagina=pagina)
    assert 'href="?thema=groen&amp;pagina=1"' in html and 'href="?thema=groen&amp;pagina=3"' in html


def test_een_filter_met_twee_lege_vakjes_telt_niet_mee():
    class Periode(forms.Form):
        datum = forms.SplitDateTimeField(required=False)

    assert (
        Template("{{ form|aantal_actief }}").render(Context({"form": Periode({"datum_0": "", "datum_1": ""})})) == "0"
    )


def test_filter_telt_wat_aan_staat_en_klapt_dan_open(db):
    leeg = onderdeel("_filter.html", form=ProefFilter({}))
    assert "actief" not in leeg and " open>" not in leeg and "(niet verplicht)" not in leeg
    html = onderdeel("_filter.html", form=ProefFilter({"q": "tegel", "thema": "groen", "vanaf": ""}))
    assert "2 actief" in html and " open>" in html and "Wis filter" in html


def test_getallen_in_attributen_blijven_leesbaar_voor_machines(db):
    html = onderdeel("_kaart.html", lat=51.85012, lon=5.12345)
    assert 'data-lat="51.85012" data-lon="5.12345"' in html


def test_sjablonen_hebben_geen_stijl_of_script_in_de_pagina():
    verboden = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", re.I)
    gevonden = [
        p.name for p in (Path(settings.BASE_DIR) / "templates").rglob("*.html") if verboden.search(p.read_text())
    ]
    # A document is shared with the PDF, which has its own style sheet; a mail carries its style with it.
    assert [naam for naam in gevonden if naam not in ("pdf.html", "opmaak.html")] == []


# Static files ----------------------------------------------------------------


def test_alleen_de_genoemde_npm_bestanden_worden_gevonden():
    for naam in NPM_FILES:
        assert finders.find(f"npm/{naam}"), naam
    assert not finders.find("npm/leaflet/package.json")
    assert not NpmFinder().find(NPM_FILES[0])
    assert {naam for naam, _ in NpmFinder().list([])} == set(NPM_FILES)


def test_geen_adres_in_de_npm_lijst_van_versies():
    slot = (Path(settings.BASE_DIR) / "package-lock.json").read_text()
    assert "http" not in slot and json.loads(slot)["packages"]["node_modules/leaflet"]["version"] == "1.9.4"


def lichtheid(hexcode):
    kanalen = [int(hexcode[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lineair = [k / 12.92 if k <= 0.03928 else ((k + 0.055) / 1.055) ** 2.4 for k in kanalen]
    return 0.2126 * lineair[0] + 0.7152 * lineair[1] + 0.0722 * lineair[2]


def contrast(een, ander):
    donker, licht = sorted([lichtheid(een), lichtheid(ander)])
    return (licht + 0.05) / (donker + 0.05)


def test_kleuren_van_de_gemeente_hebben_genoeg_contrast():
    css = (Path(settings.BASE_DIR) / "static/css/gemeente.css").read_text()
    stap = {int(nummer): kleur for nummer, kleur in re.findall(r"--gemeente-kleur-(\d+): (#\w{6})", css)}
    assert sorted(stap) == [50, 100, 200, 300, 400, 500, 600, 700]
    wit = "#ffffff"
    for tekst, achtergrond in [(stap[500], wit), (stap[500], stap[100]), (stap[600], stap[50]), (wit, stap[600])]:
        assert contrast(tekst, achtergrond) >= 4.5, (tekst, achtergrond)
    assert contrast(stap[400], wit) >= 3


# Menu and account -------------------------------------------------------------


def menu(user, pad="/"):
    request = RequestFactory().get(pad)
    sjabloon = Template(
        "{% hoofdmenu as items %}{% for i in items %}{{ i.tekst }}{% if i.is_hier %}*{% endif %}|{% endfor %}"
    )
    return sjabloon.render(Context({"request": request, "user": user}))


def test_bezoeker_ziet_het_openbare_menu_en_waar_hij_is(proefsite, rf):
    assert menu(None, "/gebieden/3/") == "Start|Gebieden*|Signaal doorgeven|Monitor|"
    assert menu(None, "/") == "Start*|Gebieden|Signaal doorgeven|Monitor|"


def test_wie_geen_ambtenaar_is_ziet_geen_werkmenu(proefsite, gebruiker):
    assert menu(gebruiker) == "Mijn werk|Gebieden|Signaal doorgeven|Overleg|Monitor|"


def test_aanmelden_en_afmelden(proefsite, client, gebruiker):
    antwoord = client.post("/account/login/", {"login": "sanne@example.nl", "password": WACHTWOORD})
    assert antwoord.status_code == 302 and antwoord.url == "/werk/"
    assert client.post("/account/logout/").url == "/"
    assert "_auth_user_id" not in client.session


def test_fout_wachtwoord_zegt_niet_welk_van_de_twee(proefsite, client, gebruiker):
    fout = client.post("/account/login/", {"login": "sanne@example.nl", "password": "fout-wachtwoord"}).content.decode()
    onbekend = client.post("/account/login/", {"login": "niemand@example.nl", "password": "fout"}).content.decode()
    melding = re.compile(r"<li>\s*([^<]+)</li>")
    assert melding.search(fout)[1] == melding.search(onbekend)[1]


def test_niemand_maakt_zelf_een_account(proefsite, client, db):
    client.post("/account/signup/", {"email": "nieuw@example.nl", "password1": WACHTWOORD})
    assert not get_user_model().objects.exists()
    assert "U kunt hier niet zelf een account maken" in client.get("/account/signup/").content.decode()


def test_het_adres_om_aan_te_melden_verandert_niemand_zelf(proefsite, client, gebruiker):
    client.force_login(gebruiker)
    assert client.get("/account/email/").status_code == 404
    assert client.post("/account/email/", {"action_add": "", "email": "ander@example.nl"}).status_code == 404


def test_wachtwoord_wijzigen(proefsite, client, gebruiker):
    client.force_login(gebruiker)
    nieuw = "een-ander-lang-wachtwoord"
    fout = {"oldpassword": "klopt-niet", "password1": nieuw, "password2": nieuw}
    assert "data-fouten" in client.post("/account/password/change/", fout).content.decode()
    client.post("/account/password/change/", {**fout, "oldpassword": WACHTWOORD})
    gebruiker.refresh_from_db()
    assert gebruiker.check_password(nieuw)


def test_wie_nog_geen_wachtwoord_heeft_kan_er_een_kiezen(proefsite, client, gebruiker):
    gebruiker.set_unusable_password()
    gebruiker.save()
    client.force_login(gebruiker)
    antwoord = client.get("/account/password/change/", follow=True)
    assert "Wachtwoord kiezen" in antwoord.content.decode()


def test_wachtwoord_vergeten_van_vraag_tot_nieuw_wachtwoord(proefsite, client, gebruiker):
    client.post("/account/password/reset/", {"email": "sanne@example.nl"})
    bericht = mail.outbox[0]
    assert bericht.subject.startswith("Nieuw wachtwoord kiezen – ") and "Goedendag" in bericht.body
    link = re.search(r"https?://[^/]+(/\S+)", bericht.body)[1]
    pagina = client.get(link, follow=True)
    nieuw = "een-ander-lang-wachtwoord"
    client.post(pagina.redirect_chain[-1][0], {"password1": nieuw, "password2": nieuw})
    gebruiker.refresh_from_db()
    assert gebruiker.check_password(nieuw)


def test_een_onbekend_adres_krijgt_dezelfde_pagina_en_geen_mail(proefsite, client, db):
    antwoord = client.post("/account/password/reset/", {"email": "niemand@example.nl"}, follow=True)
    assert "Kijk in uw e-mail" in antwoord.content.decode() and mail.outbox == []


def test_te_vaak_proberen_krijgt_uitleg(proefsite, client, gebruiker):
    for _ in range(11):
        antwoord = client.post("/account/login/", {"login": "sanne@example.nl", "password": "steeds-fout"})
    assert antwoord.status_code == 429 or "te veel" in antwoord.content.decode().lower()


@pytest.mark.parametrize("naam", ["400", "403", "403_csrf", "404", "429", "500"])
def test_foutpagina_werkt_zonder_gegevens(proefsite, naam):
    html = render_to_string(f"{naam}.html")
    assert 'lang="nl"' in html and "Naar de startpagina" in html


# In the browser ---------------------------------------------------------------


def overtredingen(pagina):
    """What axe-core finds on the page as it is now."""
    pagina.evaluate((Path(settings.BASE_DIR) / "node_modules/axe-core/axe.min.js").read_text())
    regels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    gevonden = pagina.evaluate(
        "regels => axe.run(document, {runOnly: regels}).then(uitslag => uitslag.violations)", regels
    )
    return [(v["id"], [n["html"] for n in v["nodes"]]) for v in gevonden]


def past_in_de_breedte(pagina):
    return pagina.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.fixture
def site(proefsite, live_server):
    return live_server.url


@pytest.mark.browser
@pytest.mark.parametrize("breedte", [1280, 390, 320])
def test_toegankelijk_en_passend_op_elk_scherm(pagina, site, breedte):
    pagina.set_viewport_size({"width": breedte, "height": 900})
    pagina.goto(f"{site}/proef/")
    pagina.wait_for_selector("[data-kaart][data-klaar]")
    assert overtredingen(pagina) == []
    assert past_in_de_breedte(pagina)
    with pagina.expect_navigation():
        pagina.click("form.gw-formulier button[type=submit]")
    assert overtredingen(pagina) == []
    assert past_in_de_breedte(pagina)
    assert pagina.evaluate("document.activeElement.matches('[data-fouten]')")
    pagina.click("text=Hoe snel? – Dit veld is verplicht.")
    assert pagina.evaluate("location.hash") == "#id_urgentie_0"


@pytest.mark.browser
def test_aanmelden_in_de_browser_is_toegankelijk(pagina, site, gebruiker):
    pagina.goto(f"{site}/account/login/")
    assert overtredingen(pagina) == []
    pagina.get_by_label("E-mailadres").fill("sanne@example.nl")
    pagina.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
    pagina.get_by_role("main").get_by_role("button", name="Aanmelden").click()
    pagina.get_by_role("button", name="Afmelden").wait_for()
    assert pagina.url == f"{site}/werk/"


@pytest.mark.browser
def test_op_de_kaart_kiezen_vult_de_velden(pagina, site):
    pagina.goto(f"{site}/proef/")
    kaart = pagina.locator("[data-kaart][data-klaar]")
    kaart.click(position={"x": 300, "y": 200})
    assert re.fullmatch(r"5\d\.\d{6}", pagina.input_value("#id_lat"))
    assert re.fullmatch(r"5\.\d{6}", pagina.input_value("#id_lon"))
    assert kaart.locator("path").count() == 1


@pytest.mark.browser
def test_menu_en_filter_werken_op_de_telefoon_zonder_script(browser, site):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    pagina = context.new_page()
    pagina.goto(f"{site}/proef/")
    link = pagina.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Gebieden")
    assert not link.is_visible()
    pagina.get_by_text("Menu", exact=True).click()
    assert link.is_visible()
    assert not pagina.locator(".gw-kaart").is_visible()
    context.close()


@pytest.mark.browser
def test_dubbel_klikken_verstuurt_een_keer(pagina, site):
    pagina.goto(f"{site}/proef/")
    verzoeken = []
    pagina.on("request", lambda verzoek: verzoeken.append(verzoek.url) if verzoek.method == "POST" else None)
    pagina.dblclick("form.gw-formulier button[type=submit]")
    pagina.wait_for_selector("[data-fouten]")
    assert len(verzoeken) == 1


@pytest.mark.parametrize("gekozen", ["", "2", "<x>"])
def test_een_keuzelijst_zegt_hetzelfde_als_die_van_django(gekozen):
    """Ours is written in Python because it is on every list; escaping and selection are Django's."""
    keuzes = [("", "Kies <iets>"), ("Noord & Oost", [("1", 'Het "dorp"'), (2, "Stad")]), ("<x>", "&")]
    veld = forms.ChoiceField(choices=keuzes, widget=forms.Select(attrs={"data-x": "a&b"}), help_text="Kies")
    form = type("Proef", (forms.Form,), {"plek": veld})({"plek": gekozen})
    attrs = form["plek"].build_widget_attrs({"id": "id_plek"}, form["plek"].field.widget)
    context = form["plek"].field.widget.get_context("plek", gekozen, attrs)
    ons, django = str(form["plek"]), DjangoTemplates().render("django/forms/widgets/select.html", context)

    def delen(html):
        gevonden = re.findall(r"<(?:select|option|optgroup)[^>]*>[^<\n]*", html)
        return [sorted(re.findall(r"[^\s<>]+", deel)) for deel in gevonden]  # the order of attributes says nothing

    assert delen(ons) == delen(django)
    assert ons.count("selected") == 1
