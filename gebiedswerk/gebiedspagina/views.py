"""The public front page and the page of one area: what all apps have to say to a resident, together."""

from itertools import groupby
from operator import attrgetter

from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.http import require_safe

from gebieden.cijfers.kerncijfers import kerncijfers
from gebieden.cijfers.opvallend import lees_metingen, opvallend_uit, sterkste
from gebieden.models import Gebied
from gebieden.opvolging.uitleg import opvolging_van
from gebieden.platform.standen import platformstanden
from gebiedswerk.taal import STANDAARD
from initiatieven.models import Initiatief

from . import wat_speelt

KOPCIJFERS = ("inwoners", "huishoudens", "aandeel_0_15", "aandeel_65_plus")
EEN_RUBRIEK = attrgetter("rubriek")
MEESTE_OPVALLEND = 4


@require_safe
def start(request):
    """Find your area, see what goes on, send a signal."""
    gebieden = Gebied.objects.lopend().op_niveau(Gebied.objects.kaartniveau()).only("naam", "slug")
    context = {
        "gebieden": gebieden,
        "initiatieven": Initiatief.objects.openbaar().voor_lijst()[:6],
        "maatregelen": wat_speelt.maatregelen_in(Gebied.objects.lopend().values("pk"))[:6],
    }
    return render(request, "gebieden/start.html", context)


@require_safe
def gebied(request, slug):
    gebied = get_object_or_404(Gebied.objects.select_related("ouder__ouder"), slug=slug)
    rond = wat_speelt.rond(gebied)
    signalen = wat_speelt.signalen_in(gebied)
    context = {
        "gebied": gebied,
        "delen": gebied.onderdelen(),
        "opvolging": opvolging_van(gebied),
        "initiatieven": wat_speelt.initiatieven_in(rond),
        "doelen": wat_speelt.doelen_in(rond),
        "maatregelen": wat_speelt.maatregelen_in(rond),
        "analyses": wat_speelt.analyses_in(rond),
        "monitors": wat_speelt.monitors_in(rond),
        "signalen": signalen,
        "weinig": [stand.thema for stand in signalen if stand.aantal is None],
        "mensen": wat_speelt.wie_is_wie(rond),
        "platforms": platformstanden(rond),
    }
    if request.user.is_authenticated and request.user.is_ambtenaar:
        context["afspraken"] = wat_speelt.afspraken_in(rond)
    return render(request, "gebieden/gebied.html", context | _in_cijfers(gebied))


def _in_cijfers(gebied):
    """The figures of an area and what stands out in the latest year there are any of."""
    cijfers = kerncijfers(gebied)
    jaar = max((c.jaar for c in cijfers), default=None)
    # Sentences about what stands out are made in Dutch, with figures as they are written there.
    with translation.override(STANDAARD):
        metingen, groep = lees_metingen(gebied, jaar) if jaar else ([], None)
        opvallend = sterkste(opvallend_uit(gebied.naam, metingen))[:MEESTE_OPVALLEND]
    rubrieken = groupby(sorted(cijfers, key=EEN_RUBRIEK), key=EEN_RUBRIEK)
    return {
        "cijfers": cijfers,
        "kopcijfers": [c for c in cijfers if c.code in KOPCIJFERS],
        "rubrieken": [(rubriek, list(regels)) for rubriek, regels in rubrieken],
        "bronnen": sorted({c.bron for c in cijfers if c.bron}),
        "is_verzonnen": any(c.is_voorbeeld for c in cijfers),
        "is_geheel_verzonnen": all(c.is_voorbeeld for c in cijfers),
        "is_berekend": any(c.is_berekend for c in cijfers),
        "is_verborgen": any(c.verborgen for c in cijfers),
        "is_getoetst": bool(metingen) and bool(gebied.ouder_id),
        "opvallend": opvallend,
        "groep": groep,
    }
