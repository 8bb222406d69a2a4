"""Contributions for officials: write down, ask, take over what came back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cyclus.agenda import belofte
from cyclus.agenda.bijdrage import Bijdrage
from cyclus.agenda.doel import Doel
from cyclus.agenda.forms_bijdrage import BeloofdForm, BijdrageForm, BijdrageNieuwForm
from cyclus.agenda.models import Gebiedsagenda
from cyclus.agenda.vaststelling import eis_concept
from gebieden.scope import haal


def _bijdrage(request, pk):
    seen = Doel.objects.zichtbaar_voor(request.user)
    return get_object_or_404(Bijdrage.objects.filter(doel__in=seen).voor_pagina(), pk=pk)


def _pagina(request, bijdrage, form, kop, onder):
    context = {"agenda": bijdrage.agenda, "form": form, "kop": kop, "onder": onder}
    return render(request, "cyclus/agenda_bewerk.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request, pk):
    doel = haal(Doel.objects.select_related("agenda__gebied"), request.user, pk)
    agenda, bijdrage = doel.agenda, Bijdrage(doel=doel)
    eis_concept(agenda, request.user)
    form = BijdrageNieuwForm(request.POST or None, instance=bijdrage)
    if request.method == "POST" and form.is_valid():

        def maak():
            agenda.wijzig(request.user, f"Bijdrage toevoegen: {form.cleaned_data['partij']}")
            return form.bewaar(door=request.user)

        with transaction.atomic():
            eis_concept(agenda, request.user)
            form.eenmaal(maak)
        return redirect(bijdrage.doel)
    return _pagina(request, bijdrage, form, "Bijdrage toevoegen", doel.titel)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bewerk(request, pk):
    bijdrage = _bijdrage(request, pk)
    eis_concept(bijdrage.agenda, request.user)
    was = bijdrage.belofte if bijdrage.gevraagd_op or bijdrage.is_beloofd else ""
    form = BijdrageForm(request.POST or None, instance=bijdrage)
    if was:
        form.fields["belofte"].help_text = "Verandert u deze tekst, dan vragen wij de partij opnieuw of het klopt."
    if request.method == "POST" and form.is_valid():
        if belofte.bewaar_wijziging(form, door=request.user):
            messages.info(request, f"Wij vragen {form.instance.partij} opnieuw om bevestiging.")
        return redirect(bijdrage.doel)
    return _pagina(request, bijdrage, form, "Bijdrage wijzigen", bijdrage.doel.titel)


@login_required
@require_POST
def weg(request, pk):
    bijdrage = _bijdrage(request, pk)
    with transaction.atomic():
        bijdrage.agenda.wijzig(request.user, f"Bijdrage weggehaald: {bijdrage.partij}: “{bijdrage.belofte}”")
        bijdrage.haal_weg()
    return redirect(bijdrage.doel)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def beloofd(request, pk):
    """Write down that a party said yes, after it did."""
    bijdrage = _bijdrage(request, pk)
    eis_concept(bijdrage.agenda, request.user)
    form = BeloofdForm(request.POST or None, initial={"naam": bijdrage.contact[:120], "dag": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        bijdrage.beloof(form.cleaned_data["naam"], form.cleaned_data["dag"], door=request.user)
        messages.success(request, f"De belofte van {bijdrage.partij} is vastgelegd.")
        return redirect(bijdrage.doel)
    return _pagina(request, bijdrage, form, f"{bijdrage.partij} belooft dit", bijdrage.belofte)


@login_required
@require_POST
def vraag(request, pk):
    bijdrage = _bijdrage(request, pk)
    try:
        is_asked = belofte.vraag(bijdrage, door=request.user)
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    else:
        partij = bijdrage.partij
        zin = f"{partij} is gevraagd om te bevestigen." if is_asked else f"{partij} is vandaag al gevraagd."
        messages.success(request, zin)
    return redirect(bijdrage)


@login_required
@require_POST
def vraag_alle(request, pk):
    agenda = haal(Gebiedsagenda.objects.voor_lijst(), request.user, pk)
    asked = belofte.vraag_alle(agenda, door=request.user)
    wie = ", ".join(bijdrage.partij for bijdrage in asked)
    messages.success(
        request, f"Gevraagd om te bevestigen: {wie}." if asked else "Iedereen die we kunnen vragen is gevraagd."
    )
    return redirect(agenda)


@login_required
@require_POST
def neem_over(request, pk):
    bijdrage = _bijdrage(request, pk)
    try:
        belofte.neem_over(bijdrage, door=request.user)
        messages.success(request, f"De belofte van {bijdrage.partij} staat er nu in hun eigen woorden.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect(bijdrage)
