"""What is drawn of a comparison: a bar in a cell, a map and lines over the years per indicator."""

from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gebieden.gebied.models import Gebied
from gebiedswerk.grafiek import Reeks, lijn
from gebiedswerk.kaartbeeld import Vlak, kaart, leg_neer
from gebiedswerk.svg import ACCENT_ZACHT, GEDEMPT, INKT, REFERENTIE, element, maat

from .tabel import AFGESCHERMD

BALK, HOOG = 112.0, 12.0
KAARTBREEDTE = 460
# More lines with a name than this cannot be told apart.
MEESTE_LIJNEN = 4
BEWAARD = 16


def balk(cel, kolom):
    """The figure as a bar from zero, with the range of its parts across it and the municipality as a mark."""
    if cel.waarde is None:
        return ""
    low, high = kolom.bereik
    span = (high - low) or 1

    def x(waarde):
        return 1 + (min(max(waarde, low), high) - low) / span * (BALK - 2)

    begin, einde = sorted((x(0), x(cel.waarde)))
    delen = [element("rect", x=begin, y=1.0, width=max(einde - begin, 0.8), height=HOOG - 2, fill=ACCENT_ZACHT)]
    if cel.spreiding:
        links, rechts = x(cel.spreiding.laagste.waarde), x(cel.spreiding.hoogste.waarde)
        d = f"M{maat(links)} 2V10M{maat(links)} 6H{maat(rechts)}M{maat(rechts)} 2V10"
        delen.append(element("path", d=d, fill="none", stroke=INKT, stroke_width=1.5))
    if kolom.indicator.soort != "telling" and kolom.gemeente.waarde is not None:
        plek = x(kolom.gemeente.waarde)
        delen.append(element("rect", x=plek - 1, y=0.0, width=2.0, height=HOOG, fill=REFERENTIE))
    if low < 0:
        delen.append(element("rect", x=x(0) - 0.5, y=0.0, width=1.0, height=HOOG, fill=GEDEMPT))
    return SafeString(
        f'<svg class="vg-balk" viewBox="0 0 {maat(BALK)} {maat(HOOG)}" width="{maat(BALK)}" height="{maat(HOOG)}"'
        f' aria-hidden="true" focusable="false">{"".join(delen)}</svg>'
    )


@lru_cache(maxsize=BEWAARD)
def _ondergrond(pks, gericht, versie):
    """Outlines on paper, around the first ``gericht`` areas; ``versie`` changes when one of the areas does."""
    grenzen = dict(Gebied.objects.order_by().filter(pk__in=pks).values_list("pk", "grens"))
    return leg_neer([grenzen.get(pk) for pk in pks], breedte=KAARTBREEDTE, gericht=range(gericht))


def kaarten(vergelijking):
    """``{code: map}``, empty when no area has a border. Large areas lie under the small ones in them."""
    keuze = vergelijking.keuze
    areas = sorted(keuze.gebieden, key=lambda g: (g.pad.count("/"), g.pk))
    if not areas:
        return {}
    around = omgeving(keuze, vergelijking.gebieden)
    together = (*areas, *around)
    # Areas that were picked by hand may lie far apart: then the whole municipality is the frame.
    gericht = len(areas) if around and not keuze.zelf_gekozen else 0
    versie = max(g.bijgewerkt_op for g in together)
    ondergrond = _ondergrond(tuple(g.pk for g in together), gericht, versie)
    if ondergrond is None:
        return {}
    position = {g.pk: n for n, g in enumerate(keuze.gebieden)}
    order = [(g, position[g.pk]) for g in areas]
    around = [Vlak(g.naam, None, omgeving=True) for g in around]
    return {kolom.code: _kaart(kolom, order, around, keuze, ondergrond) for kolom in vergelijking.kolommen}


def omgeving(keuze, gebieden):
    """The other areas of the same level, by which a reader knows where these lie."""
    chosen = {g.pk for g in keuze.gebieden}
    niveau = keuze.niveau_van_rijen
    return [g for g in gebieden.lopend if g.niveau == niveau and g.pk not in chosen] if niveau else []


def _kaart(kolom, order, around, keuze, ondergrond):
    vlakken, words = [], {cel.tekst for cel in kolom.cellen if cel.soort == AFGESCHERMD}
    for gebied, n in order:
        cel = kolom.cellen[n]
        pointed = gebied.pk in keuze.nadruk and not keuze.zelf_gekozen
        vlakken.append(Vlak(gebied.naam, None, cel.waarde, nadruk=pointed, verborgen=cel.soort == AFGESCHERMD))
    return kaart(
        [*vlakken, *around],
        titel=_("Kaart: %(naam)s per gebied") % {"naam": kolom.naam},
        eenheid=_maat(kolom.indicator),
        decimalen=kolom.indicator.decimalen,
        nummers=True,
        ondergrond=ondergrond,
        verborgen=words.pop() if len(words) == 1 else _("niet getoond"),
    )


def verloop(kolom, vergelijking):
    """Lines over the years, with the figures of those that have a name; None when there is one year only."""
    keuze, indicator = vergelijking.keuze, kolom.indicator
    all_series = {g.pk: vergelijking.reeks(g, indicator) for g in keuze.gebieden}
    whole = vergelijking.reeks(vergelijking.gemeente, indicator)
    jaren = sorted({jaar for reeks in (*all_series.values(), whole) for jaar, _w in reeks.punten})
    if len(jaren) < 2:
        return None
    named = _met_naam(kolom, keuze)
    lines = []
    # A whole is so much more than its parts that they would lie flat on the axis.
    if indicator.soort != "telling" and any(waarde is not None for _jaar, waarde in whole.punten):
        lines.append(Reeks(vergelijking.gemeente.naam, whole.punten, nadruk=True))
    lines += [Reeks(g.naam, all_series[g.pk].punten) for g in named]
    lines += [Reeks(g.naam, all_series[g.pk].punten, stil=True) for g in keuze.gebieden if g not in named]
    breuken = {jaar for reeks in (*all_series.values(), whole) for jaar in reeks.breuken}
    beeld = lijn(
        lines,
        titel=_("%(naam)s door de jaren heen") % {"naam": kolom.naam},
        eenheid=_maat(indicator),
        decimalen=indicator.decimalen,
        breuken=sorted(breuken),
        breedte=KAARTBREEDTE,
        hoogte=250,
    )
    rows = [vergelijking.gemeente, *named] if vergelijking.gemeente else named
    return {
        "beeld": beeld,
        "jaren": jaren,
        "rijen": [(g.naam, _jaarcijfers(g, jaren, kolom, vergelijking)) for g in rows],
        "stil": len(keuze.gebieden) - len(named),
        "breuken": sorted(breuken),
    }


def _jaarcijfers(gebied, jaren, kolom, vergelijking):
    reeks = vergelijking.reeks(gebied, kolom.indicator)
    found = []
    for jaar in jaren:
        waarde = reeks.waarden.get(jaar)
        if waarde is not None:
            found.append(kolom.woorden(waarde))
        else:
            is_hidden = jaar in reeks.afgeschermd
            found.append(vergelijking.in_plaats_van(gebied, kolom.indicator, jaar) if is_hidden else "–")
    return found


def _met_naam(kolom, keuze):
    """All areas when they are few, else those that were pointed out and the lowest and highest."""
    if len(keuze.gebieden) <= MEESTE_LIJNEN:
        return list(keuze.gebieden)
    known = [(cel.waarde, g) for g, cel in zip(keuze.gebieden, kolom.cellen, strict=True) if cel.waarde is not None]
    pointed = [g for g in keuze.gebieden if g.pk in keuze.nadruk and not keuze.zelf_gekozen]
    outer = [f(known, key=lambda paar: paar[0])[1] for f in (max, min)] if known else []
    return list(dict.fromkeys([*pointed, *outer]))


def _maat(indicator):
    """The unit as a drawing writes it: counts say what they are in their title."""
    return "%" if indicator.eenheid == "%" else ""
