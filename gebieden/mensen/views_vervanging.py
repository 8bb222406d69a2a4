"""Stand-ins: whoever has a role arranges their own absence; a beheerder does it for who is ill."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebieden.mensen.models import AMBTELIJK
from gebieden.models import Gebiedsrol, Gebruiker, Vervanging

from .forms_vervanging import VervangingForm


def _terug(request, rol):
    """To one's own roles, or to the page of who is absent."""
    return redirect("gebieden:vervanging") if rol.persoon_id == request.user.pk else redirect(rol)


@require_safe
@login_required
def vervanging(request):
    """My roles and who stands in for me, and for whom I stand in."""
    absent = Prefetch("vervangingen", Vervanging.objects.niet_voorbij().voor_lijst(), to_attr="komende_vervangingen")
    rollen = request.user.gebiedsrollen.niet_voorbij().select_related("gebied").prefetch_related(absent)
    context = {
        "rollen": rollen.order_by("van", "pk"),
        "vervangt": request.user.vervangt.niet_voorbij().voor_lijst().order_by("van"),
    }
    return render(request, "gebieden/persoon_vervanging.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def vervanging_nieuw(request, pk):
    rol = get_object_or_404(Gebiedsrol.objects.te_vervangen_door(request.user).voor_lijst(), pk=pk)
    collegas = Gebruiker.objects.met_eigen_rol(AMBTELIJK).exclude(pk=rol.persoon_id)
    form = VervangingForm(request.POST or None, rol=rol, collegas=collegas)
    if form.is_bewaard(door=request.user):
        messages.success(request, "De vervanging is geregeld. De vervanger krijgt vanzelf de rechten op de eerste dag.")
        return _terug(request, rol)
    return render(request, "gebieden/rol_vervangen.html", {"form": form, "rol": rol})


@require_POST
@login_required
def vervanging_stop(request, pk):
    mine = Gebiedsrol.objects.te_vervangen_door(request.user)
    vervanging = get_object_or_404(Vervanging.objects.filter(rol__in=mine).voor_lijst(), pk=pk)
    vervanging.stop(door=request.user)
    messages.success(request, f"{vervanging.vervanger} vervangt na vandaag niet meer.")
    return _terug(request, vervanging.rol)
