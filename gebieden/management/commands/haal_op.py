"""Boundaries and key figures of one municipality, straight from PDOK and CBS."""

import re
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from gebieden.gebied.codes import normaliseer, soort_van
from gebieden.importeren import Bestandsfout
from gebieden.inlezing import uitvoeren
from gebieden.ophalen.bronnen import Ophaalfout
from gebieden.ophalen.cijfers import haal_cijfers
from gebieden.ophalen.grenzen import haal_grenzen
from gebieden.ophalen.klant import Klant
from gebiedswerk.profiel import huidig

BESTANDSWEG = (
    "Wat al binnen is, blijft bewaard in {folder}; een volgende keer gaat het verder waar het bleef.\n"
    "Het kan ook zonder deze verbinding: haal de bestanden op een andere computer op bij PDOK en CBS StatLine, en lees "
    "ze in met importeer_gebieden en importeer_cijfers (zie README, Uw eigen gemeente)."
)


class Command(BaseCommand):
    help = "Haalt grenzen (PDOK) en kerncijfers (CBS) van één gemeente op en leest ze in. Opnieuw uitvoeren mag altijd."

    def add_arguments(self, parser):
        parser.add_argument("--jaar", type=int, required=True)
        parser.add_argument("--gemeente", default="", help="zoals GM0123; zonder: die van het profiel")
        parser.add_argument("--alleen", choices=["grenzen", "cijfers"], help="haal alleen dit op")
        parser.add_argument("--map", default="", help="waar de bestanden komen; zonder: de map ophalen van DATA_DIR")
        parser.add_argument("--tabel", default="", help="nummer van de CBS-tabel, als het jaar nog niet bekend is")
        parser.add_argument("--opnieuw", action="store_true", help="vraag ook wat al is opgehaald")
        parser.add_argument(
            "--voorgangers", action="store_true", help="een gemeente van voor een herindeling; ze telt nu niet meer mee"
        )

    def handle(self, *, jaar, gemeente, alleen, tabel, opnieuw, voorgangers, **options):
        gemeente = self._gemeente(gemeente, voorgangers)
        if not 2004 <= jaar <= timezone.localdate().year + 1:
            raise CommandError(f"Jaar {jaar} kan niet. Geef het jaar waarvan de grenzen en cijfers zijn.")
        if tabel and not re.fullmatch(r"\d{5}[A-Z]{3}", tabel):
            raise CommandError(f"{tabel} is geen nummer van een tabel van het CBS, zoals 84799NED.")
        folder = Path(options["map"] or settings.DATA_DIR / "ophalen") / gemeente / str(jaar)
        klant = Klant(self.stdout.write, opnieuw=opnieuw)
        try:
            if alleen != "cijfers":
                self._grenzen(haal_grenzen(klant, jaar, gemeente, folder), jaar, voorgangers)
            if alleen != "grenzen":
                self._cijfers(haal_cijfers(klant, jaar, gemeente, folder, tabel), jaar)
        except Ophaalfout as error:
            raise CommandError(f"{error}\n{BESTANDSWEG.format(folder=folder)}") from error
        except OSError as error:
            raise CommandError(f"In {folder} kan niet worden geschreven: {error.strerror}.") from error
        except Bestandsfout as error:
            raise CommandError(str(error)) from error

    def _gemeente(self, text, voorgangers):
        own = huidig().cbs_code
        code, _ = normaliseer(text or own, "GM")
        if soort_van(code) != "GM":
            raise CommandError(f"‘{text}’ is geen code van een gemeente. Geef een code zoals GM0123.")
        if own and code != own and not voorgangers:
            raise CommandError(
                f"De gemeente in het profiel is {own}; {code} is een andere. Is het een gemeente van voor een "
                "herindeling, geef dan --voorgangers mee."
            )
        if code == own and voorgangers:
            raise CommandError(f"{code} is de gemeente zelf, en geen gemeente van voor een herindeling.")
        return code

    def _grenzen(self, bestand, jaar, voorgangers):
        soort = "voorgangers" if voorgangers else "grenzen"
        self._lees_in(uitvoeren.Aanlevering(soort, bestand, f"PDOK, grenzen van CBS {jaar}"))

    def _cijfers(self, folder, jaar):
        naam = f"CBS, kerncijfers wijken en buurten {jaar}"
        self._lees_in(uitvoeren.Aanlevering("cijfers", folder, naam, formaat="kwb", jaar=jaar))

    def _lees_in(self, aanlevering):
        uitslag = uitvoeren.verwerk(aanlevering, uitvoeren.lees(aanlevering))
        self.stdout.write(uitslag.tekst())
        if uitslag.is_leeg:
            raise CommandError(f"Van {aanlevering.naam} is niets te gebruiken.")
