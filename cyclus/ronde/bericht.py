"""The one mail at the end of a round."""

from gebieden.mensen.models import Gebiedsrol, Gebruiker
from gebiedswerk.post import stuur
from gebiedswerk.profiel import huidig


def ontvangers(ronde):
    """Who started it; when the calendar did or that person is gone, who directs the work."""
    if ronde.door and ronde.door.is_active:
        return [ronde.door]
    regie = Gebiedsrol.objects.lopend().van_soort("regie").values("persoon")
    return list(Gebruiker.objects.filter(pk__in=regie, is_active=True).order_by("pk"))


def meld_uitkomst(ronde, mislukt, keer):
    """Once per receiver and end, in the caller's transaction."""
    stand = "alles is gelukt" if not mislukt else f"{ronde.aantal_gelukt} gelukt, {len(mislukt)} niet"
    for persoon in ontvangers(ronde):
        stuur(
            persoon.email,
            f"{huidig().woorden['analyses'].capitalize()} {ronde.jaar} zijn klaar: {stand}",
            "post/ronde_klaar.txt",
            sleutel=f"ronde:{ronde.pk}:{keer}:{persoon.pk}",
            over=ronde,
            naam=persoon.naam,
            mislukt=mislukt,
        )
