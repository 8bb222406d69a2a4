"""Other systems that signals come from: who they are, their token for the API, and their files."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebieden.inlezing.ontvangst import ontvangt_bestand
from gebieden.toegang import vereist

from .forms import BestandForm, BronForm
from .models import Bronsysteem


@require_safe
@vereist("beheren")
def lijst(request):
    return render(request, "signalen/bron_lijst.html", {"bronnen": Bronsysteem.objects.voor_lijst()})


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def nieuw(request):
    form = BronForm(request.POST or None)
    if request.method == "POST" and (form.is_al_verstuurd() or form.is_valid()):
        return redirect(form.eenmaal(lambda: form.bewaar(door=request.user)))
    return render(request, "signalen/bron_nieuw.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def bron(request, slug):
    bron = get_object_or_404(Bronsysteem, slug=slug)
    form = BronForm(request.POST or None, instance=bron)
    if request.method == "POST" and form.is_bewaard(door=request.user):
        messages.success(request, "Bewaard.")
        return redirect(bron)
    return _toon(request, bron, form=form)


def _toon(request, bron, **context):
    context = {"form": BronForm(instance=bron), "bestandform": BestandForm(auto_id="bestand_%s"), **context}
    is_wrong = context["form"].errors or context["bestandform"].errors
    context |= {"bron": bron, "inlezingen": bron.inlezingen()[:10]}
    return render(request, "signalen/bron.html", context, status=422 if is_wrong else 200)


@ontvangt_bestand
@require_POST
@vereist("beheren")
def inlezen(request, slug):
    bron = get_object_or_404(Bronsysteem, slug=slug)
    form = BestandForm(request.POST, request.FILES, geweigerd=request.geweigerd, auto_id="bestand_%s")
    if form.is_aangeleverd(bron, door=request.user):
        return redirect(form.inlezing)
    return _toon(request, bron, bestandform=form)


@never_cache
@require_POST
@vereist("beheren")
def token(request, slug):
    """A new token: this answer is the only place where it can ever be read."""
    bron = get_object_or_404(Bronsysteem, slug=slug)
    if "intrekken" in request.POST:
        bron.trek_token_in(door=request.user)
        messages.success(request, "Het token is ingetrokken. Dit systeem kan niets meer aanleveren.")
        return redirect(bron)
    return _toon(request, bron, token=bron.geef_token(door=request.user))
