"""What happens with meetings in the background. The executor of the minutes stands in ``verslag``, what is forgotten
of a signal in ``vergeten``.
"""

from datetime import date

from gebiedswerk.opdrachten import elke_dag

from .actiepunt import Actiepunt
from .vergeten import agendapunten
from .verslag import maak_verslag

__all__ = ["agendapunten", "herinner_aan_acties", "maak_verslag"]


@elke_dag("actie_herinneringen", "Herinneringen aan actiepunten")
def herinner_aan_acties(opdracht):
    vandaag = date.fromisoformat(opdracht.gegevens["dag"])

    def verstuur():
        for actie in Actiepunt.objects.te_herinneren(vandaag):
            actie.herinner(vandaag)

    return verstuur
