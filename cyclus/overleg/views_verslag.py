"""The minutes as page, PDF and mail, and the invitation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from gebieden.scope import haal

from .uitnodiging import uitnodiging
from .verslag import SJABLOON, context, mail_uitnodiging, mail_verslag, stel_op
from .views import rijen


@require_safe
@login_required
def verslag(request, pk):
    """The minutes as they were stored, or as they stand while the meeting is not finished."""
    overleg = haal(rijen(), request.user, pk)
    document = overleg.verslag_document()
    gegevens = document.gegevens if document else stel_op(overleg).gegevens()
    extra = {
        "overleg": overleg,
        "document": document,
        "opdracht": overleg.verslag_opdracht(),
        "mag_behandelen": overleg.heeft_recht(request.user, "behandelen"),
    }
    return render(request, SJABLOON, context(gegevens) | extra)


@require_safe
@login_required
def pdf(request, pk):
    overleg = haal(rijen(), request.user, pk)
    document = overleg.verslag_document()
    if document is None:
        messages.info(request, "De PDF is er nog niet. Op deze pagina ziet u hoe ver het is.")
        return redirect("cyclus:overleg_verslag", pk=pk)
    naam = f"verslag-{overleg.pk}.pdf"
    return FileResponse(document.bestand.open("rb"), filename=naam, content_type="application/pdf")


@require_safe
@login_required
def voortgang(request, pk):
    """Only the part of the page about the PDF, for polling."""
    overleg = haal(rijen(), request.user, pk)
    deel = {
        "overleg": overleg,
        "document": overleg.verslag_document(),
        "opdracht": overleg.verslag_opdracht(),
        "mag_behandelen": overleg.heeft_recht(request.user, "behandelen"),
    }
    return render(request, "cyclus/_overleg_voortgang.html", deel)


@require_POST
@login_required
def opnieuw(request, pk):
    overleg = haal(rijen(), request.user, pk, "behandelen")
    opdracht = overleg.verslag_opdracht()
    if opdracht:
        opdracht.probeer_opnieuw()
    return redirect("cyclus:overleg_verslag", pk=pk)


@require_POST
@login_required
def mailen(request, pk):
    overleg = haal(rijen(), request.user, pk, "behandelen")
    if overleg.status != "afgerond":
        messages.error(request, "Rond het overleg eerst af. Daarna kan het verslag worden gemaild.")
    elif aantal := mail_verslag(overleg, door=request.user):
        messages.success(request, f"Het verslag gaat naar {aantal} deelnemers.")
    else:
        messages.info(request, "Iedereen met een e-mailadres heeft dit verslag al.")
    return redirect("cyclus:overleg_verslag", pk=pk)


@require_POST
@login_required
def uitnodigen(request, pk):
    overleg = haal(rijen(), request.user, pk, "behandelen")
    if overleg.status != "gepland":
        messages.error(request, "Uitnodigen kan alleen voor een overleg dat nog komt.")
    elif aantal := mail_uitnodiging(overleg, door=request.user):
        messages.success(request, f"De uitnodiging gaat naar {aantal} deelnemers.")
    else:
        messages.info(request, "Iedereen met een e-mailadres heeft deze uitnodiging al.")
    return redirect(overleg)


@require_safe
@login_required
def ics(request, pk):
    overleg = haal(rijen(), request.user, pk)
    antwoord = HttpResponse(uitnodiging(overleg), content_type="text/calendar; charset=utf-8")
    antwoord["Content-Disposition"] = f'attachment; filename="overleg-{overleg.pk}.ics"'
    return antwoord
