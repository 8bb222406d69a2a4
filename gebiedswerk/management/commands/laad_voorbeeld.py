from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from gebiedswerk.voorbeeld.inhoud import beschikbaar
from gebiedswerk.voorbeeld.laden import NietLeeg, OnbekendVoorbeeld, geladen, laad
from gebiedswerk.voorbeeld.mensen import accounts


class Command(BaseCommand):
    help = "Laadt een voorbeeldgemeente met verzonnen mensen en een jaar aan werk. Een tweede keer verandert niets."

    def add_arguments(self, parser):
        codes = list(beschikbaar())
        parser.add_argument("voorbeeld", nargs="?", default="", help=f"{', '.join(codes)} (anders: {codes[0]})")
        parser.add_argument("--accounts", action="store_true", help="Toon alleen met welke accounts u zich aanmeldt.")

    def handle(self, *, voorbeeld, accounts, **options):
        keuze = voorbeeld or geladen() or next(iter(beschikbaar()))
        if accounts:
            self.stdout.write(tabel(gekozen(keuze)))
            return
        if not settings.DEBUG:
            raise CommandError("Het voorbeeld heeft accounts met een bekend wachtwoord en kan alleen met DEBUG=1.")
        try:
            is_new = laad(keuze)
        except (NietLeeg, OnbekendVoorbeeld) as reden:
            raise CommandError(str(reden)) from None
        self.stdout.write("Het voorbeeld is geladen." if is_new else "Het voorbeeld staat er al, er verandert niets.")


def gekozen(voorbeeld):
    if voorbeeld not in beschikbaar():
        raise CommandError(f"Er is geen voorbeeld {voorbeeld}. Kies uit: {', '.join(beschikbaar())}.")
    return voorbeeld


def tabel(voorbeeld):
    rows = [("rol", "e-mailadres", "wachtwoord"), *accounts(voorbeeld)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(f"  {line.rstrip()}" for line in lines)
