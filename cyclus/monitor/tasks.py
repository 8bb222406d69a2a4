from cyclus.analyse.vorm import als_json
from cyclus.monitor.beeld import GEMETEN, RAAD, gebied_context, raad_context
from cyclus.monitor.inhoud import lees
from cyclus.monitor.models import Gebiedsmonitor
from cyclus.monitor.raad import gemeentegebied, stel_op
from gebiedswerk.opdrachten import uitvoerder
from gebiedswerk.stuk import bestel, maak


@uitvoerder("gebiedsmonitor_pdf", "PDF van een monitor maken")
def gebiedsmonitor_pdf(opdracht):
    monitor = Gebiedsmonitor.objects.voor_lijst().get(pk=opdracht.gegevens["pk"])
    inhoud = lees(monitor)
    context = gebied_context(inhoud, monitor.status_naam)
    stand = opdracht.gegevens["stand"]
    return maak("gebiedsmonitor", monitor, GEMETEN, context, stand=stand, inhoud=als_json(inhoud))


@uitvoerder("raadsmonitor_pdf", "PDF voor de raad maken")
def raadsmonitor_pdf(opdracht):
    overzicht = stel_op(opdracht.gegevens["jaar"])
    context = raad_context(overzicht)
    return maak("raadsmonitor", gemeentegebied(), RAAD, context, stand=overzicht.stand, inhoud=als_json(overzicht))


@uitvoerder("raadsmonitor_verversen", "Overzicht voor de raad bijwerken")
def raadsmonitor_verversen(opdracht):
    """One PDF for the monitors that were adopted together, however many there were."""
    jaar = opdracht.gegevens["jaar"]
    return lambda: bestel("raadsmonitor", gemeentegebied(), stand=stel_op(jaar).stand, jaar=jaar)
