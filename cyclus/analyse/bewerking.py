"""How the pages of the workspace open an analysis, change a part of it, and go back to where that part stands."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse

from gebieden.scope import haal
from gebiedswerk.profiel import huidig

from .models import Gebiedsanalyse


def bewerkt(view):
    """Gives the view the analysis itself, to whoever works there; what was adopted is only read."""

    @login_required
    @wraps(view)
    def open_analyse(request, pk, **kwargs):
        analyse = haal(Gebiedsanalyse.objects.select_related("gebied"), request.user, pk, "behandelen")
        if not analyse.is_vastgesteld:
            return view(request, analyse, **kwargs)
        deze = huidig().deze("analyse")
        messages.error(request, f"{deze[:1].upper()}{deze[1:]} is vastgesteld en verandert niet meer.")
        return redirect(analyse)

    return open_analyse


def naar(analyse, anker="", pagina="werkplaats"):
    return redirect(reverse(f"cyclus:analyse_{pagina}", args=[analyse.pk]) + (f"#{anker}" if anker else ""))


def doe(request, analyse, act, anker="", pagina="werkplaats"):
    """Do one act on the locked analysis, and go back; what is refused is said there.

    The act may say where to go back to.
    """
    try:
        with transaction.atomic():
            anker = act(analyse.houd_vast()) or anker
    except ValidationError as fout:
        for melding in fout.messages:
            messages.error(request, melding)
    return naar(analyse, anker, pagina)


def formulier(request, analyse, maak_form, *, titel, pagina="werkplaats", sjabloon="cyclus/analyse_deel.html", **erbij):
    """A page with one form. ``maak_form(analyse, data)`` is asked under the lock, so it sees what is stored then."""
    if request.method != "POST":
        form = maak_form(analyse, None)
    else:
        form = _bewaar(request, analyse, maak_form)
        if not form.errors:
            messages.success(request, "Bewaard.")
            return naar(analyse, form.anker, pagina)
    context = {"analyse": analyse, "form": form, "titel": titel, "terug": naar(analyse, "", pagina).url} | erbij
    return render(request, sjabloon, context, status=422 if form.errors else 200)


def _bewaar(request, analyse, maak_form):
    """The form as it came out, with errors or stored."""
    try:
        with transaction.atomic():
            form = maak_form(analyse.houd_vast(), request.POST)
            form.is_bewaard(door=request.user)
    except ValidationError as fout:
        # Adopted in the meantime: what was typed stays on the page.
        form = maak_form(analyse, request.POST)
        form.is_valid()
        form.add_error(None, fout)
    return form
