from datetime import date

from cyclus.analyse.vorm import als_json
from cyclus.plan.document import SJABLOON, als_context, ligging, stel_op
from cyclus.plan.maatregel import Maatregel
from cyclus.plan.models import Gebiedsplan
from gebiedswerk.opdrachten import elke_dag, uitvoerder
from gebiedswerk.stuk import maak
from gebiedswerk.termijnen import herinner


@elke_dag("herinner_maatregelen", "Herinneringen aan maatregelen")
def herinner_maatregelen(opdracht):
    """Whoever holds a measure hears of its date; the key of each mail makes a second run harmless."""
    vandaag = date.fromisoformat(opdracht.gegevens["dag"])
    maatregelen = list(Maatregel.objects.te_herinneren(vandaag).voor_lijst())

    def verstuur():
        for maatregel in maatregelen:
            if houder := maatregel.wie_herinneren():
                herinner(
                    maatregel,
                    aan=houder,
                    uiterlijk=maatregel.einddatum,
                    vandaag=vandaag,
                    titel=maatregel.titel,
                    url=maatregel.get_absolute_url(),
                )

    return verstuur


@uitvoerder("plan_pdf", "PDF van een plan maken")
def plan_pdf(opdracht):
    plan = Gebiedsplan.objects.voor_lijst().get(pk=opdracht.gegevens["pk"])
    stuk = stel_op(plan)
    stand = opdracht.gegevens["stand"]
    context = als_context(stuk) | {"omslagbeeld": ligging(plan.gebied)}
    return maak("plan", plan, SJABLOON, context, stand=stand, inhoud=als_json(stuk))
