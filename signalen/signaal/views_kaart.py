"""The work list on the map: the same filter, and the same facts beside it."""

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gebiedswerk.bladeren import blader

from .kaart import MEESTE_LOS, per_gebied, punten, vlakken
from .models import Signaal
from .views_lijst import gefilterd
from .werkvoorraad import stapels


@require_safe
@login_required
def kaart(request):
    lijst = gefilterd(request)
    regels = per_gebied(lijst.qs)
    context = {
        "filter": lijst,
        "regels": regels,
        "totaal": sum(regel["aantal"] for regel in regels),
        "met_punt": sum(regel["met_punt"] for regel in regels),
        "los": MEESTE_LOS,
        "pagina": blader(lijst.qs, request, met=Signaal.objects.voor_werklijst()),
        "punten_url": f"{reverse('signalen:kaart_punten')}?{lijst.vraag}",
        "is_ambtenaar": request.user.is_ambtenaar,
        "stapels": stapels(request.user, lijst.stapel) if request.user.is_ambtenaar else (),
    }
    return render(request, "signalen/kaart.html", context)


@require_safe
@login_required
def kaart_punten(request):
    lijst = gefilterd(request)
    vraag = {naam: lijst.form.data[naam] for naam in lijst.filters if lijst.form.data.get(naam)}
    features = [*vlakken(per_gebied(lijst.qs), vraag), *punten(lijst.qs, vraag)]
    return JsonResponse({"type": "FeatureCollection", "features": features}, content_type="application/geo+json")
