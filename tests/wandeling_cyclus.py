"""What residents, parties, departments and the raad do in the year that ``test_wandeling`` walks through."""

import re
import time
from datetime import timedelta
from email import message_from_bytes
from email.policy import default as email_policy
from pathlib import Path

from django.utils import timezone

# Faster than this, a public form takes the sender for a program.
EVEN_KIJKEN = 2.2
TELEFOON = 390


def link_uit_mail(w, aan, patroon, seconden=60):
    """The address in the newest mail to ``aan`` that the worker wrote."""
    einde = time.monotonic() + seconden
    while time.monotonic() < einde:
        mails = sorted((Path(w.stad.omgeving["DATA_DIR"]) / "mail").glob("*"), key=lambda p: p.stat().st_mtime)
        for bestand in reversed(mails):
            brief = message_from_bytes(bestand.read_bytes(), policy=email_policy)
            tekst = brief.get_body(("plain",)).get_content() if brief["to"] == aan else ""
            if found := re.search(patroon, tekst):
                return found[0]
        time.sleep(0.3)
    raise AssertionError(f"geen mail aan {aan} met {patroon}")


def bewaar(w):
    w.page.locator("main form button.nl-button--primary").first.click()


def werkplaats(w):
    """The official picks, writes and looks; what is a fact and what somebody thinks stand visibly apart."""
    analyse = w.pad
    w.klik("Naar de werkplaats").bekijk("werkplaats")
    w.page.locator("#punten").get_by_role("link").first.click()
    w.bekijk("analysepunt")
    w.page.locator("main [name=soort]").first.wait_for()
    w.page.get_by_label("Kans", exact=True).check() if w.page.get_by_label("Kans", exact=True).count() else w.vul(
        soort="Kans"
    )
    w.vul(tekst="De school en de ouders willen samen iets doen.")
    bewaar(w)
    w.ziet("De school en de ouders willen samen iets doen.")
    w.naar(analyse)


def bewoners_toetsen(wandel, w):
    """A resident says on a phone what is not right; the official writes down what was done with it."""
    analyse = w.pad
    w.klik("Open de toets").bekijk("toets-openen").druk("Open de toets").bekijk("toets")
    link = w.page.locator("#toets-link").input_value().removeprefix(w.stad.url)
    with wandel(breedte=TELEFOON, script=False) as bewoner:
        bewoner.naar(link).ziet("Herkent u dit beeld van")
        bewoner.kruis("Inwoner").kruis("Nee, dat herken ik niet")
        bewoner.page.locator("main textarea").first.fill("De bus rijdt nog wel, maar niet op zondag.")
        time.sleep(EVEN_KIJKEN)
        bewoner.druk("Verstuur mijn reactie").ziet("Bedankt voor uw reactie")
    with wandel(breedte=TELEFOON) as bewoner:
        bewoner.naar(link).bekijk("toets-bewoner")
    w.page.reload()
    toets = w.pad
    w.klik(re.compile("De bus rijdt nog wel"), binnen="main").bekijk("toetsreactie")
    w.kruis("Als reactie in het document")
    bewaar(w)
    w.naar(toets).druk("Sluit de toets nu")
    w.naar(analyse).ziet("De bus rijdt nog wel, maar niet op zondag.")


def partij_belooft(wandel, w):
    """The party answers by the link in its mail; nobody had to make an account."""
    doel = w.pad
    w.klik(re.compile("Vragen of wijzigen bij Ouderraad")).klik(re.compile("^Wijzigen van Ouderraad"))
    w.vul(email="ouderraad@inwoner.test")
    bewaar(w)
    w.naar(doel).klik(re.compile("Vragen of wijzigen bij Ouderraad"))
    w.druk(re.compile("Vraag om bevestiging van Ouderraad"))
    with wandel(breedte=TELEFOON) as partij:
        partij.naar(link_uit_mail(w, "ouderraad@inwoner.test", r"/belofte/[^/\s]+/")).bekijk("belofte")
        partij.kruis("Ja, dit doen wij").vul(naam="Voorzitter van de ouderraad")
        partij.druk("Verstuur mijn antwoord").ziet("Ja, dit doen wij", "Voorzitter van de ouderraad")
    w.naar(doel).page.reload()
    w.ziet("Voorzitter van de ouderraad")


def brief_aan_de_afdeling(wandel):
    """One letter with all that the area asks; the department confirms it."""
    with wandel("medewerker") as w:
        w.naar("/opdrachtbrieven/").bekijk("opdrachtbrieven")
        w.druk(re.compile("^Maak alle ")).druk(re.compile("^Verstuur alle concepten"))
        brief = w.page.locator("main table a").first.get_attribute("href")
        w.naar(brief).ziet("Schoolstraat inrichten", "Verstuurd").bekijk("opdrachtbrief")
        w.pdf(f"{brief.rstrip('/')}.pdf")
    with wandel("vak", breedte=TELEFOON) as w:
        w.naar(brief).bekijk("opdrachtbrief-afdeling").druk("Bevestigen").ziet("Bevestigd")


def afdeling_werkt_bij(wandel):
    """All that is in somebody's name, on one screen; and what the year looks like."""
    with wandel("vak", breedte=TELEFOON) as w:
        w.naar("/plannen/mijn-maatregelen/").bekijk("mijn-maatregelen")
        rij = w.page.locator("main li", has=w.page.get_by_role("link", name="Schoolstraat inrichten"))
        rij.locator("textarea[name$=laatste_woord]").fill("De aannemer komt in mei.")
        w.druk("Bewaar wat ik heb bijgewerkt").ziet("De aannemer komt in mei.")
        w.naar("/plannen/tijdlijn/").bekijk("tijdlijn").ziet("Schoolstraat inrichten")
        w.naar("/plannen/per-afdeling/").bekijk("per-afdeling").ziet("Schoolstraat inrichten")


def mensen_zeggen_wat_zij_vinden(wandel):
    """A round, asked by mail and answered without a name; four and fewer are never shown."""
    vandaag = timezone.localdate()
    with wandel("trede") as w:
        w.naar("/monitor/tevredenheid/nieuw/").bekijk("onderzoek-nieuw")
        w.vul(titel="Hoe doen wij het?", opent_datum=f"{vandaag:%Y-%m-%d}")
        w.vul(sluit_datum=f"{vandaag + timedelta(days=21):%Y-%m-%d}")
        bewaar(w)
        beheer = w.pad
        w.klik("Adressen toevoegen").bekijk("onderzoek-adressen")
        w.vul(groep="Bewoners", adressen="buur@inwoner.test")
        w.page.locator("main [name=gebied]").select_option(value=str(w.verhaal["gebied_pk"]))
        bewaar(w)
        w.naar(beheer).druk("Openen en uitnodigen").bekijk("onderzoek-open")
        link = link_uit_mail(w, "buur@inwoner.test", r"/onderzoek/[^/\s]+/")
    with wandel(breedte=TELEFOON) as buur:
        buur.naar(link).bekijk("onderzoek-invullen")
        for groep in buur.page.locator("main fieldset").all():
            groep.locator("input[type=radio]").nth(3).check()
        buur.page.locator("main textarea").first.fill("Ga zo door.")
        buur.druk("Verstuur").ziet("Bedankt")
        buur.naar(link).ziet("al")
    with wandel("trede") as w:
        w.naar(beheer).druk("Sluiten")
        w.naar(beheer).klik("Bekijk de uitkomst").bekijk("onderzoek-uitkomst").ziet_niet("Ga zo door.")


def de_raad_kijkt_terug(wandel, jaar):
    """Frozen on a day, so that it can be held beside that of another year."""
    with wandel("trede") as w:
        w.naar("/monitor/stand/").bekijk("dashboard")
        w.naar(f"/monitor/?jaar={jaar}").druk(re.compile("^Leg vast per"))
        rapport = w.pad
    with wandel("raad", breedte=TELEFOON) as w:
        w.naar(rapport).ziet("deze stand verandert niet meer").bekijk("rapportage")
