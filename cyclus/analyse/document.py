"""The document of an analysis: the HTML, and the PDF of it. The same content gives the same bytes."""

import re
from itertools import count

from gebiedswerk.pdf import document_html, maak_pdf
from gebiedswerk.svg import PROCES

from .beeld import document_context
from .figuur import PAPIER

SJABLOON = "cyclus/analyse_document.html"
# Drawings number themselves over the whole life of a process.
NUMMER = re.compile(rf"-(\d+)-{PROCES}\b")


def als_html(inhoud):
    nummers = {}
    teller = count(1)

    def vast(gevonden):
        if gevonden[1] not in nummers:
            nummers[gevonden[1]] = next(teller)
        return f"-{nummers[gevonden[1]]}"

    return NUMMER.sub(vast, document_html(SJABLOON, document_context(inhoud, PAPIER)))


def als_pdf(inhoud):
    return maak_pdf(als_html(inhoud), titel=inhoud.titel, los=True)
