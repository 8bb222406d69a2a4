"""The codes of CBS: GM and four digits, WK and six, BU and eight, however a spreadsheet or a publisher spoilt them.

The first four digits are the number of the municipality. Behind those a few large cities use letters (BU0363AA01).
"""

import re
from hashlib import sha256

from django.utils.text import slugify

SOORTEN = {"GM": 4, "WK": 6, "BU": 8}
WOORDEN = {"GM": "gemeente", "WK": "wijk", "BU": "buurt"}
CBS_CODE = re.compile(r"GM\d{4}|WK\d{4}[0-9A-Z]{2}|BU\d{4}[0-9A-Z]{4}", re.ASCII)
# Some publishers put the year in front: 2020BU19600000.
MET_LETTERS = re.compile(r"(?:(?:19|20)\d\d)?(GM|WK|BU)([0-9A-Z]+)", re.ASCII)
ZONDER_LETTERS = re.compile(r"(\d[0-9A-Z]*)(?:\.0)?", re.ASCII)
NULLEN = "de code miste nullen en is aangevuld"
LETTERS = "de code had geen letters; gelezen als die van een {}"
HOOGSTE_GEMEENTE = 2999


def normaliseer(tekst, soort=""):
    """``(code, remark)``: the code as CBS writes it, and what had to be done for it.

    ``soort`` (GM, WK, BU) says what digits without letters stand for; without it they are read with as few lost
    zeros as possible. A code of the municipality's own comes back as it is. An empty code means that the text cannot
    be one; the remark then says why.
    """
    eigen = "" if tekst is None else str(tekst).strip()
    kaal = re.sub(r"\s", "", eigen).upper()
    if not kaal:
        return "", "heeft geen code"
    if found := MET_LETTERS.fullmatch(kaal):
        return _met_letters(eigen, *found.groups())
    if found := ZONDER_LETTERS.fullmatch(kaal):
        return _zonder_letters(eigen, found[1], soort)
    return eigen, ""


def is_cbs(code):
    return bool(CBS_CODE.fullmatch(code))


def soort_van(code):
    """GM, WK or BU; empty for a code of the municipality's own."""
    return code[:2] if is_cbs(code) else ""


def gemeente_van(code):
    """The GM code of the municipality that a code of CBS belongs to; empty for a code of the municipality's own."""
    return f"GM{code[2:6]}" if is_cbs(code) else ""


def wijk_van(code):
    """The WK code of the wijk in which a buurt of CBS lies; empty for anything else."""
    return f"WK{code[2:8]}" if soort_van(code) == "BU" else ""


def eigen_code(naam, niveau):
    """The code of an area that CBS does not know; a long name is cut, with a check so that two stay two."""
    code = f"{niveau}-{slugify(naam)}"
    return code if len(code) <= 40 else f"{code[:31]}-{sha256(code.encode()).hexdigest()[:8]}"


def _vul_aan(cijfers, soort):
    """The whole code of digits that may have lost zeros in front, or an empty string when it cannot be one."""
    missing = SOORTEN[soort] - len(cijfers)
    if missing < 0 or missing > 3 or (missing > 1 and not cijfers.isdigit()):
        return ""
    code = soort + cijfers.rjust(SOORTEN[soort], "0")
    return code if is_cbs(code) and 0 < int(code[2:6]) <= HOOGSTE_GEMEENTE else ""


def _met_letters(eigen, soort, rest):
    code = _vul_aan(rest, soort)
    if code:
        return code, "" if len(rest) == SOORTEN[soort] else NULLEN
    if rest.isdigit():
        return "", f"{eigen} is geen code van een {WOORDEN[soort]}: dat is {soort} met {SOORTEN[soort]} cijfers"
    # A word of one's own that happens to begin with these letters, such as BUITENWIJK2.
    return eigen, ""


def _zonder_letters(eigen, cijfers, soort):
    if soort:
        readings = [_vul_aan(cijfers, soort)]
    else:
        readings = [_vul_aan(cijfers, s) for s in sorted(SOORTEN, key=lambda s: SOORTEN[s]) if cijfers.isdigit()]
    code = next((code for code in readings if code), "")
    if not code and cijfers.isdigit():
        return "", f"{eigen} is geen code van een {WOORDEN.get(soort, 'gemeente, wijk of buurt')}"
    if not code:
        return eigen, ""
    lost = f" en {NULLEN}" if len(cijfers) < SOORTEN[code[:2]] else ""
    return code, LETTERS.format(WOORDEN[code[:2]]) + lost
