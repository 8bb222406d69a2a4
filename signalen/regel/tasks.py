"""What happens with the rules by the calendar."""

from gebiedswerk.opdrachten import elke_dag

from .alarm import kijk_alle_na


@elke_dag("toewijsregels_nakijken", "Toewijsregels nakijken")
def nakijken(opdracht):
    return kijk_alle_na
