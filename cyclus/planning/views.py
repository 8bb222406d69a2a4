"""The measures on a calendar: all that somebody may see, and those of one plan."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cyclus.analyse.vorm import stand
from cyclus.plan.models import Gebiedsplan
from cyclus.planning import document
from cyclus.planning.filters import PlanningFilter, uit_keuze
from gebieden.scope import haal
from gebiedswerk import stuk
from gebiedswerk.grafiek.planning import planning as teken


@require_safe
@login_required
def planning(request):
    return _toon(request, PlanningFilter(request.GET, persoon=request.user))


@require_safe
@login_required
def plan_planning(request, pk):
    plan = haal(Gebiedsplan.objects.voor_lijst(), request.user, pk)
    return _toon(request, PlanningFilter(request.GET, persoon=request.user, plan=plan), plan=plan)


def _toon(request, filter_, plan=None):
    gezien = filter_.stel_op()
    context = {
        "filter": filter_,
        "plan": plan,
        "planning": gezien,
        "beeld": teken(
            gezien.als_groepen(filter_.indeling),
            van=gezien.van,
            tot=gezien.tot,
            vandaag=gezien.vandaag,
            titel=gezien.titel,
        ),
        "pdfs": [(f, reverse("cyclus:planning_pdf", args=[f, filter_.keuze])) for f in document.FORMATEN],
    }
    return render(request, "cyclus/planning.html", context)


@login_required
def planning_pdf(request, formaat, keuze):
    filter_ = uit_keuze(keuze, request.user)
    if formaat not in document.FORMATEN or filter_ is None:
        raise Http404
    gezien = filter_.stel_op()
    terug = reverse("cyclus:plan_planning", args=[filter_.plan.pk]) if filter_.plan else reverse("cyclus:planning")
    return stuk.antwoord(
        request,
        "planning",
        request.user,
        stand=f"{formaat}-{stand(gezien)}",
        titel=f"{gezien.titel} ({formaat})",
        terug=terug,
        door=request.user,
        keuze=keuze,
        formaat=formaat,
    )
