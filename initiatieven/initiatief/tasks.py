"""What happens with initiatives by the calendar."""

from datetime import date

from gebiedswerk.opdrachten import elke_dag

from .models import Initiatief


@elke_dag("initiatief_herinneringen", "Herinneringen aan initiatieven")
def herinner_aan_initiatieven(opdracht):
    vandaag = date.fromisoformat(opdracht.gegevens["dag"])

    def verstuur():
        for initiatief in Initiatief.objects.te_herinneren(vandaag):
            initiatief.herinner(vandaag)

    return verstuur
