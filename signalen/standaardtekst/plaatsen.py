"""The placeholders of a standard text: a fixed list, each with a word for when there is nothing to fill in."""

import re

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gebiedswerk.profiel import huidig

PLEK = re.compile(r"\{\s*([A-Za-z_]+)\s*\}")
# What the beheerder reads about each.
UITLEG = {
    "nummer": "het nummer van het signaal",
    "naam": "de naam van de melder",
    "gebied": "het gebied waar het over gaat",
    "thema": "het thema",
    "uiterlijk": "de dag waarop wij uiterlijk antwoorden",
    "afdeling": "de afdeling die ermee bezig is",
    "behandelaar": "de naam van wie het behandelt",
    "gemeente": "de naam van de gemeente",
}
VOORBEELD = {
    "nummer": "S26-00123",
    "naam": "mevrouw De Vries",
    "gebied": "Voorbeelddorp",
    "thema": "verkeer en parkeren",
    "uiterlijk": "5 maart 2026",
    "afdeling": "Beheer Openbare Ruimte",
    "behandelaar": "Jan Jansen",
    "gemeente": "Voorbeeldgemeente",
}


def onbekende(tekst):
    """The placeholders in a text that do not exist, in the order in which they stand."""
    return [naam for naam in dict.fromkeys(PLEK.findall(tekst)) if naam not in UITLEG]


def vul_in(tekst, waarden):
    """All at once, so that braces in what somebody typed stay braces."""
    return PLEK.sub(lambda found: str(waarden.get(found[1], found[0])), tekst)


def waarden_van(signaal, taal):
    """What stands in the placeholders for this signal; what is missing still reads as a sentence."""
    with translation.override(taal):
        melder = getattr(signaal, "melder", None)
        return {
            "nummer": signaal.nummer,
            "naam": (melder and melder.naam) or _("inwoner"),
            "gebied": str(signaal.trekkend_gebied),
            "thema": signaal.thema_naam.lower(),
            "uiterlijk": date_format(signaal.uiterlijk, "j F Y"),
            "afdeling": str(signaal.doorgezet_naar or _("onze vakafdeling")),
            "behandelaar": str(signaal.eigenaar),
            "gemeente": huidig().naam,
        }
