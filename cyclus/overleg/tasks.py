"""What happens with meetings in the background. The executor of the minutes stands in ``verslag``."""

from datetime import date

from gebiedswerk.opdrachten import elke_dag, uitvoerder, zet_klaar
from signalen.trend.kwartaal import Kwartaal

from .actiepunt import Actiepunt
from .signaalteam import bereid_voor, te_bespreken_kwartaal
from .verslag import maak_verslag

__all__ = ["herinner_aan_acties", "maak_verslag"]


@elke_dag("actie_herinneringen", "Herinneringen aan actiepunten")
def herinner_aan_acties(opdracht):
    vandaag = date.fromisoformat(opdracht.gegevens["dag"])

    def verstuur():
        for actie in Actiepunt.objects.te_herinneren(vandaag):
            actie.herinner(vandaag)

    return verstuur


@elke_dag("signaalteam", "Kijken of een overleg over trends klaar moet staan")
def zet_signaalteam_klaar(opdracht):
    """Once for each quarter, however often it is asked."""
    kwartaal = te_bespreken_kwartaal(date.fromisoformat(opdracht.gegevens["dag"]))
    if kwartaal is None:
        return None
    return lambda: zet_klaar(
        "bereid_signaalteam_voor", f"signaalteam:{kwartaal.kort}", jaar=kwartaal.jaar, nummer=kwartaal.nummer
    )


@uitvoerder("bereid_signaalteam_voor", "Overleg over trends voorbereiden")
def bereid_signaalteam_voor(opdracht):
    kwartaal = Kwartaal(opdracht.gegevens["jaar"], opdracht.gegevens["nummer"])
    return lambda: bereid_voor(kwartaal)
