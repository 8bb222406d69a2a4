"""One page for a visit to an area, for officials; as of the moment at which it is asked for."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gebieden.models import Gebied
from gebiedswerk import stuk

from .beeld import SJABLOON, SOORT, context
from .inhoud import stel_op


def _gebied(request, slug):
    """Within what this official reads along with; for everybody else it does not exist."""
    if not request.user.is_ambtenaar:
        raise Http404
    return get_object_or_404(Gebied.objects.met_recht(request.user, "meelezen").voor_keuze(), slug=slug)


@require_safe
@login_required
def factsheet(request, slug):
    gebied = _gebied(request, slug)
    return render(request, SJABLOON, context(stel_op(gebied)) | {"gebied": gebied})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def pdf(request, slug):
    gebied = _gebied(request, slug)
    inhoud, terug = stel_op(gebied), reverse("cyclus:factsheet", args=[slug])
    return stuk.antwoord(request, SOORT, gebied, stand=inhoud.stand, titel=f"{gebied} in het kort", terug=terug)
