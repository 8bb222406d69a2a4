"""The party answers: with the link of its mail, or with an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cyclus.agenda.belofte import antwoord
from cyclus.agenda.bijdrage import Bijdrage
from cyclus.agenda.forms_bijdrage import AntwoordForm
from cyclus.agenda.models import Gebiedsagenda
from signalen.volgen.toegang import prive, te_veel_geraden, verkeerd


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def met_link(request, code):
    """Without an account; a code that does not exist costs one of the tries."""
    if hulp := te_veel_geraden(request):
        return hulp
    bijdrage = Bijdrage.objects.met_code(code).voor_pagina().first()
    if bijdrage is None:
        return verkeerd(request, "cyclus/belofte_onbekend.html")
    return prive(_antwoord(request, bijdrage, bijdrage.link_url(), via="link"))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def met_account(request, pk):
    """For who works for the department here, or keeps the platform."""
    bijdrage = get_object_or_404(Bijdrage.objects.te_beloven_door(request.user).voor_pagina(), pk=pk)
    return _antwoord(request, bijdrage, bijdrage.account_url(), via="account", naam=request.user.naam)


def _antwoord(request, bijdrage, hier, *, via, naam=""):
    door = request.user if via == "account" else None
    form = AntwoordForm(request.POST if request.method == "POST" else None, bijdrage=bijdrage, initial={"naam": naam})
    fout = None
    if request.method == "POST" and form.is_valid():
        d = form.cleaned_data
        try:
            antwoord(
                bijdrage, d["antwoord"], naam=d["naam"], reactie=d["reactie"], via=via, tekst=d["tekst"], door=door
            )
        except ValidationError as gevonden:
            fout = gevonden.error_list[0].code
            bijdrage.refresh_from_db()
        else:
            messages.success(request, _("Bedankt. Uw antwoord staat erin."))
            return redirect(hier)
    context = {"bijdrage": bijdrage, "doel": bijdrage.doel, "agenda": bijdrage.agenda, "form": form, "fout": fout}
    context["nu"] = Gebiedsagenda.objects.voor_bewoners(bijdrage.agenda.gebied, bijdrage.agenda.tot_jaar)
    status = 409 if fout else 422 if form.errors else 200
    return render(request, "cyclus/belofte.html", context, status=status)
