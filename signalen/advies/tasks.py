"""Reminders to both sides: the platform before its day, who prepares and the college before theirs."""

from datetime import date, timedelta

from gebiedswerk.opdrachten import elke_dag
from gebiedswerk.profiel import huidig
from gebiedswerk.termijnen import herinner

from . import post
from .models import Advies


@elke_dag("advies_herinneringen", "Herinneren aan adviezen")
def herinneringen(opdracht):
    dag = date.fromisoformat(opdracht.gegevens["dag"])
    steps = huidig().cyclus["herinnering_dagen"]
    # Older ones have had their last reminder.
    due = (dag - timedelta(days=max(steps) + 31), dag - timedelta(days=min(steps)))
    rows = Advies.objects.filter(uiterlijk__range=due, status__in=("gevraagd", "uitgebracht"))
    adviezen = list(rows.select_related("platform__wethouder", "eigenaar").prefetch_related("gebieden"))

    def store():
        for advies in adviezen:
            _herinner(advies, dag)

    return store


def _herinner(advies, dag):
    if advies.status == "gevraagd":
        post.herinner_platform(advies, dag)
        post.meld_niet_ontvangen(advies, dag)
        return
    post.herinner_college(advies, dag)
    titel, url = f"Reactie op het advies over {advies}", advies.get_absolute_url()
    herinner(advies, aan=advies.eigenaar, uiterlijk=advies.uiterlijk, vandaag=dag, titel=titel, url=url)
