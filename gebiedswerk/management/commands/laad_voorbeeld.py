from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from gebiedswerk.voorbeeld.laden import NietLeeg, laad
from gebiedswerk.voorbeeld.mensen import accounts


class Command(BaseCommand):
    help = "Laadt de voorbeeldgemeente met verzonnen mensen en een jaar aan werk. Een tweede keer verandert niets."

    def add_arguments(self, parser):
        parser.add_argument("--accounts", action="store_true", help="Toon alleen met welke accounts u zich aanmeldt.")

    def handle(self, *, accounts, **options):
        if accounts:
            self.stdout.write(tabel())
            return
        if not settings.DEBUG:
            raise CommandError("Het voorbeeld heeft accounts met een bekend wachtwoord en kan alleen met DEBUG=1.")
        try:
            is_new = laad()
        except NietLeeg as reden:
            raise CommandError(str(reden)) from None
        self.stdout.write("Het voorbeeld is geladen." if is_new else "Het voorbeeld staat er al, er verandert niets.")


def tabel():
    rows = [("rol", "e-mailadres", "wachtwoord"), *accounts()]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(f"  {line.rstrip()}" for line in lines)
