"""The public form in a real browser: by keyboard with map and addresses while typing, and in steps without script."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from gebiedswerk.profiel import lees_profiel, stel_in
from signalen.models import Signaal
from tests.gebieden.factories import maak_gemeente
from tests.gebieden.test_adres import body, doc, pdok  # noqa: F401 - the server of the tests of addresses

from .factories import beeld, maak_signaal

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
REGELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def goed_bevonden(page):
    """As axe sees it, and at the width of a small phone; also the width of a big one at 200 %."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("r => axe.run(document, {runOnly: r}).then(u => u.violations)", REGELS)
    assert [(fout["id"], [n["html"][:120] for n in fout["nodes"]]) for fout in found] == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1280, "height": 900})


def tab_naar(page, keuze, toets="Tab"):
    for _ in range(60):
        page.keyboard.press(toets)
        if page.evaluate("k => document.activeElement.matches(k)", keuze):
            return
    raise AssertionError(f"met {toets} niet te bereiken: {keuze}")


def test_met_het_toetsenbord_en_zonder_script(pagina, browser, live_server, pdok, settings):  # noqa: F811
    g = maak_gemeente()
    stel_in({**lees_profiel("west_betuwe"), "cbs_code": "GM1960"})
    settings.TILE_SERVER = ""
    bekend = maak_signaal(g.buurtschap, thema="groen", lon=5.15, lat=51.85, plaats="Kerkstraat 4")
    pdok.antwoord = (200, body(doc(punt="POINT(5.15 51.85)"), doc("Dorpsstraat 11, Dorp", "POINT(5.02 51.82)")), 0, 0)

    # With script, by keyboard only.
    url = f"{live_server.url}/signaal/"
    pagina.goto(url)
    kaart = pagina.locator("[data-kaart][data-klaar]")
    expect(kaart).to_be_visible()
    goed_bevonden(pagina)
    tab_naar(pagina, "#id_tekst")
    pagina.keyboard.type("Tak ligt op de weg. Bel 06-12345678")
    expect(pagina.locator("#let-op-tekst")).to_contain_text("een telefoonnummer")
    tab_naar(pagina, "#id_thema")
    pagina.keyboard.type("Groen")
    tab_naar(pagina, "#id_plaats")
    pagina.keyboard.type("Dorpsstraat 1")
    expect(pagina.locator("#adres-stand")).to_contain_text("Adressen gevonden")
    tab_naar(pagina, "input[name=adres]")
    pagina.keyboard.press("Space")
    expect(pagina.locator("#id_plaats")).to_have_value("Dorpsstraat 1, 4191AB Geldermalsen")
    expect(pagina.locator(".gw-kaart__punt")).to_be_visible()
    expect(pagina.locator("#let-op-plek")).to_contain_text("Groen en water, Kerkstraat in Buurtschap")
    goed_bevonden(pagina)
    # The middle of the map instead of the address, then the point away, then the second address.
    tab_naar(pagina, "[data-kaart]")
    pagina.keyboard.press("Enter")
    expect(pagina.locator("input[name=adres]:checked")).to_have_count(0)
    assert pagina.locator("#id_lat").input_value().startswith("51.8")
    tab_naar(pagina, "[data-punt-weg]", "Shift+Tab")
    pagina.keyboard.press("Enter")
    expect(pagina.locator("#id_lat")).to_have_value("")
    expect(pagina.locator(".gw-kaart__punt")).to_have_count(0)
    tab_naar(pagina, "input[name=adres]", "Shift+Tab")
    pagina.keyboard.press("ArrowUp")
    expect(pagina.locator("#id_plaats")).to_have_value("Dorpsstraat 11, Dorp")
    expect(pagina.locator("#let-op-plek")).to_be_empty()
    tab_naar(pagina, "button.nl-button--primary")
    pagina.keyboard.press("Enter")
    expect(pagina).to_have_url(re.compile(r"/signaal/\w{26}/$"))
    goed_bevonden(pagina)
    signaal = Signaal.objects.exclude(pk=bekend.pk).get()
    assert (signaal.plaats, signaal.lon, signaal.is_persoonlijk) == ("Dorpsstraat 11, Dorp", 5.02, True)

    # Without script, in steps; with script only to look at what axe says of the same pages.
    context = browser.new_context(java_script_enabled=False, locale="nl-NL", viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(url)
    page.get_by_role("link", name="Liever stap voor stap").click()
    page.get_by_role("button", name="Volgende").click()
    expect(page).to_have_title(re.compile("Er klopt nog iets niet – Stap 1 van 5"))
    page.get_by_label("Wat is er aan de hand?").fill("Een tak op het pad")
    page.get_by_label("Waar gaat het over?").select_option("groen")
    page.get_by_role("button", name="Volgende").click()
    page.get_by_label("Adres of plek").fill("Dorpsstraat 1")
    page.get_by_role("button", name="Zoek adres").click()
    page.get_by_label("Dorpsstraat 1, 4191AB Geldermalsen").check()
    page.get_by_role("button", name="Volgende").click()
    expect(page.get_by_role("heading", name="Kijk hier nog even naar")).to_be_visible()
    page.get_by_role("button", name="Toch verder").click()
    foto = {"name": "tak.jpg", "mimeType": "image/jpeg", "buffer": beeld(maat=(320, 240)).read()}
    page.locator("input[type=file]").set_input_files(foto)
    page.get_by_role("button", name="Volgende").click()
    page.get_by_role("button", name="Volgende").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("stap 5 van 5 Klopt dit?")
    # The browser's own way back shows what was there, and forth again.
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("stap 4 van 5")
    page.go_forward()
    expect(page.locator("main")).to_contain_text("tak.jpg")
    time.sleep(0.5)
    page.get_by_role("button", name="Verstuur signaal").click()
    expect(page.locator("main")).to_contain_text("Dank u wel")
    assert Signaal.objects.latest("pk").fotos.count() == 1
    context.close()
    assert Signaal.objects.count() == 3
