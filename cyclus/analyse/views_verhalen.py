"""The stories of a year: written down, edited, quoted or not, and removed when the teller wants that."""

from django.contrib import messages
from django.http import Http404
from django.views.decorators.http import require_POST

from gebieden.gebied.models import Gebied

from .bewerking import bewerkt, doe, formulier
from .forms import VerhaalForm, VerhaalkeuzeForm
from .verhaal import Verhaal

PAGINA = "verhalen"


def _form(request, vast, data, verhaal, is_weg=False):
    nieuw = Verhaal(jaar=vast.jaar, gebied=vast.gebied, opgeschreven_door=request.user)
    gebieden = Gebied.objects.lopend().binnen(vast.gebied)
    return VerhaalForm(data, instance=verhaal or nieuw, analyse=vast, gebieden=gebieden, is_weg=is_weg)


@bewerkt
def verhalen(request, analyse):
    """The stories behind an analysis, and a quick form for the next one."""
    return formulier(
        request,
        analyse,
        lambda vast, data: _form(request, vast, data, None),
        titel="Verhalen",
        pagina=PAGINA,
        sjabloon="cyclus/analyse_verhalen.html",
        verhalen=analyse.verhalen().order_by("is_nagekeken", "-opgeschreven_op", "-pk").select_related("gebied"),
    )


@bewerkt
def verhaal(request, analyse, verhaal_pk):
    if request.method != "POST" and not analyse.verhalen().filter(pk=verhaal_pk).exists():
        raise Http404

    def maak_form(vast, data):
        verhaal = vast.verhalen().filter(pk=verhaal_pk).first()
        return _form(request, vast, data, verhaal, is_weg=verhaal is None)

    return formulier(request, analyse, maak_form, titel="Verhaal bewerken", pagina=PAGINA)


@require_POST
@bewerkt
def keuze(request, analyse, verhaal_pk):
    """Whether a story may be quoted, without consent never; who chooses has looked at it again."""

    def act(vast):
        verhaal = vast.verhalen().filter(pk=verhaal_pk).first()
        if verhaal is None:
            return
        form = VerhaalkeuzeForm(request.POST, instance=verhaal)
        # A page from before consent was withdrawn must not give it back.
        if request.POST.get("versie") != str(verhaal.versie):
            if form.has_changed():
                messages.error(request, "Iemand anders heeft dit verhaal net gewijzigd. Kijk het na en kies opnieuw.")
        elif not form.is_valid():
            messages.error(request, form.errors["is_citeerbaar"][0])
        elif form.has_changed() or not verhaal.is_nagekeken:
            verhaal.is_nagekeken, verhaal.versie = True, verhaal.versie + 1
            form.save()
            vast.noteer("Wat geciteerd mag worden is gewijzigd.", door=request.user, soort="verhaal_keuze")

    return doe(request, analyse, act, f"verhaal-{verhaal_pk}", PAGINA)


@require_POST
@bewerkt
def weg(request, analyse, verhaal_pk):
    """The words go for good: the timeline only says that there was one."""

    def act(vast):
        verhaal = vast.verhalen().filter(pk=verhaal_pk).first()
        if verhaal is None:
            return
        if request.POST.get("versie") != str(verhaal.versie):
            messages.error(request, "Iemand anders heeft dit verhaal net gewijzigd. Kijk of het nog weg moet.")
            return
        verhaal.delete()
        vast.noteer("", door=request.user, soort="verhaal_weggehaald")

    return doe(request, analyse, act, "verhalen", PAGINA)
