"""What happens to parts by the calendar."""

from datetime import date, timedelta

from gebiedswerk.opdrachten import elke_dag, uitvoerder
from gebiedswerk.profiel import huidig
from gebiedswerk.termijnen import herinner

from .models import Deel, Verdeling


@uitvoerder("sluit_met_delen", "Een signaal afsluiten met de antwoorden van afdelingen")
def sluit_met_delen(opdracht):
    verdeling = Verdeling.objects.filter(pk=opdracht.gegevens["verdeling"]).first()
    return verdeling and (lambda: verdeling.sluit_vanzelf(opdracht.gegevens["stand"]))


@elke_dag("deel_herinneringen", "Herinneren aan vragen aan afdelingen")
def herinneringen(opdracht):
    dag = date.fromisoformat(opdracht.gegevens["dag"])
    steps = huidig().cyclus["herinnering_dagen"]
    rond = (dag - timedelta(days=max(steps) + 31), dag - timedelta(days=min(steps)))
    delen = list(Deel.objects.open().filter(uiterlijk__range=rond).voor_lijst())

    def store():
        for d in delen:
            titel = f"Vraag over {d.signaal.nummer}: {d.signaal.kop}"
            herinner(d, aan=d.eigenaar, uiterlijk=d.uiterlijk, vandaag=dag, titel=titel, url=d.get_absolute_url())

    return store
