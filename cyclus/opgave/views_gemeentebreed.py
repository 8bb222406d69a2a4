"""What goes on in the whole municipality: who was told when, and the list of one gebied."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_safe

from gebieden.models import Gebied, Gebiedsrol
from gebieden.scope import haal
from gebiedswerk.bladeren import blader
from gebiedswerk.profiel import huidig

from .forms import VertelForm
from .models import Opgave


def te_vertellen():
    """The gebieden people work in; where nobody has one yet, those on the map."""
    works = Gebiedsrol.objects.lopend().van_soort("gebiedsmedewerker").filter(persoon__is_active=True)
    gebieden = Gebied.objects.lopend().only("naam", "slug", "pad").order_by("naam")
    here = gebieden.filter(pk__in=works.values("gebied"))
    return here if here.exists() else gebieden.op_niveau(Gebied.objects.kaartniveau())


def stand_per_gebied(opgave):
    """``[(gebied, last time it was told or None), …]``, who was not told yet first."""
    told = {}
    for kennisgeving in opgave.kennisgevingen.voor_pagina():
        told.setdefault(kennisgeving.gebied_id, kennisgeving)
    rijen = [(gebied, told.get(gebied.pk)) for gebied in te_vertellen()]
    return sorted(rijen, key=lambda rij: rij[1] is not None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def vertel(request, pk):
    opgave = haal(Opgave.objects.voor_lijst().prefetch_related("gebieden"), request.user, pk, "behandelen")
    if opgave.soort != "gemeentebreed":
        raise Http404
    form = VertelForm(request.POST or None, gebieden=te_vertellen())
    if request.method == "POST" and form.is_valid():
        form.vertel(opgave, door=request.user)
        messages.success(request, "Verteld. Op deze pagina staat wie het heeft gehoord.")
        return redirect(opgave)
    context = {"opgave": opgave, "form": form}
    return render(request, "cyclus/opgave_vertel.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def gemeentebreed(request):
    """For one gebied: what goes on everywhere, and when this gebied was told."""
    gebieden = te_vertellen()
    gevraagd = request.GET.get("gebied") or request.user.enig_gebied("behandelen")
    gebied = get_object_or_404(gebieden, slug=gevraagd) if isinstance(gevraagd, str) else None
    gebied = gebied or gebieden.filter(pk=gevraagd).first() or gebieden.first()
    opgaven = Opgave.objects.zichtbaar_voor(request.user).gemeentebreed().open().voor_lijst()
    context = {
        "gebied": gebied,
        "gebieden": gebieden,
        "pagina": blader(opgaven.met_verteld(gebied), request),
        "kop": f"{capfirst(huidig().woorden['opgaven'])} die overal spelen",
    }
    return render(request, "cyclus/opgave_gemeentebreed.html", context)
