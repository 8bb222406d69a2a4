"""The officials' side: opening the toets, reading what came in, and saying what was done with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cyclus.analyse.models import Gebiedsanalyse
from gebieden.platform.models import Platform
from gebieden.scope import haal
from gebiedswerk.bladeren import blader
from gebiedswerk.csvbestand import schrijf_csv
from signalen.inzending.persoonsgegevens import soorten_in

from .filters import ReactieFilter
from .forms import GevolgForm, ToetsForm, ToetsOpenenForm, UitnodigenForm
from .hoofdpunten import hoofdstukken
from .models import Belevingstoets
from .reactie import Toetsreactie
from .reageren import GehoordForm

KOP = ["Onderdeel", "Oordeel", "Wie", "Reactie", "Ontvangen op", "Uit een gesprek", "Wat is ermee gedaan", "Uitleg"]


def _analyse(request, pk, recht=None):
    return haal(Gebiedsanalyse.objects.select_related("gebied").defer("gebied__grens"), request.user, pk, recht)


def _toets(request, pk, recht=None):
    """The analysis and its toets; without one there is nothing here."""
    analyse = _analyse(request, pk, recht)
    toets = Belevingstoets.objects.met_stand().filter(analyse=analyse).first()
    if toets is None:
        raise Http404
    toets.analyse = analyse
    return toets


def _platforms(analyse):
    return Platform.objects.actief().rond(analyse.gebied).exclude(email="").order_by("naam")


@require_safe
@login_required
def toets(request, pk):
    toets = _toets(request, pk)
    reacties = toets.reacties.voor_lijst()
    filter = ReactieFilter(request.GET, queryset=reacties)
    context = {
        "toets": toets,
        "analyse": toets.analyse,
        "filter": filter,
        "pagina": blader(filter.qs, request),
        "mag_behandelen": toets.analyse.heeft_recht(request.user, "behandelen"),
        "publiek_url": request.build_absolute_uri(toets.publiek_url()),
        "tijdlijn": toets.tijdlijn,
    }
    return render(request, "cyclus/toets.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def openen(request, pk):
    analyse = _analyse(request, pk, "behandelen")
    form = ToetsOpenenForm(request.POST or None, analyse=analyse, platforms=_platforms(analyse))
    if request.method == "POST" and form.is_valid():
        try:
            toets, is_new = form.open(door=request.user)
        except ValidationError as fout:
            form.add_error(None, fout)
        else:
            messages.success(request, "De toets is open." if is_new else "De toets was al open.")
            return redirect(toets)
    context = {"analyse": analyse, "form": form}
    return render(request, "cyclus/toets_openen.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def wijzigen(request, pk):
    """A longer period, other words, or open again."""
    toets = _toets(request, pk, "behandelen")
    if toets.analyse.status != "ter_toetsing":
        messages.error(request, "Dit kan alleen zolang het stuk ter toetsing is.")
        return redirect(toets)
    form = ToetsForm(request.POST or None, instance=toets)
    if request.method == "POST" and form.is_bewaard(door=request.user):
        messages.success(request, "Bewaard.")
        return redirect(toets)
    context = {"toets": toets, "analyse": toets.analyse, "form": form}
    return render(request, "cyclus/toets_wijzigen.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def uitnodigen(request, pk):
    toets = _toets(request, pk, "behandelen")
    if toets.stand not in ("open", "straks"):
        messages.error(request, "De toets loopt niet. Open hem eerst weer.")
        return redirect(toets)
    form = UitnodigenForm(request.POST or None, platforms=_platforms(toets.analyse))
    if request.method == "POST" and form.is_valid():
        aantal = toets.nodig_uit(form.ontvangers(), door=request.user)
        messages.success(
            request, f"De link is onderweg naar {aantal} adressen." if aantal else "Zij hebben de link al."
        )
        return redirect(toets)
    context = {"toets": toets, "analyse": toets.analyse, "form": form}
    return render(request, "cyclus/toets_uitnodigen.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def sluiten(request, pk):
    toets = _toets(request, pk, "behandelen")
    if toets.sluit(door=request.user):
        messages.success(request, "De toets is gesloten. Wie de link opent, leest wat eruit kwam.")
    return redirect(toets)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def gehoord(request, pk):
    """Written down after an evening, or after a talk at the door."""
    toets = _toets(request, pk, "behandelen")
    if toets.analyse.is_vastgesteld:
        messages.error(request, "Het stuk is vastgesteld. Er komt niets meer bij.")
        return redirect(toets)
    form = GehoordForm(
        request.POST or None,
        hoofdstukken=hoofdstukken(toets.analyse.huidige_inhoud()),
        platforms=Platform.objects.actief().rond(toets.analyse.gebied).order_by("naam"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            form.bewaar(toets, is_gehoord=True)
        except ValidationError as fout:
            form.add_error(None, fout)
        else:
            messages.success(request, "Opgeschreven. Zeg daarna per reactie wat u ermee deed.")
            return redirect(toets)
    context = {"toets": toets, "analyse": toets.analyse, "form": form}
    return render(request, "cyclus/toets_gehoord.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def reacties_csv(request, pk):
    toets = _toets(request, pk)
    rijen = (_regel(r) for r in ReactieFilter(request.GET, queryset=toets.reacties.voor_lijst()).qs)
    return schrijf_csv(KOP, rijen, f"reacties-{toets.analyse.gebied.slug}-{toets.analyse.jaar}.csv")


def _regel(r):
    gevolg = (str(r.get_gevolg_display()), r.uitleg)
    return (r.deel_naam, r.oordeel_naam, r.wie_naam, r.tekst, r.ontvangen_op, r.is_gehoord, *gevolg)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reactie(request, pk):
    """One reaction, and what is done with it; afterwards the next that nobody looked at."""
    reacties = Toetsreactie.objects.select_related("platform", "toets__analyse__gebied").defer(
        "toets__analyse__inhoud", "toets__analyse__gebied__grens"
    )
    reactie = haal(reacties, request.user, pk, "behandelen" if request.method == "POST" else None)
    toets, analyse = reactie.toets, reactie.toets.analyse
    mag = analyse.heeft_recht(request.user, "behandelen") and not analyse.is_vastgesteld
    begin = {"gevolg": ""} if reactie.gevolg == "open" else {}
    form = GevolgForm(request.POST or None, instance=reactie, initial=begin)
    if request.method == "POST" and form.is_bewaard(door=request.user):
        messages.success(request, "Bewaard.")
        return redirect(toets.reacties.open().exclude(pk=pk).in_leesvolgorde().first() or toets)
    context = {
        "reactie": reactie,
        "toets": toets,
        "analyse": analyse,
        "form": form if mag else None,
        "let_op": soorten_in(reactie.tekst),
        "aantal_open": toets.reacties.open().count(),
    }
    return render(request, "cyclus/toetsreactie.html", context, status=422 if form.errors else 200)
