from cyclus.analyse.vorm import als_json
from gebiedswerk.opdrachten import uitvoerder
from gebiedswerk.stuk import maak

from .document import SJABLOON, als_context
from .models import Opdrachtbrief


@uitvoerder("opdrachtbrief_pdf", "PDF van een opdrachtbrief maken")
def opdrachtbrief_pdf(opdracht):
    brief = Opdrachtbrief.objects.voor_lijst().get(pk=opdracht.gegevens["pk"])
    inhoud = brief.stel_op()
    stand = opdracht.gegevens["stand"]
    return maak("opdrachtbrief", brief, SJABLOON, als_context(brief, inhoud), stand=stand, inhoud=als_json(inhoud))
