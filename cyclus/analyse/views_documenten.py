"""The other forms of an analysis: one page for residents, and the copy for the archive."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gebiedswerk import stuk
from gebiedswerk.statussen import GeenRecht

from .bewonersblad import SJABLOON, SOORT, blad_context, blad_titel, contact_van_nu
from .document import SOORT_ARCHIEF
from .models import Gebiedsanalyse
from .vorm import stand


def _leesbaar(request, pk):
    """The analysis; only who works here may have a PDF made that is not there."""
    analyse = get_object_or_404(Gebiedsanalyse.objects.leesbaar_voor(request.user).select_related("gebied"), pk=pk)
    if request.method == "POST" and not analyse.heeft_recht(request.user, "meelezen"):
        raise GeenRecht("PDF maken")
    return analyse


@require_safe
def blad(request, pk):
    analyse = _leesbaar(request, pk)
    context = blad_context(analyse.huidige_inhoud(), contact_van_nu())
    return render(request, SJABLOON, context | {"analyse": analyse, "lijst_url": reverse("cyclus:analyse_lijst")})


def blad_pdf(request, pk):
    analyse = _leesbaar(request, pk)
    inhoud = analyse.huidige_inhoud()
    terug = reverse("cyclus:analyse_blad", args=[pk])
    return stuk.antwoord(request, SOORT, analyse, stand=stand(inhoud), titel=blad_titel(inhoud), terug=terug)


def archief(request, pk):
    """There is no archive copy of what was not adopted."""
    analyse = _leesbaar(request, pk)
    if not analyse.is_vastgesteld:
        raise Http404
    nu = stand(analyse.huidige_inhoud())
    titel = f"{analyse} archief"
    return stuk.antwoord(request, SOORT_ARCHIEF, analyse, stand=nu, titel=titel, terug=analyse.get_absolute_url())
