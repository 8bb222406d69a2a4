"""The cells of public files: figures, what stands for missing, periods, and keys that last over the years.

CBS makes the key of a column from its title and puts a number behind it that shifts every year:
``Gemiddelde woningwaarde`` is ``GemiddeldeWoningwaarde_35``. So a key without its number, a title, and a title with its
unit behind it all lead to the same lasting key. A name that occurs twice (``Appartement`` under electricity and under
gas) gets the unique name before it in front: ``GemiddeldAardgasverbruikTotaal/Appartement``.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from math import isfinite

from gebieden.importeren import Bestandsfout

ONTBREEKT = {"", ".", "null", "NULL", "None", "-", "NA"}
ONTBREEKT_VANAF = -9000
GETAL = re.compile(r"-?\d{1,15}([.,]\d+)?", re.ASCII)
JAREN = range(1900, 2101)
_PERIODE = re.compile(r"(\d{4})(?:JJ\d\d)?\s?(\*{0,2})", re.ASCII)
_VOLGNUMMER = re.compile(r"_\d+$", re.ASCII)
_EENHEID = re.compile(r"\s*\([^()]*\)\s*$")
_WOORD = re.compile(r"[A-Za-z0-9]+")


@lru_cache(maxsize=200_000, typed=True)
def lees_waarde(cel):
    """A cell as a number; None when it is missing; the text itself when it is no number."""
    if not isinstance(cel, str):
        return lees_getal(cel)
    kaal = cel.strip()
    if kaal in ONTBREEKT:
        return None
    if not GETAL.fullmatch(kaal):
        return kaal
    return lees_getal(float(kaal.replace(",", ".")))


def lees_getal(waarde):
    """A figure that was a number in the file; None when it stands for missing."""
    if waarde is None or isinstance(waarde, bool) or not isinstance(waarde, (int, float)) or not isfinite(waarde):
        return None
    return None if waarde <= ONTBREEKT_VANAF else waarde


def lees_periode(tekst):
    """``2020JJ00``, ``2020`` or ``2025*`` → ``(year, provisional)``; None for a month, a quarter or anything else."""
    found = _PERIODE.fullmatch(str(tekst).strip())
    return (int(found[1]), bool(found[2])) if found and int(found[1]) in JAREN else None


def sleutel_van(titel):
    """The key that CBS makes of a title: ``0 tot 15 jaar`` → ``k_0Tot15Jaar``."""
    ascii_text = unicodedata.normalize("NFKD", titel).encode("ascii", "ignore").decode()
    sleutel = "".join(woord[0].upper() + woord[1:] for woord in _WOORD.findall(ascii_text))
    return f"k_{sleutel}" if sleutel[:1].isdigit() else sleutel


def vaste_sleutels(kolommen):
    """The lasting key of every column, in their order; two columns never share one."""
    if sum("/" in kolom for kolom in kolommen) > 1:
        keys = _uit_paden([[sleutel_van(deel) for deel in _EENHEID.sub("", kolom).split("/")] for kolom in kolommen])
    else:
        keys = _uit_namen([_uit_naam(kolom.strip()) for kolom in kolommen])
    if len(set(keys)) != len(keys):
        raise Bestandsfout("Een kolom komt twee keer voor in de kop. Is dit het goede bestand?")
    return keys


def _uit_naam(kolom):
    stem = _VOLGNUMMER.sub("", kolom)
    return stem if re.fullmatch(r"\w+", stem, re.ASCII) else sleutel_van(_EENHEID.sub("", kolom)) or kolom


def _uit_namen(stems):
    times, keys, before = Counter(stems), [], ""
    for stem in stems:
        if times[stem] == 1:
            before = stem
        keys.append(stem if times[stem] == 1 else f"{before}/{stem}")
    return keys


def _uit_paden(paden):
    """The shortest end of each path that no other column has."""
    ends = [["/".join(pad[-n:]) for n in range(1, len(pad) + 1)] for pad in paden]
    times = Counter(end for options in ends for end in set(options))
    return [next((end for end in options if times[end] == 1), options[-1]) for options in ends]
