"""A division begins on its first day, also when nobody is there to press a button."""

from datetime import date
from importlib import import_module

from django.core.exceptions import ValidationError

from gebieden.indeling.models import INGAAN, Gebiedsindeling
from gebiedswerk.opdrachten import Definitief, elke_dag, uitvoerder


@uitvoerder(INGAAN, "Een gebiedsindeling laten ingaan")
def laat_ingaan(opdracht):
    indeling = Gebiedsindeling.objects.filter(pk=opdracht.gegevens["pk"]).first()
    if indeling is None or indeling.status != "klaargezet":
        return None
    # Joining boundaries is heavy: loaded when there is something to join, and never by a web process.
    ingaan = import_module("gebieden.indeling.ingaan")
    opdracht.meld(10, "De gebieden en wat erin ligt overzetten")

    def bewaar():
        try:
            ingaan.laat_ingaan(indeling, door=opdracht.door)
        except ValidationError as fout:
            raise Definitief(" ".join(fout.messages)) from fout

    return bewaar


@elke_dag("indelingen_ingaan", "Kijken welke gebiedsindeling vandaag ingaat")
def begin_van_de_dag(opdracht):
    dag = date.fromisoformat(opdracht.gegevens["dag"])

    def zet_klaar():
        for indeling in Gebiedsindeling.objects.aan_de_beurt(dag):
            indeling.zet_ingaan_klaar()

    return zet_klaar
