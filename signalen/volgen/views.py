"""What comes of a signal, for whoever has its code: state, answers, and a word back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from signalen.foto.views import fotobestand
from signalen.inzending.afzender import afzender_hash
from signalen.inzending.models import Inzending
from signalen.openbaar.stand import KORT, standcode
from signalen.waardering.forms import WaarderingForm
from signalen.wachten.forms import AntwoordMelderForm

from .forms import HeropenForm, ToevoegenForm
from .stand import tijdlijn, wie_is_bezig
from .toegang import met_code, prive


def toon_aan_melder(request, signaal, status=200, **forms):
    kort, kleur = KORT[standcode(signaal)]
    context = {
        "signaal": signaal,
        "kort": kort,
        "kleur": kleur,
        "wie": wie_is_bezig(signaal) if signaal.is_open else "",
        "gebeurtenissen": tijdlijn(signaal, list(signaal.tijdlijn.openbaar())),
        "waardering": WaarderingForm(signaal=signaal),
        "fotos": signaal.fotos.all(),
        "code": signaal.volgcode(),
        "toevoegen": ToevoegenForm(auto_id="toevoegen_%s"),
        "heropen": HeropenForm(auto_id="heropen_%s"),
        "vraagform": AntwoordMelderForm(auto_id="vraag_%s"),
        **forms,
    }
    return prive(render(request, "signalen/volgen.html", context, status=status))


@require_safe
@never_cache
def volgen(request, code):
    signaal, hulp = met_code(request, code)
    return hulp or toon_aan_melder(request, signaal)


@require_safe
def foto(request, code, pk):
    signaal, hulp = met_code(request, code)
    return hulp or fotobestand(signaal, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def toevoegen(request, code):
    signaal, hulp = met_code(request, code)
    if hulp:
        return hulp
    if request.method != "POST":
        return terug_naar_de_pagina(signaal)
    form = ToevoegenForm(request.POST, auto_id="toevoegen_%s")
    if form.is_valid():
        tel(request, form)
    if not form.is_valid() or not signaal.is_open:
        return toon_aan_melder(request, signaal, 422, toevoegen=form)
    signaal.vul_aan(form.cleaned_data["tekst"])
    messages.success(request, _("Bedankt. Wij hebben uw aanvulling ontvangen."))
    return redirect(signaal.volg_url())


@require_http_methods(["GET", "HEAD", "POST"])
def heropen(request, code):
    signaal, hulp = met_code(request, code)
    if hulp:
        return hulp
    if request.method != "POST":
        return terug_naar_de_pagina(signaal)
    form = HeropenForm(request.POST, auto_id="heropen_%s")
    if form.is_valid():
        tel(request, form)
    if not form.is_valid():
        return toon_aan_melder(request, signaal, 422, heropen=form)
    try:
        signaal.heropen_als_melder(form.cleaned_data["reden"])
    except ValidationError:
        if not signaal.is_open:
            form.add_error(None, _("Heropenen kan niet meer. Geef het opnieuw door: dan kijken wij er weer naar."))
            return toon_aan_melder(request, signaal, 422, heropen=form)
        messages.info(request, _("Wij zijn al met uw signaal bezig."))
    else:
        messages.success(request, _("Wij kijken opnieuw naar uw signaal."))
    return redirect(signaal.volg_url())


def terug_naar_de_pagina(signaal):
    """A form that came back with an error stays in the address bar: a reopened tab or another language asks for it."""
    return prive(redirect(signaal.volg_url()))


def tel(request, form):
    """Counts a word back; above the limit of the hour the form says so, and keeps the text."""
    afzender = afzender_hash(request)
    if Inzending.objects.is_te_veel(afzender, "aanvulling"):
        form.add_error(None, _("U heeft het afgelopen uur veel verstuurd. Probeer het over een uur opnieuw."))
    else:
        Inzending.objects.tel(afzender, "aanvulling")
