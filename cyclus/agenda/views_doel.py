"""One goal: its red thread, its sources, and its form."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cyclus.agenda.beeld import padbeeld
from cyclus.agenda.bron import Doelbron
from cyclus.agenda.bronregels import voor_ambtenaar
from cyclus.agenda.doel import Doel
from cyclus.agenda.forms_bron import BronnenForm, StukForm
from cyclus.agenda.forms_doel import DoelForm, DoelNieuwForm
from cyclus.agenda.models import Gebiedsagenda
from cyclus.agenda.vaststelling import eis_concept
from cyclus.opgave.models import Opgave
from gebieden.models import Indicator
from gebieden.scope import haal
from gebiedswerk.profiel import huidig


def opvallend(analyse):
    """What stands out in the frozen content of the analysis."""
    return (analyse.inhoud or {}).get("opvallend", []) if analyse else []


def _doelen():
    return Doel.objects.select_related("agenda__gebied", "agenda__analyse", "indicator").defer("agenda__gebied__grens")


@login_required
@require_safe
def doel(request, pk):
    """One goal: what it rests on, its way, who promised what, and the red thread."""
    gevonden = haal(_doelen(), request.user, pk)
    agenda = gevonden.agenda
    mag_behandelen = agenda.heeft_recht(request.user, "behandelen")
    context = {
        "doel": gevonden,
        "agenda": agenda,
        "bronnen": voor_ambtenaar(gevonden, request.user),
        "padbeeld": padbeeld(gevonden),
        "bijdragen": gevonden.bijdragen.select_related("afdeling", "platform"),
        "mag_wijzigen": mag_behandelen and agenda.is_concept,
        "mag_vragen": mag_behandelen and agenda.status != "vervangen",
    }
    return render(request, "cyclus/doel_doel.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def doel_nieuw(request, pk):
    agenda = get_object_or_404(Gebiedsagenda.objects.zichtbaar_voor(request.user).voor_lijst(), pk=pk)
    return _doelformulier(request, Doel(agenda=agenda), "Doel toevoegen")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def doel_bewerk(request, pk):
    return _doelformulier(request, haal(_doelen(), request.user, pk), "Doel wijzigen")


def _doelformulier(request, doel, kop):
    agenda = doel.agenda
    eis_concept(agenda, request.user)
    is_new = doel.pk is None
    cijfers = agenda.laatste_cijfers()
    indicatoren = Indicator.objects.filter(pk__in=[c.indicator_id for c in cijfers])
    initial = {"streefjaar": agenda.tot_jaar, "indicator": request.GET.get("indicator")} if is_new else None
    opgaven = Opgave.objects.zichtbaar_voor(request.user).binnen(agenda.gebied)
    form = (DoelNieuwForm if is_new else DoelForm)(
        request.POST or None, instance=doel, initial=initial, indicatoren=indicatoren, opgaven=opgaven
    )
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            agenda.wijzig(request.user, f"{kop}: {form.cleaned_data['titel']}")
            bewaar = lambda: form.bewaar(door=request.user)  # noqa: E731
            doel = form.eenmaal(bewaar) if is_new else bewaar()
        return redirect(doel)
    context = {"agenda": agenda, "doel": doel, "form": form, "kop": kop, "cijfers": cijfers}
    context["opvallend"] = opvallend(agenda.analyse)
    return render(request, "cyclus/doel_bewerk.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def doel_weg(request, pk):
    doel = haal(_doelen(), request.user, pk)
    with transaction.atomic():
        doel.agenda.wijzig(request.user, f"Doel weggehaald: {doel}")
        for bijdrage in doel.bijdragen.all():
            bijdrage.haal_weg()
        doel.delete()
    return redirect(doel.agenda)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bronnen(request, pk):
    """Choose what the goal rests on: from the analysis, signals of a theme, trends and advice."""
    doel = haal(_doelen(), request.user, pk)
    eis_concept(doel.agenda, request.user)
    themas = dict(huidig().keuzes("themas"))
    gevraagd = request.GET.get("thema", doel.thema)
    thema = gevraagd if gevraagd in themas else ""
    form = BronnenForm(request.POST or None, doel=doel, persoon=request.user, thema=thema)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            eis_concept(doel.agenda, request.user)
            if aantal := form.bewaar():
                doel.agenda.wijzig(request.user, f"{aantal} {'bron' if aantal == 1 else 'bronnen'} bij doel: {doel}")
        messages.success(request, "Bewaard.")
        return redirect(_bij_bronnen(doel))
    context = {"doel": doel, "agenda": doel.agenda, "form": form, "themas": themas.items(), "thema": thema}
    return render(request, "cyclus/doel_bronnen.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bron_stuk(request, pk):
    """Name a document of elsewhere as a source."""
    doel = haal(_doelen(), request.user, pk)
    eis_concept(doel.agenda, request.user)
    form = StukForm(request.POST or None, instance=Doelbron(doel=doel))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            doel.agenda.wijzig(request.user, f"Bron bij doel ‘{doel}’: {form.cleaned_data['titel']}")
            form.bewaar()
        return redirect(_bij_bronnen(doel))
    context = {"agenda": doel.agenda, "form": form, "kop": "Stuk als bron noemen", "onder": doel.titel}
    context["terug"] = _bij_bronnen(doel)
    return render(request, "cyclus/agenda_bewerk.html", context, status=422 if form.errors else 200)


def _bij_bronnen(doel):
    return f"{reverse('cyclus:doel', args=[doel.pk])}#bronnen"


@login_required
@require_POST
def bron_weg(request, pk):
    seen = Doel.objects.zichtbaar_voor(request.user)
    bron = get_object_or_404(Doelbron.objects.filter(doel__in=seen).select_related("doel__agenda__gebied"), pk=pk)
    with transaction.atomic():
        bron.doel.agenda.wijzig(request.user, f"Bron weggehaald bij doel: {bron.doel}")
        bron.delete()
    return redirect(_bij_bronnen(bron.doel))
