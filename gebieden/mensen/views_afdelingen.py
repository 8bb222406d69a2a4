"""Departments: kept by the beheerder, looked up by every official."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gebieden.models import Afdeling, Gebied
from gebieden.toegang import vereist

from .contacten import lijst, tabel
from .filters import ContactForm
from .forms import AfdelingForm


@require_safe
@vereist("beheren")
def afdelingen(request):
    koppen, rijen = tabel()
    context = {"afdelingen": Afdeling.objects.order_by("-is_actief", "naam"), "koppen": koppen, "rijen": rijen}
    return render(request, "gebieden/afdeling_lijst.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def afdeling_nieuw(request):
    return _bewerk(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def afdeling_wijzig(request, pk):
    return _bewerk(request, get_object_or_404(Afdeling, pk=pk))


def _bewerk(request, afdeling):
    form = AfdelingForm(request.POST or None, instance=afdeling)
    if form.is_valid():
        bewaard = form.save()
        messages.success(request, f"{bewaard} is bewaard.")
        return redirect("gebieden:afdelingen_beheer")
    return render(request, "gebieden/afdeling_bewerk.html", {"form": form, "afdeling": afdeling})


@require_safe
@login_required
def afdelingen_lezen(request):
    """Whom do I call about parking in that village? For every official; begins in the own area."""
    if not request.user.is_ambtenaar:
        raise PermissionDenied("Alleen voor medewerkers van de gemeente.")
    data = request.GET.copy()
    if "gebied" not in data and (eigen := request.user.enig_gebied("behandelen")):
        data["gebied"] = Gebied.objects.values_list("slug", flat=True).get(pk=eigen)
    form = ContactForm(data)
    form.is_valid()
    chosen = getattr(form, "cleaned_data", {})
    gebied = chosen.get("gebied") or Gebied.objects.lopend().filter(ouder=None).first()
    context = {"form": form, "gebied": gebied, "rijen": lijst(gebied, chosen.get("q", ""))}
    return render(request, "gebieden/afdeling_contacten.html", context)
