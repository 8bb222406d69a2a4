"""The document of an analysis: the HTML, the PDF of it, and what is stored once it was adopted.

The same content gives the same bytes. Three kinds are stored: the booklet, its archive copy and the page for residents.
"""

import re
from itertools import count

from gebiedswerk.pdf import ARCHIEF, document_html, maak_met_recept, maak_pdf
from gebiedswerk.svg import PROCES

from .beeld import document_context
from .figuur import PAPIER

SJABLOON = "cyclus/analyse_document.html"
SOORT_ARCHIEF = "analyse_archief"
# Drawings number themselves over the whole life of a process.
NUMMER = re.compile(rf"-(\d+)-{PROCES}\b")


def vaste_nummers(html):
    nummers = {}
    teller = count(1)

    def vast(gevonden):
        if gevonden[1] not in nummers:
            nummers[gevonden[1]] = next(teller)
        return f"-{nummers[gevonden[1]]}"

    return NUMMER.sub(vast, html)


def als_html(inhoud):
    return vaste_nummers(document_html(SJABLOON, document_context(inhoud, PAPIER)))


def als_pdf(inhoud):
    return maak_pdf(als_html(inhoud), titel=inhoud.titel, los=True)


def als_vaste_pdf(inhoud):
    """The PDF and its recipe, for what was adopted."""
    return maak_met_recept(als_html(inhoud), titel=inhoud.titel, los=True)


def als_archief(inhoud):
    """The same for the archive: PDF/A-2a, which holds its own colours and letters and asks for nothing else."""
    return maak_met_recept(als_html(inhoud), titel=inhoud.titel, los=True, variant=ARCHIEF)
