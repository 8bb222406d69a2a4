"""What happens to the kept tiles by the calendar."""

from gebiedswerk.opdrachten import elke_dag

from .tegels import ruim_op


@elke_dag("tegels_opruimen", "Oude stukken van de kaart opruimen")
def opruimen(opdracht):
    ruim_op()
    return lambda: None
