from datetime import date

from cyclus.agenda.belofte import herinner
from cyclus.agenda.bijdrage import Bijdrage
from cyclus.agenda.document import SJABLOON, als_context, stel_op
from cyclus.agenda.models import Gebiedsagenda
from cyclus.analyse.vorm import als_json
from gebiedswerk.opdrachten import elke_dag, uitvoerder
from gebiedswerk.stuk import maak


@uitvoerder("agenda_pdf", "PDF van een agenda maken")
def agenda_pdf(opdracht):
    agenda = Gebiedsagenda.objects.voor_lijst().get(pk=opdracht.gegevens["pk"])
    stuk = stel_op(agenda, met_kaart=True)
    stand = opdracht.gegevens["stand"]
    inhoud, is_vast = als_json(stuk), agenda.is_openbaar
    return maak("agenda", agenda, SJABLOON, als_context(stuk), stand=stand, inhoud=inhoud, bevries=is_vast)


@elke_dag("belofte_herinneringen", "Herinneren aan gevraagde beloften")
def herinner_aan_beloften(opdracht):
    dag = date.fromisoformat(opdracht.gegevens["dag"])
    bijdragen = list(Bijdrage.objects.wacht_op_partij().filter(uiterlijk__isnull=False).voor_pagina())

    def store():
        for bijdrage in bijdragen:
            herinner(bijdrage, dag)

    return store
