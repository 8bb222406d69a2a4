"""Advice: the board for college and griffie, and the dossier of one advice."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gebieden.scope import haal
from gebiedswerk.bladeren import blader

from .models import Advies


@require_safe
@login_required
def lijst(request):
    pagina = blader(Advies.objects.zichtbaar_voor(request.user).voor_lijst(), request)
    return render(request, "signalen/advies_lijst.html", {"pagina": pagina})


@require_safe
@login_required
def advies(request, pk):
    advies = haal(Advies.objects.voor_lijst().prefetch_related("gebieden"), request.user, pk)
    return render(request, "signalen/advies.html", {"advies": advies})
