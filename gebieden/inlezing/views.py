"""Files of others read in through the browser: offered, looked at, confirmed, and what became of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebieden.inlezing.filters import InlezingFilter
from gebieden.inlezing.forms import AanleverForm, OpnieuwForm
from gebieden.inlezing.models import Inlezing
from gebieden.inlezing.ontvangst import ontvangt_bestand
from gebieden.rechten import gebieden_met_recht
from gebieden.toegang import vereist
from gebiedswerk.bladeren import blader
from gebiedswerk.csvbestand import schrijf_csv
from gebiedswerk.stap import zet_stap
from gebiedswerk.statussen import GeenRecht

ANDER_VOORBEELD = "Er is intussen een nieuw voorbeeld gemaakt. Kijk het na en bevestig dan."


@require_safe
@vereist("beheren")
def inlezingen(request):
    filter = InlezingFilter(request.GET, queryset=Inlezing.objects.voor_lijst())
    return render(request, "gebieden/inlezing_lijst.html", {"filter": filter, "pagina": blader(filter.qs, request)})


@ontvangt_bestand
@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def nieuw(request):
    begin = {"soort": request.GET.get("soort") or "cijfers"}
    form = AanleverForm(request.POST or None, request.FILES or None, initial=begin, geweigerd=request.geweigerd)
    if request.method == "POST" and form.is_aangeleverd(door=request.user):
        return redirect(form.inlezing)
    return render(request, "gebieden/inlezing_nieuw.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@login_required
def inlezing(request, pk):
    """The page of one import. While it is being done htmx asks for it again and again, until it is not."""
    inlezing = _haal(request, pk, Inlezing.objects.select_related("door"))
    return _toon(request, inlezing, OpnieuwForm(instance=inlezing))


def _haal(request, pk, rijen):
    """One import, for who manages this and for who offered a file of their own work."""
    inlezing = rijen.filter(pk=pk).first()
    if inlezing is None and gebieden_met_recht(request.user, "beheren"):
        raise Http404
    if inlezing is None or not inlezing.heeft_recht(request.user, "beheren"):
        raise GeenRecht("Bekijken")
    return inlezing


def _toon(request, inlezing, form, status=200):
    opdracht = inlezing.opdracht() if inlezing.is_onderweg else None
    is_vast = opdracht is None or opdracht.status == "mislukt"
    context = {
        "inlezing": inlezing,
        "opdracht": opdracht,
        "form": form,
        "eerder": Inlezing.objects.zelfde_bestand(inlezing).first(),
        "gegevens": inlezing.verslag or inlezing.voorbeeld,
    }
    antwoord = render(request, "gebieden/inlezing.html", context, status=status)
    if request.htmx and is_vast:
        antwoord["HX-Refresh"] = "true"
    return antwoord


@require_POST
@login_required
def stap(request, pk):
    """Confirm or drop. What is confirmed is what was on the page: its version comes along."""
    with transaction.atomic():
        inlezing = _haal(request, pk, Inlezing.objects.select_for_update())
        is_old = inlezing.status == "bekeken" and request.POST.get("versie") != str(inlezing.versie)
        if not is_old:
            return zet_stap(request, inlezing)
    messages.warning(request, ANDER_VOORBEELD)
    return redirect(inlezing)


@require_POST
@login_required
def opnieuw(request, pk):
    """Look again: with other directions or answers, or because the work itself got stuck."""
    inlezing = _haal(request, pk, Inlezing.objects.select_related("door"))
    if inlezing.is_onderweg:
        inlezing.probeer_opnieuw(request.user)
        return redirect(inlezing)
    form = OpnieuwForm(request.POST, instance=inlezing)
    if not form.is_valid():
        return _toon(request, inlezing, form, status=422)
    try:
        inlezing.ga_naar("aangeleverd", door=request.user, **form.velden())
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
    return redirect(inlezing)


@require_safe
@login_required
def bestand(request, pk):
    inlezing = _haal(request, pk, Inlezing.objects.voor_lijst())
    try:
        inhoud = inlezing.bestand.open("rb")
    except FileNotFoundError:
        raise Http404("Dit bestand staat niet meer op de server.") from None
    return FileResponse(
        inhoud, as_attachment=True, filename=inlezing.bestandsnaam, content_type="application/octet-stream"
    )


@require_safe
@login_required
def verslag(request, pk):
    """What was done or would be done, row by row, as CSV."""
    inlezing = _haal(request, pk, Inlezing.objects.all())
    delen = (inlezing.verslag or inlezing.voorbeeld).get("delen", [])
    rows = ((deel["kop"], *regel) for deel in delen for regel in deel["regels"])
    kop = ["Onderdeel", "Plaats in het bestand", "Code", "Uitkomst", "Reden"]
    return schrijf_csv(kop, rows, f"verslag-inlezing-{inlezing.pk}.csv")
