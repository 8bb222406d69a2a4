"""The work list of signals: on the screen and as a file."""

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gebieden.models import BewaardFilter
from gebiedswerk.bladeren import blader
from gebiedswerk.csvbestand import schrijf_csv
from gebiedswerk.rekenblad import Blad, schrijf_rekenblad

from .export import KOLOMMEN, MEESTE_IN_REKENBLAD, in_rekenblad, regels
from .filters import VOLGORDES, SignaalFilter
from .models import Signaal
from .werkvoorraad import stapels

VOLGORDE = "signalen_volgorde"


def gefilterd(request):
    """The list that the address asks for; the order stays until another is chosen."""
    chosen = request.GET.get("volgorde")
    if chosen is not None and chosen != request.session.get(VOLGORDE, ""):
        request.session[VOLGORDE] = chosen if chosen in VOLGORDES else ""
    return SignaalFilter(request.GET, persoon=request.user, volgorde=request.session.get(VOLGORDE, ""))


@require_safe
@login_required
def lijst(request):
    lijst = gefilterd(request)
    context = {
        "filter": lijst,
        "pagina": blader(lijst.qs, request, met=Signaal.objects.voor_werklijst()),
        "bewaard": BewaardFilter.objects.voor(request.user, lijst.lijst),
        "is_ambtenaar": request.user.is_ambtenaar,
    }
    if request.user.is_ambtenaar:
        context["sleutel"] = uuid4()
        context["stapels"] = stapels(request.user, lijst.stapel)
    return render(request, "signalen/signaal_lijst.html", context)


@require_safe
@login_required
def export(request):
    return schrijf_csv([kop for kop, _cel in KOLOMMEN], regels(gefilterd(request).qs), "signalen.csv")


@require_safe
@login_required
def rekenblad(request):
    """The same as a workbook; a long list is refused with the way out, for it is made in memory."""
    signalen = gefilterd(request).qs
    if signalen.order_by().values("pk")[MEESTE_IN_REKENBLAD:].exists():
        messages.error(request, f"Dit zijn er meer dan {MEESTE_IN_REKENBLAD}. Maak de lijst kleiner, of kies CSV.")
        return redirect(f"{reverse('signalen:lijst')}?{request.GET.urlencode()}")
    bladen = [Blad("Signalen", [kop for kop, _cel in KOLOMMEN], map(in_rekenblad, regels(signalen)))]
    return schrijf_rekenblad(bladen, "signalen.xlsx")
