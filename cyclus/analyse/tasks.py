"""What makes the analyses in the background: one opdracht per area, so that one failure stops no other."""

from datetime import date

from gebieden.gebied.models import Gebied
from gebiedswerk.opdrachten import ROOSTER, Definitief, Roosterregel, uitvoerder

from .document import als_pdf
from .inhoud import stel_op
from .models import Gebiedsanalyse
from .ronde import jaar_van_ronde, zet_ronde_klaar


@uitvoerder("wijkanalyse", "De analyse van een gebied maken")
def maak_wijkanalyse(opdracht):
    """Figures of today with the words people wrote so far; what was adopted stays as it is."""
    gebied = Gebied.objects.filter(pk=opdracht.gegevens["gebied"]).first()
    if gebied is None:
        raise Definitief("Dit gebied bestaat niet meer.")
    jaar = opdracht.gegevens["jaar"]
    if Gebiedsanalyse.objects.vastgesteld().filter(gebied=gebied, jaar=jaar).exists():
        return None
    opdracht.meld(10, "Cijfers, signalen en verhalen verzamelen")
    inhoud = stel_op(gebied, jaar)
    opdracht.meld(40, "Het document opmaken")
    pdf = als_pdf(inhoud)
    opdracht.meld(90, "Bewaren")

    def bewaar():
        Gebiedsanalyse.objects.neem_op(gebied, jaar, inhoud, pdf, door=opdracht.door)

    return bewaar


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


@uitvoerder("wijkanalyses", "De jaarlijkse analyses klaarzetten")
def begin_ronde(opdracht):
    jaar = date.fromisoformat(opdracht.gegevens["dag"]).year
    return lambda: zet_ronde_klaar(jaar)


def _sleutel(dag):
    jaar = jaar_van_ronde(dag)
    return f"wijkanalyses:rooster:{jaar}" if jaar else None


ROOSTER.append(Roosterregel("wijkanalyses", _sleutel))
