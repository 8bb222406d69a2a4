"""Boundaries from a GeoJSON file, and which buurt belongs to which village and area."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from gebieden.gebied import geojson, inlezen
from gebieden.importeren import Bestandsfout
from gebieden.indeling import indelen, lezen
from gebiedswerk.profiel import huidig


class Command(BaseCommand):
    help = "Leest grenzen van gebieden uit GeoJSON (WGS84). Verwijdert nooit iets; opnieuw inlezen mag altijd."

    def add_arguments(self, parser):
        parser.add_argument("bestand")
        parser.add_argument("--indeling", help="CSV met de kolommen buurtcode;kern;gebied")
        parser.add_argument("--niveau", default="", help="schaalniveau van deze gebieden; zonder: naar de CBS-code")
        parser.add_argument("--bron", default="", help="waar het bestand vandaan komt; zonder: de bestandsnaam")

    def handle(self, *, bestand, indeling, niveau, bron, **options):
        levels = [n["code"] for n in huidig().niveaus]
        if niveau and niveau not in levels:
            raise CommandError(f"Niveau {niveau} bestaat niet. Kies uit: {', '.join(levels)}.")
        try:
            with transaction.atomic():
                self._lees_in(bestand, indeling, niveau, bron or Path(bestand).name)
        except Bestandsfout as error:
            raise CommandError(str(error)) from error

    def _lees_in(self, bestand, indelingsbestand, niveau, bron):
        verslag = inlezen.werk_bij(geojson.lees(bestand), niveau=niveau, bron=bron)
        self.stdout.write(f"Gebieden: {verslag.tekst()}")
        if verslag.is_leeg:
            raise CommandError("Geen enkel gebied uit dit bestand is te gebruiken. Er is niets gewijzigd.")
        if indelingsbestand:
            self.stdout.write(f"Indeling: {indelen.deel_in(lezen.lees(indelingsbestand)).tekst()}")
        self.stdout.write(f"Samengevoegde grenzen: {inlezen.leid_grenzen_af().tekst()}")
