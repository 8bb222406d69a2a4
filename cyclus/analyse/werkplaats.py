"""All that the workspace shows: what can be changed, and beside it what came in and how the area compares."""

from django.urls import reverse

from gebiedswerk import stuk
from initiatieven.initiatief.models import Initiatief
from signalen.advies.models import Advies
from signalen.advies.naleving import begonnen
from signalen.trend.models import Trend

from .models import SOORT
from .naast import lijkt_op, naast_anderen
from .nakijken import TEKSTEN
from .punt import Analysepunt
from .uitlichten import kandidaten, te_kiezen
from .van_vorig_jaar import over_te_nemen
from .vorm import stand

MEESTE_TRENDS, MEESTE_INITIATIEVEN, MEESTE_ADVIEZEN, MEESTE_REGELS = 10, 15, 15, 6
KOPPEN = {"ontwikkeling": "Ontwikkelingen", "kans": "Kansen", "bedreiging": "Bedreigingen"}


def stel_op(analyse, persoon):
    inhoud, keuzes = analyse.huidige_inhoud(), analyse.keuzes()
    cijfers = kandidaten(inhoud, keuzes)
    getoond = [k for k in cijfers if k.is_getoond]
    naast, naast_url = naast_anderen(analyse.gebied, inhoud, [k.sleutel for k in getoond])
    verhalen = list(analyse.verhalen().select_related("gebied").order_by("is_nagekeken", "-opgeschreven_op", "-pk"))
    return {
        "analyse": analyse,
        "inhoud": inhoud,
        "getoond": getoond,
        "verborgen": [k for k in cijfers if k.punt and not k.is_getoond],
        "zonder_cijfer": [k for k in cijfers if k.punt is None],
        "te_kiezen": te_kiezen(inhoud, keuzes),
        "teksten": _teksten(analyse, inhoud),
        "puntgroepen": _puntgroepen(analyse),
        "verhalen": verhalen,
        "in_document": sum(v.staat_in_document for v in verhalen),
        "nakijken": analyse.nog_na_te_kijken(),
        "voorraad": over_te_nemen(analyse),
        "vorige": analyse.van_vorig_jaar(),
        "naast": naast,
        "naast_url": naast_url,
        "lijkt_op": lijkt_op(analyse.gebied, {r.jaar for t in inhoud.themas for r in t.regels}),
        "document": stuk.nieuwste(SOORT, analyse, stand(inhoud)),
        "overgangen": analyse.overgangen_voor(persoon),
        "status_url": reverse("cyclus:analyse_status", args=[analyse.pk]),
        "tijdlijn": analyse.tijdlijn[:MEESTE_REGELS],
    } | _binnengekomen(analyse, inhoud, persoon)


def _teksten(analyse, inhoud):
    """``[(name, heading, text, is made from figures, not looked at again), …]``."""
    return [
        (
            naam,
            kop,
            getattr(analyse, naam) or getattr(inhoud, naam),
            naam == "samenvatting" and not analyse.samenvatting,
            naam in te_bekijken,
        )
        for te_bekijken in [set(analyse.na_te_kijken)]
        for naam, kop in TEKSTEN.items()
    ]


def _puntgroepen(analyse):
    """``[(code, heading, points), …]``, also of the kinds that have none yet."""
    punten = list(analyse.punten.in_leesvolgorde())
    return [(code, KOPPEN[code], [p for p in punten if p.soort == code]) for code, _ in Analysepunt.SOORTEN]


def _binnengekomen(analyse, inhoud, persoon):
    """What this person may see of what the area asked, began and advised in the twelve months of the analysis."""
    van, tot = inhoud.signalen.van, inhoud.signalen.tot
    initiatieven = Initiatief.objects.zichtbaar_voor(persoon).binnen(analyse.gebied).voor_lijst()
    adviezen = Advies.objects.zichtbaar_voor(persoon).binnen(analyse.gebied)
    trends = Trend.objects.zichtbaar_voor(persoon).binnen(analyse.gebied).filter(tot__gte=van, van__lte=tot)
    return {
        "trends": trends.exclude(status="vervallen")
        .voor_lijst()
        .prefetch_related("samen_met")
        .open_eerst()[:MEESTE_TRENDS],
        "initiatieven": (initiatieven.open() | initiatieven.filter(status_sinds__date__gte=van)).order_by(
            "-status_sinds", "pk"
        )[:MEESTE_INITIATIEVEN],
        "adviezen": begonnen(adviezen, van, tot).select_related("platform").order_by("-begin", "pk")[:MEESTE_ADVIEZEN],
    }
