"""Finding an area by its name as people type it: capitals, accents and hyphens do not matter, a beginning is enough."""

import re
from unicodedata import combining, normalize

EXACT, BEGIN, WOORD, ERGENS = range(4)


def eenvoudig(tekst):
    """Without accents, capitals and punctuation: what two people would type alike."""
    letters = "".join(teken for teken in normalize("NFKD", tekst) if not combining(teken))
    return " ".join(re.findall(r"\w+", letters.casefold()))


def rang(vraag, naam):
    """How well a name fits, 0 is best; None when it does not. Both already ``eenvoudig``."""
    if naam == vraag:
        return EXACT
    if naam.startswith(vraag):
        return BEGIN
    if f" {vraag}" in naam:
        return WOORD
    return ERGENS if len(vraag) > 2 and vraag in naam else None


def zoek_gebieden(vraag, gebieden):
    """The areas that fit, best first, of the same fit the larger first.

    A village and the buurt in it often have one name: then only the village is given.
    """
    vraag = eenvoudig(vraag)
    if not vraag:
        return []
    ranked = [(rang(vraag, eenvoudig(gebied.naam)), gebied) for gebied in gebieden]
    found = sorted(
        ((r, gebied) for r, gebied in ranked if r is not None),
        key=lambda paar: (paar[0], paar[1].pad.count("/"), paar[1].naam),
    )
    found = [(r, gebied) for r, gebied in found if not _ligt_in_naamgenoot(gebied, found)]
    exact = [gebied for r, gebied in found if r == EXACT]
    return exact or [gebied for _, gebied in found]


def _ligt_in_naamgenoot(gebied, found):
    naam = eenvoudig(gebied.naam)
    return any(o != gebied and gebied.pad.startswith(o.pad) and eenvoudig(o.naam) == naam for _, o in found)
