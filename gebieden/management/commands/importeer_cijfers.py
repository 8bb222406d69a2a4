"""Figures per area from the file of a publisher or of one's own, added up along the tree."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from gebieden.cijfers.cijferbestand import FORMATEN
from gebieden.importeren import Bestandsfout
from gebieden.inlezing.uitvoeren import Aanlevering, lees, verwerk


class Command(BaseCommand):
    help = "Leest cijfers per gebied in en telt ze op. Verwijdert nooit iets; opnieuw inlezen mag altijd."

    def add_arguments(self, parser):
        parser.add_argument("bestand")
        parser.add_argument(
            "--formaat",
            "--bron",
            dest="formaat",
            choices=[code for code, _ in FORMATEN],
            default="",
            help="Alleen nodig als het bestand niet vanzelf wordt herkend.",
        )
        parser.add_argument("--jaar", type=int, help="Het jaar van de cijfers, als dat niet in het bestand staat.")
        parser.add_argument(
            "--antwoord",
            action="append",
            default=[],
            metavar="NAAM=CODE",
            help="Welk gebied een naam is die meer gebieden hebben; zonder code blijft de naam buiten beschouwing.",
        )

    def handle(self, *, bestand, formaat, jaar, antwoord, **options):
        if jaar is not None and not 1995 <= jaar <= timezone.localdate().year + 1:
            raise CommandError(f"Jaar {jaar} kan niet. Geef het jaar waarover de cijfers gaan.")
        aanlevering = Aanlevering(
            soort="cijfers",
            bestand=Path(bestand),
            naam=str(bestand),
            formaat=formaat,
            jaar=jaar,
            antwoorden=dict(text.rsplit("=", 1) for text in antwoord if "=" in text),
        )
        try:
            with transaction.atomic():
                uitslag = verwerk(aanlevering, lees(aanlevering))
                self.stdout.write(f"Herkend als: {uitslag.formaat}\n{uitslag.tekst()}")
                for naam, keuzes in uitslag.vragen.items():
                    options = ", ".join(f"--antwoord '{naam}={code}' voor {words}" for code, words in keuzes)
                    self.stdout.write(f"{naam} kan meer gebieden zijn. Kies: {options}")
                if uitslag.is_leeg:
                    raise CommandError("Geen enkele regel uit dit bestand is te gebruiken. Er is niets gewijzigd.")
        except Bestandsfout as error:
            raise CommandError(str(error)) from error
