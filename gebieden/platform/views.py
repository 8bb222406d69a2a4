"""A platform: the list and the page for everybody, the dossier for who works with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gebieden.models import Gebied, Platform
from gebieden.rechten import gebieden_met_recht
from gebiedswerk.bijlage import als_download
from gebiedswerk.bladeren import blader
from gebiedswerk.grafiek.paren import Paar, paren
from gebiedswerk.statussen import GeenRecht

from .afspiegeling import buurtspiegel, leeftijdsspiegel
from .filters import PlatformFilter
from .forms import PlatformForm, PlatformNieuwForm
from .kalender import agendabestand
from .standen import begeleiders, standen_van

MEESTE_GEWEEST = 12


def haal_platform(request, slug, recht=None):
    """A dossier within what this person may see, else 404; 403 when ``recht`` is lacking."""
    platform = get_object_or_404(
        Platform.objects.zichtbaar_voor(request.user).prefetch_gebieden().select_related("wethouder"), slug=slug
    )
    if recht and not platform.heeft_recht(request.user, recht):
        raise GeenRecht(recht)
    return platform


def _te_wijzigen(persoon):
    """Ids of the areas in which this person may make and change platforms."""
    return {*gebieden_met_recht(persoon, "behandelen"), *gebieden_met_recht(persoon, "beheren")}


# For everybody ------------------------------------------------------------


@require_safe
def lijst(request):
    filter = PlatformFilter(request.GET, persoon=request.user)
    context = {
        "filter": filter,
        "pagina": blader(filter.standen(), request),
        "jaar": timezone.localdate().year,
        "eigen": _eigen(request.user),
        "mag_nieuw": bool(_te_wijzigen(request.user)),
    }
    return render(request, "gebieden/platform_lijst.html", context)


def _eigen(persoon):
    """The platforms of which this person is a member."""
    if not persoon.is_authenticated:
        return []
    return Platform.objects.filter(pk__in=persoon.platformlidmaatschappen.lopend().values("platform"))


@require_safe
def platform(request, slug):
    """What is public; nothing here depends on who looks, but for the way to the dossier."""
    platform = get_object_or_404(Platform.objects.voor_lijst(), slug=slug)
    bijeenkomsten = platform.bijeenkomsten.defer("door")
    context = {
        "platform": platform,
        "stand": standen_van([platform])[0],
        "wie": platform.leden.lopend().filter(is_openbaar=True),
        "komend": bijeenkomsten.komend(),
        "geweest": bijeenkomsten.geweest()[:MEESTE_GEWEEST],
        "subsidies": platform.subsidies.exclude(status="afgewezen"),
        "mag_dossier": Platform.objects.zichtbaar_voor(request.user).filter(pk=platform.pk).exists(),
    }
    return render(request, "gebieden/platform_platform.html", context)


@require_safe
def reglement(request, slug):
    platform = get_object_or_404(Platform, slug=slug)
    return als_download(platform.reglement, f"reglement-{platform.slug}")


@require_safe
def agenda(request, slug):
    """The meetings as a calendar to subscribe to."""
    platform = get_object_or_404(Platform, slug=slug)
    return HttpResponse(agendabestand(platform), content_type="text/calendar; charset=utf-8")


# For who works with it ----------------------------------------------------


@require_safe
@login_required
def dossier(request, slug):
    platform = haal_platform(request, slug)
    leden = list(platform.leden.lopend().select_related("buurt"))
    bijeenkomsten = platform.bijeenkomsten.all()
    is_ambtenaar = request.user.is_ambtenaar
    leeftijden, buurten = leeftijdsspiegel(platform, leden), buurtspiegel(platform, leden)
    context = {
        "platform": platform,
        "stand": standen_van([platform])[0],
        "leden": leden,
        "gestopt": platform.leden.gestopt(),
        "leeftijden": leeftijden,
        "leeftijdsgrafiek": _grafiek(leeftijden, "Leeftijd van de leden en van de inwoners"),
        "buurten": buurten,
        "buurtgrafiek": buurten and _grafiek(buurten, "Waar de leden en de inwoners wonen"),
        "komend": bijeenkomsten.komend(),
        "te_bevestigen": bijeenkomsten.te_bevestigen(),
        "geweest": bijeenkomsten.geweest()[:MEESTE_GEWEEST],
        "subsidies": platform.subsidies.select_related("platform"),
        "begeleiders": begeleiders([platform])[platform.pk],
        "mag_wijzigen": platform.heeft_recht(request.user, "wijzigen"),
        "mag_bijwerken": platform.heeft_recht(request.user, "bijwerken"),
        "verloop": platform.tijdlijn if is_ambtenaar else [],
        "is_ambtenaar": is_ambtenaar,
    }
    return render(request, "gebieden/platform_dossier.html", context)


def _grafiek(spiegel, titel):
    if spiegel.is_te_weinig:
        return ""
    rows = [Paar(rij.naam, rij.leden, rij.gebied) for rij in spiegel.rijen]
    return paren(rows, titel=titel, nu="leden", ernaast="inwoners", eenheid="%", decimalen=0)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def nieuw(request):
    gebieden = _te_wijzigen(request.user)
    if not gebieden:
        raise GeenRecht("Platform toevoegen")
    gevraagd = Gebied.objects.filter(slug=request.GET.get("gebied", ""))
    form = PlatformNieuwForm(
        request.POST or None, request.FILES or None, gebieden=gebieden, initial={"gebieden": gevraagd}
    )
    if request.method == "POST" and (form.is_al_verstuurd() or form.is_valid()):
        platform = form.bewaar(door=request.user)
        messages.success(request, f"{platform} staat erin. Voeg nu de leden en de bijeenkomsten toe.")
        return redirect(platform.dossier_url())
    return render(request, "gebieden/platform_nieuw.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bewerken(request, slug):
    platform = haal_platform(request, slug, "wijzigen")
    form = PlatformForm(
        request.POST or None, request.FILES or None, instance=platform, gebieden=_te_wijzigen(request.user)
    )
    if request.method == "POST" and form.is_bewaard(door=request.user):
        messages.success(request, "Bewaard.")
        return redirect(platform.dossier_url())
    # A form that was refused has put what was typed into the object: the page keeps the name that is stored.
    naam = Platform.objects.values_list("naam", flat=True).get(pk=platform.pk)
    context = {"form": form, "naam": naam, "slug": slug}
    return render(request, "gebieden/platform_bewerken.html", context, status=422 if form.errors else 200)
