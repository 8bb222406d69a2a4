"""What everybody may read as the head of a signal: never the reporter's own words."""

import re

from django.utils.translation import gettext as _

from gebiedswerk.profiel import huidig

# What a reporter types as the place is free text ("bij mijn buurman Jan"): only what can be nothing else than the name
# of a street comes through. A name that is not recognised costs a street in the head, never somebody's privacy.
SOORT = (
    "baan|berg|boulevard|brink|dam|dijk|dreef|dwarsweg|erf|gaarde|gang|gracht|hage|hof|hoeve|kade|laan|lei|linie|markt|meent|oord|"
    "pad|park|pas|plantsoen|plein|poort|rak|ring|rode|singel|sloot|stede|steeg|straat|straatweg|straatje|tuin|veld|waard|wal|"
    "weerd|weg|werf|wetering"
)
VOORAAN = (
    r"(?:Oude|Nieuwe|Grote|Kleine|Lange|Korte|Hoge|Lage|Oostelijke|Westelijke|Prins(?:es)?|Koning(?:in)?|Graaf|Hertog|"
    r"Sint|St\.?|Burg(?:emeester|\.)?|Pastoor|Past\.?|Dominee|Ds\.?|Dokter|Dr\.?|Professor|Prof\.?|Meester|Mr\.?|"
    r"Generaal|Gen\.?|Pater|Jonkheer|Jhr\.?|van|de|den|der|het|ter|ten|’t|'t)"
)
STRAAT = re.compile(
    rf"((?:{VOORAAN} ){{0,3}}[A-ZÀ-Ý][\w’'-]*?(?:{SOORT})|(?:{VOORAAN} )?(?:Markt|Brink|Dijk|Dam|Laan|Plein|Kerkweg))"
    r"(?: \d{1,5} ?[a-zA-Z]?(?:[-/ ]\w{1,4})?)?"
)


def straat(plaats):
    """The street in a place in words, without its number; empty when the place does not begin as an address does."""
    begin = re.split(r"[,;(\n]", plaats, maxsplit=1)[0].strip()
    found = STRAAT.fullmatch(begin)
    return found[1] if found else ""


def openbare_themas():
    """The themes of which signals are shown to everybody, as choices."""
    return [(regel["code"], regel["naam"]) for regel in huidig().lijst("themas") if regel.get("openbaar", True)]


def openbare_kop(signaal):
    if signaal.openbare_titel:
        return signaal.openbare_titel
    waar = {"thema": signaal.thema_naam, "straat": straat(signaal.plaats), "gebied": signaal.trekkend_gebied}
    return (_("%(thema)s, %(straat)s in %(gebied)s") if waar["straat"] else _("%(thema)s in %(gebied)s")) % waar
