"""The states of an advice (domain.md §3.2)."""

from gebiedswerk.statussen import Overgang, Statustabel

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
        Overgang("concept", "gevraagd", "behandelen", "Advies vragen"),
        Overgang("concept", "uitgebracht", "adviseren", "Advies uitbrengen", velden=("advies",)),
        Overgang("concept", "ingetrokken", "behandelen", "Intrekken"),
        Overgang("gevraagd", "uitgebracht", "adviseren", "Advies uitbrengen", velden=("advies",)),
        Overgang("gevraagd", "niet_uitgebracht", "behandelen", "Geen advies gekregen"),
        Overgang("gevraagd", "ingetrokken", "behandelen", "Vraag intrekken", velden=("reden",)),
        Overgang("niet_uitgebracht", "uitgebracht", "adviseren", "Alsnog adviseren", velden=("advies",)),
        Overgang("uitgebracht", "beantwoord", "beantwoorden", "Reactie vastleggen", velden=("besluit", "reactie")),
    ],
)
