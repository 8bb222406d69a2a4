"""Signals out of the file of another system, by its own numbers."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from gebieden.importeren import Bestandsfout
from gebieden.inlezing.uitvoeren import Aanlevering, lees, verwerk


class Command(BaseCommand):
    help = "Leest signalen uit een ander systeem in. Verwijdert nooit iets; opnieuw inlezen mag altijd."

    def add_arguments(self, parser):
        parser.add_argument("bestand")
        parser.add_argument(
            "--bron", required=True, help="De korte naam van de bron, zoals in het adres van haar pagina."
        )
        parser.add_argument(
            "--antwoord",
            action="append",
            default=[],
            metavar="NAAM=CODE",
            help="Het thema van een categorie (thema:Huisafval=openbare_ruimte) of het gebied van een naam.",
        )

    def handle(self, *, bestand, bron, antwoord, **options):
        aanlevering = Aanlevering(
            soort="signalen",
            bestand=Path(bestand),
            naam=str(bestand),
            formaat=bron,
            antwoorden=dict(text.rsplit("=", 1) for text in antwoord if "=" in text),
        )
        try:
            with transaction.atomic():
                uitslag = verwerk(aanlevering, lees(aanlevering))
                self.stdout.write(f"{uitslag.formaat}\n{uitslag.tekst()}")
                for naam, keuzes in uitslag.vragen.items():
                    if naam not in aanlevering.antwoorden:
                        codes = ", ".join(code for code, _naam in keuzes)
                        self.stdout.write(f"{uitslag.vraagtekst[naam]} --antwoord '{naam}=…' met een van: {codes}")
                if uitslag.is_leeg:
                    raise CommandError("Geen enkele regel uit dit bestand is te gebruiken. Er is niets gewijzigd.")
        except Bestandsfout as error:
            raise CommandError(str(error)) from error
