from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_POST, require_safe

from gebieden.gebied.models import Gebied
from gebiedswerk import stuk
from gebiedswerk.profiel import huidig
from gebiedswerk.stap import zet_stap
from gebiedswerk.statussen import GeenRecht

from .beeld import document_context
from .document import SJABLOON
from .forms import AnalyseForm, VerhaalForm, VerhaalkeuzeForm
from .models import SOORT, Gebiedsanalyse, Verhaal
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


def _te_bewerken(request, pk):
    """The analysis for whoever works here; None with a message once it was adopted."""
    zichtbaar = Gebiedsanalyse.objects.zichtbaar_voor(request.user).select_related("gebied")
    analyse = get_object_or_404(zichtbaar, pk=pk)
    if not analyse.heeft_recht(request.user, "behandelen"):
        raise GeenRecht("Bewerken")
    if not analyse.is_vastgesteld:
        return analyse
    messages.error(request, f"{capfirst(huidig().deze('analyse'))} is vastgesteld en verandert niet meer.")
    return None


@login_required
def bewerk(request, pk):
    analyse = _te_bewerken(request, pk)
    if analyse is None:
        return redirect("cyclus:analyse", pk)
    form = AnalyseForm(request.POST or None, instance=analyse)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                form.bewaar(door=request.user).vraag_document(request.user)
        except ValidationError as fout:
            form.add_error(None, fout)
        else:
            messages.success(request, "Bewaard. De PDF wordt opnieuw gemaakt.")
            return redirect(analyse)
    context = {"analyse": analyse, "form": form, "opvallend": (analyse.inhoud or {}).get("opvallend", [])}
    return render(request, "cyclus/analyse_bewerken.html", context)


@login_required
@require_POST
def status(request, pk):
    return zet_stap(request, get_object_or_404(Gebiedsanalyse.objects.zichtbaar_voor(request.user), pk=pk))


@login_required
def verhalen(request, pk):
    """The stories behind an analysis, and a quick form for the next one."""
    analyse = _te_bewerken(request, pk)
    if analyse is None:
        return redirect("cyclus:analyse", pk)
    nieuw = Verhaal(jaar=analyse.jaar, gebied=analyse.gebied, opgeschreven_door=request.user)
    form = VerhaalForm(request.POST or None, instance=nieuw, gebieden=Gebied.objects.lopend().binnen(analyse.gebied))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            analyse.noteer("Verhaal toegevoegd", door=request.user, soort="verhaal")
            analyse.vraag_document(request.user)
        return redirect("cyclus:analyse_verhalen", pk)
    context = {"analyse": analyse, "form": form, "verhalen": analyse.verhalen().select_related("gebied")}
    return render(request, "cyclus/analyse_verhalen.html", context)


@login_required
@require_POST
def kies_verhaal(request, pk):
    """Whether a story may be quoted; without consent never."""
    verhaal = get_object_or_404(Verhaal.objects.zichtbaar_voor(request.user).select_related("gebied"), pk=pk)
    analyse = get_object_or_404(Gebiedsanalyse, jaar=verhaal.jaar, gebied__in=verhaal.gebied.pad_ids())
    if _te_bewerken(request, analyse.pk) is None:
        return redirect(analyse)
    form = VerhaalkeuzeForm(request.POST, instance=verhaal)
    if form.is_valid():
        with transaction.atomic():
            form.save()
            analyse.noteer("Keuze van citaten gewijzigd", door=request.user, soort="verhaal")
            analyse.vraag_document(request.user)
    else:
        messages.error(request, form.errors["is_citeerbaar"][0])
    return redirect("cyclus:analyse_verhalen", analyse.pk)


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
