"""What happens with toetsen by the calendar: they close, and people are reminded."""

from datetime import date

from gebieden.mensen.toewijzing import eerste_eigenaar
from gebiedswerk.opdrachten import elke_dag
from gebiedswerk.post import stuur
from signalen.abonnement.models import vergeet_berichten

from .models import HERINNERING, Belevingstoets, oude_post
from .reactie import Toetsreactie


@elke_dag("toetsen", "Toetsen aan de beleving sluiten en eraan herinneren")
def loop_na(opdracht):
    dag = date.fromisoformat(opdracht.gegevens["dag"])

    def doe():
        toetsen = Belevingstoets.objects.voor_pagina()
        for toets in toetsen.verlopen(dag):
            if toets.sluit() and toets.analyse.status == "ter_toetsing":
                _mail_wie_hier_werkt(toets, f"toets-gesloten:{toets.pk}:{toets.sluit_datum}", is_gesloten=True)
        for toets in toetsen.open_op(dag).filter(sluit_datum__lte=dag + HERINNERING, sluit_datum__gt=dag):
            toets.herinner()
        laten_liggen = Toetsreactie.objects.te_oud_om_te_laten_liggen(dag).values("toets")
        for toets in toetsen.filter(pk__in=laten_liggen).exclude(analyse__status="vastgesteld"):
            # Once a week is enough to be heard.
            _mail_wie_hier_werkt(toets, f"toets-onbekeken:{toets.pk}:{dag:%G-%V}")
        vergeet_berichten(oude_post(dag))

    return doe


def _mail_wie_hier_werkt(toets, sleutel, **context):
    persoon = eerste_eigenaar(toets.analyse.gebied, "")
    if persoon is None:
        return
    aantal = toets.reacties.open().count()
    onderwerp = "De toets is gesloten" if context else "Er wachten reacties op de toets"
    stuur(
        persoon.email,
        f"{onderwerp}: {toets.analyse}",
        "post/toets_reacties.txt",
        sleutel=sleutel,
        over=toets,
        naam=persoon.naam,
        aantal_open=aantal,
        aantal=toets.reacties.count(),
        **context,
    )
