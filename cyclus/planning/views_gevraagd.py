"""What is asked of a department and of a person, over all areas they are read in."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from cyclus.models import Afspraak
from cyclus.planning import gevraagd
from cyclus.planning.overzicht import begin_jaar, jaren, zichtbaar_voor
from gebieden.models import Gebruiker
from gebiedswerk.csvbestand import schrijf_csv
from gebiedswerk.profiel import huidig

KOP = ["Maatregel", "Doel", "Wie", "Status", "Begint op", "Klaar op", "Te laat", "Lang niets gehoord", "Voortgang in %"]
KOP += ["Budget", "Besteed", "Begrote uren", "Bestede uren", "Hoe staat het ervoor", "Bijgewerkt op"]


@require_safe
@login_required
def afdeling(request):
    """Opens on one's own department; any other can be chosen."""
    zichtbaar = zichtbaar_voor(request.user)
    keuzes = gevraagd.afdelingen_met_werk(zichtbaar, Afspraak.objects.zichtbaar_voor(request.user))
    eigen = gevraagd.eigen_afdelingen(request.user)
    gevraagde = request.GET.get("afdeling", "")
    chosen = next((a for a in keuzes if str(a.pk) == gevraagde), None) or (eigen[0] if eigen else None)
    if chosen is None:
        tellen = gevraagd.per_afdeling(zichtbaar)
        context = {"keuzes": [(a, tellen[a.pk]) for a in keuzes]}
        return render(request, "cyclus/planning_afdelingen.html", context)
    bekend = jaren(zichtbaar)
    jaar = _jaar(request, bekend)
    rows = zichtbaar.filter(afdeling=chosen, plan__jaar=jaar)
    if request.GET.get("als") == "csv":
        return _csv(rows, f"{slugify(chosen.naam)}-{jaar}.csv")
    afspraken = gevraagd.afspraken_van(request.user, chosen, jaar)
    context = {
        "afdeling": chosen,
        "is_eigen": chosen in eigen,
        "keuzes": keuzes,
        "jaar": jaar,
        "jaren": sorted({*bekend, jaar}, reverse=True),
        "gevraagd": gevraagd.stel_op(rows, timezone.localdate(), afspraken),
    }
    return render(request, "cyclus/planning_gevraagd.html", context)


@require_safe
@login_required
def persoon(request, pk):
    """What somebody carries out, as far as the reader may see it; who carries out nothing there is not here."""
    zichtbaar = zichtbaar_voor(request.user).filter(persoon=pk)
    bekend = jaren(zichtbaar)
    if not bekend:
        raise Http404
    wie = get_object_or_404(Gebruiker, pk=pk)
    jaar = _jaar(request, bekend)
    context = {
        "persoon": wie,
        "jaar": jaar,
        "jaren": bekend,
        "gevraagd": gevraagd.stel_op(zichtbaar.filter(plan__jaar=jaar), timezone.localdate()),
    }
    return render(request, "cyclus/planning_gevraagd.html", context)


def _jaar(request, bekend):
    asked = request.GET.get("jaar", "")
    return int(asked) if asked in map(str, bekend) else begin_jaar(bekend)


def _csv(maatregelen, naam):
    rows = sorted(
        maatregelen.afgesproken().voor_lijst(), key=lambda m: (str(m.plan.gebied), gevraagd.urgentie(m), m.pk)
    )
    kop = [huidig().woorden["gebied"].capitalize(), *KOP]
    return schrijf_csv(kop, map(_csvregel, rows), naam)


def _csvregel(m):
    wanneer = [m.startdatum, m.einddatum, m.is_te_laat, bool(m.is_stil), m.voortgang]
    geld = [m.budget, m.besteed, m.uren, m.uren_besteed]
    return [m.plan.gebied, m.titel, m.doel, m.persoon, m.status_naam, *wanneer, *geld, m.laatste_woord, m.bijgewerkt_op]
