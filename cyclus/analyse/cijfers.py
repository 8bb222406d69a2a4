"""The figures of an analysis: per theme, by age and per kern, each against the municipality and against before."""

from collections import defaultdict

from gebieden.cijfers.models import Cijfer, Indicator
from gebieden.cijfers.publiceren import afscherming
from gebiedswerk.profiel import huidig

from .vorm import Bron, Cijferregel, Jaarwaarde, Kernvergelijking, Leeftijden, Leeftijdsgroep, Themacijfers

# The age groups, from young to old, as the indicators name them.
LEEFTIJDEN = ("aandeel_0_15", "aandeel_15_25", "aandeel_25_45", "aandeel_45_65", "aandeel_65_plus")
INWONERS = "inwoners"
MEESTE_VERGELIJKINGEN = 8
REEKS_JAREN = 10


class Cijferkast:
    """All figures that may be published: ``reeks(gebied, indicator)`` is {jaar: Cijfer} up to ``jaar``."""

    def __init__(self, gebied, gemeente, kernen, jaar):
        self.gebied, self.gemeente, self.kernen = gebied, gemeente, kernen
        self.indicatoren = {i.pk: i for i in Indicator.objects.all()}
        self.verborgen = afscherming(self.indicatoren.values())
        self._op_code = {i.code: i for i in self.indicatoren.values()}
        self._reeksen = defaultdict(dict)
        plaatsen = {gebied.pk, *(kern.pk for kern in kernen)} | ({gemeente.pk} if gemeente else set())
        for cijfer in Cijfer.objects.filter(gebied__in=plaatsen, jaar__lte=jaar).order_by("jaar"):
            if not self.verborgen.reden(cijfer.gebied_id, cijfer.indicator_id, cijfer.jaar):
                self._reeksen[cijfer.gebied_id, cijfer.indicator_id][cijfer.jaar] = cijfer

    def reeks(self, gebied, indicator):
        return self._reeksen.get((gebied.pk, indicator.pk), {}) if gebied else {}

    def waarde(self, gebied, indicator, jaar):
        cijfer = self.reeks(gebied, indicator).get(jaar)
        return cijfer.waarde if cijfer else None

    def met_code(self, code):
        return self._op_code.get(code)

    def regels(self):
        """The lines that have a figure, in the order of the indicators."""
        for indicator in self.indicatoren.values():
            if reeks := self.reeks(self.gebied, indicator):
                yield indicator, reeks


def per_thema(kast):
    """The lines grouped by theme, in the order of the profile; a theme without figures is not there."""
    groepen = defaultdict(list)
    for indicator, reeks in kast.regels():
        groepen[indicator.thema].append(_regel(kast, indicator, reeks))
    volgorde = [code for code, _ in huidig().keuzes("themas")]
    codes = sorted(groepen, key=lambda code: volgorde.index(code) if code in volgorde else len(volgorde))
    return tuple(Themacijfers(code, huidig().naam_van("themas", code), tuple(groepen[code])) for code in codes)


def _regel(kast, indicator, reeks):
    jaar = max(reeks)
    eerder = max((j for j in reeks if j < jaar), default=None)
    van_gemeente = kast.reeks(kast.gemeente, indicator)
    nu = reeks[jaar]
    return Cijferregel(
        code=indicator.code,
        naam=indicator.naam,
        eenheid=indicator.eenheid,
        soort=indicator.soort,
        decimalen=indicator.decimalen,
        richting=indicator.richting,
        jaar=jaar,
        waarde=nu.waarde,
        gemeente=kast.waarde(kast.gemeente, indicator, jaar),
        eerder_jaar=eerder,
        eerder=reeks[eerder].waarde if eerder else None,
        reeks=_jaarwaarden(reeks),
        gemeente_reeks=_jaarwaarden(van_gemeente),
        bron=nu.bron,
        is_berekend=nu.is_berekend,
        is_voorlopig=nu.is_voorlopig,
        is_voorbeeld=nu.is_voorbeeld,
        is_reeks_voorbeeld=any(c.is_voorbeeld for c in (*reeks.values(), *van_gemeente.values())),
    )


def _jaarwaarden(reeks):
    return tuple(Jaarwaarde(jaar, reeks[jaar].waarde) for jaar in sorted(reeks)[-REEKS_JAREN:])


def per_leeftijd(kast):
    """Shares per age group, or None when one of the groups is missing: half a population is no picture."""
    indicatoren = [kast.met_code(code) for code in LEEFTIJDEN]
    if None in indicatoren:
        return None
    jaren = set.intersection(*(set(kast.reeks(kast.gebied, i)) for i in indicatoren))
    if not jaren:
        return None
    jaar = max(jaren)
    cijfers = [kast.reeks(kast.gebied, i)[jaar] for i in indicatoren]
    eigen = _aandelen(indicatoren, [c.waarde for c in cijfers])
    ernaast = _aandelen(indicatoren, [kast.waarde(kast.gemeente, i, jaar) for i in indicatoren])
    return Leeftijden(
        jaar=jaar,
        bron=cijfers[0].bron,
        groepen=tuple(
            Leeftijdsgroep(indicator.naam, aandeel, gemeente)
            for indicator, aandeel, gemeente in zip(indicatoren, eigen, ernaast, strict=True)
        ),
        is_voorbeeld=any(c.is_voorbeeld for c in cijfers),
    )


def _aandelen(indicatoren, waarden):
    """Percentages as they are, counts as shares of their sum."""
    if None in waarden or all(i.soort == "percentage" for i in indicatoren):
        return waarden
    totaal = sum(waarden)
    return [round(100 * waarde / totaal, 1) if totaal else None for waarde in waarden]


def per_kern(kast):
    """What the kernen are compared on: inhabitants first, then one indicator per theme before a second one."""
    per_thema = defaultdict(list)
    for indicator, reeks in kast.regels():
        jaar = max(reeks)
        bekend = sum(kast.waarde(kern, indicator, jaar) is not None for kern in kast.kernen)
        if bekend >= 2 and (indicator.soort != "telling" or indicator.code == INWONERS):
            per_thema["" if indicator.code == INWONERS else indicator.thema].append((indicator, jaar))
    gekozen = []
    while len(gekozen) < MEESTE_VERGELIJKINGEN and any(per_thema.values()):
        gekozen += [lijst.pop(0) for _, lijst in sorted(per_thema.items()) if lijst]
    return tuple(
        Kernvergelijking(
            naam=indicator.naam,
            eenheid=indicator.eenheid,
            soort=indicator.soort,
            decimalen=indicator.decimalen,
            jaar=jaar,
            waarden=tuple(kast.waarde(kern, indicator, jaar) for kern in kast.kernen),
            gebied=kast.waarde(kast.gebied, indicator, jaar),
            gemeente=kast.waarde(kast.gemeente, indicator, jaar) if indicator.soort != "telling" else None,
            bron=kast.reeks(kast.gebied, indicator)[jaar].bron,
        )
        for indicator, jaar in gekozen[:MEESTE_VERGELIJKINGEN]
    )


def bronnen(kast):
    """Every source of a figure in the document, with its years and number of figures."""
    gevonden = defaultdict(list)
    for _, reeks in kast.regels():
        for cijfer in reeks.values():
            gevonden[cijfer.bron or "Eigen opgave", cijfer.is_voorbeeld].append(cijfer.jaar)
    return tuple(
        Bron(naam, _jaren(jaren), len(jaren), is_voorbeeld) for (naam, is_voorbeeld), jaren in sorted(gevonden.items())
    )


def _jaren(jaren):
    eerste, laatste = min(jaren), max(jaren)
    return str(laatste) if eerste == laatste else f"{eerste}–{laatste}"
