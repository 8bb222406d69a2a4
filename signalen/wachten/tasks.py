from datetime import date

from gebiedswerk.opdrachten import elke_dag
from signalen.models import Wachtvraag


@elke_dag("wachtvragen", "Vragen aan melders waarop geen antwoord kwam")
def wachtvragen(opdracht):
    dag = date.fromisoformat(opdracht.gegevens["dag"])
    verlopen = Wachtvraag.objects.select_related("signaal__eigenaar").verlopen(dag)

    def store():
        for vraag in verlopen:
            vraag.herinner_eigenaar(dag)

    return store
