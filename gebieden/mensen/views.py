"""Roles: who does what where, for the functional manager."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebieden.models import Gebied, Gebiedsrol
from gebieden.toegang import vereist
from gebiedswerk.bladeren import blader

from .filters import GebiedsrolFilter
from .forms import RolForm, RolWijzigForm
from .forms_overdragen import BeeindigForm
from .werk import op_naam


def _haal(request, pk):
    return get_object_or_404(Gebiedsrol.objects.binnen_beheer_van(request.user).voor_lijst(), pk=pk)


@require_safe
@vereist("beheren")
def rollen(request):
    beheerd = Gebiedsrol.objects.binnen_beheer_van(request.user)
    filter = GebiedsrolFilter(
        request.GET, queryset=beheerd.voor_lijst(), gebieden=Gebied.objects.met_recht(request.user, "beheren")
    )
    context = {
        "filter": filter,
        "pagina": blader(filter.qs, request),
        "uren": Gebiedsrol.objects.filter(pk__in=filter.qs.order_by().values("pk")).lopend().uren_per_gebied(),
    }
    return render(request, "gebieden/rol_lijst.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def rol_nieuw(request):
    gebieden = Gebied.objects.met_recht(request.user, "beheren").lopend()
    form = RolForm(request.POST or None, initial={"persoon": request.GET.get("persoon")}, gebieden=gebieden)
    if form.is_valid():
        rol = form.bewaar(door=request.user)
        messages.success(request, f"{rol.persoon} heeft nu de rol {rol.functie_naam} in {rol.gebied}.")
        return redirect("gebieden:rollen")
    return render(request, "gebieden/rol_nieuw.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def rol_wijzig(request, pk):
    rol = _haal(request, pk)
    if rol.is_afgelopen:
        messages.error(request, "Deze rol is afgelopen en verandert niet meer. Geef een nieuwe rol.")
        return redirect(rol)
    form = RolWijzigForm(request.POST or None, instance=rol)
    if form.is_valid():
        form.bewaar(door=request.user)
        messages.success(request, "Bewaard. Wat er eerst stond, staat in de tijdlijn.")
        return redirect(rol)
    return render(request, "gebieden/rol_wijzig.html", {"form": form, "rol": rol})


@require_POST
@vereist("beheren")
def rol_intrekken(request, pk):
    rol = _haal(request, pk)
    try:
        rol.trek_in(door=request.user)
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    else:
        messages.success(request, f"De rol {rol.functie_naam} in {rol.gebied} gaat niet door.")
    return redirect(rol)


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def rol_beeindigen(request, pk):
    """The last day, what is still in their name in this area, and who takes that over: one act."""
    rol = _haal(request, pk)
    stapels = op_naam(rol.persoon, rol.gebied)
    form = BeeindigForm(request.POST or None, rol=rol, stapels=stapels)
    if form.is_bewaard(door=request.user):
        tekst = f"De rol van {rol.persoon} in {rol.gebied} stopt na {form.rol.tot:%d-%m-%Y}."
        if form.opvolgers():
            wanneer = "is overgedragen" if form.rol.tot <= timezone.localdate() else "gaat op de laatste dag over"
            tekst += f" Het werk {wanneer}."
        messages.success(request, tekst)
        return redirect("gebieden:rollen")
    return render(request, "gebieden/rol_beeindigen.html", {"form": form, "rol": rol, "stapels": stapels})
