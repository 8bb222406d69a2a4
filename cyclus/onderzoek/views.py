"""What came out of it: closed rounds for everybody, the others for officials as far as there is anything to say."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gebiedswerk.bladeren import blader
from gebiedswerk.csvbestand import schrijf_csv
from gebiedswerk.rekenblad import schrijf_rekenblad

from . import beeld
from .beheer import mag_voeren
from .models import Onderzoek
from .moderatie import woorden
from .rondes import voorstel
from .uitkomst import tel_met_vorige


@require_safe
def lijst(request):
    is_ambtenaar = request.user.is_authenticated and request.user.is_ambtenaar
    context = {
        "pagina": blader(Onderzoek.objects.zichtbaar_voor(request.user).voor_lijst(), request),
        "mag_voeren": is_ambtenaar and mag_voeren(request.user),
        "voorstel": voorstel(timezone.localdate().year) if is_ambtenaar else None,
    }
    return render(request, "cyclus/onderzoek_lijst.html", context)


def _ronde(request, pk):
    return get_object_or_404(Onderzoek.objects.zichtbaar_voor(request.user).voor_lijst(), pk=pk)


@require_safe
def onderzoek(request, pk):
    onderzoek = _ronde(request, pk)
    context = {"onderzoek": onderzoek, "mag_voeren": onderzoek.heeft_recht(request.user, "voeren")}
    if not onderzoek.is_gesloten:
        # Whoever sees figures grow sees who answered yesterday.
        return render(request, "cyclus/onderzoek_loopt.html", context)
    nu, eerder = tel_met_vorige(onderzoek)
    getoond = onderzoek.antwoorden.filter(moderatie="getoond").exclude(open_antwoord="")
    pagina = blader(getoond, request)
    context |= beeld.pagina_context(nu, eerder, request.GET)
    context |= {"woorden": woorden(pagina, nu), "pagina": pagina}
    return render(request, "cyclus/onderzoek_onderzoek.html", context)


def _gesloten(request, pk):
    onderzoek = _ronde(request, pk)
    if not onderzoek.is_gesloten:
        raise Http404
    return onderzoek


@require_safe
def csv(request, pk):
    onderzoek = _gesloten(request, pk)
    rijen = beeld.alle_rijen(*tel_met_vorige(onderzoek))
    return schrijf_csv(beeld.KOP, rijen, f"tevredenheid-{onderzoek.jaar}.csv")


@require_safe
def xlsx(request, pk):
    onderzoek = _gesloten(request, pk)
    bladen = beeld.bladen(*tel_met_vorige(onderzoek))
    return schrijf_rekenblad(bladen, f"tevredenheid-{onderzoek.jaar}.xlsx")
