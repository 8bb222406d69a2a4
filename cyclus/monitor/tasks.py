from cyclus.analyse.vorm import als_json
from cyclus.monitor.beeld import GEMETEN, gebied_context
from cyclus.monitor.inhoud import lees
from cyclus.monitor.models import Gebiedsmonitor
from gebiedswerk.opdrachten import uitvoerder
from gebiedswerk.stuk import maak


@uitvoerder("gebiedsmonitor_pdf", "PDF van een monitor maken")
def gebiedsmonitor_pdf(opdracht):
    monitor = Gebiedsmonitor.objects.voor_lijst().get(pk=opdracht.gegevens["pk"])
    inhoud = lees(monitor)
    context = gebied_context(inhoud, monitor.status_naam)
    stand = opdracht.gegevens["stand"]
    is_vast = monitor.is_openbaar
    return maak("gebiedsmonitor", monitor, GEMETEN, context, stand=stand, inhoud=als_json(inhoud), bevries=is_vast)
