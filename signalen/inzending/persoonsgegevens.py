"""Personal data in free text: what to warn for before it is sent, and what to take out afterwards.

Only what has a form of its own: an e-mail address, a telephone number, an IBAN and a BSN. Numbers with a check digit
are checked, so that the number of a decision or a licence is not taken for one. Every pattern is bounded: a text of
five thousand characters that was made to be slow is not.
"""

import re
import unicodedata

MASKER = "[…]"

# No letter or digit may stand right before or after: half a number is no number.
_VOOR, _NA = r"(?<![^\W_])", r"(?![^\W_])"
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@(?:[^\W_](?:[\w-]{0,62})\.){1,5}[^\W\d_]{2,24}(?![\w-])")
_IBAN = re.compile(rf"{_VOOR}[A-Za-z]{{2}}[ .-]?\d\d(?:[ .-]?[A-Za-z0-9]){{11,30}}{_NA}")
_IBAN_DELEN = re.compile(r"[ .-]?[A-Za-z0-9]")
# A country code with a number behind it, or a Dutch number: a 0 and nine more digits. A date and a time is neither.
_GEEN_DATUM = r"(?!\d\d?[-./ ]\d\d?[-./ ]\d{4}(?!\d))"
_TELEFOON = re.compile(
    rf"(?<![\w+]){_GEEN_DATUM}(?:(?:\+|00)[ ]?[1-9]\d{{0,2}}(?:[ ./-]?\(0\))?(?:[ ./-]{{0,2}}\d){{8,11}}"
    r"|\(?0[1-9](?:[ ./)-]{0,3}\d){8})(?![\w])"
)
# In one piece, or in groups as people write them; a row of house numbers is neither.
_BSN = re.compile(r"(?<![\w.,/-])(?:\d{8,9}|\d{3}[ .-]\d{3}[ .-]\d{3}|\d{4}[ .]\d\d[ .]\d{3})(?![\w/-]|[.,]\d)")
# IBAN lengths of the countries that use it most here; of others the check digits must do.
_LENGTE = {"NL": 18, "BE": 16, "DE": 22, "FR": 27, "GB": 22, "PL": 28, "ES": 24, "RO": 24, "BG": 22, "TR": 26}


def _cijfers(tekst):
    return "".join(str(unicodedata.digit(teken)) for teken in tekst if teken.isdigit())


def is_bsn(cijfers):
    """The eleven-test, on eight or nine digits."""
    nummer = cijfers.zfill(9)
    if len(nummer) != 9 or not nummer.isdecimal() or int(nummer) == 0:
        return False
    som = sum(int(cijfer) * gewicht for cijfer, gewicht in zip(nummer, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return som % 11 == 0


def is_iban(tekst):
    """Modulo 97, and the length of its country where we know it."""
    iban = re.sub(r"[ .-]", "", tekst).upper()
    if not (15 <= len(iban) <= 34 and iban.isascii() and iban.isalnum()):
        return False
    if len(iban) != _LENGTE.get(iban[:2], len(iban)):
        return False
    return int("".join(str(int(teken, 36)) for teken in iban[4:] + iban[:4])) % 97 == 1


def _iban_in(gevonden):
    """Where the IBAN in a match ends: a word behind it, without a break that we can see, is not part of it."""
    tekst = gevonden[0]
    grenzen = [deel.end() for deel in _IBAN_DELEN.finditer(tekst)]
    for eind in reversed(grenzen):
        if (eind == len(tekst) or not tekst[eind].isalnum()) and is_iban(tekst[:eind]):
            return gevonden.start(), gevonden.start() + eind
    return None


def _heel(gevonden):
    return gevonden.span()


def _bsn_in(gevonden):
    return gevonden.span() if is_bsn(_cijfers(gevonden[0])) else None


# In this order: an IBAN holds digits that would be taken for a telephone number.
_SOORTEN = [("email", _EMAIL, _heel), ("iban", _IBAN, _iban_in), ("telefoon", _TELEFOON, _heel), ("bsn", _BSN, _bsn_in)]


def _plekken(tekst):
    """``[(begin, end, kind), …]`` in the order of the text, without overlap."""
    gevonden = []
    for soort, patroon, plek in _SOORTEN:
        plaats = 0
        while found := patroon.search(tekst, plaats):
            waar = plek(found)
            # What turned out to be nothing may still hold the begin of something.
            plaats = waar[1] if waar else found.start() + 1
            if waar and not any(waar[0] < eind and begin < waar[1] for begin, eind, _soort in gevonden):
                gevonden.append((*waar, soort))
    return sorted(gevonden)


def soorten_in(tekst):
    """The kinds of personal data in a text, each once, in the order in which they stand there."""
    return list(dict.fromkeys(soort for _begin, _eind, soort in _plekken(tekst or "")))


def masker(tekst):
    """The text with every such piece taken out. What has none comes back as it was."""
    delen, tot = [], 0
    for begin, eind, _soort in _plekken(tekst or ""):
        delen += [tekst[tot:begin], MASKER]
        tot = eind
    return "".join([*delen, (tekst or "")[tot:]])
