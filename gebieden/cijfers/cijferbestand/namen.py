"""Finding an area by its name. A name that can be more areas is asked, never guessed."""

import re

from gebieden.gebied.codes import is_cbs, normaliseer

# What StatLine puts behind a name that several kinds of area have.
GROTER = re.compile(r"\((PV|LD|CR|RE|PE|AM|BV|GG|RM|NE)\)$")
GEMEENTE = re.compile(r"\s*\(gemeente\)$", re.IGNORECASE)
NOEM_HOOGUIT = 10


def vergelijkbaar(naam):
    return re.sub(r"\s+", " ", str(naam)).strip().casefold()


class Namen:
    """``bekend``: ``{name: [(code, words), …]}``; ``antwoorden``: ``{name in the file: code}``, empty to leave it out.

    ``vragen`` fills with the names that can be more areas, ``onbekend`` with those that are none.
    """

    def __init__(self, bekend=None, antwoorden=None):
        self.bekend = {}
        for naam, keuzes in (bekend or {}).items():
            self.bekend.setdefault(vergelijkbaar(naam), []).extend(keuzes)
        self.antwoorden = {vergelijkbaar(naam): code for naam, code in (antwoorden or {}).items()}
        self.vragen, self.onbekend = {}, {}

    def code(self, tekst):
        """``(code, "")``, or ``("", reason)``; a code in place of a name is read as a code."""
        naam = str(tekst or "").strip()
        answer = self.antwoorden.get(vergelijkbaar(naam))
        if answer is not None:
            return answer, "" if answer else "is overgeslagen op uw verzoek"
        code, reason = normaliseer(naam)
        if is_cbs(code) or not naam:
            return code, reason
        keuzes = self._keuzes(naam)
        if len(keuzes) == 1:
            return keuzes[0][0], ""
        if keuzes:
            self.vragen[naam] = keuzes
            return "", "kan meer dan één gebied zijn: kies welk gebied is bedoeld"
        return code, reason

    def _keuzes(self, naam):
        if GROTER.search(naam):
            return []
        kaal = GEMEENTE.sub("", naam)
        keuzes = list(dict.fromkeys(self.bekend.get(vergelijkbaar(kaal), ())))
        return keuzes if kaal == naam else [keuze for keuze in keuzes if keuze[0].startswith("GM")]
