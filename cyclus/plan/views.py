from collections import defaultdict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cyclus.agenda.models import Gebiedsagenda
from cyclus.agenda.vaststelling import eis_concept
from cyclus.monitor.overnemen import maak_plan, open_conclusies
from cyclus.opdrachtbrief.models import Opdrachtbrief
from cyclus.overleg.models import Overleg
from cyclus.plan.aanbod import aanbod
from cyclus.plan.document import SJABLOON, als_context, partnernamen, stel_op
from cyclus.plan.filters import MaatregelFilter, PlanFilter
from cyclus.plan.forms import MaatregelForm, MaatregelNieuwForm, PlanForm, VoortgangForm
from cyclus.plan.maatregel import Maatregel
from cyclus.plan.models import Gebiedsplan
from cyclus.plan.totalen import tel_op
from gebiedswerk import stuk
from gebiedswerk.bladeren import blader
from gebiedswerk.stap import zet_stap
from gebiedswerk.statussen import GeenRecht
from initiatieven.models import Initiatief
from signalen.models import Signaal


@login_required
@require_safe
def lijst(request):
    zichtbaar = Gebiedsplan.objects.zichtbaar_voor(request.user)
    filter_ = PlanFilter(request.GET, zichtbaar.voor_lijst().met_totalen())
    context = {"filter": filter_, "pagina": blader(filter_.qs, request)}
    return render(request, "cyclus/plan_lijst.html", context)


@login_required
@require_POST
def maak(request, pk, jaar):
    agenda = get_object_or_404(Gebiedsagenda.objects.zichtbaar_voor(request.user).voor_lijst(), pk=pk)
    try:
        return redirect(maak_plan(agenda, jaar, door=request.user))
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
        return redirect(agenda)


@require_safe
def plan(request, pk):
    """The working page for officials; everybody else reads the adopted plan."""
    plan = Gebiedsplan.objects.zichtbaar_voor(request.user).voor_lijst().filter(pk=pk).first()
    if plan is None:
        return redirect("cyclus:plan_openbaar", get_object_or_404(Gebiedsplan.objects.vastgesteld(), pk=pk).pk)
    alle = list(plan.maatregelen.met_alles())
    filter_ = MaatregelFilter(request.GET, plan.maatregelen.all())
    getoond, per_doel = set(filter_.qs.values_list("pk", flat=True)), defaultdict(list)
    for maatregel in alle:
        if maatregel.pk in getoond and maatregel.status != "voorgesteld":
            per_doel[maatregel.doel_id].append(maatregel)
    totalen = plan.totalen_per_doel()
    afspraken = list(plan.afspraken.voor_lijst())
    mag_behandelen = plan.heeft_recht(request.user, "behandelen")
    context = {
        "plan": plan,
        "filter": filter_,
        "is_gefilterd": len(getoond) < len(alle),
        "doelen": [(doel, totalen.get(doel.pk), per_doel[doel.pk]) for doel in plan.agenda.doelen.all()],
        "voorstellen": [m for m in alle if m.status == "voorgesteld"],
        "afspraken": [a for a in afspraken if not a.is_voorstel],
        "afspraakvoorstellen": [a for a in afspraken if a.is_voorstel],
        "brieven": Opdrachtbrief.objects.van_plan(plan),
        "totaal": Gebiedsplan.objects.filter(pk=pk).met_totalen().get(),
        "totalen": tel_op(m for m in alle if m.status != "voorgesteld"),
        "overgangen": plan.overgangen_voor(request.user),
        "status_url": reverse("cyclus:plan_status", args=[pk]),
        "mag_behandelen": mag_behandelen,
        "mag_wijzigen": mag_behandelen and plan.is_concept,
        "open_conclusies": open_conclusies(plan) if plan.is_concept else [],
        "monitor": plan.monitors.first(),
    }
    return render(request, "cyclus/plan_plan.html", context)


@require_safe
def openbaar(request, pk):
    plan = _leesbaar(request, pk)
    return render(request, SJABLOON, als_context(stel_op(plan)) | {"plan": plan})


def pdf(request, pk):
    plan = _leesbaar(request, pk)
    terug = reverse("cyclus:plan_openbaar", args=[pk])
    return stuk.antwoord(request, "plan", plan, stand=plan.stand, titel=str(plan), terug=terug)


def _leesbaar(request, pk):
    """Adopted, or visible to this official; the rest does not exist."""
    plan = get_object_or_404(Gebiedsplan.objects.voor_lijst(), pk=pk)
    if plan.is_openbaar or plan.heeft_recht(request.user, "meelezen"):
        return plan
    raise Http404


@login_required
def bewerk(request, pk):
    plan = get_object_or_404(Gebiedsplan.objects.zichtbaar_voor(request.user), pk=pk)
    eis_concept(plan, request.user)
    form = PlanForm(request.POST or None, instance=plan)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            eis_concept(plan, request.user)
            form.bewaar(door=request.user)
        return redirect(plan)
    return render(request, "cyclus/maatregel_bewerk.html", {"terug": plan, "form": form, "kop": "Inleiding"})


@login_required
@require_POST
def status(request, pk):
    return zet_stap(request, get_object_or_404(Gebiedsplan.objects.zichtbaar_voor(request.user), pk=pk))


@login_required
def maatregel_nieuw(request, pk):
    plan = get_object_or_404(Gebiedsplan.objects.zichtbaar_voor(request.user).voor_lijst(), pk=pk)
    eis_concept(plan, request.user)
    gevraagd = request.GET.get("doel", "")
    doel = plan.agenda.doelen.filter(pk=gevraagd).first() if gevraagd.isdecimal() else None
    rijen = aanbod(request.user, Maatregel(plan=plan), doel)
    form = MaatregelNieuwForm(request.POST or None, instance=Maatregel(plan=plan), initial={"doel": doel}, aanbod=rijen)
    if request.method == "POST" and form.is_valid():
        return redirect(form.bewaar(door=request.user))
    return render(request, "cyclus/maatregel_bewerk.html", {"terug": plan, "form": form, "kop": "Maatregel toevoegen"})


@login_required
def maatregel_bewerk(request, pk):
    """Change what was planned; of an adopted plan only who does it and when it is ready."""
    maatregel = get_object_or_404(Maatregel.objects.zichtbaar_voor(request.user).voor_lijst(), pk=pk)
    if not maatregel.heeft_recht(request.user, "behandelen"):
        raise GeenRecht("Wijzigen")
    rijen = aanbod(request.user, maatregel, maatregel.doel)
    form = MaatregelForm(request.POST or None, instance=maatregel, aanbod=rijen)
    if request.method == "POST" and form.is_bewaard(door=request.user):
        return redirect(maatregel)
    return render(
        request, "cyclus/maatregel_bewerk.html", {"terug": maatregel, "form": form, "kop": "Maatregel wijzigen"}
    )


@login_required
def maatregel(request, pk):
    """One screen for who carries it out: how far, what is spent, and the steps."""
    maatregel = get_object_or_404(Maatregel.objects.zichtbaar_voor(request.user).voor_lijst(), pk=pk)
    mag_bijwerken = maatregel.is_lopend and maatregel.heeft_recht(request.user, "uitvoeren")
    mijlpalen = list(maatregel.mijlpalen.all())
    form = VoortgangForm(request.POST or None, instance=maatregel, mijlpalen=mijlpalen) if mag_bijwerken else None
    if request.method == "POST":
        if form is None:
            raise GeenRecht("Bijwerken")
        if form.is_bewaard(door=request.user):
            messages.success(request, "Bijgewerkt.")
            return redirect(maatregel)
    context = {
        "maatregel": maatregel,
        "form": form,
        "overgangen": maatregel.overgangen_voor(request.user),
        "status_url": reverse("cyclus:maatregel_status", args=[pk]),
        "mag_behandelen": maatregel.heeft_recht(request.user, "behandelen"),
        "signalen": Signaal.objects.zichtbaar_voor(request.user).filter(maatregelen=maatregel),
        "initiatieven": Initiatief.objects.zichtbaar_voor(request.user).filter(maatregelen=maatregel),
        "overleggen": Overleg.objects.zichtbaar_voor(request.user).filter(maatregelen=maatregel),
        "mijlpalen": mijlpalen,
        "partners": partnernamen(maatregel),
        "mag_mijlpalen": maatregel.mag_mijlpalen(request.user),
        "uit_conclusies": maatregel.uit_conclusies.select_related("monitor__gebied"),
    }
    return render(request, "cyclus/maatregel_maatregel.html", context)


@login_required
@require_POST
def maatregel_status(request, pk):
    return zet_stap(request, get_object_or_404(Maatregel.objects.zichtbaar_voor(request.user).voor_lijst(), pk=pk))
