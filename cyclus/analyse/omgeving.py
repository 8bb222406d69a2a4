"""The area among the others of the municipality: figures for coloured maps and for charts side by side."""

from collections import defaultdict

from gebieden.cijfers.models import Cijfer
from gebieden.gebied.models import Gebied

from .sprekend import beweging, sprekendste
from .vorm import Jaarwaarde, Omgeving, Verdeling, Verloop

MEESTE_KAARTEN = 4
MEESTE_ONDERWERPEN = 4
# With fewer areas nothing is compared, with fewer years there is no line.
MINSTE_GEBIEDEN = 3
MINSTE_JAREN = 3
# So many panels side by side can still be overseen.
MEESTE_PANELEN = 12
VERLOOPJAREN = 8


def in_omgeving(kast, vlakken, themas, eerst=()):
    """``Omgeving`` in at most three queries, or None where there is nothing to compare with."""
    if kast.gemeente is None:
        return None
    buren = list(
        Gebied.objects.lopend().op_niveau(kast.gebied.niveau).binnen(kast.gemeente).only("naam").order_by("naam", "pk")
    )
    regels = sprekendste(themas, MEESTE_ONDERWERPEN, eerst=eerst)
    if not regels:
        return None
    waarden = _waarden(kast, [*buren, *vlakken], regels)
    omgeving = Omgeving(
        gebieden=tuple(buur.naam for buur in buren),
        dit=next((i for i, buur in enumerate(buren) if buur.pk == kast.gebied.pk), -1),
        onderwerpen=tuple(v for regel in regels if (v := _verdeling(regel, buren, waarden))),
        kaarten=tuple(v for regel in regels if (v := _verdeling(regel, vlakken, waarden)))[:MEESTE_KAARTEN],
        verloop=_verloop(kast, buren, regels),
    )
    return omgeving if omgeving.onderwerpen or omgeving.kaarten else None


def _waarden(kast, gebieden, regels):
    """``{code: {area: figure}}`` in the year of each line; what may not be published is not in it."""
    codes = {kast.met_code(regel.code).pk: regel for regel in regels}
    rijen = Cijfer.objects.filter(
        gebied__in={g.pk for g in gebieden}, indicator__in=codes, jaar__in={r.jaar for r in regels}
    )
    waarden = defaultdict(dict)
    for gebied, indicator, jaar, waarde in rijen.values_list("gebied_id", "indicator_id", "jaar", "waarde"):
        if jaar == codes[indicator].jaar and not kast.verborgen.reden(gebied, indicator, jaar):
            waarden[codes[indicator].code][gebied] = waarde
    return waarden


def _verdeling(regel, gebieden, waarden):
    """The figures in the order of the areas; None where fewer than three areas have one, or all have the same."""
    bekend = waarden[regel.code]
    lijst = tuple(bekend.get(gebied.pk) for gebied in gebieden)
    getoond = [waarde for waarde in lijst if waarde is not None]
    if len(getoond) < MINSTE_GEBIEDEN or len(set(getoond)) < 2:
        return None
    return Verdeling(
        code=regel.code,
        naam=regel.naam,
        eenheid=regel.eenheid,
        decimalen=regel.decimalen,
        jaar=regel.jaar,
        waarden=lijst,
        gemeente=regel.gemeente,
        bron=regel.bron,
        is_voorbeeld=regel.is_voorbeeld,
    )


def _sprekend(regel):
    return regel.eenheid == "%", beweging(regel)


def _verloop(kast, buren, regels):
    """The telling line that moved most, in every area on one scale: a share before what has no common top."""
    regel = max((r for r in regels if len(r.reeks) >= MINSTE_JAREN), key=_sprekend, default=None)
    if regel is None or not MINSTE_GEBIEDEN <= len(buren) <= MEESTE_PANELEN:
        return None
    indicator, jaren = kast.met_code(regel.code), [punt.jaar for punt in regel.reeks[-VERLOOPJAREN:]]
    reeksen = defaultdict(list)
    rijen = Cijfer.objects.filter(gebied__in=[b.pk for b in buren], indicator=indicator, jaar__in=jaren)
    for gebied, jaar, waarde in rijen.order_by("jaar").values_list("gebied_id", "jaar", "waarde"):
        if not kast.verborgen.reden(gebied, indicator.pk, jaar):
            reeksen[gebied].append(Jaarwaarde(jaar, waarde))
    if sum(len(reeks) > 1 for reeks in reeksen.values()) < MINSTE_GEBIEDEN:
        return None
    return Verloop(
        naam=regel.naam,
        eenheid=regel.eenheid,
        decimalen=regel.decimalen,
        reeksen=tuple(tuple(reeksen[buur.pk]) for buur in buren),
        gemeente=tuple(punt for punt in regel.gemeente_reeks if punt.jaar in jaren),
        bron=regel.bron,
        is_voorbeeld=regel.is_reeks_voorbeeld,
    )
