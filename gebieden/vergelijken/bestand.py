"""The comparison as a file. A suppressed figure is in it in words only."""

from django.utils.translation import gettext as _

from gebiedswerk.rekenblad import Blad, Getal

from .tabel import AFGESCHERMD, BEREKEND, ONTBREEKT, OVERGENOMEN, VOORBEELD, VOORLOPIG


def woorden_van(voorbehoud):
    return {
        VOORLOPIG: _("voorlopig"),
        BEREKEND: _("opgeteld uit kleinere gebieden"),
        VOORBEELD: _("verzonnen voorbeeld"),
        OVERGENOMEN: _("berekend uit gebieden met andere grenzen"),
    }[voorbehoud]


def kop(vergelijking):
    return [
        _("Gebied"),
        _("Niveau"),
        _("Code"),
        *(_kolomkop(kolom) for kolom in vergelijking.kolommen),
        _("Voorbehoud"),
    ]


def _kolomkop(kolom):
    eenheid = kolom.indicator.eenheid
    jaar = f", {kolom.jaar}" if kolom.jaar else ""
    return f"{kolom.naam} ({eenheid}{jaar})" if eenheid else f"{kolom.naam}{jaar}"


def rijen(vergelijking):
    """The municipality first, then the areas in the order of the page."""
    if vergelijking.gemeente:
        yield _rij(vergelijking.gemeente, [kolom.gemeente for kolom in vergelijking.kolommen], vergelijking.kolommen)
    for gebied, cellen in vergelijking.rijen:
        yield _rij(gebied, cellen, vergelijking.kolommen)


def _rij(gebied, cellen, kolommen):
    marks = []
    for cel, kolom in zip(cellen, kolommen, strict=True):
        if cel.waarde is not None:
            marks += [f"{kolom.naam}: {woorden_van(v)}" for v in (*kolom.voorbehouden, *cel.voorbehouden)]
    waarden = [_waarde(cel, kolom.indicator) for cel, kolom in zip(cellen, kolommen, strict=True)]
    return [gebied.naam, gebied.niveau_naam, gebied.code, *waarden, "; ".join(marks)]


def _waarde(cel, indicator):
    if cel.soort == ONTBREEKT:
        return None
    return cel.tekst if cel.soort == AFGESCHERMD else Getal(cel.waarde, indicator.decimalen)


def csv_rijen(vergelijking):
    """The same with plain numbers: whole where the figure is whole, at most two decimals more than are shown."""
    for rij in rijen(vergelijking):
        yield [_plat(waarde) if isinstance(waarde, Getal) else waarde for waarde in rij]


def _plat(getal):
    waarde = round(getal.waarde, getal.decimalen + 2)
    return int(waarde) if float(waarde).is_integer() else waarde


def bladen(vergelijking):
    """Three sheets: what is on the page, all years, and what it means."""
    return [
        Blad(_("Vergelijking"), kop(vergelijking), rijen(vergelijking), breedtes=(26, 14, 14)),
        Blad(
            _("Alle jaren"),
            [_("Gebied"), _("Code"), _("Cijfer"), _("Eenheid"), _("Jaar"), _("Waarde"), _("Voorbehoud"), _("Bron")],
            _alle_jaren(vergelijking),
            breedtes=(26, 14, 34, 16, 8, 22, 34, 34),
        ),
        Blad(
            _("Toelichting"),
            [_("Cijfer"), _("Betekenis"), _("Eenheid"), _("Jaar"), _("Bron"), _("Voorbehoud")],
            _toelichting(vergelijking),
            breedtes=(34, 70, 16, 8, 40, 40),
        ),
    ]


def _alle_jaren(vergelijking):
    areas = [g for g, _cellen in vergelijking.rijen]
    if vergelijking.gemeente:
        areas = [vergelijking.gemeente, *areas]
    for gebied in areas:
        for kolom in vergelijking.kolommen:
            i, reeks = kolom.indicator, vergelijking.reeks(gebied, kolom.indicator)
            for jaar, waarde in reeks.punten:
                marks, bron = vergelijking.herkomst(gebied, i, jaar, reeks)
                shown = vergelijking.in_plaats_van(gebied, i, jaar) if waarde is None else Getal(waarde, i.decimalen)
                tekst = "; ".join(woorden_van(v) for v in marks)
                yield [gebied.naam, gebied.code, i.naam, i.eenheid, jaar, shown, tekst, bron]


def _toelichting(vergelijking):
    for kolom in vergelijking.kolommen:
        i = kolom.indicator
        marks = "; ".join(woorden_van(v) for v in kolom.voorbehouden)
        bron = "; ".join(kolom.bronnen) or i.bron
        yield [i.naam, i.betekenis, i.eenheid, kolom.jaar, bron, marks]
    for zin in vergelijking.uitleg:
        yield ["", zin]
    yield ["", _("Een lege cel: er is geen cijfer. Leeg is niet nul.")]
