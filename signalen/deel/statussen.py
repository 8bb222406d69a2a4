"""The states of a part of a signal."""

from django.core.exceptions import ValidationError

from gebiedswerk.statussen import Overgang, Statustabel


def signaal_is_open(deel):
    if not deel.signaal.is_open:
        raise ValidationError("Het signaal is al teruggekoppeld. Heropen het om nog iets te vragen.")


TABEL = Statustabel(
    {"gevraagd": "Gevraagd", "beantwoord": "Beantwoord", "ingetrokken": "Ingetrokken"},
    "gevraagd",
    [
        Overgang("gevraagd", "beantwoord", "beantwoorden", "Beantwoorden", velden=("antwoord",)),
        Overgang("gevraagd", "ingetrokken", "vragen", "Intrekken"),
        Overgang("beantwoord", "gevraagd", "vragen", "Opnieuw vragen", velden=("vraag",), eisen=(signaal_is_open,)),
    ],
)
