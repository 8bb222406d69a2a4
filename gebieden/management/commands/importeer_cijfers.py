"""Figures per area from the file of a publisher or of one's own, added up along the tree."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from gebieden.cijfers import inlezen
from gebieden.cijfers.catalogus import laad_catalogus
from gebieden.cijfers.cijferbestand import FORMATEN, lees
from gebieden.importeren import Bestandsfout


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
        antwoorden = dict(text.rsplit("=", 1) for text in antwoord if "=" in text)
        try:
            with transaction.atomic():
                laad_catalogus()
                levering = lees(bestand, formaat=formaat, jaar=jaar, namen=inlezen.namen(), antwoorden=antwoorden)
                self.stdout.write(f"Herkend als: {dict(FORMATEN)[levering.formaat]}")
                verslag = inlezen.werk_bij(levering, jaar=jaar)
                self._toon(levering, verslag)
                if verslag.is_leeg:
                    raise CommandError("Geen enkele regel uit dit bestand is te gebruiken. Er is niets gewijzigd.")
        except Bestandsfout as error:
            raise CommandError(str(error)) from error

    def _toon(self, levering, verslag):
        lines = [f"Cijfers per gebied: {verslag.tekst()}", *levering.opmerkingen]
        lines += [f"Opgeteld over {jaar}: {totals.in_getallen()}" for jaar, totals in verslag.totalen.items()]
        for naam, keuzes in levering.vragen.items():
            options = ", ".join(f"--antwoord '{naam}={code}' voor {words}" for code, words in keuzes)
            lines.append(f"{naam} kan meer gebieden zijn. Kies: {options}")
        self.stdout.write("\n".join(lines))
