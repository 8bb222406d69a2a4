"""What a platform keeps itself: its members and its meetings."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gebieden.models import Bijeenkomst, Platformlid

from .afspiegeling import buurten_voor_keuze
from .forms import LidForm, LidStoptForm
from .forms_bijeenkomst import BijeenkomstForm
from .standen import standen_van
from .views import haal_platform


def _terug(platform, anker):
    return redirect(f"{platform.dossier_url()}#{anker}")


# Members ------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def lid_nieuw(request, slug):
    platform = haal_platform(request, slug, "bijwerken")
    return _lid(request, platform, Platformlid(platform=platform))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def lid(request, slug, pk):
    platform = haal_platform(request, slug, "bijwerken")
    return _lid(request, platform, get_object_or_404(platform.leden.lopend().select_related("buurt"), pk=pk))


def _lid(request, platform, lid):
    met_account = platform.heeft_recht(request.user, "wijzigen")
    buurten = buurten_voor_keuze(platform)
    form = LidForm(request.POST or None, instance=lid, buurten=buurten, met_account=met_account)
    if request.method == "POST" and (form.is_al_verstuurd() or form.is_bewaard(door=request.user)):
        messages.success(request, "Bewaard.")
        return _terug(platform, "leden")
    context = {"platform": platform, "form": form, "lid": lid}
    return render(request, "gebieden/platform_lid.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def lid_stopt(request, slug, pk):
    platform = haal_platform(request, slug, "bijwerken")
    lid = get_object_or_404(platform.leden.lopend(), pk=pk)
    form = LidStoptForm(request.POST or None, lid=lid)
    if form.is_valid():
        lid.stopt(form.cleaned_data["laatste_dag"], door=request.user)
        messages.success(request, f"{lid} is lid tot en met {lid.tot:%d-%m-%Y}.")
        return _terug(platform, "leden")
    context = {"platform": platform, "form": form, "lid": lid}
    return render(request, "gebieden/platform_lid_stopt.html", context, status=422 if form.errors else 200)


# Meetings -----------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bijeenkomst_nieuw(request, slug):
    platform = haal_platform(request, slug, "bijwerken")
    return _bijeenkomst(request, platform, Bijeenkomst(platform=platform))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bijeenkomst(request, slug, pk):
    platform = haal_platform(request, slug, "bijwerken")
    return _bijeenkomst(request, platform, get_object_or_404(platform.bijeenkomsten, pk=pk))


def _bijeenkomst(request, platform, bijeenkomst):
    form = BijeenkomstForm(request.POST or None, instance=bijeenkomst)
    if request.method == "POST" and (form.is_al_verstuurd() or form.is_bewaard(door=request.user)):
        messages.success(request, "Bewaard.")
        if form.instance.pk:
            _waarschuw(request, platform, form.instance)
        return _terug(platform, "bijeenkomsten")
    mag_weg = platform.bijeenkomsten.filter(pk=bijeenkomst.pk, is_geweest=False).exists()
    context = {"platform": platform, "form": form, "bijeenkomst": bijeenkomst, "mag_weg": mag_weg}
    return render(request, "gebieden/platform_bijeenkomst.html", context, status=422 if form.errors else 200)


def _waarschuw(request, platform, bijeenkomst):
    """More often than was agreed is not refused: the people at the table decide."""
    for stand in standen_van([platform], jaar=bijeenkomst.datum.year)[0].standen:
        if stand.oordeel == "te_vaak" and bijeenkomst.soort == "afspraken":
            number = stand.geweest + stand.gepland
            messages.warning(
                request,
                f"Dit is keer {number} in {stand.jaar} dat het college en het platform afspraken maken. "
                f"Afgesproken is hoogstens {stand.norm} keer per jaar.",
            )


@require_POST
@login_required
def bijeenkomst_weg(request, slug, pk):
    """A meeting that is not going on; what was held stays."""
    platform = haal_platform(request, slug, "bijwerken")
    gone = platform.bijeenkomsten.filter(is_geweest=False, pk=pk).first()
    if gone:
        gone.vervalt(door=request.user)
        messages.success(request, "De bijeenkomst is van de agenda gehaald.")
    elif platform.bijeenkomsten.filter(pk=pk).exists():
        messages.error(request, "Deze bijeenkomst is geweest. Die kunt u niet meer van de agenda halen.")
    return _terug(platform, "bijeenkomsten")
