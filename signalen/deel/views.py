"""Questions to departments: asked from a signal, listed, and answered on a page with nothing else on it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebieden.scope import haal
from gebiedswerk.bladeren import blader
from gebiedswerk.stap import zet_stap
from gebiedswerk.statussen import GeenRecht
from signalen.signaal.views import haal_signaal

from .filters import DeelFilter
from .forms import DeelAntwoordForm, DoorgeefForm, VerdeelForm
from .models import Deel, Verdeling


@require_safe
@login_required
def lijst(request):
    if not request.user.is_ambtenaar:
        raise GeenRecht("Vragen aan afdelingen")
    lijst = DeelFilter(request.GET, persoon=request.user)
    context = {
        "filter": lijst,
        "pagina": blader(lijst.qs, request, met=Deel.objects.voor_lijst()),
        "per_afdeling": Deel.objects.zichtbaar_voor(request.user).per_afdeling(),
    }
    return render(request, "signalen/deel_lijst.html", context)


def _haal(request, pk, recht=None):
    rows = Deel.objects.voor_lijst().select_related("signaal__eigenaar").prefetch_related("signaal__gebieden")
    return haal(rows, request.user, pk, recht)


def _toon(request, deel, status=200, **forms):
    mag_antwoorden = deel.heeft_recht(request.user, "beantwoorden") and deel.status == "gevraagd"
    context = {
        "deel": deel,
        "signaal": deel.signaal,
        "fotos": deel.signaal.fotos.all(),
        "mag_antwoorden": mag_antwoorden,
        "overgangen": [o for o in deel.overgangen_voor(request.user) if o.naar != "beantwoord"],
        "gebeurtenissen": deel.tijdlijn,
        "form": DeelAntwoordForm(),
        "doorgeefform": DoorgeefForm(deel=deel, auto_id="doorgeven_%s"),
    }
    return render(request, "signalen/deel.html", {**context, **forms}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def deel(request, pk):
    """A second click finds it answered; a different text after that is refused, and kept on the page."""
    deel = _haal(request, pk, "beantwoorden" if request.method == "POST" else None)
    if request.method != "POST":
        return _toon(request, deel)
    form = DeelAntwoordForm(request.POST)
    if form.is_valid():
        if deel.status == "beantwoord" and deel.antwoord == form.cleaned_data["antwoord"]:
            return redirect(deel)
        try:
            deel.ga_naar("beantwoord", door=request.user, **form.cleaned_data)
        except ValidationError as fout:
            form.add_error(None, fout.messages)
        else:
            messages.success(request, f"Bedankt. {deel.signaal.eigenaar} verwerkt uw antwoord.")
            return redirect(deel)
    return _toon(request, _haal(request, pk), 422, form=form)


@require_POST
@login_required
def stap(request, pk):
    return zet_stap(request, _haal(request, pk))


@require_POST
@login_required
def doorgeven(request, pk):
    deel = _haal(request, pk, "beantwoorden")
    form = DoorgeefForm(request.POST, deel=deel, auto_id="doorgeven_%s")
    if form.is_valid():
        try:
            deel.geef_door(form.cleaned_data["aan"], door=request.user)
        except ValidationError as fout:
            form.add_error(None, fout.messages)
        else:
            messages.success(request, f"De vraag staat nu op naam van {form.cleaned_data['aan']}.")
            return redirect("signalen:delen")
    return _toon(request, deel, 422, doorgeefform=form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def verdelen(request, pk):
    signaal = haal_signaal(request, pk, "behandelen")
    form = VerdeelForm(request.POST or None, initial=Verdeling.objects.eerder(signaal))
    is_sent = request.method == "POST" and form.is_al_verstuurd()
    if is_sent or (request.method == "POST" and form.is_gevraagd(signaal, door=request.user)):
        messages.success(request, "De vragen zijn verstuurd.")
        return redirect(signaal)
    context = {"signaal": signaal, "form": form}
    return render(request, "signalen/verdelen.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def zelf(request, pk):
    signaal = haal_signaal(request, pk, "behandelen")
    if verdeling := getattr(signaal, "verdeling", None):
        verdeling.zet_uit(door=request.user)
        messages.success(request, "Het antwoord gaat niet vanzelf. U schrijft het zelf.")
    return redirect(signaal)
