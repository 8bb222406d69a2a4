"""The states of a division. What only the software does asks for a right that nobody has."""

from gebiedswerk.statussen import Overgang, Statustabel

VERWERKEN = "verwerken"


def is_volledig(indeling):
    """Every buurt has a place, and no village lies in two areas."""
    indeling.stand().controleer()


TABEL = Statustabel(
    {
        "concept": "Concept",
        "klaargezet": "Klaargezet",
        "geldend": "Geldt nu",
        "vervallen": "Vervallen",
        "ingetrokken": "Ingetrokken",
    },
    "concept",
    [
        Overgang("concept", "klaargezet", "beheren", "Laten ingaan", eisen=(is_volledig,)),
        Overgang("klaargezet", "concept", "beheren", "Toch nog wijzigen"),
        Overgang("klaargezet", "geldend", VERWERKEN, "Gaat in"),
        Overgang("geldend", "vervallen", VERWERKEN, "Vervalt"),
        Overgang("concept", "ingetrokken", "beheren", "Intrekken"),
    ],
)
