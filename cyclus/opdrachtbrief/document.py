"""The letter on paper and on the screen, from what it asks."""

from gebiedswerk.profiel import huidig

SJABLOON = "cyclus/opdrachtbrief_document.html"


def als_context(brief, inhoud):
    profiel = huidig()
    return {
        "brief": brief,
        "inhoud": inhoud,
        "gevraagd": inhoud.gevraagd,
        "woord": profiel.woorden,
        "titel": str(brief),
        "ondertitel": f"Wat {brief.gebied} in {brief.jaar} van {brief.afdeling} vraagt",
        "organisatie": f"Gemeente {profiel.naam}",
    }
