"""Filters with a name: keep one from a list, and look after one's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from gebieden.lijstfilter import werklijsten

from .forms import BewaarForm, NaamForm


@require_safe
@login_required
def lijst(request):
    return _toon(request)


def _toon(request, status=200, **met_fout):
    """All of mine, with a field to rename each; ``met_fout`` has the form that was sent, by ``f{pk}``."""
    mine = request.user.bewaarde_filters.filter(lijst__in=werklijsten()).order_by("lijst", "naam")
    rijen = [(b, met_fout.get(f"f{b.pk}") or NaamForm({"naam": b.naam}, auto_id=f"id_{b.pk}_%s")) for b in mine]
    return render(request, "gebieden/bewaardfilter_lijst.html", {"rijen": rijen}, status=status)


@require_POST
@login_required
def bewaar(request):
    """Keep what the list shows; asks before it takes the place of another filter of that name."""
    form = BewaarForm(request.POST, persoon=request.user)
    moet_vragen = form.is_valid() and form.moet_vragen and "vervang" not in request.POST
    if form.is_valid() and not moet_vragen:
        try:
            bewaard = form.bewaar()
        except ValidationError as vol:
            form.add_error(None, vol)
        else:
            messages.success(request, f"Het filter ‘{bewaard}’ staat boven de lijst.")
            return redirect(bewaard)
    context = {"form": form, "moet_vragen": moet_vragen}
    return render(request, "gebieden/bewaardfilter_bewaar.html", context, status=200 if moet_vragen else 422)


@require_POST
@login_required
def hernoem(request, pk):
    bewaard = get_object_or_404(request.user.bewaarde_filters, pk=pk)
    form = NaamForm(request.POST, auto_id=f"id_{pk}_%s")
    if form.is_valid():
        try:
            bewaard.hernoem(form.cleaned_data["naam"])
        except ValidationError as bezet:
            form.add_error("naam", bezet)
    if form.errors:
        return _toon(request, 422, **{f"f{pk}": form})
    messages.success(request, "De naam is gewijzigd.")
    return redirect("gebieden:filters")


@require_POST
@login_required
def verwijder(request, pk):
    get_object_or_404(request.user.bewaarde_filters, pk=pk).delete()
    messages.success(request, "Het filter is weg. De lijst zelf verandert niet.")
    return redirect("gebieden:filters")
