"""What people wrote: read by one person before others do. Only after closing, so that nobody sees what came when."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gebieden.scope import haal
from gebiedswerk.bladeren import blader
from gebiedswerk.statussen import GeenRecht
from signalen.inzending.persoonsgegevens import soorten_in

from .antwoord import Onderzoeksantwoord
from .criteria import GROEPEN
from .models import Onderzoek
from .uitkomst import tel

RIJEN = 25


def woorden(antwoorden, ronde):
    """``[(answer, of whom)]``; the group and the area only where enough others are in it."""
    return [(antwoord, wie(antwoord.gebied_id, antwoord.groep, ronde)) for antwoord in antwoorden]


def wie(gebied, groep, ronde):
    naam = str(dict(GROEPEN).get(groep, groep))
    if ronde.aantal(gebied, groep):
        return f"{naam}, {ronde.gebieden[gebied]}"
    return naam if ronde.aantal(groep=groep) else ""


@require_safe
@login_required
def antwoorden(request, pk):
    onderzoek = haal(Onderzoek.objects.voor_lijst(), request.user, pk, "voeren")
    if not onderzoek.is_gesloten:
        raise Http404
    geschreven = onderzoek.antwoorden.exclude(open_antwoord="")
    pagina = blader(geschreven.order_by("-moderatie", "id"), request, rows=RIJEN)
    rijen = [(a, van, soorten_in(a.open_antwoord)) for a, van in woorden(pagina, tel(onderzoek))]
    context = {"onderzoek": onderzoek, "pagina": pagina, "rijen": rijen, "keuzes": Onderzoeksantwoord.MODERATIE[1:]}
    return render(request, "cyclus/onderzoek_antwoorden.html", context)


@require_POST
@login_required
def modereer(request, pk):
    """May it be read by everybody? It can be changed later; the words themselves never are."""
    mijn = Onderzoek.objects.zichtbaar_voor(request.user).gesloten()
    antwoord = get_object_or_404(
        Onderzoeksantwoord.objects.select_related("onderzoek__gebied"), pk=pk, onderzoek__in=mijn
    )
    if not antwoord.onderzoek.heeft_recht(request.user, "voeren"):
        raise GeenRecht("Modereren")
    if request.POST.get("moderatie") in ("getoond", "verborgen"):
        Onderzoeksantwoord.objects.filter(pk=pk).update(moderatie=request.POST["moderatie"])
    terug = reverse("cyclus:onderzoek_antwoorden", args=[antwoord.onderzoek_id])
    pagina = request.POST.get("pagina", "")
    return redirect(f"{terug}?pagina={pagina}#woord-{pk}" if pagina.isdecimal() else f"{terug}#woord-{pk}")
