"""The standard texts: the list, and one text with how it will read."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebieden.toegang import vereist

from .forms import StandaardtekstForm
from .models import Standaardtekst
from .plaatsen import UITLEG


@require_safe
@vereist("beheren")
def lijst(request):
    return render(request, "signalen/standaardtekst_lijst.html", {"teksten": Standaardtekst.objects.all()})


@require_POST
@vereist("beheren")
def begin(request):
    """Take over the texts that come with the software."""
    aantal = Standaardtekst.objects.zet_begin_klaar(door=request.user)
    if aantal:
        messages.success(request, f"{aantal} teksten staan klaar. Lees ze na en maak ze van uw gemeente.")
    else:
        messages.info(request, "Al deze teksten staan er al.")
    return redirect("signalen:standaardteksten")


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def nieuw(request):
    form = StandaardtekstForm(request.POST or None)
    if request.method == "POST" and "voorbeeld" not in request.POST and form.is_valid():
        tekst = form.eenmaal(lambda: form.bewaar(door=request.user))
        messages.success(request, f"‘{tekst}’ is te kiezen.")
        return redirect("signalen:standaardteksten")
    return _toon(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def standaardtekst(request, pk):
    tekst = get_object_or_404(Standaardtekst, pk=pk)
    form = StandaardtekstForm(request.POST or None, instance=tekst)
    if request.method == "POST" and "voorbeeld" not in request.POST and form.is_bewaard(door=request.user):
        messages.success(request, "Bewaard.")
        return redirect("signalen:standaardteksten")
    return _toon(request, form)


def _toon(request, form):
    """Also when only an example was asked for: what was typed, checked and filled in."""
    context = {"form": form, "plekken": UITLEG.items(), "tekst": form.instance if form.instance.pk else None}
    return render(request, "signalen/standaardtekst_bewerken.html", context, status=422 if form.errors else 200)
