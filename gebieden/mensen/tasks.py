"""What happens with people and roles by the calendar."""

from datetime import date

from django.contrib.contenttypes.models import ContentType

from gebiedswerk.opdrachten import elke_dag, uitvoerder
from gebiedswerk.post import stuur
from gebiedswerk.tijdlijn import Gebeurtenis, schrijf

from .einde import voer_geplande_overdracht_uit
from .models import Gebiedsrol, Gebruiker
from .werk import zonder_bevoegde

GEMELD = "zonder_bevoegde"


@uitvoerder("rol_overdracht", "Werk overdragen na het einde van een rol")
def rol_overdracht(opdracht):
    """Only when the role still ends on the day it was planned for."""
    gegevens = opdracht.gegevens
    rol = Gebiedsrol.objects.filter(pk=gegevens["rol"], tot=date.fromisoformat(gegevens["tot"])).first()
    if rol is None:
        return None
    people = Gebruiker.objects.in_bulk(list(gegevens["opvolgers"].values()))
    opvolgers = {code: people[pk] for code, pk in gegevens["opvolgers"].items() if pk in people}
    return lambda: voer_geplande_overdracht_uit(rol, opvolgers, opdracht.door)


@elke_dag("werk_zonder_bevoegde", "Werk melden dat op naam staat van iemand zonder rol")
def werk_zonder_bevoegde(opdracht):
    """The beheerders hear once of every open thing whose holder may not work there any more."""

    def store():
        found = [(houder, _nog_niet_gemeld(houder, piles)) for houder, piles in zonder_bevoegde()]
        new = [(houder, dingen) for houder, dingen in found if dingen]
        if not new:
            return
        for houder, dingen in new:
            for ding in dingen:
                schrijf(ding, GEMELD, van=houder, tekst=f"{houder} heeft hier geen rol meer. De beheerder weet het.")
        for beheerder in Gebruiker.objects.met_rol("beheren"):
            sleutel = f"werk_zonder_bevoegde:{opdracht.gegevens['dag']}:{beheerder.pk}"
            onderwerp, sjabloon = "Werk op naam van wie geen rol meer heeft", "post/werk_zonder_bevoegde.txt"
            stuur(beheerder.email, onderwerp, sjabloon, sleutel=sleutel, aan=beheerder, gevonden=new)

    return store


def _nog_niet_gemeld(houder, stapels):
    dingen = []
    for stapel in stapels:
        if stapel.rijen.vindt_zelf_houder:
            continue
        told = Gebeurtenis.objects.filter(
            content_type=ContentType.objects.get_for_model(stapel.model), soort=GEMELD, van=str(houder)
        )
        known = set(told.values_list("object_id", flat=True))
        dingen += [ding for ding in stapel.dingen if ding.pk not in known]
    return dingen
