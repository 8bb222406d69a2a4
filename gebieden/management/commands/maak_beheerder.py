"""The first account of a new installation; everybody else gets a role on screen."""

from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from gebieden.gebied.boom import gemeente
from gebieden.models import Gebied, Gebiedsrol, Gebruiker
from gebiedswerk.profiel import Gemeenteprofiel, huidig


class Command(BaseCommand):
    help = "Maakt een beheerder met een rol in de hele gemeente."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("naam")
        parser.add_argument("--wachtwoord", help="anders wordt erom gevraagd")

    def handle(self, *, email, naam, wachtwoord, **options):
        root = Gebied.objects.filter(ouder=None).first()
        if root is None and not Gemeenteprofiel.objects.exists():
            raise CommandError("Er is nog geen profiel. Begin met manage.py stel_profiel_in.")
        functie = next(f["code"] for f in huidig().functies if f["soort"] == "beheer")
        wachtwoord = wachtwoord or _vraag_wachtwoord()
        try:
            validate_email(email)
            validate_password(wachtwoord)
        except ValidationError as fout:
            raise CommandError(" ".join(fout.messages)) from None
        if Gebruiker.objects.filter(email=email.lower()).exists():
            raise CommandError(f"Er is al een account met {email}.")
        with transaction.atomic():
            # An empty installation gets its municipality here, so that the rest can be read in on screen.
            root = root or gemeente()
            persoon = Gebruiker.objects.maak(email, naam, wachtwoord)
            Gebiedsrol(persoon=persoon, gebied=root, functie=functie).bewaar()
        self.stdout.write(f"{naam} kan zich aanmelden met {email} en is beheerder van {root}.")


def _vraag_wachtwoord():
    try:
        return getpass("Wachtwoord: ")
    except EOFError:
        raise CommandError("Hier kan niemand een wachtwoord typen. Geef het mee met --wachtwoord.") from None
