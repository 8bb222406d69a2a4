"""A question to the reporter: asked and ended by who handles the signal, answered on the page with the code."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from signalen.signaal.views import haal_signaal, toon
from signalen.standaardtekst.invoegen import ingevoegd
from signalen.volgen.forms import HeropenForm
from signalen.volgen.toegang import met_code
from signalen.volgen.views import tel, terug_naar_de_pagina, toon_aan_melder

from .forms import AntwoordMelderForm, GehoordForm, VerderForm, VraagForm
from .models import Wachtvraag

TE_LAAT = "Er staat geen vraag meer open. Misschien heeft de melder net geantwoord: kijk in de tijdlijn."


@require_POST
@login_required
def vraag(request, pk):
    signaal = haal_signaal(request, pk, "behandelen")
    if (tekst := ingevoegd(request, signaal, "vraag")) is not None:
        return toon(request, signaal, vraagform=VraagForm(auto_id="vraag_%s", initial={"vraag": tekst}))
    form = VraagForm(request.POST, auto_id="vraag_%s")
    if not form.is_valid():
        return toon(request, signaal, 422, vraagform=form)
    try:
        Wachtvraag.objects.stel(signaal, form.cleaned_data["vraag"], door=request.user)
    except ValidationError as fout:
        form.add_error(None, fout.messages)
        return toon(request, signaal, 422, vraagform=form)
    messages.success(request, "De vraag staat open. De termijn staat stil tot er antwoord is.")
    return redirect(signaal)


@require_POST
@login_required
def gehoord(request, pk):
    signaal = haal_signaal(request, pk, "behandelen")
    form = GehoordForm(request.POST, auto_id="gehoord_%s")
    if form.is_valid():
        tekst = form.cleaned_data["antwoord"]
        if signaal.open_vraag and signaal.open_vraag.beantwoord(tekst, door=request.user):
            messages.success(request, "Opgeschreven. De termijn loopt weer.")
            return redirect(signaal)
        form.add_error(None, TE_LAAT)
    return toon(request, signaal, 422, gehoordform=form)


@require_POST
@login_required
def verder(request, pk):
    signaal = haal_signaal(request, pk, "behandelen")
    form = VerderForm(request.POST, auto_id="verder_%s")
    if form.is_valid():
        toelichting = form.cleaned_data["toelichting"]
        if signaal.open_vraag and signaal.open_vraag.stop(door=request.user, toelichting=toelichting):
            messages.success(request, "U gaat verder zonder antwoord. De termijn loopt weer.")
            return redirect(signaal)
        form.add_error(None, TE_LAAT)
    return toon(request, signaal, 422, verderform=form)


@require_http_methods(["GET", "HEAD", "POST"])
def antwoord(request, code):
    """By the reporter. A text that comes when nobody waits any more is never lost."""
    signaal, hulp = met_code(request, code)
    if hulp:
        return hulp
    if request.method != "POST":
        return terug_naar_de_pagina(signaal)
    form = AntwoordMelderForm(request.POST, auto_id="vraag_%s")
    if form.is_valid():
        tel(request, form)
    if not form.is_valid():
        return toon_aan_melder(request, signaal, 422, vraagform=form)
    tekst, wachtvraag = form.cleaned_data["antwoord"], signaal.wachtvragen.last()
    if wachtvraag is None or (not signaal.is_open and wachtvraag.antwoord != tekst):
        messages.info(request, _("Wij wachten niet meer op een antwoord. Uw tekst staat hieronder nog."))
        heropen = HeropenForm(auto_id="heropen_%s", initial={"reden": tekst})
        return toon_aan_melder(request, signaal, 422, vraagform=form, heropen=heropen)
    wachtvraag.beantwoord(tekst)
    messages.success(request, _("Bedankt voor uw antwoord. Wij gaan verder met uw signaal."))
    return redirect(signaal.volg_url())
