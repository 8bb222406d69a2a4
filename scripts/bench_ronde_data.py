"""Fill the database for the yearly round (``manage.py shell``): many areas with parts, figures, signals and borders.

Prints one JSON object. What is there already stays: a run that was broken off goes on.
"""

import json
import os
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from gebieden.models import Cijfer, Gebied
from gebiedswerk.profiel import huidig, lees_profiel, stel_in
from signalen.models import Signaal
from tests.cyclus.factories import maak_cijfers
from tests.gebieden.factories import maak_persoon, vierkant

AANTAL, KERNEN, SIGNALEN = int(os.environ["RONDE_GEBIEDEN"]), 2, 20
THEMAS = ["verkeer", "groen", "veiligheid", "wonen", "ontmoeten"]


def hang_onder(ouder, niveau, namen, grenzen=None):
    """A row of areas of one level, in two queries."""
    rijen = [
        Gebied(naam=naam, slug=naam.lower().replace(" ", "-"), code=f"B{niveau[0]}{nr}-{ouder.pk}", niveau=niveau)
        for nr, naam in enumerate(namen)
    ]
    for rij, grens in zip(rijen, grenzen or [None] * len(rijen), strict=True):
        rij.ouder, rij.grens = ouder, grens
    Gebied.objects.bulk_create(rijen)
    for rij in rijen:
        rij.pad = f"{ouder.pad}{rij.pk}/"
    Gebied.objects.bulk_update(rijen, ["pad"])
    return rijen


def functie(soort):
    return next(f["code"] for f in huidig().functies if f["soort"] == soort)


def vul():
    stel_in(lees_profiel("west_betuwe"))
    gemeente = Gebied(naam="Meetstad", code="GM9999", slug="meetstad", niveau="gemeente")
    gemeente.hang_onder(None)
    gebieden = hang_onder(gemeente, "gebied", [f"Meetgebied {n:03}" for n in range(AANTAL)])
    kernen = []
    for n, gebied in enumerate(gebieden):
        vakken = [vierkant(n % 25 + k / KERNEN, n // 25, 0.01) for k in range(KERNEN)]
        kernen += hang_onder(gebied, "kern", [f"Kern {n:03} {k}" for k in range(KERNEN)], vakken)
    maak_cijfers([gemeente, *gebieden, *kernen], jaren=range(2019, 2026))
    maak_persoon("Olga Opgave", functie("regie"), gemeente)
    nu = timezone.now()
    eigenaar = maak_persoon("Mia Makelaar", functie("gebiedsmedewerker"), gemeente)
    signalen = []
    for n, kern in enumerate(kernen):
        for s in range(SIGNALEN):
            op = nu - timedelta(days=(n * 7 + s * 37) % 720)
            dag = timezone.localdate(op)
            signalen.append(
                Signaal(
                    tekst="Er wordt te hard gereden",
                    thema=THEMAS[(n + s) % 5],
                    trekkend_gebied=kern,
                    ontvangen_op=op,
                    eigenaar=eigenaar,
                    code_zaad=f"{n}-{s}",
                    code_hash=f"{n}-{s}",
                    uiterlijk=dag,
                )
            )
    Signaal.objects.bulk_create(signalen, batch_size=1000)
    ligt = Signaal.gebieden.through
    ligt.objects.bulk_create([ligt(signaal_id=s.pk, gebied_id=s.trekkend_gebied_id) for s in signalen], batch_size=2000)


if not Gebied.objects.exists():
    with transaction.atomic():
        vul()
print(
    json.dumps(
        {
            "gebieden": Gebied.objects.filter(niveau="gebied").count(),
            "cijfers": Cijfer.objects.count(),
            "signalen": Signaal.objects.count(),
            "op": f"{datetime.now():%H:%M}",
        }
    )
)
