"""The states of an initiative (domain.md §4.1). "Ja, tenzij": a no names its ground."""

from gebiedswerk.statussen import Overgang, Statustabel

TABEL = Statustabel(
    {
        "idee": "Idee",
        "verkenning": "Verkenning",
        "getoetst": "Getoetst: ja",
        "in_uitvoering": "In uitvoering",
        "afgerond": "Afgerond",
        "nazorg_gedaan": "Nazorg gedaan",
        "afgewezen": "Afgewezen",
        "gestopt": "Gestopt",
    },
    "idee",
    [
        Overgang("idee", "verkenning", "behandelen", "Verkennen"),
        Overgang("verkenning", "getoetst", "behandelen", "Ja zeggen"),
        Overgang("idee", "afgewezen", "behandelen", "Nee zeggen", velden=("reden",)),
        Overgang("verkenning", "afgewezen", "behandelen", "Nee zeggen", velden=("reden",)),
        Overgang("getoetst", "in_uitvoering", "behandelen", "Uitvoering begint"),
        Overgang("in_uitvoering", "afgerond", "behandelen", "Afronden"),
        Overgang("afgerond", "nazorg_gedaan", "behandelen", "Nazorg is gedaan"),
        Overgang("verkenning", "gestopt", "behandelen", "Stoppen", velden=("reden",)),
        Overgang("getoetst", "gestopt", "behandelen", "Stoppen", velden=("reden",)),
        Overgang("in_uitvoering", "gestopt", "behandelen", "Stoppen", velden=("reden",)),
        Overgang("gestopt", "verkenning", "behandelen", "Weer oppakken"),
    ],
)
