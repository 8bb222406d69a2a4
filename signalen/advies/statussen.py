"""The states of an advice (domain.md §3.2)."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import Overgang, Statustabel

# Decisions for which the college owes the platform an argument.
AFWIJKEND = ("deels", "afgeweken")


def vraag_is_compleet(advies):
    """The platform knows beforehand what it can still change, and until when [U 2b]."""
    needed = {
        "vraag": "Schrijf op wat u wilt weten.",
        "ruimte": f"Schrijf op waar {huidig().de('platform')} nog invloed op heeft. Pas dan kunt u advies vragen.",
        "advies_uiterlijk": "Kies tot wanneer het advies welkom is.",
    }
    missing = {veld: zin for veld, zin in needed.items() if not getattr(advies, veld)}
    if missing:
        raise ValidationError(list(missing.values()))
    if advies.advies_uiterlijk <= timezone.localdate():
        raise ValidationError("De dag waarop het advies er moet zijn, is al geweest. Kies een latere dag.")
    if not advies.platform.is_actief:
        raise ValidationError(f"{advies.platform} is gestopt. Er is niemand om advies aan te vragen.")


def is_gevraagd_of_ongevraagd(advies):
    if advies.soort == "gevraagd":
        raise ValidationError("Vraag eerst om advies. Daarna kan het worden uitgebracht.")


TABEL = Statustabel(
    {
        "concept": "Concept",
        "gevraagd": "Gevraagd",
        "uitgebracht": "Uitgebracht",
        "beantwoord": "Beantwoord",
        "niet_uitgebracht": "Niet uitgebracht",
        "ingetrokken": "Ingetrokken",
    },
    "concept",
    [
        Overgang("concept", "gevraagd", "behandelen", "Advies vragen", eisen=(vraag_is_compleet,)),
        Overgang(
            *("concept", "uitgebracht", "adviseren", "Advies uitbrengen"),
            velden=("advies",),
            eisen=(is_gevraagd_of_ongevraagd,),
        ),
        Overgang("concept", "ingetrokken", "behandelen", "Niet vragen"),
        Overgang("gevraagd", "uitgebracht", "adviseren", "Advies uitbrengen", velden=("advies",)),
        Overgang("gevraagd", "niet_uitgebracht", "afzien", "Geen advies", velden=("reden",)),
        Overgang("gevraagd", "ingetrokken", "behandelen", "Vraag intrekken", velden=("reden",)),
        Overgang("niet_uitgebracht", "uitgebracht", "adviseren", "Alsnog adviseren", velden=("advies",)),
        Overgang("uitgebracht", "beantwoord", "beantwoorden", "Reactie vastleggen", velden=("besluit", "reactie")),
    ],
)
