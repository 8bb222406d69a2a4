"""Charts as SVG text: the same on the screen and in print, readable without colour, in about 0.2 ms.

    lijn([Reeks("Dorp", [(2021, 12.1), (2022, None), (2023, 14.0)], nadruk=True), Reeks("Gemeente", [...])],
         titel="Eenpersoonshuishoudens", eenheid="%", referentie=("Doel 2026", 15))
    staven([Staaf("Dorp", 31.5, nadruk=True), Staaf("Stad", None)], titel="...", eenheid="%",
           referentie=("gemeente", 28.2))
    verschil([Verschil("Dorp", 31.5, 28.2)], titel="...", eenheid="%")
    vonk([3, 5, None, 9], titel="Signalen per maand")
    kolommen([Kolom("2026-2", 9, 5, 14), Kolom("2026-3", 26, 5, 14)], titel="...")
    voortgang(3, 8, titel="Maatregelen klaar")

A missing figure is ``None`` and is shown as missing, never as zero. Every chart has a ``titel`` (what it is about, for
who cannot see it; the caption on the page says it too) and describes its figures itself unless ``omschrijving`` says it
better. Figures belong in a table beneath it: ``document/_figuur.html``.
"""

from gebiedswerk.grafiek.klein import vonk, voortgang
from gebiedswerk.grafiek.trend import Reeks, lijn
from gebiedswerk.grafiek.vergelijking import Staaf, Verschil, staven, verschil
from gebiedswerk.grafiek.verwachting import Kolom, balk, kolommen

__all__ = ["Kolom", "Reeks", "Staaf", "Verschil", "balk", "kolommen", "lijn", "staven", "verschil", "vonk", "voortgang"]
