"""Trends on the officials' side: what was found, and what the Signaalteam decided on it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebieden.scope import haal
from gebiedswerk.bladeren import blader
from gebiedswerk.stap import zet_stap
from signalen.signaal.models import Signaal

from .beeld import KOP, balken, grafiek, rijen
from .filters import TrendFilter
from .forms import BesluitForm, mensen
from .models import Trend
from .tasks import verhaal

MOST_SIGNALEN, MOST_EERDER = 100, 10


def _rijen():
    return Trend.objects.voor_lijst().prefetch_related("samen_met")


@require_safe
@login_required
def lijst(request):
    lijst = TrendFilter(request.GET, persoon=request.user)
    pagina = blader(lijst.qs.open_eerst(), request, met=_rijen())
    context = {"filter": lijst, "pagina": pagina, "trends": balken(list(pagina.object_list))}
    return render(request, "signalen/trend_lijst.html", context)


@require_safe
@login_required
def trend(request, pk):
    return _toon(request, haal(_rijen(), request.user, pk))


def _toon(request, trend):
    """The raad reads figures and decision; of what people wrote it sees nothing."""
    is_ambtenaar = request.user.is_ambtenaar
    context = {
        "trend": trend,
        "is_ambtenaar": is_ambtenaar,
        "grafiek": grafiek(trend),
        "kop": KOP,
        "rijen": rijen(trend),
        "eerder": Trend.objects.zichtbaar_voor(request.user).eerder_dan(trend).voor_lijst()[:MOST_EERDER],
    }
    if is_ambtenaar:
        signalen = Signaal.objects.zichtbaar_voor(request.user).filter(trends=trend)
        context |= {
            "signalen": signalen.voor_lijst().order_by("-ontvangen_op", "-pk")[:MOST_SIGNALEN],
            "aantal_signalen": trend.signalen.count(),
            "aantal_melders": len(trend.melders()),
            "heeft_punten": signalen.filter(lat__isnull=False).exists(),
            "mag_behandelen": trend.heeft_recht(request.user, "behandelen"),
            "overgangen": trend.overgangen_voor(request.user),
            "gebeurtenissen": trend.tijdlijn,
        }
    return render(request, "signalen/trend.html", context)


@require_safe
@login_required
def punten(request, pk):
    """The signals of the trend on the map."""
    trend = haal(_rijen(), request.user, pk, "meelezen")
    here = Signaal.objects.zichtbaar_voor(request.user).filter(trends=trend, lat__isnull=False)
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [s.lon, s.lat]},
            "properties": {"naam": s.nummer, "url": s.get_absolute_url(), "tekst": s.kop},
        }
        for s in here.only("pk", "lon", "lat", "tekst", "ontvangen_op")[:MOST_SIGNALEN]
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features}, content_type="application/geo+json")


@require_POST
@login_required
def stap(request, pk):
    trend = haal(_rijen(), request.user, pk, "behandelen")
    if request.POST.get("status") == "besloten" and trend.status == "gevonden":
        return redirect("signalen:trend_besluit", pk)
    return zet_stap(request, trend)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def besluit(request, pk):
    """Decide; first shown as the reporters will read it, when asked for."""
    trend = haal(_rijen(), request.user, pk, "behandelen")
    form = BesluitForm(request.POST or None, mensen=mensen(), initial={"eigenaar": request.user.pk})
    voorbeeld = None
    if request.method == "POST" and form.is_valid():
        if "voorbeeld" in request.POST:
            voorbeeld = verhaal(trend, form.cleaned_data["uitleg"], "besluit")
        elif _neem_besluit(request, trend, form):
            return redirect(trend)
    context = {"trend": trend, "form": form, "voorbeeld": voorbeeld, "aantal_melders": len(trend.melders())}
    return render(request, "signalen/trend_besluit.html", context, status=422 if form.errors else 200)


def _neem_besluit(request, trend, form):
    try:
        trend.neem_besluit(door=request.user, **form.cleaned_data)
    except ValidationError as fout:
        form.add_error(None, fout.messages)
        return False
    messages.success(request, f"Besloten: {trend.get_besluit_display().lower()}. De melders krijgen bericht.")
    return True
