"""The parts of an analysis that people are asked about, by the anchor of their chapter in the document."""

from gebiedswerk.profiel import huidig

# What is about no chapter in particular.
GEHEEL = "geheel"


def namen():
    """``{anchor: name}``, in the order of the document, in the municipality's own words."""
    woord = huidig().woorden
    return {
        "samenvatting": "In het kort",
        "opvalt": "Wat opvalt in de cijfers",
        "signalen": f"{woord['signalen'].capitalize()}: wat er binnenkwam",
        "initiatieven": f"{woord['initiatieven'].capitalize()}: wat er begon",
        "verhalen": "Verhalen uit het gebied",
        "kansen": "Ontwikkelingen, kansen en bedreigingen",
        GEHEEL: "Het geheel",
    }


def naam_van(deel):
    return namen().get(deel, "Het geheel")
