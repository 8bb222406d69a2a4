"""The analysis on one side of paper for a letterbox: five figures, three things that stand out, what people say."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.text import Truncator

from gebiedswerk.pdf import document_html, maak_met_recept
from gebiedswerk.profiel import huidig

from .document import vaste_nummers
from .kortbeeld import citaten, kerncijfers, valt_op
from .omgevingsbeeld import ligging
from .samenvatting import aantal_in_woorden

SOORT = "analyse_blad"
SJABLOON = "cyclus/analyse_bewonersblad.html"
MEESTE_CIJFERS, MEESTE_PUNTEN, MEESTE_CITATEN = 5, 3, 2
# One page is one page: what is longer is cut, or left for the document.
LANGSTE_PUNT, LANGSTE_CITAAT, LANGE_NAAM = 130, 130, 20


@dataclass(frozen=True)
class Contact:
    """Where to read and to react: a site that is typed over from paper, and the municipality's telephone and mail."""

    site: str
    telefoon: str
    email: str


def contact_van_nu():
    site = urlsplit(settings.SITE_URL).netloc
    return Contact(site, huidig().contact_telefoon, huidig().contact_email)


def blad_context(inhoud, contact):
    cijfers = kerncijfers(inhoud, MEESTE_CIJFERS)
    return {
        "inhoud": inhoud,
        "titel": f"Zo gaat het in {inhoud.gebied}",
        "ondertitel": f"Het belangrijkste uit {inhoud.titel}",
        "organisatie": f"Gemeente {inhoud.gemeente}",
        "datum": inhoud.dag,
        "is_lang": len(inhoud.gebied) > LANGE_NAAM,
        "contact": contact,
        "menuwoord": huidig().woorden["gebieden"].capitalize(),
        "kerncijfers": cijfers,
        "ligging": ligging(inhoud),
        "punten": [Truncator(punt.zin).chars(LANGSTE_PUNT) for punt in valt_op(inhoud, MEESTE_PUNTEN, per_thema=1)],
        "citaten": citaten(inhoud, MEESTE_CITATEN, LANGSTE_CITAAT),
        "themas": [t.naam.lower() for t in inhoud.signalen.per_thema if t.nu][:3],
        "signalen_totaal": aantal_in_woorden(inhoud.signalen),
    }


def blad_titel(inhoud):
    return f"Zo gaat het in {inhoud.gebied}, {inhoud.jaar}"


def maak_blad(inhoud, contact):
    """The PDF and its recipe."""
    html = vaste_nummers(document_html(SJABLOON, blad_context(inhoud, contact)))
    return maak_met_recept(html, titel=blad_titel(inhoud), los=True)
