"""The calendar of measures on paper: drawn sheet by sheet, with the same facts in tables behind it."""

from gebiedswerk.grafiek.planning import bladen, planning
from gebiedswerk.grafiek.tijdbalk import Maten
from gebiedswerk.profiel import huidig

SJABLOON = "document/planning.html"
# What fits on a sheet in the units of the drawing, under its heading.
FORMATEN = {"A4": (Maten(), 530.0), "A3": (Maten(breedte=1640, namen=430, dicht=True), 940.0)}


def als_context(overzicht, *, per, formaat):
    maten, hoogte = FORMATEN[formaat]
    sheets = bladen(overzicht.als_groepen(per), maten, hoogte)
    tekeningen = [
        planning(
            sheet,
            van=overzicht.van,
            tot=overzicht.tot,
            vandaag=overzicht.vandaag,
            titel=f"{overzicht.titel}, blad {nummer} van {len(sheets)}",
            maten=maten,
        )
        for nummer, sheet in enumerate(sheets, 1)
    ]
    return {
        "stuk": overzicht,
        "bladen": tekeningen,
        "css": f"css/planning-{formaat.lower()}.css",
        "woord": huidig().woorden,
        "titel": overzicht.titel,
        "ondertitel": "Wat wanneer klaar is",
        "organisatie": f"Gemeente {huidig().naam}",
        "datum": overzicht.vandaag,
    }
