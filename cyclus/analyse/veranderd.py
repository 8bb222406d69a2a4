"""What is otherwise than in the analysis of the year before, and the trends that were seen and decided on."""

from signalen.trend.models import Trend

from .binnengekomen import verberg
from .sprekend import MINST
from .vorm import Trendregel, Verandering, uit_json

MEESTE = 8
MEESTE_TRENDS = 6


def sinds_vorig_jaar(gebied, jaar, themas):
    """The figures that moved most since the adopted analysis of last year, the largest movement first."""
    vorige = gebied.gebiedsanalyse_set.filter(jaar=jaar - 1, status="vastgesteld").first()
    vorig = uit_json(vorige.inhoud) if vorige else None
    if vorig is None:
        return ()
    toen = {regel.code: regel for thema in vorig.themas for regel in thema.regels}
    gevonden = [
        (_beweging(toen[nu.code], nu), _verandering(thema.naam, toen[nu.code], nu))
        for thema in themas
        for nu in thema.regels
        if nu.code in toen and nu.jaar > toen[nu.code].jaar and nu.soort == toen[nu.code].soort
    ]
    gevonden = [paar for paar in gevonden if paar[0] >= MINST]
    return tuple(verandering for _, verandering in sorted(gevonden, key=lambda paar: -paar[0])[:MEESTE])


def _beweging(toen, nu):
    return abs(nu.waarde - toen.waarde) / (max(abs(nu.waarde), abs(toen.waarde)) or 1)


def _verandering(thema, toen, nu):
    return Verandering(
        thema=thema,
        naam=nu.naam,
        eenheid=nu.eenheid,
        decimalen=nu.decimalen,
        richting=nu.richting,
        toen_jaar=toen.jaar,
        toen=toen.waarde,
        nu_jaar=nu.jaar,
        nu=nu.waarde,
        is_voorbeeld=nu.is_voorbeeld,
    )


def trends_van(gebied, van, tot):
    """The trends by theme on which was decided; never a word of a signal, never a count below five."""
    besluiten = dict(Trend.BESLUITEN)
    trends = (
        Trend.objects.binnen(gebied)
        .filter(status__in=("besloten", "afgerond"), term="", van__lte=tot, tot__gte=van)
        .select_related("gebied")
        .order_by("-van", "kans", "pk")
    )
    return tuple(
        Trendregel(
            over=trend.onderwerp,
            plaats=trend.gebied.naam,
            periode=str(trend.kwartaal),
            aantal=verberg(trend.aantal),
            verwacht=round(trend.verwacht, 1),
            besluit=besluiten.get(trend.besluit, ""),
            is_afgerond=trend.status == "afgerond",
        )
        for trend in trends[:MEESTE_TRENDS]
    )
