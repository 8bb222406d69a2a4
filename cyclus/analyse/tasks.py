"""What makes the document of one analysis again in the background; the round of all areas is in ``cyclus/ronde``."""

from gebiedswerk.opdrachten import Definitief, uitvoerder

from .document import als_pdf
from .models import Gebiedsanalyse


@uitvoerder("analyse_pdf", "Het document van een analyse opnieuw maken")
def maak_analysedocument(opdracht):
    """The words of now with the figures that were frozen before."""
    analyse = Gebiedsanalyse.objects.select_related("gebied").filter(pk=opdracht.gegevens["pk"]).first()
    if analyse is None:
        raise Definitief("Deze analyse bestaat niet meer.")
    opdracht.meld(20, "Het document opmaken")
    inhoud = analyse.huidige_inhoud()
    pdf = als_pdf(inhoud)

    def bewaar():
        if analyse.inhoud is None:
            Gebiedsanalyse.objects.neem_op(analyse.gebied, analyse.jaar, inhoud, pdf, door=opdracht.door)
        else:
            analyse.bewaar_document(inhoud, pdf)

    return bewaar
