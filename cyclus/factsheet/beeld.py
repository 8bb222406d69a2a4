"""The factsheet as a page and on paper: there as many lines as fit on one side."""

from math import ceil

from django.utils.formats import date_format

from gebiedswerk.profiel import huidig
from gebiedswerk.svg import getal

from .inhoud import MEESTE_REGELS

SOORT = "factsheet"
SJABLOON = "document/factsheet.html"
# How many lines one column has on paper, how many letters such a line, and what a heading takes of them.
KOLOM, LETTERS, KOP, KOPJE = 52.0, 52, 2.4, 1.7
AFGEKAPT = 100
ANDERS = {"beter": "beter dan in {jaar}", "slechter": "minder goed dan in {jaar}"}


def context(inhoud, *, op_papier=False):
    woord = huidig().woorden
    titel = f"{inhoud.gebied} in het kort"
    return _kolommen(inhoud, woord, op_papier) | {
        "inhoud": inhoud,
        "woord": woord,
        "titel": titel,
        "ondertitel": f"Voor een bezoek, stand van {date_format(inhoud.dag, 'j F Y')}",
        "organisatie": f"Gemeente {inhoud.gemeente}",
        "datum": inhoud.dag,
    }


def _kolommen(inhoud, woord, op_papier):
    """Both columns; on paper every part is cut equally until they fit."""
    mening = _mening(inhoud.onderzoek)
    for hoogstens in range(MEESTE_REGELS, 0, -1):
        links, rechts = ([(n, b.kort(hoogstens)) for n, b in kant(inhoud, woord)] for kant in (_links, _rechts))
        if not op_papier or max(_hoog(links, 2), _hoog(rechts, 3) + _hoog_mening(mening)) <= KOLOM:
            break
    return {
        "loopt": links[:3],
        "beloofd": links[3:],
        "let_op": rechts[:2],
        "wie": rechts[2:],
        "mening": mening,
    }


def _links(inhoud, woord):
    return [
        (woord["maatregelen"].capitalize(), inhoud.maatregelen),
        (woord["initiatieven"].capitalize(), inhoud.initiatieven),
        (woord["opgaven"].capitalize(), inhoud.opgaven),
        ("Toezeggingen", inhoud.beloften),
        (f"Laatste {woord['adviezen']}", inhoud.adviezen),
    ]


def _rechts(inhoud, woord):
    return [
        ("Te laat", inhoud.te_laat),
        ("Hogerop gelegd", inhoud.geescaleerd),
        (woord["platforms"].capitalize(), inhoud.platforms),
        ("Wie er werken", inhoud.mensen),
    ]


def _hoog(blokken, koppen):
    """How many lines these parts take, with so many headings above them."""
    lines = KOP * koppen
    for _naam, blok in blokken:
        lines += KOPJE + (blok.meer > 0 or not blok.regels)
        lines += sum(_regels(f"{regel.tekst[:AFGEKAPT]} ({regel.bij})") for regel in blok.regels)
    return lines


def _hoog_mening(mening):
    return KOPJE + sum(_regels(f"{naam}: {punt} ({anders})") for naam, punt, anders in mening)


def _regels(tekst):
    return ceil(len(tekst) / LETTERS)


def _mening(onderzoek):
    """One line a criterion, the lowest first: that is what somebody will be asked about. Chance is not named."""
    if onderzoek is None:
        return []
    bekend = [c for c in onderzoek.criteria if c.gemiddelde is not None]
    return [(c.naam, getal(c.gemiddelde, 1), _anders(c)) for c in sorted(bekend, key=_hoogte)]


def _anders(criterium):
    return ANDERS.get(criterium.oordeel, "").format(jaar=criterium.vorig_jaar)


def _hoogte(criterium):
    return criterium.gemiddelde
