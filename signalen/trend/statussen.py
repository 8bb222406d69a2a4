"""The states of a trend: a proposal of the software, on which the Signaalteam decides (domain.md §3.1)."""

from gebiedswerk.statussen import Overgang, Statustabel

TABEL = Statustabel(
    {"gevonden": "Gevonden", "besloten": "Besloten", "afgerond": "Afgerond", "vervallen": "Vervallen"},
    "gevonden",
    [
        Overgang("gevonden", "besloten", "behandelen", "Besluiten", velden=("besluit", "uitleg")),
        Overgang("gevonden", "vervallen", "behandelen", "Laten vervallen", velden=("uitleg",)),
        Overgang("besloten", "afgerond", "behandelen", "Afronden en melders vertellen", velden=("resultaat",)),
        Overgang("besloten", "gevonden", "behandelen", "Opnieuw bespreken"),
        Overgang("afgerond", "besloten", "behandelen", "Heropenen"),
        Overgang("vervallen", "gevonden", "behandelen", "Toch bespreken"),
    ],
)
