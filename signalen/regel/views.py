"""The rules in their order, one rule, and the question where something would go."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebieden.toegang import vereist
from signalen.signaal.eigenaar import GeenEigenaar

from .forms import ProefForm, ToewijsregelForm
from .models import Toewijsregel
from .nakijken import mankeert, met_alarm
from .toewijzen import wijs_toe


@require_safe
@vereist("beheren")
def lijst(request):
    faults = {regel.pk: found for regel, found in met_alarm()}
    rows = [(regel, faults.get(regel.pk, [])) for regel in Toewijsregel.objects.voor_lijst()]
    return render(request, "signalen/regel_lijst.html", {"rijen": rows, "proef": ProefForm(auto_id="proef_%s")})


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def nieuw(request):
    form = ToewijsregelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        regel = form.eenmaal(lambda: form.bewaar(door=request.user))
        messages.success(request, f"De regel ‘{regel}’ staat achteraan. Zet hem op zijn plaats.")
        return redirect("signalen:regels")
    return render(request, "signalen/regel_bewerken.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def regel(request, pk):
    regel = get_object_or_404(Toewijsregel.objects.voor_lijst(), pk=pk)
    form = ToewijsregelForm(request.POST or None, instance=regel)
    if request.method == "POST" and form.is_bewaard(door=request.user):
        messages.success(request, "Bewaard. Wat al binnen is, blijft bij wie het heeft.")
        return redirect("signalen:regels")
    context = {"form": form, "regel": regel, "mankeert": mankeert(regel) if regel.is_actief and not form.errors else []}
    return render(request, "signalen/regel_bewerken.html", context, status=422 if form.errors else 200)


@require_POST
@vereist("beheren")
def verplaats(request, pk):
    regel = get_object_or_404(Toewijsregel, pk=pk)
    regel.verplaats(-1 if request.POST.get("richting") == "omhoog" else 1, door=request.user)
    return redirect("signalen:regels")


@require_safe
@vereist("beheren")
def proef(request):
    """What the rules would do with something that comes in now; nothing is stored."""
    form = ProefForm(request.GET or None, auto_id="proef_%s")
    context = {"proef": form}
    if form.is_valid():
        data = form.cleaned_data
        try:
            context["uitkomst"] = wijs_toe(data["gebied"], data["thema"], data["platform"])
        except GeenEigenaar:
            context["niemand"] = True
    return render(request, "signalen/regel_proef.html", context)
