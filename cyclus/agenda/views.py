from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cyclus.agenda.bijdrage import Bijdrage
from cyclus.agenda.document import SJABLOON, als_context, stel_op
from cyclus.agenda.filters import AgendaFilter
from cyclus.agenda.forms import AgendaForm, AgendaNieuwForm, RedenForm
from cyclus.agenda.models import Gebiedsagenda, periode
from cyclus.agenda.vaststelling import eis_concept
from cyclus.agenda.verschil import algemeen
from cyclus.agenda.verschil import verschil as maak_verschil
from cyclus.agenda.views_doel import opvallend
from cyclus.analyse.models import Gebiedsanalyse
from gebieden.models import Gebied
from gebieden.scope import haal
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
        "te_vragen": mag_behandelen and Bijdrage.objects.te_vragen().filter(doel__agenda=agenda).count(),
        "overgangen": agenda.overgangen_voor(request.user),
        "mag_wijzigen": mag_behandelen and agenda.is_concept,
        "mag_behandelen": mag_behandelen,
        "mag_vragen": mag_behandelen and agenda.status != "vervangen",
        "status_url": reverse("cyclus:agenda_status", args=[pk]),
        "opvolger": agenda.opvolgers.order_by("-volgnummer").first(),
        "plannen": agenda.plannen.order_by("jaar"),
        "planjaren": agenda.jaren_zonder_plan() if mag_behandelen else [],
    }
    return render(request, "cyclus/agenda_agenda.html", context)


@require_safe
def openbaar(request, pk):
    return _document(request, _leesbaar(request, pk))


@require_safe
def van_gebied(request, slug):
    """The stable address: what holds in this area now, in the municipality's words."""
    gebied = get_object_or_404(Gebied.objects.select_related("ouder"), slug=slug)
    agenda = Gebiedsagenda.objects.voor_lijst().voor_bewoners(gebied, timezone.localdate().year)
    if agenda:
        return _document(request, agenda)
    around = Gebiedsagenda.objects.vastgesteld().filter(gebied__in=gebied.pad_ids()[:-1]).voor_lijst()
    return render(request, "cyclus/agenda_geen.html", {"gebied": gebied, "agendas": around})


def _document(request, agenda):
    """The text for everybody, with the versions before and after it that everybody may read."""
    andere = Gebiedsagenda.objects.openbaar().filter(gebied=agenda.gebied).exclude(pk=agenda.pk)
    context = als_context(stel_op(agenda)) | {
        "agenda": agenda,
        "andere": andere.order_by("-van_jaar", "-volgnummer"),
        "nu": Gebiedsagenda.objects.voor_bewoners(agenda.gebied, timezone.localdate().year),
        "vorige": agenda.vorige if agenda.vorige and agenda.vorige.is_openbaar else None,
    }
    return render(request, SJABLOON, context)


def pdf(request, pk):
    agenda = _leesbaar(request, pk)
    terug = reverse("cyclus:agenda_openbaar", args=[pk])
    return stuk.antwoord(request, "agenda", agenda, stand=agenda.stand, titel=str(agenda), terug=terug)


def _leesbaar(request, pk):
    """Adopted, or visible to this official; the rest does not exist."""
    agenda = get_object_or_404(Gebiedsagenda.objects.voor_lijst().select_related("vorige"), pk=pk)
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
    """Before it goes to the college with promises that nobody made, those are named once."""
    agenda = get_object_or_404(Gebiedsagenda.objects.zichtbaar_voor(request.user), pk=pk)
    goes_up = request.POST.get("status") == "aangeboden" and agenda.is_concept and "toch" not in request.POST
    open_beloften = agenda.open_beloften() if goes_up and agenda.heeft_recht(request.user, "behandelen") else ()
    if open_beloften:
        return render(request, "cyclus/agenda_aanbieden.html", {"agenda": agenda, "open_beloften": open_beloften})
    return zet_stap(request, agenda)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def nieuwe_versie(request, pk):
    """Ask why, then make the copy; there is one at a time."""
    agenda = haal(Gebiedsagenda.objects.voor_lijst(), request.user, pk, "behandelen")
    if agenda.status != "vastgesteld":
        melding = "is al vervangen door een nieuwere versie" if agenda.is_openbaar else "is nog niet vastgesteld"
        messages.error(request, f"{capfirst(huidig().deze('agenda'))} {melding}.")
        return redirect(agenda)
    if opvolger := agenda.opvolgers.first():
        return redirect(opvolger)
    form = RedenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect(agenda.nieuwe_versie(door=request.user, reden=form.cleaned_data["reden"]))
    onder = "U begint met een kopie van wat er nu staat. Alle toezeggingen blijven staan tot u de tekst verandert."
    context = {"agenda": agenda, "form": form, "kop": "Nieuwe versie", "onder": onder, "knop": "Maak de nieuwe versie"}
    return render(request, "cyclus/agenda_bewerk.html", context, status=422 if form.errors else 200)


@require_safe
def verschil(request, pk):
    """Two versions of one period beside each other: this one and ``?met=``, or the one before."""
    agenda = _leesbaar(request, pk)
    versies = agenda.versies() if agenda.heeft_recht(request.user, "meelezen") else agenda.versies().openbaar()
    andere = list(versies.exclude(pk=pk))
    gevraagd = request.GET.get("met", "") or str(agenda.vorige_id or "")
    met = next((a for a in andere if str(a.pk) == gevraagd), None)
    if met is None:
        raise Http404
    oud, nieuw = sorted((agenda, met), key=lambda a: a.volgnummer)
    context = {"agenda": agenda, "oud": oud, "nieuw": nieuw, "met": met, "andere": andere}
    context |= {"algemeen": algemeen(oud, nieuw), "regels": maak_verschil(oud, nieuw)}
    return render(request, "cyclus/agenda_verschil.html", context)
