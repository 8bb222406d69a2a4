from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cyclus.plan.models import Gebiedsplan
from gebieden.rechten import gebieden_met_recht
from gebieden.scope import haal
from gebiedswerk import stuk
from gebiedswerk.bladeren import blader
from gebiedswerk.profiel import huidig
from gebiedswerk.stap import zet_stap
from gebiedswerk.statussen import GeenRecht, OvergangNietToegestaan

from .document import SJABLOON, als_context
from .filters import OpdrachtbriefFilter
from .forms import BevestigForm, OpdrachtbriefForm
from .inhoud import gevraagd_nu, ontvanger
from .models import Opdrachtbrief


@login_required
@require_safe
def lijst(request):
    zichtbaar = Opdrachtbrief.objects.zichtbaar_voor(request.user).voor_lijst()
    filter_ = OpdrachtbriefFilter(request.GET, zichtbaar)
    pagina = blader(filter_.qs, request, met=Opdrachtbrief.objects.voor_lijst())
    Opdrachtbrief.zet_standen(pagina.object_list)
    context = {
        "filter": filter_,
        "pagina": pagina,
        "mag_maken": bool(gebieden_met_recht(request.user, "behandelen")),
        "jaar": timezone.localdate().year,
    }
    return render(request, "cyclus/opdrachtbrief_lijst.html", context)


def _plannen(request):
    """The adopted plans that were asked for: one, or of a year all where this person works."""
    gevraagd, jaar = request.POST.get("plan", ""), request.POST.get("jaar", "")
    if gevraagd:
        pk = int(gevraagd) if gevraagd.isascii() and gevraagd.isdigit() and len(gevraagd) < 10 else 0
        return [haal(Gebiedsplan.objects.voor_lijst(), request.user, pk, "behandelen")]
    if not gebieden_met_recht(request.user, "behandelen"):
        raise GeenRecht("Opdrachtbrieven maken")
    jaar = int(jaar) if jaar.isascii() and jaar.isdigit() and len(jaar) == 4 else timezone.localdate().year
    plannen = Gebiedsplan.objects.met_recht(request.user, "behandelen").filter(jaar=jaar, status="vastgesteld")
    return list(plannen.voor_lijst())


def _terug(request, plannen):
    return redirect(
        f"{plannen[0].get_absolute_url()}#brieven" if request.POST.get("plan") else "cyclus:opdrachtbrieven"
    )


@login_required
@require_POST
def maak(request):
    """A letter for every department that the adopted plans ask something of; a second time makes nothing."""
    plannen = _plannen(request)
    new = sum(Opdrachtbrief.objects.maak_voor(plan, door=request.user) for plan in plannen if plan.is_openbaar)
    woord = huidig().woorden["opdrachtbrief" if new == 1 else "opdrachtbrieven"]
    if new:
        messages.success(request, f"Klaargezet: {new} {woord}. Lees ze na en verstuur ze.")
    else:
        messages.info(request, f"Er was niets te maken: alle {woord} zijn er al, of er is geen vastgesteld plan.")
    return _terug(request, plannen)


@login_required
@require_POST
def verstuur(request):
    """Send every letter of these plans that is still a concept; what cannot go is named, the rest goes."""
    plannen = _plannen(request)
    sent, mislukt = 0, []
    for plan in plannen:
        for brief in Opdrachtbrief.objects.filter(gebied=plan.gebied, jaar=plan.jaar, status="concept").voor_lijst():
            try:
                brief.ga_naar("verstuurd", door=request.user)
                sent += 1
            except ValidationError as fout:
                mislukt.append(f"{brief}: {fout.messages[0]}")
    if sent:
        messages.success(
            request, f"Verstuurd: {sent} {huidig().woorden['opdrachtbrief' if sent == 1 else 'opdrachtbrieven']}."
        )
    for melding in mislukt[:10]:
        messages.error(request, melding)
    if not sent and not mislukt:
        messages.info(request, "Er was niets te versturen.")
    return _terug(request, plannen)


def _brief(request, pk, recht=None):
    return haal(Opdrachtbrief.objects.voor_lijst(), request.user, pk, recht)


@login_required
@require_safe
def brief(request, pk):
    return _toon(request, _brief(request, pk), BevestigForm())


def _toon(request, brief, form, status=200):
    """The letter as it is on paper, with its steps above it."""
    brief.zet_stand(gevraagd_nu(brief))
    mag_bevestigen = brief.status == "verstuurd" and brief.heeft_recht(request.user, "uitvoeren")
    context = als_context(brief, brief.stel_op()) | {
        "overgangen": [o for o in brief.overgangen_voor(request.user) if o.naar != "bevestigd"],
        "status_url": reverse("cyclus:opdrachtbrief_status", args=[brief.pk]),
        "mag_bewerken": brief.is_concept and brief.heeft_recht(request.user, "behandelen"),
        "form": form if mag_bevestigen else None,
        "ontvanger": ontvanger(brief),
        "plan": Gebiedsplan.objects.filter(gebied=brief.gebied, jaar=brief.jaar).first(),
    }
    return render(request, SJABLOON, context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pdf(request, pk):
    brief = _brief(request, pk)
    return stuk.antwoord(
        request, "opdrachtbrief", brief, stand=brief.stand, titel=str(brief), terug=brief.get_absolute_url()
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bewerk(request, pk):
    brief = _brief(request, pk, "behandelen")
    if not brief.is_concept:
        raise GeenRecht("De brief is verstuurd: neem hem eerst terug.")
    form = OpdrachtbriefForm(request.POST or None, instance=brief)
    if request.method == "POST" and form.is_bewaard(door=request.user):
        return redirect(brief)
    return render(
        request, "cyclus/maatregel_bewerk.html", {"terug": brief, "form": form, "kop": "Inleiding van de brief"}
    )


@login_required
@require_POST
def status(request, pk):
    return zet_stap(request, _brief(request, pk))


@login_required
@require_POST
def bevestig(request, pk):
    """The department says yes, with what it wants to say about it. A second click changes nothing."""
    brief = _brief(request, pk, "uitvoeren")
    form = BevestigForm(request.POST)
    if brief.status == "bevestigd":
        return redirect(brief)
    if not form.is_valid():
        return _toon(request, brief, form, status=422)
    try:
        brief.ga_naar("bevestigd", door=request.user, reactie=form.cleaned_data["reactie"])
    except OvergangNietToegestaan as fout:
        messages.error(request, fout.messages[0])
    else:
        messages.success(request, "Bevestigd. De afzender krijgt bericht.")
    return redirect(brief)
