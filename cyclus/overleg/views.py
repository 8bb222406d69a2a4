"""A meeting: list, plan, its page (which is where it is run live), and who takes part."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cyclus.opgave.models import Opgave
from gebieden.models import Gebied, Gebruiker
from gebieden.rechten import gebieden_met_recht
from gebieden.scope import haal
from gebiedswerk.bladeren import blader
from gebiedswerk.stap import zet_stap
from gebiedswerk.statussen import GeenRecht
from signalen.trend.beeld import balken

from .filters import OverlegFilter
from .forms import AgendapuntForm, DeelnemerForm, OverlegForm, OverlegNieuwForm, PuntForm
from .models import Overleg

MOST_UPCOMING = 50


def rijen():
    return Overleg.objects.voor_lijst().prefetch_related(
        Prefetch("gebieden", Gebied.objects.defer("grens", "omschrijving"))
    )


def haal_voorbereid(request, pk):
    """A meeting that this person may work on, and whose agenda may still change."""
    overleg = haal(rijen(), request.user, pk, "behandelen")
    if not overleg.is_voorbereid:
        raise GeenRecht("Dit overleg is geweest. De agenda staat vast.")
    return overleg


def _keuzes(persoon):
    return {
        "gebieden": Gebied.objects.met_recht(persoon, "behandelen").voor_keuze(),
        "alle_gebieden": Gebied.objects.met_recht(persoon, "meelezen").voor_keuze(),
        "opgaven": Opgave.objects.zichtbaar_voor(persoon),
    }


@require_safe
@login_required
def lijst(request):
    lijst = OverlegFilter(request.GET, Overleg.objects.zichtbaar_voor(request.user).voor_lijst())
    context = {
        "filter": lijst,
        "komend": lijst.qs.komend()[:MOST_UPCOMING],
        "pagina": blader(lijst.qs.geweest(), request),
        "mag_nieuw": bool(gebieden_met_recht(request.user, "behandelen")),
    }
    return render(request, "cyclus/overleg_lijst.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def nieuw(request):
    """Plan a meeting; ``?opgave=`` about that opgave, ``?vervolg_op=`` as the next of that meeting."""
    if not gebieden_met_recht(request.user, "behandelen"):
        raise GeenRecht("Overleg plannen")
    opgave = _gevraagd(request, Opgave, "opgave")
    vorige = _gevraagd(request, Overleg, "vervolg_op")
    begin = _begin(request.user, opgave, vorige)
    form = OverlegNieuwForm(request.POST or None, initial=begin, **_keuzes(request.user))
    if request.method == "POST" and form.is_valid():
        overleg = form.bewaar(door=request.user, vorige=vorige)
        messages.success(request, "Het overleg is gepland. Nodig mensen uit en vul de agenda.")
        return redirect(overleg)
    return render(request, "cyclus/overleg_nieuw.html", {"form": form}, status=422 if form.errors else 200)


def _gevraagd(request, model, naam):
    pk = request.GET.get(naam, "")
    return haal(model.objects, request.user, pk) if pk.isdecimal() and len(pk) < 12 else None


def _begin(persoon, opgave, vorige):
    bron = vorige or opgave
    if not bron:
        return {"voorzitter": persoon.pk, "trekkend_gebied": persoon.enig_gebied("behandelen")}
    begin = {
        "voorzitter": persoon.pk,
        "titel": bron.titel,
        "trekkend_gebied": bron.trekkend_gebied_id,
        "gebieden": bron.gebied_ids(),
        "opgave": opgave or vorige.opgave_id,
    }
    return begin | {"soort": vorige.soort, "plaats": vorige.plaats, "duur": vorige.duur} if vorige else begin


@require_safe
@login_required
def overleg(request, pk):
    return toon(request, haal(rijen(), request.user, pk))


def toon(request, overleg, *, puntform=None, deelnemerform=None, eigenform=None, status=200):
    """The page of a meeting; ``puntform`` is the item that somebody just tried to save."""
    mag = overleg.heeft_recht(request.user, "behandelen")
    punten = list(
        overleg.agendapunten.select_related(
            "signaal", "initiatief", "actiepunt__eigenaar", "trend__gebied", "trend__eigenaar"
        )
        .defer("trend__gebied__grens", "trend__gebied__omschrijving")
        .prefetch_related("actiepunten__eigenaar", "trend__samen_met")
    )
    mensen = uit_te_nodigen()
    if mag and overleg.status == "lopend" and not puntform:
        open_punt = _open_punt(punten, request.GET.get("punt", ""))
        puntform = PuntForm(instance=open_punt, mensen=mensen, persoon=request.user) if open_punt else None
    balken([punt.trend for punt in punten if punt.trend])
    context = {
        "overleg": overleg,
        "mag_behandelen": mag,
        "overgangen": overleg.overgangen_voor(request.user),
        "punten": punten,
        "puntform": puntform,
        "deelnemers": overleg.deelnemers.all(),
        "deelnemerform": deelnemerform or DeelnemerForm(mensen=mensen),
        "eigenform": eigenform or AgendapuntForm(),
    }
    return render(request, "cyclus/overleg.html", context, status=status)


def _open_punt(punten, gevraagd):
    """The item on the table: the one asked for, else the first that was not discussed."""
    asked = next((p for p in punten if str(p.pk) == gevraagd), None)
    return asked or next((p for p in punten if not p.is_besproken), None)


def uit_te_nodigen():
    """Everybody with a running role: officials, partners and members of platforms."""
    return Gebruiker.objects.met_lopende_rol()


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bewerken(request, pk):
    overleg = haal_voorbereid(request, pk)
    form = OverlegForm(request.POST or None, instance=overleg, **_keuzes(request.user))
    if request.method == "POST" and form.is_bewaard(door=request.user):
        messages.success(request, "Bewaard.")
        return redirect(overleg)
    context = {"overleg": overleg, "form": form}
    return render(request, "cyclus/overleg_bewerken.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def status(request, pk):
    return zet_stap(request, haal(rijen(), request.user, pk))


@require_POST
@login_required
def nodig_uit(request, pk):
    overleg = haal_voorbereid(request, pk)
    form = DeelnemerForm(request.POST, mensen=uit_te_nodigen())
    if not form.is_valid():
        return toon(request, overleg, deelnemerform=form, status=422)
    overleg.nodig_uit(**form.cleaned_data)
    return redirect(f"{overleg.get_absolute_url()}#deelnemers")


@require_POST
@login_required
def deelnemer_weg(request, pk, deelnemer_pk):
    overleg = haal_voorbereid(request, pk)
    get_object_or_404(overleg.deelnemers, pk=deelnemer_pk).delete()
    return redirect(f"{overleg.get_absolute_url()}#deelnemers")


@require_POST
@login_required
def aanwezig(request, pk):
    """Who is in the room: ``was`` is what the page showed, ``is`` what is ticked now."""
    overleg = haal_voorbereid(request, pk)
    was, nu = ({pk for pk in request.POST.getlist(naam) if pk.isdecimal()} for naam in ("was", "is"))
    overleg.zet_aanwezigheid(nu - was, was - nu)
    messages.success(request, f"Aanwezigheid bewaard om {timezone.localtime():%H:%M}.")
    return redirect(f"{overleg.get_absolute_url()}#deelnemers")
