"""Choose the municipality's profile: one of those that come with the software, or a JSON file of one's own."""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from gebiedswerk.profiel import als_json, als_velden, beschikbare_profielen, huidig, lees_profiel, stel_in


class Command(BaseCommand):
    help = "Stelt het gemeenteprofiel in: de woorden, functies, ladder en termijnen van de gemeente."

    def add_arguments(self, parser):
        parser.add_argument("profiel", nargs="?", help=f"{', '.join(beschikbare_profielen())}, of een JSON-bestand")
        parser.add_argument(
            "--toon",
            action="store_true",
            help="Schrijf een profiel als JSON, om aan te passen; zonder naam het huidige.",
        )

    def handle(self, *, profiel, toon, **options):
        if toon:
            self.stdout.write(als_json(als_velden(huidig()) if profiel is None else gelezen(profiel)), ending="")
            return
        if profiel is None:
            raise CommandError("Noem een profiel of een JSON-bestand. Met --toon ziet u het huidige profiel.")
        velden = gelezen(profiel)
        try:
            ingesteld = stel_in(velden)
        except ValidationError as fout:
            raise CommandError("Het profiel klopt niet.\n" + "\n".join(f"- {m}" for m in fout.messages)) from None
        self.stdout.write(f"Profiel van {ingesteld.naam} is ingesteld.")


def gelezen(profiel):
    try:
        is_shipped = profiel in beschikbare_profielen()
        velden = lees_profiel(profiel) if is_shipped else json.loads(Path(profiel).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as fout:
        raise CommandError(f"Het profiel {profiel} is niet te lezen: {fout}") from None
    if not isinstance(velden, dict):
        raise CommandError(f"Het profiel {profiel} is niet te lezen: er staat geen profiel in.")
    return velden
