"""The indicators that come with the software, and those of the municipality's own."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from gebieden.cijfers import eigen_indicatoren
from gebieden.cijfers.catalogus import laad_catalogus
from gebieden.importeren import Bestandsfout


class Command(BaseCommand):
    help = "Zet de meegeleverde indicatoren klaar, en die uit een eigen bestand. Opnieuw uitvoeren mag altijd."

    def add_arguments(self, parser):
        parser.add_argument("bestand", nargs="?", help="CSV of JSON met eigen indicatoren.")

    @transaction.atomic
    def handle(self, *, bestand, **options):
        new, changed = laad_catalogus()
        self.stdout.write(f"Indicatoren: {new} nieuw, {changed} gewijzigd")
        if bestand:
            try:
                verslag = eigen_indicatoren.werk_bij(eigen_indicatoren.lees(bestand))
            except Bestandsfout as error:
                raise CommandError(str(error)) from error
            self.stdout.write(f"Eigen indicatoren: {verslag.tekst()}")
