"""The figures of the document: shown or hidden, in which place, and with which words."""

from django.contrib import messages
from django.views.decorators.http import require_POST

from .bewerking import bewerkt, doe, formulier, naar
from .forms import CommentaarForm
from .uitlichten import kandidaten, laat_vallen, verplaats, zet_getoond

ANKER = "opvallend"


@require_POST
@bewerkt
def toon(request, analyse):
    sleutel, is_getoond = request.POST.get("sleutel", ""), request.POST.get("is_getoond") == "1"
    return doe(request, analyse, lambda vast: zet_getoond(vast, sleutel, is_getoond), ANKER)


@require_POST
@bewerkt
def verplaats_cijfer(request, analyse):
    """``plek`` is where the figure goes, not how far: pressing twice is the same as once."""
    sleutel, plek = request.POST.get("sleutel", ""), request.POST.get("plek", "")
    nummer = int(plek) if plek.isdecimal() and len(plek) < 4 else 1

    def act(vast):
        verplaats(vast, sleutel, nummer)
        keuze = vast.uitgelicht.filter(sleutel=sleutel).first()
        return f"cijfer-{keuze.pk}" if keuze else ANKER

    return doe(request, analyse, act)


@bewerkt
def commentaar(request, analyse):
    """The words with one figure, which is named in the address."""
    sleutel = request.GET.get("sleutel", "")
    gevonden = {k.sleutel: k for k in kandidaten(analyse.huidige_inhoud(), analyse.keuzes())}
    kandidaat = gevonden.get(sleutel)
    if kandidaat is None or kandidaat.punt is None:
        messages.error(request, "Dit cijfer staat er niet meer.")
        return naar(analyse, ANKER)

    def maak_form(vast, data):
        keuze = vast.uitgelicht.filter(sleutel=sleutel).first() or vast.uitgelicht.model(analyse=vast, sleutel=sleutel)
        return CommentaarForm(data, instance=keuze, analyse=vast)

    return formulier(request, analyse, maak_form, titel="Wat wij erover zeggen", punt=kandidaat.punt)


@require_POST
@bewerkt
def weg(request, analyse):
    """Let go of what was copied or picked; a figure that stands out by itself is then shown as it is."""
    return doe(request, analyse, lambda vast: laat_vallen(vast, request.POST.get("sleutel", "")), ANKER)
