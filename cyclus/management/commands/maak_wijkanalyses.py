from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cyclus.ronde.klaarzetten import gebieden_van_ronde, zet_ronde_klaar


class Command(BaseCommand):
    help = "Zet per gebied klaar dat de analyse van een jaar wordt gemaakt; een worker maakt de documenten."

    def add_arguments(self, parser):
        parser.add_argument("--jaar", type=int, help="Het jaar van de analyse (standaard dit jaar).")
        parser.add_argument("--gebied", action="append", metavar="SLUG", help="Alleen dit gebied; mag vaker.")
        parser.add_argument("--opnieuw", action="store_true", help="Ook wat al gemaakt is, met de cijfers van nu.")

    def handle(self, *, jaar, gebied, opnieuw, **options):
        gebieden = gebieden_van_ronde()
        if gebied:
            bekend = set(gebieden.values_list("slug", flat=True))
            if onbekend := sorted(set(gebied) - bekend):
                raise CommandError(
                    f"Onbekend gebied: {', '.join(onbekend)}. Wel bekend: {', '.join(sorted(bekend)) or 'geen enkel'}."
                )
            gebieden = gebieden.filter(slug__in=gebied)
        if not gebieden.exists():
            raise CommandError("Er zijn nog geen gebieden. Laad ze eerst met importeer_gebieden.")
        jaar = jaar or timezone.localdate().year
        if not 2000 <= jaar <= 2100:
            raise CommandError(f"Jaar {jaar} ligt niet tussen 2000 en 2100.")
        gezet = zet_ronde_klaar(jaar, gebieden if gebied else None, opnieuw=opnieuw)
        self.stdout.write(f"Analyses van {jaar}: {gezet.in_woorden()}")
