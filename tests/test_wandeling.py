"""One year in one municipality, walked through in a real browser against a real web server and worker.

Each step is the work of the role it names, by the buttons and links that this person sees. Everything on the way is
looked at with axe-core, at three widths, without a script error or a breach of the content security policy.

The same year is then walked through in the examples, in their own words; there the steps count, and what was looked
at before is not looked at again.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from email.policy import default as email_policy
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from gebieden.models import Gebied
from gebiedswerk.profiel import lees_profiel, stel_in
from gebiedswerk.voorbeeld.inhoud import beschikbaar
from scripts import processes
from tests import wandeling_cyclus as cyclus
from tests.signalen.factories import beeld
from tests.sjabloon import gemigreerd

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "node_modules/axe-core/axe.min.js"
REGELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# A folder for pictures of every page on the way; only for whoever wants to look.
BEELDEN = os.environ.get("WANDELING_BEELDEN")
# Faster than this, the public form takes the sender for a program.
EVEN_KIJKEN = 2.2
TELEFOON, BUREAU = 390, 1280
# On a busy machine a page may take a while; what is not there by then is not coming.
expect.set_options(timeout=15_000)


# The municipality -------------------------------------------------------------


# The default example is too full to walk through; its words are those of the municipality that the test seeds.
VOORBEELDEN = ["", *(code for code, kop in beschikbaar().items() if not kop.get("standaard"))]


@dataclass
class Stad:
    """A product of its own: database, folder, web server and worker with beat; and who walks there."""

    url: str
    omgeving: dict
    verhaal: dict = field(default_factory=dict)
    is_volledig: bool = True

    def manage(self, *opdracht):
        commando = [sys.executable, "manage.py", *opdracht]
        klaar = subprocess.run(commando, cwd=ROOT, env=self.omgeving, capture_output=True, text=True, timeout=240)
        assert klaar.returncode == 0, klaar.stderr[-3000:]
        return klaar.stdout

    def python(self, code):
        return self.manage("shell", "--no-imports", "-c", code).strip()

    def naam(self, rol):
        return self.verhaal["mensen"][rol][0]

    def adres(self, rol):
        return self.verhaal["mensen"][rol][1]

    def stuk(self, woord, jaar=""):
        """How a document of the walk's area is called: in the words of the municipality."""
        naam = self.verhaal["woord"][woord]
        return f"{naam[0].upper()}{naam[1:]} {self.verhaal['gebied']} {jaar}".strip()


def omgeving_van(map_):
    poort = processes.free_port()
    kaal = {k: v for k, v in os.environ.items() if k not in ("CELERY_BROKER_URL", "EMAIL_HOST")}
    return kaal | {
        "DATA_DIR": str(map_),
        "DATABASE_URL": f"sqlite:///{map_ / 'wandeling.sqlite3'}",
        "DEBUG": "1",
        "PORT": str(poort),
        "SITE_URL": f"http://localhost:{poort}",
        "PYTHONPATH": str(ROOT),
        "SWEEP_SECONDS": "2",
    }


@pytest.fixture(scope="module")
def lege_database(tmp_path_factory):
    """Migrated once; every municipality begins with a copy."""
    map_ = tmp_path_factory.mktemp("leeg")
    omgeving = omgeving_van(map_)
    return gemigreerd(map_ / "wandeling.sqlite3", lambda: Stad("", omgeving).manage("migrate", "-v0"))


@pytest.fixture(scope="module", params=VOORBEELDEN, ids=lambda code: code or "gezaaid")
def stad(request, tmp_path_factory, lege_database):
    map_ = tmp_path_factory.mktemp("wandeling")
    omgeving = omgeving_van(map_)
    (map_ / "static").mkdir()
    shutil.copy(lege_database, map_ / "wandeling.sqlite3")
    stad = Stad(omgeving["SITE_URL"], omgeving, is_volledig=not request.param)
    zaad = f"VOORBEELD = {request.param!r}\n" + (ROOT / "tests/wandeling_zaad.py").read_text()
    stad.verhaal = json.loads(stad.python(zaad).splitlines()[-1])
    with open(map_ / "groep.log", "w") as log:
        groep = processes.start([sys.executable, "-m", "scripts.run"], cwd=ROOT, env=omgeving, stdout=log, stderr=log)
    try:
        wacht_tot(lambda: "draait" in (map_ / "groep.log").read_text(), 60)
        yield stad
    finally:
        groep.terminate()
        groep.wait(30)
        if BEELDEN:
            shutil.copy(map_ / "groep.log", BEELDEN)


def wacht_tot(klaar, seconden=60):
    einde = time.monotonic() + seconden
    while not (gezien := klaar()):
        assert time.monotonic() < einde, "duurt te lang"
        time.sleep(0.2)
    return gezien


# Somebody who walks -------------------------------------------------------------


@dataclass
class Wandelaar:
    """One person at one browser."""

    page: object
    stad: Stad
    fouten: list
    bezien: dict  # what was looked at before, for the whole walk
    breedte: int
    script: bool = True

    def __post_init__(self):
        self.verhaal, self.woord = self.stad.verhaal, self.stad.verhaal["woord"]

    def naar(self, pad):
        self.page.goto(f"{self.stad.url}{pad}")
        return self

    @property
    def pad(self):
        return self.page.url.removeprefix(self.stad.url)

    def klik(self, tekst, *, rol="link", binnen="body", eerste=False):
        doel = self.page.locator(binnen).get_by_role(rol, name=tekst, exact=not isinstance(tekst, re.Pattern))
        (doel.first if eerste else doel).click()
        return self

    def druk(self, tekst, **waar):
        return self.klik(tekst, rol="button", **waar)

    def vul(self, **velden):
        """By the name of the field: text, choice (its words) or picture."""
        for naam, waarde in velden.items():
            veld = self.page.locator(f"main [name={naam}]:visible").first
            soort = veld.evaluate("e => e.type || e.tagName") if self.script else ""
            if isinstance(waarde, dict):
                self.page.locator(f"[name={naam}]").set_input_files(waarde)
            elif soort == "select-one" or veld.evaluate("e => e.tagName") == "SELECT":
                veld.select_option(label=waarde)
            else:
                veld.fill(str(waarde))
        return self

    def kruis(self, tekst):
        self.page.get_by_label(tekst).first.check()
        return self

    def ziet(self, *teksten):
        for tekst in teksten:
            expect(self.page.locator("main")).to_contain_text(tekst)
        return self

    def ziet_niet(self, *teksten):
        for tekst in teksten:
            expect(self.page.locator("body")).not_to_contain_text(tekst)
        return self

    def bekijk(self, naam):
        """Look at this page as axe does, and at the widths of a small and a smaller phone."""
        if not self.stad.is_volledig:
            return self
        self.page.wait_for_load_state()
        if self.script and naam not in self.bezien:
            self.bezien[naam] = self.pad
            self.page.evaluate(AXE.read_text())
            vraag = "regels => axe.run(document, {runOnly: regels}).then(u => u.violations)"
            for fout in self.page.evaluate(vraag, REGELS):
                plekken = [f"{n['target']}: {n['html'][:120]}" for n in fout["nodes"][:3]]
                self.fouten.append(f"axe op {naam} ({self.pad}): {fout['id']} {plekken}")
            for breedte in (TELEFOON, 320):
                self.page.set_viewport_size({"width": breedte, "height": 800})
                teveel = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
                if teveel > 0:
                    self.fouten.append(f"{naam} ({self.pad}) is bij {breedte}px {teveel}px te breed")
                if BEELDEN and breedte == TELEFOON:
                    self.page.screenshot(path=Path(BEELDEN, f"{naam}-390.png"), full_page=True)
            self.page.set_viewport_size({"width": self.breedte, "height": 900})
        if BEELDEN:
            self.page.screenshot(path=Path(BEELDEN, f"{naam}.png"), full_page=True)
        return self

    def meld_aan(self, rol):
        self.naar("/account/login/")
        self.page.get_by_label("E-mailadres").fill(self.stad.adres(rol))
        self.page.get_by_label("Wachtwoord", exact=True).fill(self.verhaal["wachtwoord"])
        self.page.locator("main").get_by_role("button", name="Aanmelden").click()
        expect(self.page).to_have_url(f"{self.stad.url}/werk/")
        return self

    def tab_naar(self, keuze, meeste=90):
        """Go on with the Tab key alone until the focus is on ``keuze``."""
        for _ in range(meeste):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("k => document.activeElement.matches(k)", keuze):
                return self
        raise AssertionError(f"met Tab niet te bereiken: {keuze}")

    def typ(self, tekst):
        self.page.keyboard.type(tekst)
        return self

    def wacht_op_link(self, tekst, seconden):
        """What a worker makes appears by itself; without a script it is there on a next look."""
        link = self.page.locator("main").get_by_role("link", name=tekst)
        if self.script:
            expect(link).to_be_visible(timeout=seconden * 1000)
            return

        def is_te_zien():
            if link.count():
                return True
            time.sleep(0.5)
            self.page.reload()
            return link.count()

        wacht_tot(is_te_zien, seconden)

    def pdf(self, pad):
        """Fetch a PDF, ordering it and waiting for the worker where needed."""

        def haal():
            antwoord = self.page.request.get(f"{self.stad.url}{pad}")
            assert antwoord.ok, f"{pad}: {antwoord.status}"
            return antwoord.body() if antwoord.headers["content-type"] == "application/pdf" else None

        return controleer_pdf(wacht_tot(haal, 90))


def controleer_pdf(inhoud):
    assert inhoud[:5] == b"%PDF-"
    document = pikepdf.open(BytesIO(inhoud))
    assert len(document.pages) >= 1
    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang).startswith("nl")
    return document


@pytest.fixture(scope="module")
def wandel(browser, stad):
    """``with wandel(rol, breedte=…) as w``: a browser of one's own for one person.

    In the examples a person keeps that browser, and stays signed in, for the whole walk; no page has a script.
    """
    fouten, bezien, bewaard = [], {}, {}

    def open_voor(rol, breedte, script):
        context = browser.new_context(
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            viewport={"width": breedte, "height": 900},
            java_script_enabled=script,
        )
        context.set_default_timeout(20_000)
        if script:
            # Map tiles; without a script nothing asks for them.
            context.route(lambda url: not url.startswith((stad.url, "data:")), lambda route: route.abort())
        page = context.new_page()
        page.on("pageerror", lambda fout: fouten.append(f"{page.url}: {fout}"))
        page.on("console", lambda regel: fouten.append(f"{page.url}: {regel.text}") if is_fout(regel) else None)
        wandelaar = Wandelaar(page, stad, fouten, bezien, breedte, script)
        return wandelaar.meld_aan(rol) if rol else wandelaar

    @contextmanager
    def begin(rol=None, *, breedte=BUREAU, script=True):
        wandelaar = bewaard.pop(rol, None)
        if wandelaar:
            wandelaar.page.set_viewport_size({"width": breedte, "height": 900})
            wandelaar.naar("/werk/" if rol else "/")
        else:
            wandelaar = open_voor(rol, breedte, script and stad.is_volledig)
        try:
            yield wandelaar
        except BaseException:
            if BEELDEN:
                wandelaar.page.screenshot(path=Path(BEELDEN, "mislukt.png"), full_page=True)
                print(wandelaar.page.url, *fouten, sep="\n")
            raise
        finally:
            if stad.is_volledig:
                wandelaar.page.context.close()
            else:
                bewaard[rol] = wandelaar

    begin.fouten = fouten
    yield begin
    for wandelaar in bewaard.values():
        wandelaar.page.context.close()


def is_fout(regel):
    """Map tiles are not fetched here; that is no error of the page."""
    return regel.type == "error" and "net::ERR" not in regel.text


# The walk -----------------------------------------------------------------------


def test_de_beheerder_leest_grenzen_en_cijfers_in(db, shared, client):
    """Step 1, with the files of Statistics Netherlands as they are; what a resident then finds."""
    stel_in(lees_profiel("west_betuwe"))
    grenzen = shared / "data/geo/buurt_2020_GM1960_cartomap_wgs84.geojson"
    cijfers = shared / "data/cijfers/kwb_2020_84799NED_TypedDataSet.csv"
    for _keer in range(2):
        call_command("importeer_gebieden", grenzen, indeling=ROOT / "gebieden/voorbeelden/west_betuwe_indeling.csv")
        call_command("importeer_cijfers", cijfers, bron="kwb", jaar=2020)
        telling = Counter(Gebied.objects.values_list("niveau", flat=True))
        assert telling == {"gemeente": 1, "gebied": 5, "kern": 26, "buurt": 66}
    pagina = client.get("/gebieden/zoek/", {"q": "Beesd"}, follow=True).content.decode()
    assert re.search(r"<h1[^>]*>\s*Beesd", pagina)
    assert "Inwoners" in pagina


@pytest.mark.browser
def test_een_jaar_in_een_gemeente(stad, wandel):
    if BEELDEN:
        Path(BEELDEN).mkdir(parents=True, exist_ok=True)
    signaal = inwoner_geeft_een_signaal_door(wandel, stad)
    medewerker_draagt_warm_over(wandel, signaal)
    inwoner_leest_het_antwoord(wandel, stad, signaal)
    medewerker_legt_een_initiatief_vast(wandel, stad)
    tafel_voor_een_opgave(wandel)
    jaarlijkse_analyse(wandel, stad)
    van_analyse_naar_agenda_en_plan(wandel, stad)
    if stad.is_volledig:
        cyclus.brief_aan_de_afdeling(wandel)
        cyclus.afdeling_werkt_bij(wandel)
    maatregel = maatregel_loopt_uit(wandel, stad)
    if stad.is_volledig:
        cyclus.mensen_zeggen_wat_zij_vinden(wandel)
    monitor_en_raad(wandel, stad, maatregel)
    if stad.is_volledig:
        cyclus.de_raad_kijkt_terug(wandel, timezone.localdate().year)
    rode_draad(wandel, stad, signaal)
    assert wandel.fouten == []


def inwoner_geeft_een_signaal_door(wandel, stad):
    """Step 2: by place name, on a phone, with a photo; without script; and for a platform, with the keyboard alone."""
    plek, platform = stad.verhaal["plek"], stad.verhaal["platform"]
    with wandel(breedte=TELEFOON) as w:
        w.naar("/").bekijk("start")
        w.page.get_by_label("Naam van uw dorp, wijk of buurt").fill(plek)
        w.druk("Zoek")
        w.ziet(plek).bekijk("gebied")
        w.klik("Signaal doorgeven", binnen="main", eerste=True).bekijk("signaal-doorgeven")
        verkeerd = w.druk("Verstuur signaal").ziet("Vertel in een paar woorden wat er aan de hand is.")
        verkeerd.bekijk("signaal-doorgeven-fout")
        w.fouten[:] = [f for f in w.fouten if "status of 422" not in f]
        volgpad = vul_signaal_in(w, "Auto’s rijden te hard langs de school.")
        w.bekijk("volgen")
        bevestig_adres(w)
    if stad.is_volledig:
        with wandel(breedte=TELEFOON, script=False) as w:
            w.naar("/signaal/")
            vul_signaal_in(w, "Op het fietspad ligt glas.")
    with wandel() as w:
        w.naar(f"/signaal/?platform={stad.verhaal['sleutel']}").ziet(f"namens {platform}")
        begonnen = time.monotonic()
        w.tab_naar("#id_tekst").typ("Namens het platform: de oversteek is gevaarlijk.")
        w.tab_naar("#id_thema").typ("Verkeer")
        w.tab_naar("#id_gebied").typ(plek)
        even_kijken(begonnen)
        w.tab_naar("main form button[type=submit].nl-button--primary").page.keyboard.press("Enter")
        iets_anders(w)
        w.ziet("Dank u wel", "Namens", platform)
    return volgpad


def bevestig_adres(w):
    """The link in the mail that the worker wrote, and the button on its page."""
    nummer = re.search(r"S\d\d-\d+", w.page.locator("h1").inner_text())[0]
    w.ziet("Bevestig uw e-mailadres")

    def link():
        for bestand in (Path(w.stad.omgeving["DATA_DIR"]) / "mail").glob("*"):
            brief = message_from_bytes(bestand.read_bytes(), policy=email_policy)
            tekst = brief.get_body(("plain",)).get_content()
            if nummer in tekst and (found := re.search(r"/mijn-adres/[^/\s]+/", tekst)):
                return found[0]

    w.naar(wacht_tot(link)).bekijk("adres-bevestigen").druk("Ja, dit is mijn e-mailadres")
    w.ziet("Uw e-mailadres is bevestigd")


def even_kijken(begonnen):
    time.sleep(max(0, begonnen + EVEN_KIJKEN - time.monotonic()))


def iets_anders(w):
    """Where somebody told of this place before the page asks "Is het dit?"; it is about something else."""
    # A key that sends a form does not wait for the page that comes.
    w.page.get_by_text(re.compile("Kijk hier nog even naar|Dank u wel")).first.wait_for()
    if w.page.get_by_role("heading", name="Kijk hier nog even naar").count():
        w.bekijk("signaal-doorgeven-let-op").page.get_by_role("button", name="Toch versturen").press("Enter")


def vul_signaal_in(w, tekst):
    """The public form; returns the address on which it can be followed."""
    begonnen = time.monotonic()
    foto = {"name": "school.jpg", "mimeType": "image/jpeg", "buffer": beeld(maat=(320, 240)).read()}
    w.vul(tekst=tekst, thema="Verkeer en parkeren", plaats="Schoolstraat 1", email="ina@inwoner.test", fotos=foto)
    w.page.locator("#id_gebied").select_option(value=w.verhaal["plek_slug"])
    even_kijken(begonnen)
    w.druk("Verstuur signaal")
    iets_anders(w)
    w.ziet("Dank u wel", tekst, "Schoolstraat 1")
    assert w.page.locator("main .gw-fotos img").count() == 1
    assert re.fullmatch(r"/signaal/[\w-]+/", w.pad)
    return w.pad


def medewerker_draagt_warm_over(wandel, volgpad):
    """Step 3: found in Mijn werk, judged, offered; hers until the colleague accepts, who then answers."""
    with wandel() as w:
        medewerker, collega = w.stad.naam("medewerker"), w.stad.naam("collega")
        meld_aan_met_toetsen(w, "medewerker")
        w.bekijk("mijn-werk")
        w.klik(re.compile("langs de school"), binnen="main").bekijk("signaal")
        w.druk("Beoordelen").ziet("In beoordeling").druk("In behandeling nemen")
        w.klik("Draag over …").bekijk("overdragen")
        w.vul(aan=collega, context="De school is een bekende van je.").druk("Bied aan")
        w.ziet(f"Aangeboden aan {collega}")
        assert eigenaar(w) == medewerker
        pad = w.pad
        w.page.context.clear_cookies()
    with wandel("collega", breedte=TELEFOON) as w:
        w.klik(re.compile("langs de school"), binnen="main", eerste=True)
        assert w.pad == pad
        w.ziet(f"{medewerker} vraagt u dit over te nemen").bekijk("overdracht-ontvangen")
        w.druk("Overnemen")
        assert eigenaar(w) == collega
        w.vul(antwoord="Wij bespreken dit met de school en de wijkagent.").druk("Verstuur antwoord")
        w.ziet("Uw antwoord staat op de pagina van de melder.")
    with wandel("beheer") as w:
        w.naar("/beheer/").bekijk("beheer").naar("/beheer/post/").bekijk("post")
        w.ziet("Wij hebben uw signaal ontvangen", "Antwoord op uw signaal", "ina@inwoner.test")


def meld_aan_met_toetsen(w, rol):
    w.naar("/account/login/").bekijk("aanmelden")
    w.tab_naar("[name=login]").typ(w.stad.adres(rol)).tab_naar("[name=password]").typ(w.verhaal["wachtwoord"])
    w.page.keyboard.press("Enter")
    expect(w.page).to_have_url(f"{w.stad.url}/werk/")


def eigenaar(w):
    return w.page.locator("dt:text-is('Eigenaar') + dd").inner_text().strip()


def inwoner_leest_het_antwoord(wandel, stad, volgpad):
    with wandel(breedte=TELEFOON) as w:
        w.naar(volgpad).ziet("Ons antwoord", "Wij bespreken dit met de school en de wijkagent.")
        w.ziet_niet(stad.naam("collega"), stad.naam("medewerker"), "De school is een bekende van je.")
        w.bekijk("volgen-antwoord")


def medewerker_legt_een_initiatief_vast(wandel, stad):
    """Step 4: within half a minute, on a phone in the street; found again by filter and text; through its states."""
    initiatief = stad.verhaal["woord"]["initiatief"]
    with wandel("medewerker", breedte=TELEFOON) as w:
        begin = time.monotonic()
        w.klik(f"{initiatief.capitalize()} vastleggen", binnen="main").bekijk("initiatief-nieuw")
        w.vul(titel="Fietsles door ouders", initiatiefnemer="Ouderraad De Wilg", thema="Verkeer en parkeren")
        w.page.locator("[name=trekkend_gebied]").select_option(value=str(stad.verhaal["gebied_pk"]))
        w.page.locator("main form button.nl-button--primary").click()
        w.ziet(f"{initiatief} staat erin.")
        assert time.monotonic() - begin < 30
        pad = w.bekijk("initiatief").pad
        w.vul(notitie="Gebeld: ze zoeken een plek om te oefenen.").druk("Leg contact vast")
        w.ziet("Opgeschreven.", "ze zoeken een plek om te oefenen")
        for knop in ("Verkennen", "Ja zeggen", "Uitvoering begint"):
            w.druk(knop)
        w.ziet("Wat er gebeurde", "In uitvoering", "Vastgelegd")
        w.naar("/initiatieven/")
        w.page.locator("summary", has_text="Filter").click()
        w.vul(q="fietsles", status="In uitvoering").druk("Toon").ziet("Fietsles door ouders")
        assert w.bekijk("initiatieven").page.locator("main .gw-rij__titel").count() == 1
        w.klik("Fietsles door ouders")
        assert w.pad == pad


def tafel_voor_een_opgave(wandel):
    """Step 5: an agenda that fills itself, run live, with minutes as page and PDF."""
    with wandel("medewerker") as w:
        w.naar("/signalen/").klik(re.compile("langs de school"), binnen="main", eerste=True)
        w.klik(f"Maak er een {w.woord['opgave']} van").bekijk("opgave-nieuw")
        w.page.locator("main [name=trekkend_gebied]").select_option(value=str(w.verhaal["gebied_pk"]))
        w.vul(titel="Veilig fietsen naar school").druk("Maak de opgave")
        w.ziet("Veilig fietsen naar school", "langs de school").bekijk("opgave").druk("Starten")
        w.klik(f"Plan een {w.woord['tafel']}").bekijk("overleg-nieuw")
        w.vul(begint_op=f"{timezone.localdate():%Y-%m-%d}T14:00", plaats="Dorpshuis").druk("Plan het overleg")
        w.ziet("Het overleg is gepland", hoofdletter(w.woord["tafel"]))
        overleg = w.bekijk("overleg-gepland").pad
        w.klik("Agenda vullen").bekijk("agenda-vullen")
        w.kruis(re.compile("langs de school")).kruis(re.compile("Fietsles door ouders")).druk("Zet op de agenda")
        w.ziet("2 punten op de agenda gezet.").druk("Overleg starten").bekijk("overleg-live")
        w.vul(bespreking="De school wil meedoen.", besluit="Wij maken een schoolstraat.", actie="Bel de wijkagent")
        w.vul(eigenaar=w.stad.naam("collega")).druk("Bewaar en naar het volgende punt")
        w.vul(bespreking="De ouders beginnen in maart.", besluit="Ja, het schoolplein is vrij.").druk("Bewaar")
        w.druk("Overleg afronden").klik("Lees het verslag")
        w.ziet("Wij maken een schoolstraat.", "Bel de wijkagent", w.stad.naam("collega")).bekijk("verslag")
        w.wacht_op_link("Verslag als PDF", 60)
        w.pdf(f"{overleg}verslag.pdf")


def hoofdletter(woord):
    return woord[0].upper() + woord[1:]


def jaarlijkse_analyse(wandel, stad):
    """Step 6: by command, with progress on the screen; page and PDF say the same, and later figures change nothing."""
    jaar, gebied = timezone.localdate().year, stad.verhaal["gebied"]
    if stad.is_volledig:
        # Loading an example orders this year's documents by itself.
        stad.manage("maak_wijkanalyses", "--jaar", str(jaar))
    with wandel("medewerker") as w:
        w.naar(f"/analyses/?jaar={jaar}").bekijk("analyses")
        w.wacht_op_link(f"PDF van {gebied}", 90)
        w.klik(gebied, binnen="main").bekijk("analyse")
        w.ziet("In het kort", "Cijfers per thema", "Bronnen")
        if stad.is_volledig:
            w.ziet("Verhalen uit het gebied")
        assert len(w.pdf(f"{w.pad}.pdf".replace("/.pdf", ".pdf")).pages) >= 4
        toen = w.page.locator("#cijfers").inner_text()
        if stad.is_volledig:
            stad.python("from gebieden.models import Cijfer; Cijfer.objects.update(waarde=1)")
            w.page.reload()
        assert w.page.locator("#cijfers").inner_text() == toen
        if stad.is_volledig:
            cyclus.werkplaats(w)
        w.druk("Ter toetsing aanbieden")
        if stad.is_volledig:
            cyclus.bewoners_toetsen(wandel, w)
        w.druk("Vaststellen").ziet("Vastgesteld")
    with wandel() as w:
        w.naar(f"/analyses/?jaar={jaar}").klik(gebied, binnen="main").ziet("In het kort")


def van_analyse_naar_agenda_en_plan(wandel, stad):
    """Step 7: goals with promises, adopted by the college with a number; a plan of the year with a measure."""
    jaar, dag = timezone.localdate().year, f"{timezone.localdate():%Y-%m-%d}"
    gebied, woord = stad.verhaal["gebied"], stad.verhaal["woord"]
    with wandel("medewerker") as w:
        w.naar(f"/analyses/?jaar={jaar}").klik(gebied, binnen="main")
        w.klik(f"Maak {woord['agenda']}").bekijk("agenda-nieuw")
        w.druk("Verder naar de doelen").bekijk("doel-nieuw")
        w.vul(titel="Kinderen fietsen veilig", resultaat="Een autovrije schoolstraat.", thema="Verkeer en parkeren")
        w.vul(indicator_tekst="Kinderen die op de fiets komen", startwaarde="22", startjaar=jaar - 1)
        w.vul(streefwaarde="40", streefjaar=stad.verhaal["periode"][1]).kruis("Veilig fietsen naar school")
        w.page.locator("main form button.nl-button--primary").click()
        w.klik("Bijdrage toevoegen").bekijk("bijdrage")
        w.vul(partij="Ouderraad De Wilg", soort="Inwoners", belofte="Geeft elke week fietsles.")
        w.page.locator("main form button.nl-button--primary").click()
        w.ziet("Nog niet gevraagd")
        if stad.is_volledig:
            cyclus.partij_belooft(wandel, w)
        else:
            belofte_opschrijven(w, dag)
        w.bekijk("agenda")
        agenda = w.druk("Aanbieden aan het college").ziet("Aangeboden").pad.partition("#")[0]
    stel_vast(wandel, stad.stuk("agenda"), besluitnummer="B-2026-118", vastgesteld_datum=dag)
    with wandel("medewerker") as w:
        w.naar(agenda).ziet("B-2026-118").druk(f"Maak {woord['plan']} {jaar}").bekijk("plan")
        w.klik(re.compile("Maatregel toevoegen")).bekijk("maatregel-nieuw")
        w.vul(titel="Schoolstraat inrichten", afdeling=stad.verhaal["afdeling"], persoon=stad.naam("vak"))
        w.vul(einddatum=dag, budget="12500")
        w.kruis(re.compile("langs de school")).kruis(re.compile("Fietsles door ouders"))
        w.page.locator("main form button.nl-button--primary").click()
        w.ziet("Schoolstraat inrichten").klik(re.compile(stad.stuk("plan", jaar)), binnen="main", eerste=True)
        w.druk("Aanbieden aan het college").ziet("Aangeboden")
    stel_vast(wandel, stad.stuk("plan", jaar))
    with wandel() as w:
        w.naar(agenda).ziet("Kinderen fietsen veilig", "Geeft elke week fietsles.").bekijk("agenda-openbaar")
        w.pdf(agenda.rstrip("/") + ".pdf")


def belofte_opschrijven(w, dag):
    """They said so at the table: the official writes it down."""
    w.klik(re.compile("Vragen of wijzigen bij Ouderraad")).klik(re.compile("Zelf opschrijven wat Ouderraad"))
    w.vul(naam="Voorzitter van de ouderraad", dag=dag)
    w.page.locator("main form button.nl-button--primary").click()
    w.ziet("De belofte van Ouderraad De Wilg is vastgelegd.")


def stel_vast(wandel, stuk, **velden):
    """The alderman finds it in Mijn werk and adopts it."""
    with wandel("bestuur") as w:
        w.bekijk("werk-wethouder").klik(re.compile(re.escape(stuk)), binnen="main", eerste=True)
        w.druk(re.compile("^Vaststellen"))
        if velden:
            w.bekijk("vaststellen").vul(**velden).druk("Vaststellen")
        w.ziet("Vastgesteld")


HERINNER = """
from datetime import date, timedelta
from cyclus.models import Maatregel
from gebiedswerk.opdrachten import voer_uit, zet_klaar
from gebiedswerk.post import Bericht
m = Maatregel.objects.get(titel="Schoolstraat inrichten")
for stap in (-7, 0, 7):
    for keer in (1, 2):
        dag = m.einddatum + timedelta(days=stap)
        opdracht, _ = zet_klaar("herinner_maatregelen", f"beat-{keer}:{dag}", dag=dag.isoformat())
        voer_uit(opdracht.pk)
berichten = Bericht.objects.over(m).filter(onderwerp__startswith="Herinnering")
print(m.pk, *sorted(berichten.values_list("aan", flat=True)))
"""


def maatregel_loopt_uit(wandel, stad):
    """Step 8: three reminders, each once however many beats; then a person escalates, and the rung decides."""
    laatste = f"{timezone.localdate() - timedelta(days=7):%Y-%m-%d}"
    with wandel("medewerker") as w:
        naar_maatregel(w)
        w.klik("Wijzigen", binnen="main").vul(einddatum=laatste)
        w.page.locator("main form button.nl-button--primary").click()
        expect(w.page).not_to_have_url(re.compile("bewerken"))
        maatregel = w.ziet("Te laat").pad
    pk, *aan = stad.python(HERINNER).splitlines()[-1].split()
    assert maatregel == f"/maatregelen/{pk}/"
    assert aan == [stad.adres("vak")] * 3
    with wandel("medewerker") as w:
        w.naar(maatregel).bekijk("maatregel-te-laat").klik("Leg voor").bekijk("voorleggen")
        w.ziet(stad.naam("trede")).vul(vraag="Mag de straat dicht voor de zomer?").druk("Leg voor")
        w.ziet("Mag de straat dicht voor de zomer?")
    with wandel("trede", breedte=TELEFOON) as w:
        w.klik("Mag de straat dicht voor de zomer?", binnen="main").bekijk("escalatie")
        w.druk("Besluit vastleggen …").vul(besluit="Ja, vanaf 1 mei.").druk("Besluit vastleggen").ziet("Besloten")
    with wandel("vak", breedte=TELEFOON) as w:
        w.naar(maatregel).ziet("Ja, vanaf 1 mei.").vul(voortgang=90, laatste_woord="De borden staan.", besteed="11000")
        w.druk("Bewaren").ziet("Bijgewerkt.").bekijk("maatregel").druk(re.compile("^Beginnen"))
        w.druk("Gedaan").ziet("Gedaan")
    return maatregel


def naar_maatregel(w):
    naam = rf"{re.escape(w.stad.stuk('plan'))}|^{re.escape(w.verhaal['gebied'])}"
    w.naar("/plannen/").bekijk("plannen").klik(re.compile(naam), binnen="main", eerste=True)
    w.klik("Schoolstraat inrichten", binnen="main")


def monitor_en_raad(wandel, stad, maatregel):
    """Step 9: goals judged, adopted, a conclusion carried over with one button; the raad reads page and PDF."""
    jaar, woord = timezone.localdate().year, stad.verhaal["woord"]
    with wandel("medewerker") as w:
        w.naar(maatregel).klik(re.compile(stad.stuk("plan")), binnen="aside", eerste=True)
        w.druk(f"Maak {woord['monitor']} {jaar}").bekijk("gebiedsmonitor")
        w.klik("Kinderen fietsen veilig", binnen="main").bekijk("oordeel")
        w.kruis("Deels bereikt").vul(toelichting="De straat is klaar, het gevoel volgt nog.")
        w.page.locator("main form button.nl-button--primary").click()
        w.klik("Conclusie toevoegen").bekijk("conclusie")
        w.vul(tekst="De straat werkt, nu het schoolplein nog.", doel="Kinderen fietsen veilig")
        w.vul(maatregel="Schoolstraat inrichten", voorstel="Schoolplein veilig maken")
        w.page.locator("main form button.nl-button--primary").click()
        w.klik("Schrijven of wijzigen", binnen="main").kruis("Nee, zo doorgaan").bekijk("aanpak")
        w.page.locator("main form button.nl-button--primary").click()
        monitor = w.druk("Aanbieden aan het college").ziet("Aangeboden").pad.partition("#")[0]
    stel_vast(wandel, stad.stuk("monitor", jaar))
    if jaar < stad.verhaal["periode"][1]:
        # In the last year of a period there is no next plan yet to carry it over to.
        with wandel("medewerker") as w:
            w.naar(monitor).druk(f"Neem over in {woord['plan']} {jaar + 1}").ziet(
                "Schoolplein veilig maken", "Voorstel"
            )
            w.naar(monitor).ziet("Overgenomen").bekijk("gebiedsmonitor-vastgesteld")
    with wandel("raad", breedte=TELEFOON) as w:
        w.bekijk("werk-raad").naar(f"/monitor/?jaar={jaar}").bekijk("monitor")
        w.ziet(stad.verhaal["gebied"]).ziet_niet(stad.naam("vak"), "ina@inwoner.test", "Ouderraad De Wilg")
        w.pdf(f"/monitor/{jaar}.pdf")
        w.naar(monitor).ziet("Kinderen fietsen veilig", "De straat is klaar, het gevoel volgt nog.")
        w.bekijk("monitor-openbaar").ziet_niet(stad.naam("vak"))
        assert w.pad == f"{monitor}openbaar/"


def rode_draad(wandel, stad, volgpad):
    """Step 10: from the signal to the result and back, by its links alone; and what the resident reads of it."""
    draad = ".gw-draad"
    with wandel("collega") as w:
        w.naar("/signalen/").bekijk("signalen").klik(re.compile("langs de school"), binnen="main", eerste=True)
        signaal = w.pad
        w.bekijk("rode-draad").klik("Veilig fietsen naar school", binnen=draad).ziet("Doelen")
        w.klik("Kinderen fietsen veilig", binnen=draad).ziet("Geeft elke week fietsles.")
        w.page.go_back()
        w.klik(re.compile("Schoolstraat inrichten"), binnen=draad, eerste=True).ziet("Ja, vanaf 1 mei.")
        w.klik(re.compile(r"Kinderen fietsen veilig \(\d+\)"), binnen=draad).ziet("Zijn de doelen bereikt?")
        w.klik("Schoolstraat inrichten", binnen="article")
        w.klik(re.compile("langs de school"), binnen=draad, eerste=True)
        assert w.pad == signaal
    with wandel(breedte=TELEFOON) as w:
        w.naar(volgpad).ziet("Wat er van kwam", "Schoolstraat inrichten").bekijk("volgen-draad")
        w.ziet_niet(stad.naam("vak"))
