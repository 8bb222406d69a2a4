from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gebiedswerk import stuk
from gebiedswerk.stap import zet_stap
from gebiedswerk.statussen import GeenRecht

from .beeld import document_context
from .bewerking import naar
from .document import SJABLOON, SOORT_ARCHIEF
from .models import SOORT, Gebiedsanalyse
from .vergelijking import vergelijk as zet_naast_elkaar
from .vorm import stand


@require_safe
def analyse(request, pk):
    analyse = get_object_or_404(Gebiedsanalyse.objects.leesbaar_voor(request.user).select_related("gebied"), pk=pk)
    inhoud = analyse.huidige_inhoud()
    mag_lezen = analyse.heeft_recht(request.user, "meelezen")
    context = document_context(inhoud) | {
        "analyse": analyse,
        "lijst_url": reverse("cyclus:analyse_lijst"),
        "document": stuk.nieuwste(SOORT, analyse, stand(inhoud)),
        "archief": stuk.nieuwste(SOORT_ARCHIEF, analyse, stand(inhoud)) if analyse.is_vastgesteld else None,
        "vorige": analyse.vorige_voor(request.user),
        "mag_lezen": mag_lezen,
        "mag_behandelen": analyse.heeft_recht(request.user, "behandelen"),
        "overgangen": analyse.overgangen_voor(request.user),
        "status_url": reverse("cyclus:analyse_status", args=[pk]),
        "agendas": (
            analyse.agendas.zichtbaar_voor(request.user) if mag_lezen else analyse.agendas.openbaar()
        ).voor_lijst(),
        "tijdlijn": analyse.tijdlijn if mag_lezen else [],
    }
    return render(request, SJABLOON, context)


def pdf(request, pk):
    """The PDF of what the page says now; only who works here can order one that is not there."""
    analyse = get_object_or_404(Gebiedsanalyse.objects.leesbaar_voor(request.user).select_related("gebied"), pk=pk)
    if request.method == "POST" and not analyse.heeft_recht(request.user, "meelezen"):
        raise GeenRecht("PDF maken")
    nu = stand(analyse.huidige_inhoud())
    return stuk.antwoord(request, SOORT, analyse, stand=nu, titel=str(analyse), terug=analyse.get_absolute_url())


@login_required
@require_POST
def status(request, pk):
    analyse = get_object_or_404(Gebiedsanalyse.objects.zichtbaar_voor(request.user), pk=pk)
    stond = analyse.status
    antwoord = zet_stap(request, analyse)
    # What stands in the way of the step can be looked at in the workspace.
    return naar(analyse, "nakijken") if analyse.status == stond and analyse.nog_na_te_kijken() else antwoord


@require_safe
def vergelijk(request, pk):
    """This analysis beside that of the year before."""
    leesbaar = Gebiedsanalyse.objects.leesbaar_voor(request.user).select_related("gebied")
    analyse = get_object_or_404(leesbaar, pk=pk)
    vorige = analyse.vorige_voor(request.user)
    if vorige is None:
        raise Http404
    nu, vorig = analyse.huidige_inhoud(), vorige.huidige_inhoud()
    context = {"analyse": analyse, "vorige": vorige, "nu": nu, "vorig": vorig, "regels": zet_naast_elkaar(vorig, nu)}
    return render(request, "cyclus/analyse_vergelijken.html", context)
