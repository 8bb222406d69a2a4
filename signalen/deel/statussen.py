"""The states of a part of a signal."""

from gebiedswerk.statussen import Overgang, Statustabel

TABEL = Statustabel(
    {"gevraagd": "Gevraagd", "beantwoord": "Beantwoord", "ingetrokken": "Ingetrokken"},
    "gevraagd",
    [
        Overgang("gevraagd", "beantwoord", "beantwoorden", "Beantwoorden", velden=("antwoord",)),
        Overgang("gevraagd", "ingetrokken", "vragen", "Intrekken"),
        Overgang("beantwoord", "gevraagd", "vragen", "Opnieuw vragen"),
    ],
)
