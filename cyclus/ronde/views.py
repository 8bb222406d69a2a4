from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from gebieden.gebied.models import Gebied
from gebiedswerk.opdrachten import Opdracht
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import GeenRecht

from .klaarzetten import gebieden_te_maken, gebieden_van_ronde, mag_alles_maken, zet_ronde_klaar
from .models import Analyseronde
from .overzicht import gevraagd_jaar, jaren, laatste_ronde, overzicht, stand_van


@require_safe
def lijst(request):
    """Per year: for everybody what was adopted, for officials also what is being made."""
    jaar = gevraagd_jaar(request.GET.get("jaar"), request.user)
    mag_alles = mag_alles_maken(request.user)
    context = {
        "jaar": jaar,
        "jaren": jaren(request.user, jaar),
        "mag_alles": mag_alles,
        "ronde": laatste_ronde(jaar) if mag_alles else None,
    }
    return render(request, "cyclus/analyse_lijst.html", context | _stand(request.user, jaar))


@require_safe
def stand_van_lijst(request):
    """The part of the list that changes while a round runs, for polling."""
    jaar = gevraagd_jaar(request.GET.get("jaar"), request.user)
    return render(request, "cyclus/_analyse_ronde.html", {"jaar": jaar} | _stand(request.user, jaar))


def _stand(persoon, jaar):
    regels = overzicht(persoon, jaar)
    return {"regels": regels, "loopt": [r for r in regels if r.loopt], "klaar": [r for r in regels if r.is_klaar]}


@login_required
@require_POST
def maak(request):
    """One area, or the round of all of them."""
    jaar = gevraagd_jaar(request.POST.get("jaar"), request.user)
    gebieden = gebieden_te_maken(request.user)
    slug, opnieuw = request.POST.get("gebied"), "opnieuw" in request.POST
    if slug:
        get_object_or_404(Gebied.objects.met_recht(request.user, "meelezen"), slug=slug)
        gebieden = gebieden.filter(slug=slug)
    elif not mag_alles_maken(request.user):
        raise GeenRecht("Alle analyses maken")
    if not gebieden.exists():
        raise GeenRecht("Analyse maken")
    # Who directs a part of the municipality starts that part; only the whole is a round.
    is_ronde = not slug and gebieden.count() == gebieden_van_ronde().count()
    gezet = zet_ronde_klaar(jaar, None if is_ronde else gebieden, door=request.user, opnieuw=opnieuw)
    messages.success(request, gezet.in_woorden())
    return redirect(laatste_ronde(jaar) if is_ronde else f"{reverse('cyclus:analyse_lijst')}?jaar={jaar}")


@login_required
@require_POST
def opnieuw(request, pk):
    """Try one failed area again; where that is part of a round, the round ends anew."""
    opdracht = get_object_or_404(Opdracht, pk=pk, soort="wijkanalyse")
    gebied = get_object_or_404(Gebied.objects.met_recht(request.user, "meelezen"), pk=opdracht.gegevens["gebied"])
    if not gebieden_te_maken(request.user).filter(pk=gebied.pk).exists():
        raise GeenRecht("Opnieuw proberen")
    Analyseronde.probeer_een(opdracht)
    terug = f"{reverse('cyclus:analyse_lijst')}?jaar={opdracht.gegevens['jaar']}"
    ronde = laatste_ronde(opdracht.gegevens["jaar"])
    return redirect(ronde if ronde and "ronde" in request.POST and mag_alles_maken(request.user) else terug)


def _van_een_ronde(view):
    """For who may start the round of the whole municipality; gives the view the round."""

    @wraps(view)
    @login_required
    def guarded(request, pk):
        if not mag_alles_maken(request.user):
            raise GeenRecht("De ronde bekijken")
        return view(request, get_object_or_404(Analyseronde.objects.select_related("door"), pk=pk))

    return guarded


@require_safe
@_van_een_ronde
def ronde(request, ronde):
    """How far the round is, what failed, and at the end everything in one file."""
    return render(request, "cyclus/ronde.html", {"ronde": ronde, "stand": stand_van(ronde, request.user)})


@require_safe
@_van_een_ronde
def ronde_stand(request, ronde):
    """The part of that page that changes, for polling; when all is done, the whole page comes again."""
    stand = stand_van(ronde, request.user)
    antwoord = render(request, "cyclus/_ronde_stand.html", {"ronde": ronde, "stand": stand})
    if not stand.is_bezig:
        antwoord.headers["HX-Refresh"] = "true"
    return antwoord


@require_POST
@_van_een_ronde
def ronde_opnieuw(request, ronde):
    """Try all that failed again, and the end itself when that failed."""
    aantal = ronde.probeer_mislukte()
    messages.success(request, f"{aantal} opnieuw klaargezet." if aantal else "Er is niets mislukt.")
    return redirect(ronde)


@require_safe
@_van_een_ronde
def ronde_zip(request, ronde):
    if not ronde.bundel or not ronde.bundel.storage.exists(ronde.bundel.name):
        raise Http404
    naam = f"{slugify(huidig().woorden['analyses'])}-{ronde.jaar}.zip"
    return FileResponse(ronde.bundel.open(), as_attachment=True, filename=naam, content_type="application/zip")
