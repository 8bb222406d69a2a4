from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_POST, require_safe

from cyclus.monitor.models import Gebiedsmonitor
from cyclus.monitor.views import leesbaar
from cyclus.raad.beeld import GEBIED, OVERZICHT, gebied_context, raad_context
from cyclus.raad.bestand import DOELEN, doelrijen, overzichtsrijen
from cyclus.raad.bestand import OVERZICHT as KOLOMMEN
from cyclus.raad.models import Raadsrapportage, mag_vastleggen
from cyclus.raad.overzicht import een_gebied, gemeentegebied, stel_op
from gebiedswerk import stuk
from gebiedswerk.csvbestand import schrijf_csv
from gebiedswerk.profiel import huidig


@require_safe
def monitor(request):
    """For the raad and everybody: all areas side by side for one year."""
    jaren = Gebiedsmonitor.objects.jaren()
    gevraagd = request.GET.get("jaar", "")
    jaar = int(gevraagd) if gevraagd.isdecimal() and int(gevraagd) in jaren else (jaren[0] if jaren else None)
    eigen = Gebiedsmonitor.objects.zichtbaar_voor(request.user).exclude(status="vastgesteld").voor_lijst()
    context = {
        "jaren": jaren,
        "jaar": jaar,
        "in_de_maak": eigen[:50] if request.user.is_authenticated else [],
        "rapportages": Raadsrapportage.objects.defer("inhoud"),
        "mag_vastleggen": request.user.is_authenticated and mag_vastleggen(request.user),
    }
    if jaar is None:
        return render(request, "cyclus/monitor_leeg.html", context)
    return render(request, OVERZICHT, context | raad_context(stel_op(jaar)))


def _overzicht(jaar):
    if jaar not in Gebiedsmonitor.objects.jaren():
        raise Http404
    return stel_op(jaar)


def pdf(request, jaar):
    overzicht = _overzicht(jaar)
    terug = f"{reverse('cyclus:monitor')}?jaar={jaar}"
    titel, ding = f"{capfirst(huidig().woorden['monitor'])} {jaar}", gemeentegebied()
    return stuk.antwoord(request, "raadsmonitor", ding, stand=overzicht.stand, titel=titel, terug=terug, jaar=jaar)


@require_safe
def csv(request, jaar):
    return schrijf_csv(KOLOMMEN, overzichtsrijen(_overzicht(jaar)), f"monitor-{jaar}.csv")


@require_safe
def doelen_csv(request, jaar):
    return schrijf_csv(DOELEN, doelrijen(_overzicht(jaar)), f"monitor-{jaar}-doelen.csv")


@require_safe
def gebied(request, pk):
    """One area on one page."""
    monitor = leesbaar(request, pk)
    return render(request, GEBIED, gebied_context(een_gebied(monitor)) | {"monitor": monitor})


def gebied_pdf(request, pk):
    monitor = leesbaar(request, pk)
    overzicht, terug = een_gebied(monitor), reverse("cyclus:raad_gebied", args=[pk])
    return stuk.antwoord(request, "raadsgebied", monitor, stand=overzicht.stand, titel=str(monitor), terug=terug)


@login_required
@require_POST
def leg_vast(request, jaar):
    """Keep what is known today; a second click the same day shows the same report."""
    _overzicht(jaar)
    rapportage, is_new = Raadsrapportage.objects.leg_vast(jaar, door=request.user)
    messages.success(request, "Vastgelegd." if is_new else "Deze stand was vandaag al vastgelegd.")
    return redirect(rapportage)


@require_safe
def rapportage(request, pk):
    """As it was given to the raad on its day."""
    rapportage = get_object_or_404(Raadsrapportage, pk=pk)
    andere = Raadsrapportage.objects.defer("inhoud").exclude(pk=pk)
    context = {"rapportage": rapportage, "rapportages": andere, "jaar": rapportage.jaar}
    return render(request, OVERZICHT, raad_context(rapportage.lees()) | context)


def rapportage_pdf(request, pk):
    rapportage = get_object_or_404(Raadsrapportage.objects.defer("inhoud"), pk=pk)
    terug, titel = rapportage.get_absolute_url(), str(rapportage)
    return stuk.antwoord(request, "raadsrapportage", rapportage, stand=rapportage.stand, titel=titel, terug=terug)


@require_safe
def rapportage_csv(request, pk):
    rapportage = get_object_or_404(Raadsrapportage, pk=pk)
    naam = f"monitor-{rapportage.jaar}-stand-{rapportage.peildatum:%Y%m%d}.csv"
    return schrijf_csv(KOLOMMEN, overzichtsrijen(rapportage.lees()), naam)
