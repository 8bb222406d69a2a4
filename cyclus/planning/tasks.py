from datetime import date
from importlib import import_module

from cyclus.analyse.vorm import als_json
from cyclus.planning import document
from cyclus.planning.filters import uit_keuze
from cyclus.planning.herinneren import stuur_herinneringen
from gebieden.inlezing.werkwijzen import ELDERS
from gebieden.models import Gebruiker
from gebiedswerk.opdrachten import Definitief, elke_dag, uitvoerder
from gebiedswerk.stuk import maak


@uitvoerder("planning_pdf", "PDF van een planning maken")
def planning_pdf(opdracht):
    """Within what the person who asked may see, on the day it is made."""
    gegevens = opdracht.gegevens
    persoon = Gebruiker.objects.get(pk=gegevens["pk"])
    filter_ = uit_keuze(gegevens["keuze"], persoon)
    if filter_ is None:
        raise Definitief("Dit plan is er niet meer, of u mag het niet meer zien.")
    overzicht = filter_.stel_op()
    context = document.als_context(overzicht, per=filter_.indeling, formaat=gegevens["formaat"])
    return maak("planning", persoon, document.SJABLOON, context, stand=gegevens["stand"], inhoud=als_json(overzicht))


@elke_dag("stille_maatregelen", "Herinneringen aan maatregelen waarvan lang niets is gehoord")
def stille_maatregelen(opdracht):
    vandaag = date.fromisoformat(opdracht.gegevens["dag"])
    return lambda: stuur_herinneringen(vandaag)


ELDERS["maatregelen"] = lambda: import_module("cyclus.planning.inlezen").WERKWIJZE
