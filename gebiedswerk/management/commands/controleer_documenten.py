"""Make stored documents again of what was stored with them, and say which differ."""

import hashlib

from django.core.management.base import BaseCommand, CommandError

from gebiedswerk.documenten import Document
from gebiedswerk.pdf import PdfFout, gemaakt_met


class Command(BaseCommand):
    help = "Maakt bewaarde documenten opnieuw van wat erbij is bewaard, en zegt welke anders zijn."

    def add_arguments(self, parser):
        parser.add_argument("--soort", help="alleen deze soort, zoals analyse of analyse_archief")
        parser.add_argument("--laatste", type=int, help="alleen de laatste zoveel")

    def handle(self, *args, soort=None, laatste=None, **options):
        documenten = Document.objects.exclude(recept=None).order_by("-pk")
        if soort:
            documenten = documenten.filter(soort=soort)
        anders = gelijk = 0
        for document in documenten[:laatste].iterator(chunk_size=20):
            bezwaar = _bezwaar(document)
            anders, gelijk = anders + bool(bezwaar), gelijk + (not bezwaar)
            if bezwaar:
                self.stdout.write(f"{document.pk} {document.titel} ({document.soort}): {bezwaar}")
        self.stdout.write(f"{gelijk} gelijk tot op de byte, {anders} anders.")
        if anders:
            raise CommandError("Niet elk document is hetzelfde gebleven.")


def _bezwaar(document):
    if not document.is_gaaf():
        return "het bewaarde bestand is weg of veranderd"
    try:
        pdf = document.opnieuw()
    except (KeyError, PdfFout) as fout:
        return f"niet opnieuw te maken ({fout})"
    if hashlib.sha256(pdf).hexdigest() == document.sha256:
        return ""
    toen, nu = document.recept["met"], gemaakt_met()
    met = ", ".join(f"{naam} {toen[naam]} en nu {nu.get(naam)}" for naam in toen if toen[naam] != nu.get(naam))
    return f"andere bytes; gemaakt met {met}" if met else "andere bytes"
