"""Invented officials, partners and platforms; one account per role, with a password that everybody knows."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password

from gebieden.models import Afdeling, Gebiedsrol, Gebruiker, Platform, Platformlid

from .inhoud import lees

WACHTWOORD = "bloesemtocht"
DOMEIN = "example.org"


def adres(code):
    return f"{code}@{DOMEIN}"


def accounts(voorbeeld):
    """``[(role, address, password), …]``: one account for every role."""
    mensen = lees(voorbeeld, "mensen")["mensen"]
    return [(mens["rol"], adres(mens["code"]), WACHTWOORD) for mens in mensen if "rol" in mens]


def maak_mensen(draaiboek):
    inhoud = draaiboek.lees("mensen")
    begin = draaiboek.kalender.in_jaar(-5, 1, 1)
    for afdeling in inhoud["afdelingen"]:
        draaiboek.afdelingen[afdeling["code"]] = Afdeling.objects.create(
            naam=afdeling["naam"],
            email=adres(f"afdeling-{afdeling['code']}"),
            telefoon=afdeling.get("telefoon", ""),
            waarvoor=afdeling.get("waarvoor", ""),
        )
    # One hash for all: hashing is slow on purpose, and the password is no secret.
    zegel = make_password(WACHTWOORD)
    for mens in inhoud["mensen"]:
        email = adres(mens["code"])
        persoon = Gebruiker(
            username=email,
            email=email,
            naam=mens["naam"],
            telefoon=mens.get("telefoon", ""),
            password=zegel,
            is_voorbeeld=True,
        )
        persoon.full_clean()
        persoon.save()
        for gebied in mens["in"]:
            rol = Gebiedsrol(
                persoon=persoon,
                gebied=draaiboek.gebieden[gebied],
                functie=mens["functie"],
                afdeling=draaiboek.afdelingen.get(mens.get("afdeling")),
                van=begin,
                uren=mens.get("uren"),
                mandaat=mens.get("mandaat"),
            )
            rol.bewaar()
        draaiboek.mensen[mens["code"]] = persoon


def maak_platforms(draaiboek):
    for rij in draaiboek.lees("mensen")["platforms"]:
        platform = Platform(
            naam=rij["naam"],
            slug=rij["slug"],
            soort=rij.get("soort", ""),
            status=rij["status"],
            ondersteuning=rij["ondersteuning"],
            email=adres(f"platform-{rij['slug']}"),
        )
        platform.full_clean()
        platform.save()
        platform.gebieden.set([draaiboek.gebieden[kern] for kern in rij["kernen"]])
        begin = draaiboek.kalender.in_jaar(-3, 1, 1)
        for nummer, (naam, kern, *account) in enumerate(rij["leden"]):
            Platformlid.objects.create(
                platform=platform,
                naam=naam,
                buurt=draaiboek.gebieden[kern],
                persoon=draaiboek.mensen[account[0]] if account else None,
                van=begin + timedelta(days=200 * nummer),
            )
        draaiboek.platforms[rij["slug"]] = platform
