"""A small municipality with people in it, for every test that needs areas or rights."""

from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.utils.text import slugify

from gebieden.models import (
    Afdeling,
    Bijeenkomst,
    Gebied,
    Gebiedsrol,
    Gebruiker,
    Platform,
    Platformlid,
    Platformsubsidie,
)
from gebiedswerk.profiel import lees_profiel, stel_in

WACHTWOORD = "een-goed-wachtwoord-42"
_VIERKANT = [[5.0, 51.8], [5.1, 51.8], [5.1, 51.9], [5.0, 51.9], [5.0, 51.8]]


def vierkant(kolom, rij=0, stap=0.1):
    """GeoJSON of a square on a grid near 5.0 E, 51.8 N."""
    return {"type": "Polygon", "coordinates": [[[x + kolom * stap, y + rij * stap] for x, y in _VIERKANT]]}


def maak_gebied(naam, niveau, ouder=None, code=None, grens=None):
    gebied = Gebied(naam=naam, niveau=niveau, code=code or slugify(naam), slug=slugify(naam), grens=grens)
    gebied.hang_onder(ouder)
    return gebied


def maak_persoon(naam, functie=None, gebied=None, **rol):
    persoon = Gebruiker.objects.maak(f"{slugify(naam)}@voorbeeld.test", naam, WACHTWOORD)
    if functie:
        # The rights follow at the first question, as at the first of every day.
        Gebiedsrol.objects.create(persoon=persoon, gebied=gebied, functie=functie, **rol)
    return persoon


@dataclass
class Gemeente:
    """West Betuwe in the small: two areas of two villages, and one person of every kind."""

    gemeente: Gebied
    noord: Gebied
    zuid: Gebied
    dorp: Gebied  # in noord
    buurtschap: Gebied  # in noord
    stad: Gebied  # in zuid
    medewerker: Gebruiker  # works in noord, fysiek and economie
    sociaal: Gebruiker  # works in noord, sociaal and veiligheid
    elders: Gebruiker  # works in zuid: may read noord, may not work there
    regie: Gebruiker  # works everywhere
    vakambtenaar: Gebruiker
    wethouder: Gebruiker
    secretaris: Gebruiker
    raadslid: Gebruiker
    beheerder: Gebruiker
    platformlid: Gebruiker
    buitenstaander: Gebruiker  # has an account, has no role
    platform: Platform  # of noord
    afdeling: Afdeling


def maak_gemeente():
    stel_in(lees_profiel("west_betuwe"))
    gemeente = maak_gebied("Gemeente", "gemeente", code="GM0001")
    noord = maak_gebied("Noord", "gebied", gemeente)
    zuid = maak_gebied("Zuid", "gebied", gemeente)
    dorp = maak_gebied("Dorp", "kern", noord, grens=vierkant(0))
    buurtschap = maak_gebied("Buurtschap", "kern", noord, grens=vierkant(1))
    stad = maak_gebied("Stad", "kern", zuid, grens=vierkant(2))
    afdeling = Afdeling.objects.create(naam="Openbare ruimte", email="openbareruimte@voorbeeld.test")
    platform = Platform.objects.create(naam="Dorpsplatform Dorp", slug="dorpsplatform-dorp", status="informeel")
    platform.gebieden.set([dorp])
    lid = maak_persoon("Lid Platform", "platformlid", dorp)
    Platformlid.objects.create(platform=platform, naam=lid.naam, persoon=lid)
    return Gemeente(
        gemeente=gemeente,
        noord=noord,
        zuid=zuid,
        dorp=dorp,
        buurtschap=buurtschap,
        stad=stad,
        medewerker=maak_persoon("Mia Makelaar", "gebiedsmakelaar_leefomgeving", noord),
        sociaal=maak_persoon("Sam Sociaal", "gebiedsmakelaar_sociaal", noord),
        elders=maak_persoon("Els Elders", "gebiedsmakelaar_leefomgeving", zuid),
        regie=maak_persoon("Olga Opgave", "opgaveregisseur", gemeente),
        vakambtenaar=maak_persoon("Vera Vak", "vakafdeling", noord, afdeling=afdeling),
        wethouder=maak_persoon("Wim Wethouder", "wethouder", gemeente),
        secretaris=maak_persoon("Saskia Secretaris", "gemeentesecretaris", gemeente),
        raadslid=maak_persoon("Rob Raad", "raadslid", gemeente),
        beheerder=maak_persoon("Bea Beheer", "beheerder", gemeente),
        platformlid=lid,
        buitenstaander=maak_persoon("Bas Buiten"),
        platform=platform,
        afdeling=afdeling,
    )


PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"


def maak_bijeenkomst(platform, datum, soort="vergadering", **velden):
    return Bijeenkomst.objects.create(
        platform=platform, datum=datum, soort=soort, **{"onderwerp": "Vergadering in het dorpshuis"} | velden
    )


def maak_subsidie(platform, jaar, bedrag=1500, **velden):
    subsidie = Platformsubsidie(platform=platform, jaar=jaar, aangevraagd=bedrag, **velden)
    subsidie.begroting.save("begroting.pdf", ContentFile(PDF), save=False)
    subsidie.save()
    return subsidie


def houdt_bij(platform, persoon):
    """This member is the secretary: keeps the platform's data."""
    platform.leden.filter(persoon=persoon).update(mag_bijwerken=True)
