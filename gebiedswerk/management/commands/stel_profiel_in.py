"""Choose the municipality's profile: one of those that come with the software, or a JSON file of one's own."""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from gebiedswerk.profiel import beschikbare_profielen, lees_profiel, stel_in


class Command(BaseCommand):
    help = "Stelt het gemeenteprofiel in: de woorden, functies, ladder en termijnen van de gemeente."

    def add_arguments(self, parser):
        parser.add_argument("profiel", help=f"{', '.join(beschikbare_profielen())}, of een JSON-bestand")

    def handle(self, *, profiel, **options):
        try:
            is_shipped = profiel in beschikbare_profielen()
            velden = lees_profiel(profiel) if is_shipped else json.loads(Path(profiel).read_text(encoding="utf-8"))
            ingesteld = stel_in(velden)
        except (OSError, ValueError) as fout:
            raise CommandError(f"Het profiel {profiel} is niet te lezen: {fout}") from None
        except ValidationError as fout:
            raise CommandError(f"Het profiel klopt niet. {' '.join(fout.messages)}") from None
        self.stdout.write(f"Profiel van {ingesteld.naam} is ingesteld.")
