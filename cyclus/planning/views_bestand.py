"""Measures brought up to date in a spreadsheet: the file to fill in, and the file that comes back."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cyclus.planning import bijwerken, kolommen
from cyclus.planning.forms import BestandForm
from gebieden.inlezing.ontvangst import ontvangt_bestand
from gebieden.models import Inlezing

SCHRIJVERS = {"csv": kolommen.als_csv, "xlsx": kolommen.als_rekenblad}


@require_safe
@login_required
def bestand(request, soort):
    """The open measures this person may bring up to date."""
    if soort not in SCHRIJVERS:
        raise Http404
    rows = bijwerken.te_werken_door(request.user).voor_lijst().order_by("plan__gebied__naam", "einddatum", "pk")
    return SCHRIJVERS[soort](rows, f"maatregelen-{timezone.localdate():%Y-%m-%d}.{soort}")


@ontvangt_bestand
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def inlezen(request):
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BestandForm(*data, geweigerd=request.geweigerd)
    if request.method == "POST" and form.is_aangeleverd(door=request.user):
        return redirect(form.inlezing)
    context = {
        "form": form,
        "aantal": bijwerken.te_werken_door(request.user).count(),
        "eerder": Inlezing.objects.filter(soort="maatregelen", door=request.user).voor_lijst()[:10],
    }
    return render(request, "cyclus/planning_inlezen.html", context, status=422 if form.errors else 200)
