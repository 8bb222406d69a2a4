"""The page of a comparison: what its template is given."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from gebieden.cijfers.models import RUBRIEKEN

from .beeld import balk, kaarten, omgeving, verloop
from .bestand import woorden_van
from .tabel import BEREKEND, OVERGENOMEN, VOORBEELD, VOORLOPIG

MEESTE_UITSCHIETERS = 6
MEESTE_VINKJES = 400


@dataclass(frozen=True)
class Kop:
    """A header with the link that sorts by it."""

    kolom: object
    tekst: str
    url: str
    sort: str  # the value of aria-sort
    onder: str = ""


@dataclass(frozen=True)
class Vakje:
    cel: object
    label: str
    balk: str
    merken: tuple
    laagste: str = ""
    hoogste: str = ""


def stel_op(vergelijking, indicatoren):
    keuze = vergelijking.keuze
    beelden = kaarten(vergelijking)
    return {
        "v": vergelijking,
        "keuze": keuze,
        "koppen": _koppen(vergelijking),
        "rijen": _rijen(vergelijking),
        "uitschieters": _uitschieters(vergelijking),
        "delen": [(kolom, beelden.get(kolom.code), verloop(kolom, vergelijking)) for kolom in vergelijking.kolommen],
        "merken": [(_kort(v), woorden_van(v)) for v in sorted(vergelijking.voorbehouden)],
        "heeft_spreiding": any(cel.spreiding for kolom in vergelijking.kolommen for cel in kolom.cellen),
        "heeft_omgeving": bool(omgeving(keuze, vergelijking.gebieden)),
        "heeft_schets": any(g.is_schematisch for g in keuze.gebieden),
        "rubrieken": _rubrieken(indicatoren, keuze),
        "niveaus": vergelijking.gebieden.niveaus(),
        "binnen": _binnen(vergelijking),
        "groepen": _groepen(vergelijking.gebieden),
        "csv_url": _adres(vergelijking, "gebieden:vergelijken_csv"),
        "xlsx_url": _adres(vergelijking, "gebieden:vergelijken_xlsx"),
    }


def _adres(vergelijking, naam="gebieden:vergelijken", **anders):
    return f"{reverse(naam)}?{urlencode(vergelijking.keuze.als_paren(**anders))}"


def _kort(voorbehoud):
    return {
        VOORLOPIG: _("voorlopig"),
        BEREKEND: _("opgeteld"),
        VOORBEELD: _("voorbeeld"),
        OVERGENOMEN: _("andere grenzen"),
    }[voorbehoud]


def _koppen(vergelijking):
    """A name begins with A, a figure with the highest; once more turns it round."""
    keuze, first = vergelijking.keuze, "naam"
    heads = [(None, first, keuze.wat().capitalize())]
    heads += [(kolom, kolom.code, kolom.naam) for kolom in vergelijking.kolommen]
    found = []
    for kolom, code, tekst in heads:
        is_this = keuze.sorteer == code
        down = not keuze.is_aflopend if is_this else code != first
        url = _adres(vergelijking, sorteer=f"-{code}" if down else code)
        sort = ("descending" if keuze.is_aflopend else "ascending") if is_this else ""
        found.append(Kop(kolom, tekst, url, sort, _onder(kolom) if kolom else ""))
    return found


def _onder(kolom):
    """Unit, year and what holds for the whole column."""
    return ", ".join(filter(None, [kolom.eenheid, str(kolom.jaar or ""), *map(_kort, kolom.voorbehouden)]))


def _rijen(vergelijking):
    """``[(area, class, [Vakje, …]), …]``, the municipality on top."""
    keuze, rows = vergelijking.keuze, []
    if vergelijking.gemeente:
        cellen = [kolom.gemeente for kolom in vergelijking.kolommen]
        rows.append((vergelijking.gemeente, "vg-gemeente", _vakjes(vergelijking, cellen)))
    for gebied, cellen in vergelijking.rijen:
        pointed = gebied.pk in keuze.nadruk and not keuze.zelf_gekozen
        rows.append((gebied, "vg-nadruk" if pointed else "", _vakjes(vergelijking, cellen)))
    return rows


def _vakjes(vergelijking, cellen):
    found = []
    for cel, kolom in zip(cellen, vergelijking.kolommen, strict=True):
        is_whole = cel is kolom.gemeente and kolom.indicator.soort == "telling"
        low = high = ""
        if cel.spreiding:
            low = _("laagste: %(deel)s") % {"deel": _deel(cel.spreiding.laagste, kolom)}
            high = _("hoogste: %(deel)s") % {"deel": _deel(cel.spreiding.hoogste, kolom)}
        label = f"{kolom.naam} ({kolom.jaar})" if kolom.jaar else kolom.naam
        bar = "" if is_whole else balk(cel, kolom)
        found.append(Vakje(cel, label, bar, tuple(map(_kort, cel.voorbehouden)), low, high))
    return found


def _deel(deel, kolom):
    return f"{deel.naam} {kolom.woorden(deel.waarde)}"


def _uitschieters(vergelijking):
    """The clearest first; every figure in words."""
    found = [(u.verschil, kolom, u) for kolom in vergelijking.kolommen for u in kolom.uitschieters]
    found.sort(key=lambda drie: -drie[0])
    return [
        {
            "gebied": u.gebied,
            "deel": u.deel.naam,
            "cijfer": kolom.naam,
            "waarde": kolom.woorden(u.waarde),
            "in_deel": kolom.woorden(u.deel.waarde),
            "gemeente": kolom.woorden(u.gemeente),
        }
        for _verschil, kolom, u in found[:MEESTE_UITSCHIETERS]
    ]


def _rubrieken(indicatoren, keuze):
    """``[(rubriek, [(indicator, chosen), …]), …]`` of all that has figures, and of what was asked for."""
    found = []
    for code, naam in RUBRIEKEN:
        of_this = [
            (i, i in keuze.indicatoren)
            for i in indicatoren
            if i.rubriek == code and (i.heeft_cijfers or i in keuze.indicatoren)
        ]
        if of_this:
            found.append((naam, of_this))
    return found


def _binnen(vergelijking):
    """Where one can look, and where one looks now."""
    chosen, areas = vergelijking.keuze.binnen, vergelijking.gebieden.met_delen()
    return [chosen, *areas] if chosen and chosen not in areas else areas


def _groepen(gebieden):
    """The areas to choose by hand, under what they lie in; the smallest levels only while they are not too many."""
    levels, total = set(), 0
    for code, _meervoud, aantal in gebieden.niveaus():
        total += aantal
        if total <= MEESTE_VINKJES or not levels:
            levels.add(code)
    groups = []
    for gebied in gebieden.lopend:
        delen = [g for g in gebieden.kinderen.get(gebied.pk, ()) if g.niveau in levels]
        if delen:
            groups.append((gebied.naam, delen))
    return groups
