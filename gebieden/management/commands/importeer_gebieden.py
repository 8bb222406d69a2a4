"""Boundaries from a file, and which buurt belongs to which village and area."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from gebieden.importeren import Bestandsfout
from gebieden.inlezing.uitvoeren import Aanlevering, lees, verwerk
from gebiedswerk.profiel import huidig


class Command(BaseCommand):
    help = (
        "Leest grenzen van gebieden uit GeoJSON, GeoPackage of een shapefile in een zip. "
        "Verwijdert nooit iets; opnieuw inlezen mag altijd."
    )

    def add_arguments(self, parser):
        parser.add_argument("bestand")
        parser.add_argument("--indeling", help="CSV met de kolommen buurtcode;kern;gebied")
        parser.add_argument("--niveau", default="", help="schaalniveau van deze gebieden; zonder: naar de CBS-code")
        parser.add_argument("--bron", default="", help="waar het bestand vandaan komt; zonder: de bestandsnaam")
        parser.add_argument(
            "--voorgangers", action="store_true", help="gebieden van voor een herindeling; ze tellen nu niet meer mee"
        )

    def handle(self, *, bestand, indeling, niveau, bron, voorgangers, **options):
        levels = [n["code"] for n in huidig().niveaus]
        if niveau and niveau not in levels:
            raise CommandError(f"Niveau {niveau} bestaat niet. Kies uit: {', '.join(levels)}.")
        aanlevering = Aanlevering(
            soort="voorgangers" if voorgangers else "grenzen",
            bestand=Path(bestand),
            naam=str(bestand),
            niveau=niveau,
            bron=bron or Path(bestand).name,
            indeling=Path(indeling) if indeling else None,
        )
        try:
            with transaction.atomic():
                uitslag = verwerk(aanlevering, lees(aanlevering))
                self.stdout.write(uitslag.tekst())
                if uitslag.is_leeg:
                    raise CommandError("Geen enkel gebied uit dit bestand is te gebruiken. Er is niets gewijzigd.")
        except Bestandsfout as error:
            raise CommandError(str(error)) from error
