"""How long we keep what is of people: for who handles a signal, for the beheerder, and for everybody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from gebieden.toegang import vereist
from gebiedswerk.bladeren import blader
from gebiedswerk.profiel import huidig
from signalen.signaal.views import haal_signaal

from .models import Inzage, Opschoning
from .vooraf import vooraf


@require_POST
@login_required
def contact(request, pk):
    """Show how to reach the reporter to who handles the signal; that they looked is written down."""
    signaal = haal_signaal(request, pk, "behandelen")
    signaal.leg_inzage_vast(request.user, request.POST.get("waarom", "").replace("\0", ""))
    return redirect(f"{signaal.get_absolute_url()}#melder")


@require_POST
@login_required
def persoonlijk(request, pk):
    """The texts of this signal are about people, or after all not: then nothing of them stays after the term."""
    signaal = haal_signaal(request, pk, "behandelen")
    signaal.zet_persoonlijk("ja" in request.POST, door=request.user)
    messages.success(request, "Bewaard.")
    return redirect(f"{signaal.get_absolute_url()}#melder")


@require_safe
@vereist("beheren")
def opschoningen(request):
    """What was taken away, per run, and what would go now; numbers, and nothing of whom."""
    context = {
        "pagina": blader(Opschoning.objects.met_stand(), request),
        "vooraf": vooraf(),
        "maanden": huidig().bewaartermijn("melder"),
    }
    return render(request, "signalen/opschoningen.html", context)


@require_safe
@vereist("beheren")
def inzagen(request):
    rows = Inzage.objects.select_related("door", "signaal")
    context = {"pagina": blader(rows, request), "maanden": huidig().bewaartermijn("inzage")}
    return render(request, "signalen/inzagen.html", context)


@require_safe
def privacy(request):
    return render(request, "signalen/privacy.html", {"termijn": huidig().bewaartermijnen})
