from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cyclus.escalatie.forms import VoorlegForm
from cyclus.escalatie.ladder import DINGEN, gebied_van, keuzes, leg_voor, mag_voorleggen, melding_onbezet, treden_voor
from cyclus.escalatie.models import Escalatie
from gebiedswerk.stap import zet_stap
from gebiedswerk.statussen import GeenRecht


@login_required
def nieuw(request, soort, pk):
    """Put a question about something that slipped before the next rung of the ladder."""
    if soort not in DINGEN:
        raise Http404
    ding = get_object_or_404(DINGEN[soort][0].objects.zichtbaar_voor(request.user), pk=pk)
    if not mag_voorleggen(ding, request.user):
        raise GeenRecht("Voorleggen")
    treden = treden_voor(ding, request.user)
    form = VoorlegForm(request.POST or None, treden=keuzes(treden))
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(leg_voor(ding, door=request.user, **form.cleaned_data))
        except ValidationError as fout:
            form.add_error(None, fout)
    context = {"ding": ding, "form": form, "treden": treden, "melding": melding_onbezet(treden, gebied_van(ding))}
    return render(request, "cyclus/escalatie_nieuw.html", context)


@login_required
@require_safe
def escalatie(request, pk):
    escalatie = get_object_or_404(Escalatie.objects.zichtbaar_voor(request.user).voor_lijst(), pk=pk)
    context = {
        "escalatie": escalatie,
        "overgangen": escalatie.overgangen_voor(request.user),
        "status_url": reverse("cyclus:escalatie_status", args=[pk]),
    }
    return render(request, "cyclus/escalatie_escalatie.html", context)


@login_required
@require_POST
def status(request, pk):
    return zet_stap(request, get_object_or_404(Escalatie.objects.zichtbaar_voor(request.user), pk=pk))
