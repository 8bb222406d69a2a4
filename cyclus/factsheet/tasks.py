"""Making the factsheet on paper, and throwing it away a week later: it is of a day, and has people in it."""

from datetime import timedelta

from django.utils import timezone

from gebieden.models import Gebied
from gebiedswerk import stuk
from gebiedswerk.documenten import Document
from gebiedswerk.opdrachten import Definitief, Opdracht, elke_dag, uitvoerder

from .beeld import SJABLOON, SOORT, context
from .inhoud import stel_op

BEWAARD = timedelta(days=7)


@uitvoerder("factsheet_pdf", "Factsheet van een gebied als PDF")
def maak(opdracht):
    inhoud = stel_op(Gebied.objects.get(pk=opdracht.gegevens["pk"]))
    if inhoud.stand != opdracht.gegevens["stand"]:
        raise Definitief("Er is intussen iets veranderd. Ga terug en maak de PDF opnieuw.")
    gebied = Gebied.objects.get(pk=opdracht.gegevens["pk"])
    return stuk.maak(SOORT, gebied, SJABLOON, context(inhoud, op_papier=True), stand=inhoud.stand, inhoud={})


@elke_dag("factsheet_opruimen", "Oude factsheets weggooien")
def ruim_op(opdracht):
    """Row, file and order: who asks again gets one of today."""

    def gooi_weg():
        voor = timezone.now() - BEWAARD
        for document in Document.objects.filter(soort=SOORT, gemaakt_op__lt=voor):
            document.bestand.delete(save=False)
            document.delete()
        oud = Opdracht.objects.filter(soort=f"{SOORT}_pdf", aangemaakt_op__lt=voor)
        oud.filter(status__in=["gelukt", "mislukt"]).delete()

    return gooi_weg
