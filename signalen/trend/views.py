"""Trends on the officials' side: what was found, and what the Signaalteam decided on it."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from gebieden.scope import haal
from gebiedswerk.bladeren import blader
from gebiedswerk.stap import zet_stap

from .models import Trend


@require_safe
@login_required
def lijst(request):
    rijen = Trend.objects.zichtbaar_voor(request.user).voor_lijst()
    return render(request, "signalen/trend_lijst.html", {"pagina": blader(rijen, request)})


@require_safe
@login_required
def trend(request, pk):
    trend = haal(Trend.objects.voor_lijst(), request.user, pk)
    context = {"trend": trend, "overgangen": trend.overgangen_voor(request.user)}
    return render(request, "signalen/trend.html", context)


@require_POST
@login_required
def stap(request, pk):
    return zet_stap(request, haal(Trend.objects.voor_lijst(), request.user, pk))
