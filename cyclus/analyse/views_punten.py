"""Developments, kansen and bedreigingen: added, edited, put in order and removed, each apart."""

from django.contrib import messages
from django.http import Http404
from django.utils.text import Truncator
from django.views.decorators.http import require_POST

from .bewerking import bewerkt, doe, formulier
from .forms import PuntForm
from .punt import Analysepunt

PAGINA = "cyclus/analyse_punt.html"


@bewerkt
def nieuw(request, analyse):
    soort = request.GET.get("soort", "")
    soort = soort if soort in dict(Analysepunt.SOORTEN) else "ontwikkeling"

    def maak_form(vast, data):
        return PuntForm(data, instance=Analysepunt(analyse=vast, soort=soort), analyse=vast)

    return formulier(request, analyse, maak_form, titel="Nieuw punt", sjabloon=PAGINA, inhoud=_inhoud(analyse))


@bewerkt
def punt(request, analyse, punt_pk):
    if request.method != "POST" and not analyse.punten.filter(pk=punt_pk).exists():
        raise Http404

    def maak_form(vast, data):
        punt = vast.punten.filter(pk=punt_pk).first()
        return PuntForm(data, instance=punt or Analysepunt(analyse=vast), analyse=vast, is_weg=punt is None)

    return formulier(request, analyse, maak_form, titel="Punt bewerken", sjabloon=PAGINA, inhoud=_inhoud(analyse))


def _inhoud(analyse):
    """What a point can rest on."""
    return analyse.huidige_inhoud()


@require_POST
@bewerkt
def verplaats(request, analyse, punt_pk):
    """``plek`` is where the point goes among its own kind: pressing twice is the same as once."""
    plek = request.POST.get("plek", "")
    nummer = int(plek) if plek.isdecimal() and len(plek) < 4 else 1

    def act(vast):
        punt = vast.punten.filter(pk=punt_pk).first()
        if punt is not None:
            punt.verplaats_naar(nummer)

    return doe(request, analyse, act, f"punt-{punt_pk}")


@require_POST
@bewerkt
def weg(request, analyse, punt_pk):
    """Twice is once. What somebody else changed since the page was opened stays, and is shown."""

    def act(vast):
        punt = vast.punten.filter(pk=punt_pk).first()
        if punt is None:
            return
        if request.POST.get("versie") != str(punt.versie):
            messages.error(request, f"Iemand anders heeft dit punt net gewijzigd. Er staat nu: {punt.tekst}")
            return
        woorden = f"{punt.get_soort_display()}: {Truncator(punt.tekst).chars(200)}"
        vast.noteer(woorden, door=request.user, soort="punt_weggehaald")
        punt.delete()

    return doe(request, analyse, act, "punten")
