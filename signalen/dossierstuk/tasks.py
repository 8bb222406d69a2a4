"""Making the print, and throwing it away a day later."""

from datetime import timedelta

from django.utils import timezone

from gebiedswerk import stuk
from gebiedswerk.documenten import Document
from gebiedswerk.opdrachten import Definitief, Opdracht, elke_dag, uitvoerder
from signalen.signaal.models import Signaal

from .document import SJABLOON, SOORT, SOORT_MET_MELDER, context, stel_op

BEWAARD = timedelta(days=1)


def _maak(opdracht, soort):
    signaal = Signaal.objects.voor_dossier().filter(pk=opdracht.gegevens["pk"]).first()
    inhoud = signaal and stel_op(signaal, met_melder=soort == SOORT_MET_MELDER)
    if signaal is None or inhoud.stand != opdracht.gegevens["stand"]:
        raise Definitief("Het dossier is intussen gewijzigd. Ga terug en maak de PDF opnieuw.")
    opdracht.meld(30, "PDF opmaken")
    pagina = context(inhoud, signaal)
    return stuk.maak(soort, signaal, SJABLOON, pagina, stand=inhoud.stand, inhoud={})


@uitvoerder("signaal_pdf", "Het dossier van een signaal als PDF")
def maak_dossier(opdracht):
    return _maak(opdracht, SOORT)


@uitvoerder("signaal_met_melder_pdf", "Het dossier van een signaal als PDF, met de melder")
def maak_dossier_met_melder(opdracht):
    return _maak(opdracht, SOORT_MET_MELDER)


@elke_dag("signaal_pdf_opruimen", "Gemaakte dossiers van signalen weggooien")
def ruim_op(opdracht):
    """Row, file and order: who asks again gets a new one."""

    def gooi_weg():
        voor = timezone.now() - BEWAARD
        soorten = [SOORT, SOORT_MET_MELDER]
        for document in Document.objects.filter(soort__in=soorten, gemaakt_op__lt=voor):
            document.bestand.delete(save=False)
            document.delete()
        oud = Opdracht.objects.filter(soort__in=[f"{soort}_pdf" for soort in soorten], aangemaakt_op__lt=voor)
        oud.filter(status__in=["gelukt", "mislukt"]).delete()

    return gooi_weg
