"""What we say before a signal is sent: once, never in the way of sending it.

Each point has codes; a page that showed it sends them back as ``gezien``, and then it is not said again. With script
the same points appear next to the fields while somebody fills them in.
"""

import re
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .doorverwijzing import VOORVOEGSEL, loketten_in
from .persoonsgegevens import soorten_in
from .vlakbij import wat_er_al_is

SOORTEN = {
    "email": gettext_lazy("een e-mailadres"),
    "telefoon": gettext_lazy("een telefoonnummer"),
    "iban": gettext_lazy("een rekeningnummer"),
    "bsn": gettext_lazy("een burgerservicenummer"),
}
# As many as there can be for one form, with room; and what a code looks like.
MEESTE_GEZIEN = 30
_CODE = re.compile(r"[a-z]{3,8}:[\w:-]{1,200}")


@dataclass(frozen=True)
class Punt:
    """``bij`` says with which fields it belongs: the text, the theme or the place."""

    bij: str
    codes: tuple
    wat: object

    @property
    def sjabloon(self):
        return f"signalen/_let_op_{self.bij}.html"


def gezien_in(waarden):
    """The codes in what a page sent back; anything else is not ours."""
    return [waarde for waarde in waarden[:MEESTE_GEZIEN] if _CODE.fullmatch(waarde)]


def over_tekst(tekst):
    if not (soorten := soorten_in(tekst)):
        return None
    woorden = get_text_list([str(SOORTEN[soort]) for soort in soorten], _("en"))
    return Punt("tekst", tuple(f"persoon:{soort}" for soort in soorten), woorden)


def over_thema(gekozen, tekst):
    """The counter that was chosen as a theme, and those that the text names."""
    loketten = {regel["code"]: regel for regel in [gekozen, *loketten_in(tekst)] if regel}
    if not loketten:
        return None
    return Punt("thema", tuple(f"{VOORVOEGSEL}{code}" for code in loketten), list(loketten.values()))


def over_plek(punt, gebied, thema, gezien):
    """The only point that asks the database: not again for who saw it."""
    if not (gebied and thema) or (code := f"vlakbij:{gebied.slug}:{thema}") in gezien:
        return None
    regels = wat_er_al_is(punt, gebied, thema)
    return Punt("plek", (code,), regels) if regels else None
