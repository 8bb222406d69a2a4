"""Divisions of the municipality: made as a concept, looked at, put ready."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebieden.importeren import Bestandsfout
from gebieden.indeling.forms import BestandForm, IndelingForm
from gebieden.indeling.gevolgen import stel_op
from gebieden.indeling.lezen import lees
from gebieden.indeling.models import Gebiedsindeling
from gebieden.indeling.plekken import Plekkentabel, neem_over
from gebieden.opvolging.bestand import op_schijf
from gebieden.toegang import vereist
from gebiedswerk.csvbestand import schrijf_csv
from gebiedswerk.stap import zet_stap


@require_safe
@vereist("beheren")
def indelingen(request):
    return render(request, "gebieden/indeling_lijst.html", {"indelingen": Gebiedsindeling.objects.voor_lijst()})


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def nieuw(request):
    form = IndelingForm(request.POST or None)
    if request.method == "POST" and form.is_bewaard(door=request.user):
        messages.success(request, f"{form.instance} is gemaakt. Geef nu elke buurt een plek.")
        return redirect(form.instance)
    return render(request, "gebieden/indeling_nieuw.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def bewerken(request, pk):
    indeling = get_object_or_404(Gebiedsindeling, pk=pk, status="concept")
    form = IndelingForm(request.POST or None, instance=indeling)
    if request.method == "POST" and form.is_bewaard(door=request.user):
        return redirect(indeling)
    return render(request, "gebieden/indeling_nieuw.html", {"form": form, "indeling": indeling})


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def indeling(request, pk):
    """The table of buurten; a POST stores what was chosen."""
    if request.method == "POST":
        return _bewaar_plekken(request, pk)
    indeling = get_object_or_404(Gebiedsindeling, pk=pk)
    return _toon(request, indeling, Plekkentabel(indeling, filter_gebied=request.GET.get("gebied", "")))


@transaction.atomic
def _bewaar_plekken(request, pk):
    """One at a time: who comes second is compared with what the first one stored."""
    indeling = get_object_or_404(Gebiedsindeling.objects.select_for_update(), pk=pk)
    if indeling.status != "concept":
        messages.error(request, "Deze indeling is geen concept meer. Er is niets gewijzigd.")
        return redirect(indeling)
    tabel = Plekkentabel(indeling, request.POST, request.GET.get("gebied", ""))
    if not tabel.is_geldig():
        return _toon(request, indeling, tabel, status=422)
    aantal = tabel.bewaar(request.user)
    messages.success(request, f"Bewaard: {aantal} buurten gewijzigd." if aantal else "Er was niets te wijzigen.")
    return redirect(request.get_full_path())


def _toon(request, indeling, tabel, *, bestandform=None, overgeslagen=(), status=200):
    context = {
        "indeling": indeling,
        "tabel": tabel,
        "stand": indeling.stand(),
        "overgangen": indeling.overgangen_voor(request.user),
        "opdracht": indeling.opdracht(),
        "bestandform": bestandform or BestandForm(),
        "overgeslagen": overgeslagen,
    }
    return render(request, "gebieden/indeling.html", context, status=status)


@require_POST
@vereist("beheren")
def inlezen(request, pk):
    """Places out of a CSV; good lines are taken over, the others are named."""
    indeling = get_object_or_404(Gebiedsindeling, pk=pk, status="concept")
    form, overgeslagen = BestandForm(request.POST, request.FILES), []
    if form.is_valid():
        try:
            with op_schijf(form.cleaned_data["bestand"]) as pad:
                aantal, overgeslagen = neem_over(indeling, lees(pad), door=request.user)
        except Bestandsfout as fout:
            form.add_error("bestand", str(fout))
        else:
            messages.success(request, f"Ingelezen: {aantal} buurten kregen een andere plek.")
            if not overgeslagen:
                return redirect(indeling)
    status = 422 if form.errors else 200
    return _toon(request, indeling, Plekkentabel(indeling), bestandform=form, overgeslagen=overgeslagen, status=status)


@require_safe
@vereist("beheren")
def als_csv(request, pk):
    """The present state, in the form in which it can be read in again."""
    indeling = get_object_or_404(Gebiedsindeling, pk=pk)
    plekken = indeling.plekken()
    rows = (
        (buurt.code, buurt.naam, *reversed(plekken.get(buurt.pk, ("", ""))))
        for buurt in indeling.buurten().order_by("code")
    )
    return schrijf_csv(["buurtcode", "buurt", "kern", "gebied"], rows, f"{slugify(indeling.naam)}.csv")


@require_safe
@vereist("beheren")
def gevolgen(request, pk):
    indeling = get_object_or_404(Gebiedsindeling, pk=pk)
    context = {
        "indeling": indeling,
        "gevolgen": stel_op(indeling),
        "overgangen": indeling.overgangen_voor(request.user),
    }
    return render(request, "gebieden/indeling_gevolgen.html", context)


@require_POST
@vereist("beheren")
def status(request, pk):
    return zet_stap(request, get_object_or_404(Gebiedsindeling, pk=pk))
