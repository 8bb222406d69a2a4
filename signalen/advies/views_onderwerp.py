"""The subjects of a year, kept by the municipality and the platform together."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebieden.models import Platform
from gebiedswerk.statussen import GeenRecht

from .forms import OnderwerpForm
from .models import Adviesonderwerp, meeste_onderwerpen
from .onderwerpen import jaar_uit, lijst_van


def _platform(request, slug, recht=None):
    platforms = Platform.objects.zichtbaar_voor(request.user).prefetch_gebieden()
    platform = get_object_or_404(platforms, slug=slug)
    if recht and not platform.heeft_recht(request.user, recht):
        raise GeenRecht(recht)
    return platform


def _terug(platform, jaar):
    return redirect(f"{reverse('signalen:adviesonderwerpen', args=[platform.slug])}?jaar={jaar}")


@require_safe
@login_required
def onderwerpen(request, slug):
    platform, jaar = _platform(request, slug), jaar_uit(request)
    regels, most = lijst_van(platform, jaar), meeste_onderwerpen()
    context = {
        "platform": platform,
        "jaar": jaar,
        "jaren": range(timezone.localdate().year + 1, timezone.localdate().year - 3, -1),
        "regels": regels,
        "meeste": most,
        "nog": max(most - len(regels), 0),
        "afspraken": platform.bijeenkomsten.in_jaar(jaar).filter(soort="afspraken"),
        "mag_bijwerken": platform.heeft_recht(request.user, "bijwerken"),
        "mag_vragen": platform.is_actief and platform.heeft_recht(request.user, "behandelen"),
        "is_voorbij": jaar < timezone.localdate().year,
    }
    return render(request, "signalen/adviesonderwerpen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def nieuw(request, slug):
    platform = _platform(request, slug, "bijwerken")
    return _onderwerp(request, Adviesonderwerp(platform=platform, jaar=jaar_uit(request)))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def onderwerp(request, slug, pk):
    platform = _platform(request, slug, "bijwerken")
    return _onderwerp(request, get_object_or_404(platform.adviesonderwerpen.select_related("platform"), pk=pk))


def _onderwerp(request, onderwerp):
    platform = onderwerp.platform
    form = OnderwerpForm(request.POST or None, instance=onderwerp)
    if request.method == "POST" and (form.is_al_verstuurd() or form.is_bewaard(door=request.user)):
        messages.success(request, "Bewaard.")
        return _terug(platform, onderwerp.jaar)
    mag_weg = onderwerp.pk and not onderwerp.adviezen.filter(gevraagd_datum__isnull=False).exists()
    context = {"platform": platform, "form": form, "onderwerp": onderwerp, "mag_weg": mag_weg}
    return render(request, "signalen/adviesonderwerp.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def weg(request, slug, pk):
    platform = _platform(request, slug, "bijwerken")
    onderwerp = platform.adviesonderwerpen.filter(pk=pk).first()
    if onderwerp is None:
        return _terug(platform, timezone.localdate().year)
    try:
        onderwerp.vervalt(door=request.user)
        messages.success(request, "Het onderwerp is van de lijst gehaald.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return _terug(platform, onderwerp.jaar)
