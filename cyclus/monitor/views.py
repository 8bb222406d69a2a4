from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cyclus.agenda.vaststelling import eis_concept
from cyclus.monitor.beeld import GEMETEN, gebied_context
from cyclus.monitor.conclusie import Conclusie
from cyclus.monitor.doeloordeel import Doeloordeel
from cyclus.monitor.forms import ConclusieForm, MonitorForm, NietOvernemenForm, OordeelForm
from cyclus.monitor.inhoud import lees
from cyclus.monitor.models import Gebiedsmonitor
from cyclus.plan.models import Gebiedsplan
from gebiedswerk import stuk
from gebiedswerk.stap import zet_stap
from gebiedswerk.statussen import GeenRecht


@login_required
@require_POST
def maak(request, pk):
    plan = get_object_or_404(Gebiedsplan.objects.zichtbaar_voor(request.user).voor_lijst(), pk=pk)
    try:
        return redirect(Gebiedsmonitor.objects.maak(plan, door=request.user))
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
        return redirect(plan)


@require_safe
def gebiedsmonitor(request, pk):
    """The working page for officials; everybody else reads the adopted monitor."""
    monitor = Gebiedsmonitor.objects.zichtbaar_voor(request.user).voor_lijst().filter(pk=pk).first()
    if monitor is None:
        get_object_or_404(Gebiedsmonitor.objects.vastgesteld(), pk=pk)
        return redirect("cyclus:gebiedsmonitor_openbaar", pk)
    mag_behandelen = monitor.heeft_recht(request.user, "behandelen")
    context = {
        "monitor": monitor,
        "inhoud": lees(monitor),
        "oordelen": monitor.oordelen.select_related("doel__indicator", "doel__agenda"),
        "conclusies": monitor.conclusies.voor_lijst(),
        "overgangen": monitor.overgangen_voor(request.user),
        "status_url": reverse("cyclus:gebiedsmonitor_status", args=[pk]),
        "mag_behandelen": mag_behandelen,
        "mag_wijzigen": mag_behandelen and monitor.is_concept,
        "volgend_jaar": monitor.jaar + 1,
    }
    return render(request, "cyclus/gebiedsmonitor_gebiedsmonitor.html", context)


def leesbaar(request, pk):
    """Adopted, or visible to this official; the rest does not exist."""
    monitor = get_object_or_404(Gebiedsmonitor.objects.voor_lijst(), pk=pk)
    if monitor.is_openbaar or monitor.heeft_recht(request.user, "meelezen"):
        return monitor
    raise Http404


@require_safe
def openbaar(request, pk):
    monitor = leesbaar(request, pk)
    context = gebied_context(lees(monitor), monitor.status_naam) | {"monitor": monitor}
    context["gevolgen"] = monitor.conclusies.voor_lijst() if monitor.is_openbaar else []
    return render(request, GEMETEN, context)


def pdf(request, pk):
    monitor = leesbaar(request, pk)
    terug = reverse("cyclus:gebiedsmonitor_openbaar", args=[pk])
    return stuk.antwoord(request, "gebiedsmonitor", monitor, stand=monitor.stand, titel=str(monitor), terug=terug)


@login_required
@require_POST
def status(request, pk):
    return zet_stap(request, get_object_or_404(Gebiedsmonitor.objects.zichtbaar_voor(request.user), pk=pk))


def _formulier(request, monitor, form, kop, **meer):
    """One edit of a concept, in the transaction that checks that it still is one."""
    eis_concept(monitor, request.user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            monitor.wijzig(request.user, kop)
            form.bewaar(door=request.user)
        return redirect(monitor)
    context = {"terug": monitor, "form": form, "kop": kop}
    return render(request, "cyclus/monitor_bewerk.html", context | meer)


@login_required
def bewerk(request, pk):
    monitor = get_object_or_404(Gebiedsmonitor.objects.zichtbaar_voor(request.user).voor_lijst(), pk=pk)
    return _formulier(request, monitor, MonitorForm(request.POST or None, instance=monitor), "Samenvatting en aanpak")


@login_required
def oordeel(request, pk):
    zichtbaar = Gebiedsmonitor.objects.zichtbaar_voor(request.user)
    oordelen = Doeloordeel.objects.filter(monitor__in=zichtbaar).select_related("monitor__gebied", "doel__indicator")
    oordeel = get_object_or_404(oordelen, pk=pk)
    form = OordeelForm(request.POST or None, instance=oordeel)
    return _formulier(request, oordeel.monitor, form, f"Oordeel over: {oordeel.doel}", oordeel=oordeel)


@login_required
def conclusie_nieuw(request, pk):
    monitor = get_object_or_404(Gebiedsmonitor.objects.zichtbaar_voor(request.user).voor_lijst(), pk=pk)
    form = ConclusieForm(request.POST or None, instance=Conclusie(monitor=monitor))
    return _formulier(request, monitor, form, "Conclusie toevoegen")


def _conclusie(request, pk):
    zichtbaar = Gebiedsmonitor.objects.zichtbaar_voor(request.user)
    conclusies = Conclusie.objects.filter(monitor__in=zichtbaar)
    return get_object_or_404(
        conclusies.select_related("monitor__gebied", "monitor__plan", "doel__agenda", "maatregel__doel"), pk=pk
    )


@login_required
def conclusie_bewerk(request, pk):
    conclusie = _conclusie(request, pk)
    form = ConclusieForm(request.POST or None, instance=conclusie)
    return _formulier(request, conclusie.monitor, form, "Conclusie wijzigen")


@login_required
@require_POST
def neem_over(request, pk):
    """Carry a conclusion over into next year's plan; clicking twice gives the same measure."""
    conclusie = _conclusie(request, pk)
    try:
        was_open, gevolg = conclusie.gevolg is None, conclusie.neem_over(door=request.user)
        if was_open:
            # What the conclusion does not say was filled in from what stood nearest.
            na_te_kijken = (
                "het thema, het resultaat en de maat"
                if gevolg == conclusie.overgenomen_in_doel
                else "de afdeling, de datum en het budget"
            )
            messages.success(request, f"Overgenomen. Kijk nog na of alles klopt: {na_te_kijken}.")
        return redirect(gevolg)
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
        return redirect(conclusie.monitor)


@login_required
def neem_niet_over(request, pk):
    conclusie = _conclusie(request, pk)
    if not conclusie.monitor.heeft_recht(request.user, "behandelen"):
        raise GeenRecht("Niet overnemen")
    form = NietOvernemenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            conclusie.neem_niet_over(form.cleaned_data["reden"], door=request.user)
        except ValidationError as fout:
            messages.error(request, fout.messages[0])
        return redirect(conclusie.monitor)
    context = {"terug": conclusie.monitor, "form": form, "kop": "Niet overnemen", "onder": conclusie.voorstel}
    return render(request, "cyclus/monitor_bewerk.html", context)
