"""Agreements with departments and milestones of measures: added, changed, taken over, taken away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cyclus.agenda.vaststelling import eis_concept
from cyclus.models import Opgave
from cyclus.plan.afspraak import Afspraak, eis_te_wijzigen
from cyclus.plan.forms_afspraak import AfspraakForm, AfspraakNieuwForm, MijlpaalForm, MijlpaalNieuwForm
from cyclus.plan.maatregel import Maatregel
from cyclus.plan.mijlpaal import Mijlpaal
from cyclus.plan.models import Gebiedsplan
from gebieden.scope import haal
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import GeenRecht

SJABLOON = "cyclus/maatregel_bewerk.html"


def _opgaven(persoon, afspraak):
    """The tasks of the area that a department can have its own custom for, and the one that is linked already."""
    rows = Opgave.objects.zichtbaar_voor(persoon).binnen(afspraak.plan.gebied).open()
    ids = set(rows.values_list("pk", flat=True)[:100]) | ({afspraak.opgave_id} - {None})
    return Opgave.objects.filter(pk__in=ids)


def _met(kop):
    return f"{huidig().woorden['afspraak'].capitalize()} {kop}"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def afspraak_nieuw(request, pk):
    plan = get_object_or_404(Gebiedsplan.objects.zichtbaar_voor(request.user).voor_lijst(), pk=pk)
    eis_concept(plan, request.user)
    afspraak = Afspraak(plan=plan)
    opgaven = _opgaven(request.user, afspraak)
    form = AfspraakNieuwForm(
        request.POST or None, instance=afspraak, opgaven=opgaven, initial={"opgave": request.GET.get("opgave")}
    )
    if request.method == "POST" and form.is_bewaard(door=request.user):
        return redirect(f"{plan.get_absolute_url()}#afspraken")
    return render(request, SJABLOON, {"terug": plan, "form": form, "kop": _met("toevoegen")})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def afspraak_bewerk(request, pk):
    afspraak = haal(Afspraak.objects.voor_lijst(), request.user, pk)
    eis_te_wijzigen(afspraak, request.user)
    form = AfspraakForm(request.POST or None, instance=afspraak, opgaven=_opgaven(request.user, afspraak))
    if request.method == "POST" and form.is_bewaard(door=request.user):
        return redirect(afspraak)
    weg = reverse("cyclus:afspraak_weg", args=[pk]) if afspraak.plan.is_concept else ""
    context = {"terug": afspraak.plan, "form": form, "kop": _met("wijzigen"), "weg": weg}
    return render(request, SJABLOON, context | {"onder": "" if afspraak.plan.is_concept else afspraak.tekst})


@login_required
@require_POST
def afspraak_opnemen(request, pk):
    afspraak = haal(Afspraak.objects.voor_lijst(), request.user, pk, "behandelen")
    afspraak.neem_op(door=request.user)
    messages.success(request, f"Opgenomen in {huidig().de('plan')}.")
    return redirect(afspraak)


@login_required
@require_POST
def afspraak_weg(request, pk):
    afspraak = haal(Afspraak.objects.voor_lijst(), request.user, pk, "behandelen")
    afspraak.haal_weg(door=request.user)
    return redirect(f"{afspraak.plan.get_absolute_url()}#afspraken")


# Milestones --------------------------------------------------------------


def _eis_mijlpalen(maatregel, persoon):
    if not maatregel.mag_mijlpalen(persoon):
        raise GeenRecht("Mijlpalen wijzigen")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mijlpaal_nieuw(request, pk):
    maatregel = haal(Maatregel.objects.voor_lijst(), request.user, pk)
    _eis_mijlpalen(maatregel, request.user)
    form = MijlpaalNieuwForm(request.POST or None, instance=Mijlpaal(maatregel=maatregel))
    if request.method == "POST" and form.is_bewaard(door=request.user):
        return redirect(f"{maatregel.get_absolute_url()}#mijlpalen")
    return render(request, SJABLOON, {"terug": maatregel, "form": form, "kop": "Mijlpaal toevoegen"})


def _mijlpaal(request, pk):
    rows = Mijlpaal.objects.select_related("maatregel__plan__gebied", "maatregel__persoon")
    mijlpaal = get_object_or_404(rows.zichtbaar_voor(request.user), pk=pk)
    _eis_mijlpalen(mijlpaal.maatregel, request.user)
    return mijlpaal


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mijlpaal_bewerk(request, pk):
    mijlpaal = _mijlpaal(request, pk)
    form = MijlpaalForm(request.POST or None, instance=mijlpaal)
    if request.method == "POST" and form.is_bewaard(door=request.user):
        return redirect(mijlpaal)
    weg = reverse("cyclus:mijlpaal_weg", args=[pk])
    return render(
        request, SJABLOON, {"terug": mijlpaal.maatregel, "form": form, "kop": "Mijlpaal wijzigen", "weg": weg}
    )


@login_required
@require_POST
def mijlpaal_weg(request, pk):
    mijlpaal = _mijlpaal(request, pk)
    mijlpaal.haal_weg(door=request.user)
    return redirect(f"{mijlpaal.maatregel.get_absolute_url()}#mijlpalen")
