"""What points at one reporter in a text: their name, address and numbers, and whatever reads as such."""

import re

from signalen.inzending.persoonsgegevens import MASKER, masker

# Parts of a name that say nothing of whose it is.
TUSSENVOEGSELS = {
    "van",
    "von",
    "der",
    "den",
    "het",
    "ten",
    "ter",
    "mevrouw",
    "mevr",
    "meneer",
    "heer",
    "familie",
    "fam",
}


class Verberger:
    """Takes one reporter out of texts; without a reporter only what reads as personal data by itself."""

    def __init__(self, melder=None):
        self.patroon = _patroon(melder) if melder else None

    def __call__(self, tekst):
        if not tekst:
            return tekst
        if self.patroon:
            tekst = self.patroon.sub(MASKER, tekst)
        return masker(tekst)

    def raakt(self, tekst):
        return self(tekst) != tekst


def _patroon(melder):
    naam = melder.naam.strip()
    parts = [deel for deel in re.findall(r"[^\W\d_]{3,}", naam) if deel.lower() not in TUSSENVOEGSELS]
    # The whole before its parts: one mask for one name.
    whole = [r"\s+".join(map(re.escape, naam.split()))] if parts else []
    words = [*whole, *map(re.escape, sorted(parts, key=len, reverse=True))]
    found = [rf"(?<!\w){woord}(?!\w)" for woord in words]
    if melder.email:
        found.insert(0, re.escape(melder.email))
    digits = re.sub(r"\D", "", melder.telefoon)
    if len(digits) >= 6:
        found.append(r"[\s().\-/+]{0,3}".join(digits))
    return re.compile("|".join(found), re.IGNORECASE) if found else None
