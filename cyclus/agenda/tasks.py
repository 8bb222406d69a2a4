from cyclus.agenda.document import SJABLOON, als_context, stel_op
from cyclus.agenda.models import Gebiedsagenda
from cyclus.analyse.vorm import als_json
from gebiedswerk.opdrachten import uitvoerder
from gebiedswerk.stuk import maak


@uitvoerder("agenda_pdf", "PDF van een agenda maken")
def agenda_pdf(opdracht):
    agenda = Gebiedsagenda.objects.voor_lijst().get(pk=opdracht.gegevens["pk"])
    stuk = stel_op(agenda)
    stand = opdracht.gegevens["stand"]
    return maak("agenda", agenda, SJABLOON, als_context(stuk), stand=stand, inhoud=als_json(stuk))
