"""People and their roles, for the functional manager."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gebieden.models import Gebied, Gebiedsrol
from gebieden.toegang import vereist
from gebiedswerk.bladeren import blader

from .filters import GebiedsrolFilter
from .forms import EinddatumForm, PersoonForm, RolForm


@require_safe
@vereist("beheren")
def rollen(request):
    filter = GebiedsrolFilter(
        request.GET,
        queryset=Gebiedsrol.objects.binnen_beheer_van(request.user).voor_lijst(),
        gebieden=Gebied.objects.met_recht(request.user, "beheren"),
    )
    return render(request, "gebieden/rol_lijst.html", {"filter": filter, "pagina": blader(filter.qs, request)})


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def rol_nieuw(request):
    gebieden = Gebied.objects.met_recht(request.user, "beheren").lopend()
    form = RolForm(request.POST or None, initial={"persoon": request.GET.get("persoon")}, gebieden=gebieden)
    if form.is_valid():
        rol = form.bewaar()
        messages.success(request, f"{rol.persoon} heeft nu de rol {rol.functie_naam} in {rol.gebied}.")
        return redirect("gebieden:rollen")
    return render(request, "gebieden/rol_nieuw.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def rol_beeindigen(request, pk):
    rol = get_object_or_404(Gebiedsrol.objects.binnen_beheer_van(request.user).voor_lijst(), pk=pk)
    form = EinddatumForm(request.POST or None, rol=rol)
    if form.is_valid():
        rol.beeindig(form.cleaned_data["laatste_dag"])
        messages.success(request, f"De rol van {rol.persoon} in {rol.gebied} stopt na {rol.tot:%d-%m-%Y}.")
        return redirect("gebieden:rollen")
    context = {"form": form, "rol": rol, "open_werk": rol.persoon.open_werk()}
    return render(request, "gebieden/rol_beeindigen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def persoon_nieuw(request):
    form = PersoonForm(request.POST or None)
    if form.is_valid():
        persoon = form.bewaar()
        messages.success(request, f"{persoon} heeft een account. Geef nu een rol.")
        return redirect(f"{reverse('gebieden:rol_nieuw')}?persoon={persoon.pk}")
    return render(request, "gebieden/persoon_nieuw.html", {"form": form})
