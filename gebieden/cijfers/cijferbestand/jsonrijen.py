"""Objects out of JSON, one by one, so that a national table need not be in memory as a whole.

The answers of OData hold their rows in ``value``; several answers in one file (pages below each other, or a list of
pages) are read as one.
"""

import json
import re

from gebieden.importeren import Bestandsfout

_WAARDE = re.compile(r'"value"\s*:\s*\[')
_TUSSEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


def is_json(tekst):
    return tekst[:1000].lstrip()[:1] in ("{", "[")


def objecten(tekst, naam):
    """Every object in every ``value`` list; of a file that is a bare list its objects."""
    place, found = _begin(tekst, naam), False
    while place is not None:
        place = _TUSSEN.match(tekst, place).end()
        if tekst[place : place + 1] == "]":
            following = _WAARDE.search(tekst, place)
            place = following.end() if following else None
            found = True
            continue
        row, place = _ontleed(tekst, place, naam)
        if not isinstance(row, dict):
            raise Bestandsfout(f"{naam} is geen JSON met een lijst van regels.")
        found = True
        yield _plat(row)
    if not found:
        raise Bestandsfout(f"In {naam} staat geen lijst met regels (value).")


def _plat(row):
    """What is nested is no cell of a table."""
    if any(isinstance(waarde, list | dict) for waarde in row.values()):
        return {naam: None if isinstance(waarde, list | dict) else waarde for naam, waarde in row.items()}
    return row


def _begin(tekst, naam):
    """Where the first row stands."""
    first = _WAARDE.search(tekst)
    if first:
        return first.end()
    if tekst.lstrip()[:1] != "[":
        raise Bestandsfout(f"In {naam} staat geen lijst met regels (value). Is dit het goede bestand?")
    return tekst.index("[") + 1


def _ontleed(tekst, place, naam):
    try:
        return _DECODER.raw_decode(tekst, place)
    except (ValueError, RecursionError) as error:
        line = tekst.count("\n", 0, place) + 1
        raise Bestandsfout(f"{naam} is geen goede JSON bij regel {line}. Is het bestand helemaal opgehaald?") from error
