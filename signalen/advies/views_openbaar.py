"""What everybody may read of advice: all of it, one, and what one platform asked for and got."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gebieden.models import Platform
from gebiedswerk.bijlage import als_download
from gebiedswerk.bladeren import blader

from .bord import cijfers
from .filters import AdviesFilter, jaren
from .models import Advies
from .naleving import tel
from .onderwerpen import jaar_uit, lijst_van


@require_safe
def lijst(request):
    filter = AdviesFilter(request.GET, rijen=Advies.objects.openbaar())
    context = {
        "filter": filter,
        "pagina": blader(filter.qs.voor_lijst(), request),
        "cijfers": cijfers(filter.qs, filter.gekozen_jaar, timezone.localdate()),
    }
    return render(request, "signalen/adviezen_openbaar.html", context)


@require_safe
def advies(request, pk):
    advies = get_object_or_404(Advies.objects.openbaar().voor_dossier(), pk=pk)
    zichtbaar = Advies.objects.zichtbaar_voor(request.user)
    context = {
        "advies": advies,
        "stukken": advies.openbare_stukken(),
        "verloop": advies.tijdlijn.openbaar(),
        "mag_dossier": zichtbaar.filter(pk=pk).exists(),
    }
    return render(request, "signalen/advies_openbaar.html", context)


@require_safe
def van_platform(request, slug):
    platform = get_object_or_404(Platform.objects.prefetch_gebieden(), slug=slug)
    adviezen, jaar = Advies.objects.openbaar().filter(platform=platform), jaar_uit(request)
    context = {
        "platform": platform,
        "jaar": jaar,
        "jaren": jaren(adviezen),
        "pagina": blader(adviezen.voor_lijst(), request),
        "naleving": tel(adviezen, jaar, timezone.localdate()),
        "onderwerpen": lijst_van(platform, jaar),
        "mag_dossier": Platform.objects.zichtbaar_voor(request.user).filter(pk=platform.pk).exists(),
    }
    return render(request, "signalen/platform_adviezen.html", context)


@require_safe
def stuk(request, pk, stuk_pk):
    """A document that everybody may read, or that this person may."""
    visible = Advies.objects.openbaar() | Advies.objects.zichtbaar_voor(request.user)
    advies = get_object_or_404(visible, pk=pk)
    stuk = get_object_or_404(advies.stukken_voor(request.user), pk=stuk_pk)
    return als_download(stuk.bestand, f"{stuk.bij}-{stuk.naam}"[:100])
