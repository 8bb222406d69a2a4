from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebieden.models import BewaardFilter, Gebied
from gebieden.rechten import gebieden_met_recht
from gebieden.scope import haal
from gebiedswerk.bladeren import blader
from gebiedswerk.csvbestand import schrijf_csv
from gebiedswerk.profiel import huidig
from gebiedswerk.stap import zet_stap
from gebiedswerk.statussen import GeenRecht
from signalen.models import Signaal, Trend
from signalen.signaal.vervolg import VervolgForm

from .filters import InitiatiefFilter
from .forms import ContactmomentForm, InitiatiefForm, InitiatiefNieuwForm, SignaalKoppelForm
from .models import Initiatief

MOST_SIGNALS = 100


@require_safe
@login_required
def lijst(request):
    lijst = InitiatiefFilter(request.GET, persoon=request.user)
    context = {
        "filter": lijst,
        "pagina": blader(lijst.qs, request, met=Initiatief.objects.voor_lijst()),
        "bewaard": BewaardFilter.objects.voor(request.user, lijst.lijst),
        "mag_nieuw": bool(lijst.mijn_gebieden),
    }
    return render(request, "initiatieven/initiatief_lijst.html", context)


@require_safe
@login_required
def export(request):
    kop = ["Titel", "Status", "Thema", "Gebied", "Wie", "Contactpersoon", "Ontvangen", "Volgende stap uiterlijk"]
    gevonden = InitiatiefFilter(request.GET, persoon=request.user).qs.voor_lijst()
    rijen = (_regel(initiatief) for initiatief in gevonden.iterator(chunk_size=500))
    return schrijf_csv(kop, rijen, "initiatieven.csv")


def _regel(i):
    wat = (i.titel, i.status_naam, i.thema_naam, i.trekkend_gebied)
    return (*wat, i.initiatiefnemer, i.contactpersoon, i.ontvangen_op, i.uiterlijk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def nieuw(request):
    """Log an initiative; ``?signaal=`` starts from a signal, ``?trend=`` from all signals of a trend."""
    gebieden = Gebied.objects.met_recht(request.user, "behandelen").voor_keuze()
    if not gebieden_met_recht(request.user, "behandelen"):
        raise GeenRecht("Initiatief vastleggen")
    signaal = None
    if request.GET.get("signaal", "").isdecimal():
        signaal = get_object_or_404(Signaal.objects.zichtbaar_voor(request.user), pk=request.GET["signaal"])
    trend = None
    if (pk := request.GET.get("trend", "")).isdecimal() and len(pk) < 12:
        trend = haal(Trend.objects.voor_lijst().prefetch_related("samen_met"), request.user, pk, "behandelen")
    form = InitiatiefNieuwForm(request.POST or None, gebieden=gebieden, initial=_begin(request.user, signaal, trend))
    if request.method == "POST" and form.is_valid():
        initiatief = form.bewaar(door=request.user, signaal=signaal, trend=trend)
        messages.success(request, "Het initiatief staat erin.")
        return redirect(initiatief)
    context = {"form": form, "signaal": signaal, "trend": trend}
    return render(request, "initiatieven/initiatief_nieuw.html", context, status=422 if form.errors else 200)


def _begin(persoon, signaal, trend=None):
    """What is known before anything is typed."""
    if signaal:
        return {"titel": signaal.kop, "trekkend_gebied": signaal.trekkend_gebied_id, "thema": signaal.thema}
    if trend:
        return {"titel": str(trend), "trekkend_gebied": trend.gebied_id, "thema": trend.thema}
    return {"trekkend_gebied": persoon.enig_gebied("behandelen")}


@require_safe
@login_required
def initiatief(request, pk):
    return _toon(request, haal(_rijen(), request.user, pk), ContactmomentForm())


def _rijen():
    return (
        Initiatief.objects.voor_lijst()
        .select_related("platform")
        .prefetch_related(Prefetch("gebieden", Gebied.objects.defer("grens", "omschrijving")))
    )


def _toon(request, initiatief, contactform, status=200):
    context = {
        "initiatief": initiatief,
        "contactform": contactform,
        "mag_behandelen": initiatief.heeft_recht(request.user, "behandelen"),
        "overgangen": initiatief.overgangen_voor(request.user),
        "verloop": initiatief.verloop(),
        "signalen": Signaal.objects.zichtbaar_voor(request.user).filter(initiatieven=initiatief),
        "agendapunten": initiatief.agendapunten.select_related("overleg").order_by("-overleg__begint_op"),
        "koppelform": SignaalKoppelForm(signalen=_te_koppelen(request.user, initiatief)[:MOST_SIGNALS]),
    }
    return render(request, "initiatieven/initiatief.html", context, status=status)


def _te_koppelen(persoon, initiatief):
    """Signals of the same areas, and of what lies inside them, that are not linked yet."""
    hier = Signaal.objects.zichtbaar_voor(persoon).in_gebieden(initiatief.werkgebied())
    return hier.open().exclude(initiatieven=initiatief)


@require_POST
@login_required
def contact(request, pk):
    initiatief = haal(_rijen(), request.user, pk, "behandelen")
    form = ContactmomentForm(request.POST)
    if not form.is_valid():
        return _toon(request, initiatief, form, status=422)
    form.bewaar(initiatief, door=request.user)
    messages.success(request, "Opgeschreven.")
    return redirect(initiatief)


@require_POST
@login_required
def status(request, pk):
    return zet_stap(request, haal(_rijen(), request.user, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bewerken(request, pk):
    initiatief = haal(_rijen(), request.user, pk, "behandelen")
    form = InitiatiefForm(
        request.POST or None,
        instance=initiatief,
        gebieden=Gebied.objects.met_recht(request.user, "behandelen").voor_keuze(),
        alle_gebieden=Gebied.objects.met_recht(request.user, "meelezen").voor_keuze(),
    )
    if request.method == "POST" and form.is_bewaard(door=request.user):
        messages.success(request, "Bewaard.")
        return redirect(initiatief)
    context = {"initiatief": initiatief, "form": form}
    return render(request, "initiatieven/initiatief_bewerken.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bij_signaal(request, pk):
    """From the page of a signal: choose an initiative that it belongs to."""
    signaal = haal(Signaal.objects.voor_dossier().prefetch_related("gebieden"), request.user, pk, "behandelen")
    label = f"Kies {huidig().de('initiatief')} waar dit bij hoort"
    form = VervolgForm(
        request.POST or None, dingen=Initiatief.objects.all(), signaal=signaal, persoon=request.user, label=label
    )
    if request.method == "POST" and form.is_valid():
        form.cleaned_data["ding"].koppel_signaal(signaal, door=request.user)
        messages.success(request, f"Het signaal hoort nu bij ‘{form.cleaned_data['ding']}’.")
        return redirect(signaal)
    nieuw_url = f"{reverse('initiatieven:nieuw')}?signaal={signaal.pk}"
    context = {"signaal": signaal, "form": form, "kop": label, "nieuw_url": nieuw_url}
    return render(request, "signalen/vervolg.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def koppel_signaal(request, pk):
    initiatief = haal(_rijen(), request.user, pk, "behandelen")
    form = SignaalKoppelForm(request.POST, signalen=_te_koppelen(request.user, initiatief))
    if form.is_valid():
        initiatief.koppel_signaal(form.cleaned_data["signaal"], door=request.user)
    return redirect(initiatief)


@require_POST
@login_required
def ontkoppel_signaal(request, pk, signaal_pk):
    initiatief = haal(_rijen(), request.user, pk, "behandelen")
    initiatief.ontkoppel_signaal(get_object_or_404(initiatief.signalen, pk=signaal_pk), door=request.user)
    return redirect(initiatief)
