"""Figures per area from the file of a publisher, added up along the tree."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from gebieden.cijfers import inlezen, kwb
from gebieden.cijfers.catalogus import laad_catalogus
from gebieden.cijfers.optellen import tel_op
from gebieden.importeren import Bestandsfout

LEZERS = {"kwb": kwb.lees}


class Command(BaseCommand):
    help = "Leest cijfers per gebied in en telt ze op. Verwijdert nooit iets; opnieuw inlezen mag altijd."

    def add_arguments(self, parser):
        parser.add_argument("bestand")
        parser.add_argument("--bron", choices=sorted(LEZERS), required=True)
        parser.add_argument("--jaar", type=int, required=True)

    def handle(self, *, bestand, bron, jaar, **options):
        if not 1995 <= jaar <= timezone.localdate().year + 1:
            raise CommandError(f"Jaar {jaar} kan niet. Geef het jaar waarover de cijfers gaan.")
        try:
            with transaction.atomic():
                laad_catalogus()
                verslag = inlezen.werk_bij(LEZERS[bron](bestand), bron=bron, jaar=jaar)
                self.stdout.write(f"Cijfers per gebied: {verslag.tekst()}")
                if verslag.is_leeg:
                    raise CommandError("Geen enkele regel uit dit bestand is te gebruiken. Er is niets gewijzigd.")
                self.stdout.write(f"Opgetelde cijfers: {tel_op(jaar).tekst()}")
        except Bestandsfout as error:
            raise CommandError(str(error)) from error
