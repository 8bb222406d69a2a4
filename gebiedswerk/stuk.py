"""A document as PDF: ordered once per content, made by a worker, downloaded when it is there.

``stand`` names the content: the same stand is the same document, so ordering twice makes one file.
"""

from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify

from gebiedswerk.documenten import Document
from gebiedswerk.opdrachten import Opdracht, zet_klaar
from gebiedswerk.pdf import document_html, maak_met_recept


def _sleutel(soort, ding, stand):
    return f"{soort}_pdf:{ding.pk}:{stand}"


def bestel(soort, ding, *, stand, door=None, **gegevens):
    """Put the making of the PDF ready; the executor is called ``<soort>_pdf``."""
    opdracht, _ = zet_klaar(
        f"{soort}_pdf", _sleutel(soort, ding, stand), door=door, pk=ding.pk, stand=stand, **gegevens
    )
    return opdracht


def maak(soort, ding, sjabloon, context, *, stand, inhoud, bevries=False):
    """Render the PDF (slow); returns the function that stores it.

    ``bevries`` keeps with it all that is needed to make the same bytes in ten years: for what was adopted and is
    public, never for what must be forgotten one day.
    """
    pdf, recept = maak_met_recept(document_html(sjabloon, context), titel=context["titel"])

    def bewaar():
        Document.objects.bewaar(
            ding,
            soort,
            titel=context["titel"],
            gegevens={"stand": stand, "inhoud": inhoud},
            pdf=pdf,
            recept=recept if bevries else None,
        )

    return bewaar


def nieuwste(soort, ding, stand):
    """The stored document of this content, or None."""
    return next((d for d in Document.objects.van(ding).filter(soort=soort) if d.gegevens.get("stand") == stand), None)


def antwoord(request, soort, ding, *, stand, titel, terug, **gegevens):
    """Answer a request for the PDF: the file, or a page that tells how far it is and orders it on a POST."""
    document = nieuwste(soort, ding, stand)
    if document and "bekijk" not in request.GET:
        return FileResponse(document.bestand.open(), content_type="application/pdf", filename=f"{slugify(titel)}.pdf")
    if request.method == "POST":
        opdracht = bestel(soort, ding, stand=stand, **gegevens)
        if opdracht.status == "mislukt":
            opdracht.probeer_opnieuw()
        return redirect(request.path)
    opdracht = Opdracht.objects.filter(sleutel=_sleutel(soort, ding, stand)).first()
    return render(request, "gebiedswerk/stuk_pdf.html", {"titel": titel, "opdracht": opdracht, "terug": terug})
