"""What everybody may see of the signals: the list, one page each, a map and a feed. And who decides about that."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import http_date
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from gebieden.scope import haal
from gebiedswerk.bladeren import blader
from signalen.signaal.models import Signaal

from .feed import MEESTE, maak_feed
from .filters import OpenbaarFilter
from .forms import OpenbaarForm
from .query import openbare_signalen
from .stand import KORT, ruwe_plek, stand, standcode, stappen

RIJEN = 25
MEESTE_OP_KAART = 300


def _regel(signaal):
    """One signal as everybody sees it."""
    kort, kleur = KORT[standcode(signaal)]
    return {"signaal": signaal, "kop": signaal.openbare_kop, "stand": stand(signaal), "kort": kort, "kleur": kleur}


@require_safe
def lijst(request):
    filter = OpenbaarFilter(request.GET)
    pagina = blader(filter.qs, request, rows=RIJEN, met=openbare_signalen())
    context = {
        "filter": filter,
        "gebied": filter.gekozen.get("gebied"),
        "pagina": pagina,
        "regels": [_regel(signaal) for signaal in pagina],
        "vraag": filter.vraag,
    }
    return render(request, "signalen/openbaar_lijst.html", context)


@require_safe
def signaal(request, pk):
    signaal = get_object_or_404(openbare_signalen(), pk=pk)
    if signaal.hoofdsignaal_id and Signaal.objects.openbaar().filter(pk=signaal.hoofdsignaal_id).exists():
        return redirect("signalen:openbaar_signaal", signaal.hoofdsignaal_id)
    context = {
        **_regel(signaal),
        "punt": ruwe_plek(signaal),
        "stappen": stappen(signaal),
        "volgers": signaal.abonnementen.lopend().count(),
    }
    return render(request, "signalen/openbaar_signaal.html", context)


@require_safe
@cache_control(private=True, max_age=60)
def punten(request):
    """The same list as points for the map, each on the grid."""
    with_point = OpenbaarFilter(request.GET).qs.exclude(lat=None)[:MEESTE_OP_KAART]
    rows = openbare_signalen().in_bulk(list(with_point.values_list("pk", flat=True)))
    features = [_punt(signaal) for signaal in rows.values()]
    return JsonResponse({"type": "FeatureCollection", "features": features}, content_type="application/geo+json")


def _punt(signaal):
    eigenschappen = {"naam": signaal.openbare_kop, "url": signaal.openbaar_url(), "tekst": stand(signaal)}
    geometrie = {"type": "Point", "coordinates": ruwe_plek(signaal)}
    return {"type": "Feature", "geometry": geometrie, "properties": eigenschappen}


@require_safe
@cache_control(public=True, max_age=300)
def feed(request, taal="nl"):
    """Newest change first; 304 for who has this very version. The language is in the address: readers choose none."""
    with translation.override(taal):
        filter = OpenbaarFilter(request.GET)
        ids = list(filter.qs.order_by("-status_sinds", "-pk").values_list("pk", flat=True)[:MEESTE])
        rows = openbare_signalen().in_bulk(ids)
        deel = f"?{filter.vraag}" if filter.vraag else ""
        urls = {"pagina_url": reverse("signalen:openbaar") + deel, "feed_url": request.path + deel}
        atom = maak_feed([rows[pk] for pk in ids if pk in rows], titel=filter.titel, **urls)
        response = HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    last = int(atom.latest_post_date().timestamp()) if rows else None
    if last:
        response.headers["Last-Modified"] = http_date(last)
    set_response_etag(response)
    answer = get_conditional_response(request, etag=response.headers["ETag"], last_modified=last)
    return answer if answer is not None and answer.status_code == 304 else response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bewerken(request, pk):
    """An official decides what everybody may read."""
    signaal = haal(Signaal.objects.voor_dossier().prefetch_related("gebieden"), request.user, pk, "behandelen")
    form = OpenbaarForm(request.POST or None, instance=signaal)
    if request.method == "POST" and form.is_bewaard(door=request.user):
        messages.success(request, "Bewaard.")
        return redirect(signaal)
    context = {"form": form, "signaal": signaal, "is_openbaar": Signaal.objects.openbaar().filter(pk=pk).exists()}
    return render(request, "signalen/openbaar_bewerken.html", context, status=422 if form.errors else 200)
