"""What belongs at another counter of the municipality (a broken street light): said clearly, and still taken in."""

import re

from gebiedswerk.profiel import huidig

VOORVOEGSEL = "loket:"
# In this order: the theme of what was sent to us all the same.
VANGT_OP = ("openbare_ruimte", "anders")


def loket(waarde):
    """The counter that a choice of theme names, or None."""
    code = (waarde or "").removeprefix(VOORVOEGSEL)
    if code == waarde:
        return None
    return next((regel for regel in huidig().loketten if regel["code"] == code), None)


def loketten_in(tekst):
    """The counters one of whose words is in the text; "lantaarn" is also in "lantaarnpalen"."""
    tekst = " ".join((tekst or "").casefold().split())
    return [regel for regel in huidig().loketten if any(_staat_in(tekst, woord) for woord in regel.get("woorden", ()))]


def _staat_in(tekst, woord):
    return bool(woord.strip()) and re.search(rf"(?<!\w){re.escape(woord.strip().casefold())}", tekst) is not None


def opvangthema():
    codes = [regel["code"] for regel in huidig().themas]
    return next((code for code in VANGT_OP if code in codes), codes[-1])
