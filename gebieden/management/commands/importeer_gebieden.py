"""Boundaries from a file, and which buurt belongs to which village and area."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from gebieden.gebied import grensbestand, inlezen
from gebieden.importeren import Bestandsfout
from gebieden.indeling import indelen, lezen
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
        try:
            with transaction.atomic():
                self._lees_in(bestand, indeling, niveau, bron or Path(bestand).name, voorgangers)
        except Bestandsfout as error:
            raise CommandError(str(error)) from error

    def _lees_in(self, bestand, indelingsbestand, niveau, bron, voorgangers):
        levering = grensbestand.lees(bestand)
        verslag = inlezen.werk_bij(levering.rijen, niveau=niveau, bron=bron, vervallen=voorgangers)
        verslag.opmerkingen[:0] = levering.opmerkingen
        self.stdout.write(f"Gebieden: {verslag.tekst()}")
        if verslag.is_leeg:
            raise CommandError("Geen enkel gebied uit dit bestand is te gebruiken. Er is niets gewijzigd.")
        if indelingsbestand:
            self.stdout.write(f"Indeling: {indelen.deel_in(lezen.lees(indelingsbestand)).tekst()}")
        if not voorgangers:
            self.stdout.write(f"Samengevoegde grenzen: {inlezen.leid_grenzen_af().tekst()}")
