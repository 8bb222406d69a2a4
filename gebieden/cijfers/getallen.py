"""Figures in words: with the unit, the same on every page and in every sentence of one language."""

from django.utils.translation import get_language

from gebiedswerk.svg import half_omhoog
from gebiedswerk.taal import vertaal


def getal(waarde, decimalen=0):
    """``1234.56`` → ``1.234,6``; in English ``1,234.6``. Rounded as in the drawings: half a unit goes up."""
    text = f"{half_omhoog(waarde, decimalen):,.{decimalen}f}"
    return text if get_language() == "en" else text.translate(str.maketrans(",.", ".,"))


def in_woorden(waarde, eenheid, decimalen=0):
    """With the unit behind it; counts of people or things say what they are in their own sentence."""
    if eenheid == "%":
        return f"{getal(waarde, decimalen)}%"
    return f"{getal(waarde, decimalen)} {vertaal(eenheid)}" if eenheid in MET_EENHEID else getal(waarde, decimalen)


MET_EENHEID = {"hectare", "km", "per km²", "m³", "kWh", "duizend euro"}


def jaren_in_woorden(jaren):
    """``[2013, 2014, 2015, 2020]`` → ``2013–2015, 2020``."""
    runs = []
    for jaar in sorted(jaren):
        if runs and runs[-1][1] == jaar - 1:
            runs[-1][1] = jaar
        else:
            runs.append([jaar, jaar])
    return ", ".join(f"{van}" if van == tot else f"{van}–{tot}" for van, tot in runs)
