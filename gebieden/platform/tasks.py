"""What happens to platforms by the calendar."""

from datetime import date

from gebieden.models import Platform, Platformlid, Platformsubsidie
from gebiedswerk.opdrachten import elke_dag
from gebiedswerk.post import stuur

from .normen import meetmoment
from .standen import begeleiders, standen_van


@elke_dag("platform_herinneringen", "Herinneren aan afspraken met platforms")
def herinneringen(opdracht):
    """At half a year and three months before the end, to who can still do something about it; once per moment."""
    dag = date.fromisoformat(opdracht.gegevens["dag"])
    moment = meetmoment(dag)
    if moment is None:
        return None
    platforms = Platform.objects.actief().prefetch_gebieden().select_related("wethouder")
    behind = [stand for stand in standen_van(platforms, dag) if stand.is_achter]
    helpers = begeleiders([stand.platform for stand in behind])

    def store():
        for stand in behind:
            for persoon in _ontvangers(stand, helpers[stand.platform.pk], dag):
                _herinner(stand, persoon, moment)

    return store


def _ontvangers(stand, helpers, dag):
    """Who works there hears of everything; the wethouder of the visits."""
    wethouder = stand.platform.wethouder
    about_visits = any(s.soort == "bezoeken" for s in stand.achter)
    people = [*helpers, *([wethouder] if wethouder and wethouder.is_active and about_visits else [])]
    return dict.fromkeys(p for persoon in people for p in persoon.wie_bereikt(stand.platform, dag))


def _herinner(stand, persoon, moment):
    platform = stand.platform
    stuur(
        persoon.email,
        f"{platform}: afspraken van {stand.jaar} lopen achter",
        "post/platformstand.txt",
        sleutel=f"platformstand:{platform.pk}:{moment:%Y-%m-%d}:{persoon.pk}",
        over=platform,
        persoon=persoon,
        stand=stand,
        platform=platform,
    )


@elke_dag("platform_verantwoordingen", "Herinneren aan verantwoording van subsidie")
def verantwoordingen(opdracht):
    """Three months after the year, to the platform and to who works there; once."""
    dag = date.fromisoformat(opdracht.gegevens["dag"])
    late = list(Platformsubsidie.objects.niet_verantwoord(dag).select_related("platform"))
    helpers = begeleiders([subsidie.platform for subsidie in late])

    def store():
        for subsidie in late:
            people = [p for h in helpers[subsidie.platform_id] for p in h.wie_bereikt(subsidie, dag)]
            for adres in dict.fromkeys([*subsidie.platform.adressen(), *(p.email for p in people)]):
                stuur(
                    adres,
                    f"Verantwoording nog niet ontvangen: {subsidie}",
                    "post/platformverantwoording.txt",
                    sleutel=f"verantwoording:{subsidie.pk}:{adres}",
                    over=subsidie,
                    subsidie=subsidie,
                )

    return store


@elke_dag("platformleden_opschonen", "Gegevens van vroegere platformleden wissen")
def opschonen(opdracht):
    dag = date.fromisoformat(opdracht.gegevens["dag"])
    return lambda: Platformlid.objects.minimaliseer(dag)
