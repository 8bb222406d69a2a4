"""Offer a signal to a colleague, and answer such an offer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gebieden.models import Gebruiker
from gebieden.scope import haal
from gebiedswerk.stap import zet_stap
from gebiedswerk.statussen import GeenRecht
from signalen.signaal.models import Signaal

from .forms import OverdrachtForm
from .models import Overdracht


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def overdragen(request, pk):
    signaal = haal(Signaal.objects.voor_dossier(), request.user, pk, "behandelen")
    if not signaal.mag_overdragen(request.user):
        raise GeenRecht("Overdragen")
    collegas = Gebruiker.objects.met_rol("meelezen").exclude(pk=signaal.eigenaar_id)
    form = OverdrachtForm(request.POST or None, collegas=collegas)
    if request.method == "POST" and form.is_valid():
        try:
            Overdracht.objects.bied_aan(signaal, door=request.user, **form.cleaned_data)
        except ValidationError as fout:
            form.add_error(None, fout.messages)
        else:
            aan = form.cleaned_data["aan"]
            messages.success(request, f"Aangeboden aan {aan}. Tot {aan} het overneemt, blijft het van u.")
            return redirect(signaal)
    context = {"form": form, "signaal": signaal}
    return render(request, "signalen/overdracht_aanbieden.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def stap(request, pk):
    """Accept, decline or withdraw."""
    return zet_stap(request, get_object_or_404(Overdracht.objects.zichtbaar_voor(request.user), pk=pk))
