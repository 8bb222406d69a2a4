from cyclus.analyse.vorm import als_json
from cyclus.monitor.models import Gebiedsmonitor
from cyclus.raad.beeld import GEBIED, OVERZICHT, gebied_context, raad_context
from cyclus.raad.models import Raadsrapportage
from cyclus.raad.overzicht import een_gebied, gemeentegebied, stel_op
from gebiedswerk.opdrachten import uitvoerder
from gebiedswerk.stuk import bestel, maak


@uitvoerder("raadsmonitor_pdf", "PDF voor de raad maken")
def raadsmonitor_pdf(opdracht):
    overzicht = stel_op(opdracht.gegevens["jaar"])
    context, inhoud = raad_context(overzicht), als_json(overzicht)
    return maak("raadsmonitor", gemeentegebied(), OVERZICHT, context, stand=overzicht.stand, inhoud=inhoud)


@uitvoerder("raadsmonitor_verversen", "Overzicht voor de raad bijwerken")
def raadsmonitor_verversen(opdracht):
    """One PDF for the monitors that were adopted together, however many there were."""
    jaar = opdracht.gegevens["jaar"]
    return lambda: bestel("raadsmonitor", gemeentegebied(), stand=stel_op(jaar).stand, jaar=jaar)


@uitvoerder("raadsrapportage_pdf", "PDF van een rapportage aan de raad maken")
def raadsrapportage_pdf(opdracht):
    rapportage = Raadsrapportage.objects.get(pk=opdracht.gegevens["pk"])
    overzicht = rapportage.lees()
    context = raad_context(overzicht)
    stand, inhoud = rapportage.stand, rapportage.inhoud
    return maak("raadsrapportage", rapportage, OVERZICHT, context, stand=stand, inhoud=inhoud, bevries=True)


@uitvoerder("raadsgebied_pdf", "PDF van een gebied voor de raad maken")
def raadsgebied_pdf(opdracht):
    monitor = Gebiedsmonitor.objects.voor_lijst().get(pk=opdracht.gegevens["pk"])
    overzicht = een_gebied(monitor)
    context, inhoud = gebied_context(overzicht), als_json(overzicht)
    return maak("raadsgebied", monitor, GEBIED, context, stand=opdracht.gegevens["stand"], inhoud=inhoud)
