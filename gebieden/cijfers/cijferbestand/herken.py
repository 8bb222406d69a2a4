"""Which format a file has, by what is in it."""

import zipfile
from importlib import import_module
from itertools import chain, islice
from pathlib import Path

from gebieden.cijfers.cijferbestand import eigen, kruistabel, leefbaarometer, odata4, tabel, woonikveilig
from gebieden.cijfers.cijferbestand.jsonrijen import is_json, objecten
from gebieden.cijfers.cijferbestand.namen import Namen
from gebieden.cijfers.cijferbestand.openen import als_tabel, csv_regels, teksten
from gebieden.importeren import Bestandsfout, lees_bytes

FORMATEN = [
    ("kwb", "Kerncijfers wijken en buurten van CBS (CSV of JSON)"),
    ("odata4", "OData versie 4 van CBS (waarnemingen onder elkaar)"),
    ("wbk", "Wijk- en buurtkaart met cijfers"),
    ("rivm", "Gezondheid per wijk en buurt van RIVM"),
    ("politie", "Misdrijven per wijk en buurt van de politie"),
    ("leefbaarometer", "Leefbaarometer"),
    ("ses_woa", "Sociaal-economische status van CBS (SES-WOA)"),
    ("woonikveilig", "Kerncijfers, misdrijven en gezondheid van één gemeente (JSON)"),
    ("kruistabel", "Kruistabel van StatLine, met namen van gebieden"),
    ("eigen", "Eigen cijfers (gebied;jaar;indicator;waarde)"),
]
KAARTKOPPEN = (b"SQLite format 3\0", b"\x00\x00\x27\x0a")
KAARTDELEN = (".shp", ".gpkg", ".geojson")


def lees(bestand, *, formaat="", jaar=None, namen=None, antwoorden=None):
    """A ``Cijferlevering`` of a file on disk, or of a folder with the pages of one table.

    ``jaar`` is needed for a file that does not say its year itself (else ``JaarOntbreekt``). ``namen`` is
    ``{name: [(code, words), …]}`` of the areas there are; a name that can be more of them comes back in ``vragen``,
    complete when the rows have been read, and its answer is given in ``antwoorden`` (``{name: code}``).
    """
    if formaat and formaat not in dict(FORMATEN):
        raise Bestandsfout(f"Het formaat ‘{formaat}’ is er niet. Kies uit: {', '.join(code for code, _ in FORMATEN)}.")
    lookup = Namen(namen, antwoorden)
    levering = _lees(bestand, formaat, jaar, lookup)
    levering.vragen = lookup.vragen
    return levering


def _lees(bestand, formaat, jaar, namen):
    if formaat == "wbk" or (not formaat and _is_kaart(bestand)):
        return _kaart(bestand, jaar, namen)
    stukken = list(teksten(bestand))
    naam, first = stukken[0]
    if is_json(first):
        if formaat == "woonikveilig" or (not formaat and woonikveilig.is_woonikveilig(first)):
            return woonikveilig.lees(first, naam, jaar=jaar)
        if not formaat and '"FeatureCollection"' in first[:2000]:
            return _kaart(bestand, jaar, namen)
        return _json(stukken, formaat, jaar, namen)
    return _csv(stukken, formaat, jaar, namen)


def _kaart(bestand, jaar, namen):
    # Reading maps is heavy: it is loaded by whoever has one in hand, not by who only wants the list of formats.
    return import_module("gebieden.cijfers.cijferbestand.kaart").lees(bestand, jaar=jaar, namen=namen)


def _is_kaart(bestand):
    if Path(bestand).is_dir():
        return False
    head = lees_bytes(bestand, 16)
    if head.startswith(KAARTKOPPEN):
        return True
    if not head.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(bestand) as archive:
            return any(name.lower().endswith(KAARTDELEN) for name in archive.namelist())
    except (zipfile.BadZipFile, OSError) as error:
        raise Bestandsfout(f"{bestand} is een zip die niet te openen is. Is het helemaal opgehaald?") from error


def _json(stukken, formaat, jaar, namen):
    naam = stukken[0][0]
    rows = chain.from_iterable(objecten(tekst, name) for name, tekst in stukken if is_json(tekst))
    start = list(islice(rows, 1))
    if not start:
        raise Bestandsfout(f"In {naam} staan geen regels.")
    rows = chain(start, rows)
    if formaat == "odata4" or odata4.is_waarneming(start[0]) or odata4.is_maat(start[0]):
        return odata4.lees(rows, jaar=jaar, naam=naam)
    kop = list(start[0])
    if {"Key", "Title"} <= set(kop):
        raise Bestandsfout(f"In {naam} staat wat de kolommen betekenen, niet de cijfers zelf. Neem TypedDataSet.")
    cells = ((f"rij {n}", _cellen(kop, rij)) for n, rij in enumerate(rows, 1))
    return tabel.lees(tabel.Tabel(kop, cells, naam), jaar=jaar, namen=namen, bron=formaat)


def _cellen(kop, rij):
    return list(rij.values()) if list(rij) == kop else [rij.get(naam) for naam in kop]


def _csv(stukken, formaat, jaar, namen):
    naam, tekst = stukken[0]
    start = [cellen for _, cellen in islice(csv_regels(tekst, naam), kruistabel.MAX_KOP)]
    if formaat == "kruistabel" or (not formaat and kruistabel.is_kruistabel(start)):
        return kruistabel.lees(csv_regels(tekst, naam), naam, jaar=jaar, namen=namen)
    kop = [cel.strip() for cel in start[0]] if start else []
    if formaat == "odata4" or odata4.is_waarneming(kop) or odata4.is_maat(kop):
        return odata4.lees(_als_dicts(stukken), jaar=jaar, naam=naam)
    table = als_tabel(tekst, naam)
    if formaat == "leefbaarometer" or (not formaat and leefbaarometer.is_leefbaarometer(kop)):
        return leefbaarometer.lees(table, jaar=jaar)
    if formaat == "eigen" or (not formaat and eigen.is_eigen(kop)):
        return eigen.lees(table, jaar=jaar, namen=namen)
    return tabel.lees(table, jaar=jaar, namen=namen, bron=formaat)


def _als_dicts(stukken):
    for naam, tekst in stukken:
        table = als_tabel(tekst, naam)
        for _, cellen in table.rijen:
            if cellen is not None:
                yield dict(zip(table.kop, cellen, strict=True))
