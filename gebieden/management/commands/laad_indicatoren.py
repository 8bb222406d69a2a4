"""The indicators that come with the software."""

from django.core.management.base import BaseCommand

from gebieden.cijfers.catalogus import laad_catalogus


class Command(BaseCommand):
    help = "Zet de meegeleverde indicatoren klaar. Opnieuw uitvoeren mag altijd."

    def handle(self, **options):
        new, changed = laad_catalogus()
        self.stdout.write(f"Indicatoren: {new} nieuw, {changed} gewijzigd")
