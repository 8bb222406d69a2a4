"""The agenda of a meeting: fill it, order it, and write down what comes of each item."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gebieden.scope import haal

from .actiepunt import Actiepunt
from .forms import AgendapuntForm, AgendaVulForm, PuntForm
from .views import haal_voorbereid, rijen, toon, uit_te_nodigen

MOST_CHOICES = 60


def _bij(overleg, punt=None):
    """Back to the item, so that the keyboard goes on where it was."""
    anker = f"?punt={punt.pk}#punt-{punt.pk}" if punt else "#agenda"
    return redirect(f"{overleg.get_absolute_url()}{anker}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def vullen(request, pk):
    overleg = haal_voorbereid(request, pk)
    keuzes = {
        "trends": overleg.te_bespreken_trends(request.user).voor_lijst(),
        "signalen": overleg.te_bespreken_signalen(request.user).voor_lijst(),
        "initiatieven": overleg.te_bespreken_initiatieven(request.user).voor_lijst(),
        "acties": Actiepunt.objects.te_bespreken_in(overleg),
    }
    if request.method == "POST":
        form = AgendaVulForm(_nog_niet_op_agenda(request.POST, overleg), keuzes=keuzes)
        if form.is_valid():
            aantal = form.zet_op_agenda(overleg, door=request.user)
            messages.success(request, f"{aantal} punten op de agenda gezet.")
            return _bij(overleg)
    else:
        getoond = {naam: rij[:MOST_CHOICES] for naam, rij in keuzes.items()}
        form = AgendaVulForm(keuzes=getoond)
    context = {"overleg": overleg, "form": form, "is_leeg": not any(form.fields[n].queryset for n in keuzes)}
    return render(request, "cyclus/overleg_agenda_vullen.html", context, status=422 if form.errors else 200)


def _nog_niet_op_agenda(data, overleg):
    """What was ticked, without what stands on the agenda by now: sent twice is no mistake."""
    data = data.copy()
    velden = {"trends": "trend_id", "signalen": "signaal_id", "initiatieven": "initiatief_id", "acties": "actiepunt_id"}
    for naam, veld in velden.items():
        present = {str(pk) for pk in overleg.agendapunten.values_list(veld, flat=True)}
        data.setlist(naam, [pk for pk in data.getlist(naam) if pk not in present])
    return data


@require_POST
@login_required
def nieuw_punt(request, pk):
    overleg = haal_voorbereid(request, pk)
    form = AgendapuntForm(request.POST)
    if not form.is_valid():
        return toon(request, overleg, eigenform=form, status=422)
    return _bij(overleg, form.bewaar(overleg))


@require_POST
@login_required
def punt(request, pk, punt_pk):
    """Save one item of a running meeting; ``volgende`` goes on to the next."""
    overleg = haal(rijen(), request.user, pk, "behandelen")
    punt = get_object_or_404(overleg.agendapunten.select_related("signaal", "initiatief", "trend__gebied"), pk=punt_pk)
    form = PuntForm(request.POST, instance=punt, mensen=uit_te_nodigen(), persoon=request.user)
    if not (form.is_al_verstuurd() or form.is_bewaard(door=request.user)):
        return toon(request, overleg, puntform=form, status=422)
    later = overleg.agendapunten.filter(volgorde__gt=punt.volgorde).first() if "volgende" in request.POST else None
    return _bij(overleg, later or punt)


@require_POST
@login_required
def verplaats(request, pk, punt_pk):
    """``plek`` is where the item goes, not how far: pressing twice is the same as once."""
    overleg = haal_voorbereid(request, pk)
    punt = get_object_or_404(overleg.agendapunten, pk=punt_pk)
    plek = request.POST.get("plek", "")
    if plek.isdecimal() and len(plek) < 5:
        punt.verplaats_naar(int(plek))
    return _bij(overleg, punt)


@require_POST
@login_required
def punt_weg(request, pk, punt_pk):
    overleg = haal_voorbereid(request, pk)
    punt = get_object_or_404(overleg.agendapunten, pk=punt_pk)
    if punt.mag_weg:
        punt.delete()
    else:
        messages.error(request, "Over dit punt is al iets opgeschreven. Het blijft op de agenda.")
    return _bij(overleg)
