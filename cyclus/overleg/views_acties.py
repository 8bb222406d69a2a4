"""Actions: mine in a list, and one with its steps."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from gebieden.scope import haal
from gebiedswerk.bladeren import blader
from gebiedswerk.stap import zet_stap

from .actiepunt import Actiepunt
from .models import Overleg


def _rijen():
    return Actiepunt.objects.select_related("overleg__trekkend_gebied", "eigenaar", "agendapunt")


@require_safe
@login_required
def lijst(request):
    """My own actions: what is open by date, then what was done last."""
    mine = _rijen().van(request.user)
    closed = mine.exclude(status="open").order_by("-status_sinds")
    context = {"open": mine.open()[:200], "pagina": blader(closed, request)}
    return render(request, "cyclus/overleg_acties.html", context)


@require_safe
@login_required
def actie(request, pk):
    actie = haal(_rijen(), request.user, pk)
    context = {
        "actie": actie,
        "overgangen": actie.overgangen_voor(request.user),
        "ziet_overleg": Overleg.objects.zichtbaar_voor(request.user).filter(pk=actie.overleg_id).exists(),
    }
    return render(request, "cyclus/overleg_actie.html", context)


@require_POST
@login_required
def status(request, pk):
    return zet_stap(request, haal(_rijen(), request.user, pk))
