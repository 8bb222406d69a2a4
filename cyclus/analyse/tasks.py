"""What makes the documents of one analysis in the background; the round of all areas is in ``cyclus/ronde``."""

from gebiedswerk.opdrachten import Definitief, uitvoerder

from .bewonersblad import SOORT as SOORT_BLAD
from .bewonersblad import blad_titel, contact_van_nu, maak_blad
from .document import SOORT_ARCHIEF, als_archief, als_pdf, als_vaste_pdf
from .models import Gebiedsanalyse


def _haal(opdracht):
    analyse = Gebiedsanalyse.objects.select_related("gebied").filter(pk=opdracht.gegevens["pk"]).first()
    if analyse is None:
        raise Definitief("Deze analyse bestaat niet meer.")
    return analyse


@uitvoerder("analyse_pdf", "Het document van een analyse opnieuw maken")
def maak_analysedocument(opdracht):
    """The words of now with the figures that were frozen before; once adopted, all that is kept for good."""
    analyse = _haal(opdracht)
    opdracht.meld(20, "Het document opmaken")
    inhoud = analyse.huidige_inhoud()
    if analyse.is_vastgesteld:
        return _maak_alles(opdracht, analyse, inhoud)
    pdf = als_pdf(inhoud)

    def bewaar():
        if analyse.inhoud is None:
            Gebiedsanalyse.objects.neem_op(analyse.gebied, analyse.jaar, inhoud, pdf, door=opdracht.door)
        else:
            analyse.bewaar_document(inhoud, pdf)

    return bewaar


def _maak_alles(opdracht, analyse, inhoud):
    """The booklet, its archive copy and the page for residents, each with its recipe."""
    pdf, recept = als_vaste_pdf(inhoud)
    opdracht.meld(50, "De archiefkopie maken")
    archief = als_archief(inhoud)
    opdracht.meld(80, "Het blad voor bewoners maken")
    blad = maak_blad(inhoud, contact_van_nu())

    def bewaar():
        analyse.bewaar_document(inhoud, pdf, recept=recept)
        analyse.bewaar_naast(SOORT_ARCHIEF, f"{inhoud.titel} (archief)", inhoud, *archief)
        analyse.bewaar_naast(SOORT_BLAD, blad_titel(inhoud), inhoud, *blad)

    return bewaar


@uitvoerder("analyse_archief_pdf", "De archiefkopie van een analyse maken")
def maak_archief(opdracht):
    analyse = _haal(opdracht)
    if not analyse.is_vastgesteld:
        raise Definitief("Deze analyse is niet vastgesteld.")
    inhoud = analyse.huidige_inhoud()
    archief = als_archief(inhoud)
    return lambda: analyse.bewaar_naast(SOORT_ARCHIEF, f"{inhoud.titel} (archief)", inhoud, *archief)


@uitvoerder("analyse_blad_pdf", "Het blad voor bewoners maken")
def maak_bewonersblad(opdracht):
    analyse = _haal(opdracht)
    inhoud = analyse.huidige_inhoud()
    pdf, recept = maak_blad(inhoud, contact_van_nu())
    vast = recept if analyse.is_vastgesteld else None
    return lambda: analyse.bewaar_naast(SOORT_BLAD, blad_titel(inhoud), inhoud, pdf, vast)
