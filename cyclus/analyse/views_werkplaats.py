"""The workspace: everything an analysis is made of on one page, with what is still to be looked at."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from .bewerking import bewerkt, doe, formulier
from .forms import TekstForm
from .nakijken import TEKSTEN, kijk_na
from .van_vorig_jaar import neem_over
from .werkplaats import stel_op


@require_safe
@bewerkt
def werkplaats(request, analyse):
    return render(request, "cyclus/analyse_werkplaats.html", stel_op(analyse, request.user))


@require_POST
@bewerkt
def overnemen(request, analyse):
    def neem(vast):
        voorraad = neem_over(vast, door=request.user)
        if voorraad:
            messages.success(request, f"Overgenomen: {voorraad.in_woorden()}. Kijk alles na voordat u verdergaat.")
        else:
            messages.info(request, "Alles van vorig jaar is al overgenomen.")

    return doe(request, analyse, neem, "nakijken")


@require_POST
@bewerkt
def nagekeken(request, analyse):
    """``wat`` is ``punt:12``, ``cijfer:3`` or ``tekst:samenvatting``; a thing that is gone needs no look."""
    soort, _, naam = request.POST.get("wat", "").partition(":")
    return doe(request, analyse, lambda vast: kijk_na(vast, soort, naam), f"{soort}-{naam}"[:60])


@bewerkt
def tekst(request, analyse, naam):
    if naam not in TEKSTEN:
        raise Http404
    return formulier(request, analyse, lambda vast, data: TekstForm(data, analyse=vast, naam=naam), titel=TEKSTEN[naam])
