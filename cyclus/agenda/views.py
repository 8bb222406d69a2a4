from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_POST, require_safe

from cyclus.agenda.bijdrage import Bijdrage
from cyclus.agenda.document import SJABLOON, als_context, stel_op
from cyclus.agenda.doel import Doel
from cyclus.agenda.filters import AgendaFilter
from cyclus.agenda.forms import AgendaForm, AgendaNieuwForm, BeloofdForm, BijdrageForm, DoelForm
from cyclus.agenda.models import Gebiedsagenda, periode
from cyclus.agenda.vaststelling import eis_concept
from cyclus.agenda.verschil import verschil as maak_verschil
from cyclus.analyse.models import Gebiedsanalyse
from cyclus.opgave.models import Opgave
from gebieden.models import Gebied, Indicator
from gebiedswerk import stuk
from gebiedswerk.bladeren import blader
from gebiedswerk.profiel import huidig
from gebiedswerk.stap import zet_stap
from gebiedswerk.statussen import GeenRecht


@login_required
@require_safe
def lijst(request):
    zichtbaar = Gebiedsagenda.objects.zichtbaar_voor(request.user)
    filter_ = AgendaFilter(request.GET, zichtbaar.voor_lijst().met_aantallen())
    context = {
        "filter": filter_,
        "pagina": blader(filter_.qs, request),
        "mag_maken": Gebied.objects.met_recht(request.user, "behandelen").exists(),
    }
    return render(request, "cyclus/agenda_lijst.html", context)


@login_required
def nieuw(request):
    """Start the agenda of the running period, from an analysis (``?analyse=``) or for an area."""
    analyses = Gebiedsanalyse.objects.met_recht(request.user, "behandelen").voor_lijst()
    gevraagd = request.GET.get("analyse", "")
    analyse = get_object_or_404(analyses, pk=gevraagd) if gevraagd.isdecimal() else None
    gebieden = Gebied.objects.met_recht(request.user, "behandelen").lopend()
    if not gebieden.exists():
        raise GeenRecht("Maak agenda")
    form = AgendaNieuwForm(
        request.POST or None, gebieden=gebieden, initial={"gebied": analyse.gebied_id if analyse else None}
    )
    jaar = max(timezone.localdate().year, analyse.jaar if analyse else 0)
    if request.method == "POST" and form.is_valid():
        agenda = Gebiedsagenda.objects.maak(form.cleaned_data["gebied"], door=request.user, analyse=analyse, jaar=jaar)
        return redirect("cyclus:doel_nieuw", agenda.pk) if agenda.is_concept else redirect(agenda)
    context = {"form": form, "analyse": analyse, "periode": periode(jaar), "opvallend": opvallend(analyse)}
    return render(request, "cyclus/agenda_nieuw.html", context)


def opvallend(analyse):
    """What stands out in the frozen content of the analysis."""
    return (analyse.inhoud or {}).get("opvallend", []) if analyse else []


@require_safe
def agenda(request, pk):
    """The working page for officials; everybody else reads the adopted text."""
    agenda = Gebiedsagenda.objects.zichtbaar_voor(request.user).voor_lijst().filter(pk=pk).first()
    if agenda is None:
        return redirect("cyclus:agenda_openbaar", get_object_or_404(Gebiedsagenda.objects.openbaar(), pk=pk).pk)
    mag_behandelen = agenda.heeft_recht(request.user, "behandelen")
    context = {
        "agenda": agenda,
        "doelen": agenda.doelen.met_gevolgen(),
        "open_beloften": agenda.open_beloften(),
        "overgangen": agenda.overgangen_voor(request.user),
        "mag_wijzigen": mag_behandelen and agenda.is_concept,
        "mag_behandelen": mag_behandelen,
        "status_url": reverse("cyclus:agenda_status", args=[pk]),
        "opvolger": agenda.opvolgers.order_by("-volgnummer").first(),
        "plannen": agenda.plannen.order_by("jaar"),
        "planjaren": agenda.jaren_zonder_plan() if mag_behandelen else [],
    }
    return render(request, "cyclus/agenda_agenda.html", context)


@require_safe
def openbaar(request, pk):
    agenda = _leesbaar(request, pk)
    context = als_context(stel_op(agenda)) | {"agenda": agenda}
    return render(request, SJABLOON, context)


def pdf(request, pk):
    agenda = _leesbaar(request, pk)
    terug = reverse("cyclus:agenda_openbaar", args=[pk])
    return stuk.antwoord(request, "agenda", agenda, stand=agenda.stand, titel=str(agenda), terug=terug)


def _leesbaar(request, pk):
    """Adopted, or visible to this official; the rest does not exist."""
    agenda = get_object_or_404(Gebiedsagenda.objects.voor_lijst(), pk=pk)
    if agenda.is_openbaar or agenda.heeft_recht(request.user, "meelezen"):
        return agenda
    raise Http404


@login_required
def bewerk(request, pk):
    agenda = get_object_or_404(Gebiedsagenda.objects.zichtbaar_voor(request.user), pk=pk)
    eis_concept(agenda, request.user)
    form = AgendaForm(request.POST or None, instance=agenda)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            eis_concept(agenda, request.user)
            form.bewaar(door=request.user)
        return redirect(agenda)
    return render(request, "cyclus/agenda_bewerk.html", {"agenda": agenda, "form": form, "kop": "Inleiding"})


@login_required
@require_POST
def status(request, pk):
    return zet_stap(request, get_object_or_404(Gebiedsagenda.objects.zichtbaar_voor(request.user), pk=pk))


@login_required
@require_POST
def nieuwe_versie(request, pk):
    agenda = get_object_or_404(Gebiedsagenda.objects.zichtbaar_voor(request.user), pk=pk)
    if agenda.status == "vervangen":
        messages.error(request, f"{capfirst(huidig().deze('agenda'))} is al vervangen door een nieuwere versie.")
        return redirect(agenda)
    return redirect(agenda.nieuwe_versie(door=request.user))


@login_required
@require_safe
def verschil(request, pk):
    """What this version changes with respect to the one before."""
    agenda = get_object_or_404(Gebiedsagenda.objects.zichtbaar_voor(request.user).voor_lijst(), pk=pk)
    if agenda.vorige is None:
        raise Http404
    regels = maak_verschil(agenda.vorige, agenda)
    return render(request, "cyclus/agenda_verschil.html", {"agenda": agenda, "regels": regels})


@login_required
@require_safe
def doel(request, pk):
    """One goal and its red thread: where it comes from, what is done for it, and what came of it."""
    gevonden = get_object_or_404(Doel.objects.zichtbaar_voor(request.user).select_related("agenda__gebied"), pk=pk)
    return render(request, "cyclus/doel_doel.html", {"doel": gevonden, "agenda": gevonden.agenda})


@login_required
def doel_nieuw(request, pk):
    agenda = get_object_or_404(Gebiedsagenda.objects.zichtbaar_voor(request.user).voor_lijst(), pk=pk)
    return _doelformulier(request, Doel(agenda=agenda), "Doel toevoegen")


@login_required
def doel_bewerk(request, pk):
    doelen = Doel.objects.zichtbaar_voor(request.user).select_related("agenda__gebied", "agenda__analyse")
    return _doelformulier(request, get_object_or_404(doelen, pk=pk), "Doel wijzigen")


def _doelformulier(request, doel, kop):
    agenda = doel.agenda
    eis_concept(agenda, request.user)
    cijfers = agenda.laatste_cijfers()
    indicatoren = Indicator.objects.filter(pk__in=[c.indicator_id for c in cijfers])
    initial = {"streefjaar": agenda.tot_jaar, "indicator": request.GET.get("indicator")} if doel.pk is None else None
    form = DoelForm(
        request.POST or None,
        instance=doel,
        initial=initial,
        indicatoren=indicatoren,
        opgaven=Opgave.objects.zichtbaar_voor(request.user).binnen(agenda.gebied),
    )
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            agenda.wijzig(request.user, f"{kop}: {form.cleaned_data['titel']}")
            form.bewaar(door=request.user)
        return redirect(doel)
    context = {"agenda": agenda, "doel": doel, "form": form, "kop": kop, "cijfers": cijfers}
    return render(request, "cyclus/doel_bewerk.html", context | {"opvallend": opvallend(agenda.analyse)})


@login_required
@require_POST
def doel_weg(request, pk):
    doel = get_object_or_404(Doel.objects.zichtbaar_voor(request.user), pk=pk)
    with transaction.atomic():
        doel.agenda.wijzig(request.user, f"Doel weggehaald: {doel}")
        doel.delete()
    return redirect(doel.agenda)


@login_required
def bijdrage_nieuw(request, pk):
    doel = get_object_or_404(Doel.objects.zichtbaar_voor(request.user).select_related("agenda__gebied"), pk=pk)
    return _bijdrageformulier(request, Bijdrage(doel=doel), "Bijdrage toevoegen")


@login_required
def bijdrage_bewerk(request, pk):
    return _bijdrageformulier(request, _bijdrage(request, pk), "Bijdrage wijzigen")


def _bijdrage(request, pk):
    doelen = Doel.objects.zichtbaar_voor(request.user)
    return get_object_or_404(Bijdrage.objects.filter(doel__in=doelen).select_related("doel__agenda__gebied"), pk=pk)


def _bijdrageformulier(request, bijdrage, kop):
    agenda = bijdrage.doel.agenda
    eis_concept(agenda, request.user)
    form = BijdrageForm(request.POST or None, instance=bijdrage)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            agenda.wijzig(request.user, f"{kop}: {form.cleaned_data['partij']}")
            form.bewaar(door=request.user)
        return redirect(bijdrage.doel)
    context = {"agenda": agenda, "form": form, "kop": kop, "onder": bijdrage.doel.titel}
    return render(request, "cyclus/agenda_bewerk.html", context)


@login_required
@require_POST
def bijdrage_weg(request, pk):
    bijdrage = _bijdrage(request, pk)
    with transaction.atomic():
        bijdrage.doel.agenda.wijzig(request.user, f"Bijdrage weggehaald: {bijdrage.partij}")
        bijdrage.delete()
    return redirect(bijdrage.doel)


@login_required
def beloofd(request, pk):
    """Write down that a party said yes, after it did."""
    bijdrage = _bijdrage(request, pk)
    agenda = bijdrage.doel.agenda
    eis_concept(agenda, request.user)
    form = BeloofdForm(request.POST or None, initial={"naam": bijdrage.contact, "dag": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        bijdrage.beloof(form.cleaned_data["naam"], form.cleaned_data["dag"], door=request.user)
        messages.success(request, f"De belofte van {bijdrage.partij} is vastgelegd.")
        return redirect(bijdrage.doel)
    context = {"agenda": agenda, "form": form, "kop": f"{bijdrage.partij} belooft dit", "onder": bijdrage.belofte}
    return render(request, "cyclus/agenda_bewerk.html", context)
