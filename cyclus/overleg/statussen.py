"""The states of a meeting and of an action (domain.md §4.4)."""

from gebiedswerk.statussen import Overgang, Statustabel

TABEL = Statustabel(
    {"gepland": "Gepland", "lopend": "Bezig", "afgerond": "Afgerond", "afgelast": "Afgelast"},
    "gepland",
    [
        Overgang("gepland", "lopend", "behandelen", "Overleg starten"),
        Overgang("gepland", "afgelast", "behandelen", "Afgelasten"),
        Overgang("lopend", "afgerond", "behandelen", "Overleg afronden"),
        Overgang("afgerond", "lopend", "behandelen", "Verslag heropenen"),
    ],
)
ACTIEPUNT = Statustabel(
    {"open": "Open", "gedaan": "Gedaan", "vervallen": "Vervallen"},
    "open",
    [
        Overgang("open", "gedaan", "uitvoeren", "Gedaan"),
        Overgang("open", "vervallen", "uitvoeren", "Vervallen", velden=("reden",)),
        Overgang("gedaan", "open", "uitvoeren", "Toch niet klaar"),
    ],
)
