"""Comparing areas, for everybody: only figures that are published, so there is nothing to ask rights for."""

from django.core.exceptions import TooManyFieldsSent
from django.http import QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gebiedswerk.csvbestand import schrijf_csv
from gebiedswerk.rekenblad import schrijf_rekenblad

from . import bestand, pagina
from .keuze import Gebieden, alle_indicatoren, lees_keuze
from .tabel import Vergelijking


@require_safe
def vergelijken(request):
    return render(request, "gebieden/vergelijken.html", pagina.stel_op(*_vergelijk(request)))


@require_safe
def als_csv(request):
    vergelijking, _indicatoren = _vergelijk(request)
    return schrijf_csv(bestand.kop(vergelijking), bestand.csv_rijen(vergelijking), _("vergelijking.csv"))


@require_safe
def als_xlsx(request):
    vergelijking, _indicatoren = _vergelijk(request)
    return schrijf_rekenblad(bestand.bladen(vergelijking), _("vergelijking.xlsx"))


def _vergelijk(request):
    """The comparison of this address, and all indicators to choose from."""
    gebieden, indicatoren, te_veel = Gebieden.haal_op(), alle_indicatoren(), ()
    try:
        vraag = request.GET
    except TooManyFieldsSent:
        vraag = request.GET = QueryDict()
        te_veel = (_("Dit adres bevat te veel keuzes. U ziet wat wij zonder keuze laten zien."),)
    keuze = lees_keuze(vraag, gebieden, indicatoren, te_veel)
    return Vergelijking(keuze, gebieden), indicatoren
