from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cyclus.agenda.bijdrage import LEVEND
from cyclus.agenda.doel import Doel
from cyclus.overleg.models import Overleg
from cyclus.plan.maatregel import Maatregel
from cyclus.plan.models import Gebiedsplan
from gebieden.models import Gebied
from gebieden.rechten import gebieden_met_recht
from gebieden.scope import haal
from gebiedswerk.bladeren import blader
from gebiedswerk.profiel import huidig
from gebiedswerk.stap import zet_stap
from gebiedswerk.statussen import GeenRecht
from initiatieven.models import Initiatief
from signalen.models import Advies, Signaal, Trend
from signalen.signaal.vervolg import VervolgForm

from .filters import OpgaveFilter
from .forms import KoppelForm, OpgaveForm, OpgaveNieuwForm
from .models import Opgave
from .views_gemeentebreed import stand_per_gebied

MOST_CHOICES = 100
MOST_MEASURES = 30
BRONNEN = ("signalen", "initiatieven", "adviezen", "trends")


def _gebieden(persoon):
    return {
        "gebieden": Gebied.objects.met_recht(persoon, "behandelen").voor_keuze(),
        "alle_gebieden": Gebied.objects.met_recht(persoon, "meelezen").voor_keuze(),
    }


def _rijen():
    return Opgave.objects.voor_lijst().prefetch_related(
        Prefetch("gebieden", Gebied.objects.defer("grens", "omschrijving"))
    )


@require_safe
@login_required
def lijst(request):
    lijst = OpgaveFilter(request.GET, Opgave.objects.zichtbaar_voor(request.user).voor_lijst().met_aantallen())
    mag_nieuw = bool(gebieden_met_recht(request.user, "behandelen"))
    context = {"filter": lijst, "pagina": blader(lijst.qs, request), "mag_nieuw": mag_nieuw}
    return render(request, "cyclus/opgave_lijst.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def nieuw(request):
    """From scratch, or from what came in: ``?signaal=1&signaal=2&initiatief=3&advies=4``, or ``?trend=5``."""
    if not gebieden_met_recht(request.user, "behandelen"):
        raise GeenRecht("Opgave maken")
    signalen = _gevraagd(request, Signaal, "signaal")
    initiatieven = _gevraagd(request, Initiatief, "initiatief")
    adviezen = _gevraagd(request, Advies, "advies")
    begin = _begin(request.user, [*signalen, *initiatieven, *adviezen]) | {"trekker": request.user.pk}
    if adviezen:
        begin["herkomst"] = "advies"
    elif initiatieven:
        begin["herkomst"] = "initiatief"
    trend = _gevraagd(request, Trend, "trend").voor_lijst().prefetch_related("samen_met").first()
    if trend and not trend.heeft_recht(request.user, "behandelen"):
        raise GeenRecht("Opgave maken")
    if trend:
        gebieden = [trend.gebied_id, *(gebied.pk for gebied in trend.samen_met.all())]
        begin |= {"herkomst": "trend"}
        begin |= {"titel": str(trend), "thema": trend.thema, "trekkend_gebied": trend.gebied_id, "gebieden": gebieden}
    bronnen = {"signalen": signalen, "initiatieven": initiatieven, "adviezen": adviezen}
    form = OpgaveNieuwForm(request.POST or None, initial=begin, **bronnen, **_gebieden(request.user))
    if request.method == "POST" and form.is_valid():
        opgave = form.bewaar(door=request.user, trend=trend)
        messages.success(request, "De opgave staat erin.")
        return redirect(opgave)
    context = {"form": form, "trend": trend}
    return render(request, "cyclus/opgave_nieuw.html", context, status=422 if form.errors else 200)


def _gevraagd(request, model, naam):
    """What the link asked to start from, as far as this person may see it."""
    pks = [pk for pk in request.GET.getlist(naam) if pk.isdecimal() and len(pk) < 12][:MOST_CHOICES]
    return model.objects.zichtbaar_voor(request.user).filter(pk__in=pks)


def _begin(persoon, dingen):
    if not dingen:
        return {"trekkend_gebied": persoon.enig_gebied("behandelen")}
    first = dingen[0]
    gebieden = {ding.trekkend_gebied_id for ding in dingen}
    return {
        "titel": getattr(first, "kop", "") or str(first),
        "thema": first.thema,
        "trekkend_gebied": first.trekkend_gebied_id,
        "gebieden": gebieden,
    }


@require_safe
@login_required
def opgave(request, pk):
    opgave = haal(_rijen(), request.user, pk)
    context = {
        "opgave": opgave,
        "mag_behandelen": opgave.heeft_recht(request.user, "behandelen"),
        "overgangen": opgave.overgangen_voor(request.user),
        "signalen": Signaal.objects.zichtbaar_voor(request.user).filter(opgaven=opgave),
        "initiatieven": Initiatief.objects.zichtbaar_voor(request.user).filter(opgaven=opgave),
        "adviezen": Advies.objects.zichtbaar_voor(request.user).filter(opgaven=opgave).select_related("platform"),
        "overleggen": Overleg.objects.zichtbaar_voor(request.user).filter(opgave=opgave),
        "trends": Trend.objects.zichtbaar_voor(request.user).filter(opgaven=opgave).select_related("gebied"),
        "doelen": _doelen(opgave, request.user),
        "maatregelen": _maatregelen(opgave, request.user) if opgave.soort == "hoofdpunt" else (),
        "gebieden_verteld": stand_per_gebied(opgave) if opgave.soort == "gemeentebreed" else (),
        "plannen": _plannen(opgave, request.user) if opgave.soort == "sectoraal" else (),
        "koppelform": KoppelForm(
            **{naam: rijen[:MOST_CHOICES] for naam, rijen in _te_koppelen(request.user, opgave).items()}
        ),
    }
    return render(request, "cyclus/opgave.html", context)


def _doelen(opgave, persoon):
    """Its goals in the newest version of each agenda: an older version says nothing new."""
    doelen = Doel.objects.zichtbaar_voor(persoon).filter(opgaven=opgave, agenda__status__in=LEVEND)
    return doelen.select_related("agenda__gebied").defer("agenda__gebied__grens").order_by("agenda__status", "pk")


def _maatregelen(opgave, persoon):
    """What is done for those goals this year, in every version they stand in."""
    maatregelen = Maatregel.objects.zichtbaar_voor(persoon).filter(doel__opgaven=opgave).distinct()
    return maatregelen.select_related("plan__gebied", "afdeling").order_by("-plan__jaar", "einddatum")[:MOST_MEASURES]


def _plannen(opgave, persoon):
    """The plans of its areas in which an agreement can be made now."""
    plannen = Gebiedsplan.objects.met_recht(persoon, "behandelen").in_gebieden(opgave.gebied_ids())
    return plannen.filter(status="concept").select_related("gebied").order_by("-jaar")[:MOST_MEASURES]


def _te_koppelen(persoon, opgave):
    here = opgave.werkgebied()
    rows = {
        naam: model.objects.zichtbaar_voor(persoon).in_gebieden(here).exclude(opgaven=opgave)
        for naam, model in zip(BRONNEN, (Signaal, Initiatief, Advies, Trend), strict=True)
    }
    # An advice that was answered is just when an opgave can follow from it.
    given = rows["adviezen"].filter(advies_datum__isnull=False)
    return rows | {"signalen": rows["signalen"].open(), "initiatieven": rows["initiatieven"].open(), "adviezen": given}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bewerken(request, pk):
    opgave = haal(_rijen(), request.user, pk, "behandelen")
    form = OpgaveForm(request.POST or None, instance=opgave, **_gebieden(request.user))
    if request.method == "POST" and form.is_bewaard(door=request.user):
        messages.success(request, "Bewaard.")
        return redirect(opgave)
    context = {"opgave": opgave, "form": form}
    return render(request, "cyclus/opgave_bewerken.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def status(request, pk):
    return zet_stap(request, haal(_rijen(), request.user, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bij_signaal(request, pk):
    """From the page of a signal: choose an opgave that it belongs to."""
    signaal = haal(Signaal.objects.voor_dossier().prefetch_related("gebieden"), request.user, pk, "behandelen")
    label = f"Kies {huidig().de('opgave')} waar dit bij hoort"
    form = VervolgForm(
        request.POST or None, dingen=Opgave.objects.all(), signaal=signaal, persoon=request.user, label=label
    )
    if request.method == "POST" and form.is_valid():
        form.cleaned_data["ding"].koppel(signaal, door=request.user)
        messages.success(request, f"Het signaal hoort nu bij ‘{form.cleaned_data['ding']}’.")
        return redirect(signaal)
    nieuw_url = f"{reverse('cyclus:opgave_nieuw')}?signaal={signaal.pk}"
    context = {"signaal": signaal, "form": form, "kop": label, "nieuw_url": nieuw_url}
    return render(request, "signalen/vervolg.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def koppel(request, pk):
    opgave = haal(_rijen(), request.user, pk, "behandelen")
    form = KoppelForm(request.POST, **_te_koppelen(request.user, opgave))
    if form.is_valid():
        for ding in form.gekozen:
            opgave.koppel(ding, door=request.user)
    return redirect(opgave)


@require_POST
@login_required
def los(request, pk):
    opgave = haal(_rijen(), request.user, pk, "behandelen")
    linked = {naam: getattr(opgave, naam).all() for naam in BRONNEN}
    form = KoppelForm(request.POST, **linked)
    if form.is_valid():
        for ding in form.gekozen:
            opgave.ontkoppel(ding, door=request.user)
    return redirect(opgave)
