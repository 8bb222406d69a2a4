"""The areas for everybody: the list, finding one by name, and their boundaries for the map."""

from django.db.models import Prefetch
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from gebieden.gebied.models import Gebied
from gebieden.gebied.zoeken import zoek_gebieden

MEESTE_TREFFERS = 30


@require_safe
def lijst(request):
    """The areas right under the municipality, each with what lies directly in it."""
    lopend = Gebied.objects.lopend().defer("grens")
    gebieden = lopend.filter(ouder__ouder=None, ouder__isnull=False).prefetch_related(
        Prefetch("kinderen", queryset=lopend.order_by("naam"), to_attr="delen")
    )
    return render(request, "gebieden/lijst.html", {"gebieden": gebieden})


@require_safe
def zoek(request):
    """By place name, without script: one hit goes straight to its page."""
    vraag = request.GET.get("q", "")[:100]
    known = Gebied.objects.lopend().defer("grens", "omschrijving").select_related("ouder")
    gevonden = zoek_gebieden(vraag, known) if vraag.strip() else []
    if len(gevonden) == 1:
        return redirect(gevonden[0])
    return render(request, "gebieden/zoek.html", {"vraag": vraag, "gevonden": gevonden[:MEESTE_TREFFERS]})


def _grenzen_etag(request):
    return f'"{Gebied.objects.grensversie()}"'


@require_safe
@cache_control(public=True, max_age=300)
@condition(etag_func=_grenzen_etag)
def grenzen(request):
    """Boundaries as GeoJSON: of one area (``?gebied=slug``), of a level (``?niveau=``), or of what people look up."""
    gebieden = Gebied.objects.lopend().filter(grens__isnull=False).select_related("ouder")
    if slug := request.GET.get("gebied"):
        gebied = get_object_or_404(Gebied, slug=slug)
        onderdelen = gebieden.filter(pk__in=gebied.onderdelen().values("pk"))
        gebieden = onderdelen or [gebied] if gebied.grens else onderdelen
    else:
        gebieden = gebieden.op_niveau(request.GET.get("niveau") or Gebied.objects.kaartniveau())
    features = [gebied.als_feature() for gebied in gebieden]
    return JsonResponse({"type": "FeatureCollection", "features": features}, content_type="application/geo+json")
