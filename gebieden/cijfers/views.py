"""The indicators: what is measured, from which source, and which of them are the municipality's own."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gebieden.cijfers.forms import DrempelForm, IndicatorForm, SjabloonForm
from gebieden.cijfers.models import Cijfer, Indicator
from gebieden.gebied.models import Gebied
from gebieden.toegang import vereist
from gebiedswerk.csvbestand import schrijf_csv


@require_safe
@vereist("beheren")
def indicatoren(request):
    return render(request, "gebieden/indicator_lijst.html", {"rubrieken": Indicator.objects.per_rubriek()})


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def nieuw(request):
    form = IndicatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        indicator = form.bewaar()
        messages.success(request, f"{indicator} is toegevoegd. Haal nu het sjabloon op om cijfers in te vullen.")
        return redirect("gebieden:indicator", indicator.pk)
    return render(request, "gebieden/indicator_nieuw.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def indicator(request, pk):
    indicator = get_object_or_404(Indicator.objects.select_related("basis"), pk=pk)
    form = (IndicatorForm if indicator.is_eigen else DrempelForm)(request.POST or None, instance=indicator)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"{indicator} is bewaard.")
        return redirect("gebieden:indicator", pk)
    per_jaar = Cijfer.objects.filter(indicator=pk).order_by("-jaar").values("jaar").annotate(aantal=Count("pk"))
    context = {
        "indicator": Indicator.objects.get(pk=pk),
        "form": form,
        "per_jaar": per_jaar,
        "sjabloon": SjabloonForm(),
    }
    return render(request, "gebieden/indicator.html", context, status=422 if form.errors else 200)


@require_safe
@vereist("beheren")
def sjabloon(request, pk):
    """A CSV with the areas of the municipality in it, in which only the figures are missing."""
    indicator = get_object_or_404(Indicator, pk=pk)
    form = SjabloonForm(request.GET)
    if not form.is_valid():
        messages.error(request, "Kies een jaar en een niveau voor het sjabloon.")
        return redirect("gebieden:indicator", pk)
    jaar, niveau = form.cleaned_data["jaar"], form.cleaned_data["niveau"]
    known = dict(Cijfer.objects.filter(indicator=pk, jaar=jaar, is_berekend=False).values_list("gebied", "waarde"))
    gebieden = Gebied.objects.lopend().op_niveau(niveau).order_by("naam", "code").values_list("pk", "code", "naam")
    rows = ((code, naam, jaar, indicator.code, known.get(gebied)) for gebied, code, naam in gebieden)
    return schrijf_csv(["gebied", "naam", "jaar", "indicator", "waarde"], rows, f"{indicator.code}-{jaar}.csv")
