"""The public form: no account, no script needed, nothing typed is lost.

One address, one form. ``?stappen`` shows it in steps. What a button means stands in ``actie``: nothing is sending (in
a step: going on), ``zoek`` looks up the address, ``naar:<step>`` goes to another step, ``volg:<number>`` follows a
signal that is there already.
"""

import logging

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST

from gebieden.adres.zoek import is_bekend
from gebieden.models import Platform
from signalen.abonnement.models import Abonnement
from signalen.signaal.eigenaar import GeenEigenaar
from signalen.signaal.models import Signaal

from .afzender import afzender_hash
from .forms import AlGedaan, SignaalDoorgevenForm
from .models import Inzending
from .persoonsgegevens import soorten_in
from .stappen import EERSTE, LAATSTE, STAPPEN, overzicht, stap_met_fout, vind_stap

log = logging.getLogger(__name__)

# Where the page says which part of the form is asked for.
STAPPEN_IN_ADRES = "stappen"
ALLES = "alles"


def _namens_wie(request):
    """The platform whose own link this is, or those that this person is a member of, to choose from."""
    if sleutel := request.GET.get("platform"):
        return {"platform": Platform.objects.filter(sleutel=sleutel, is_actief=True).first()}
    if request.user.is_authenticated:
        lid = request.user.platformlidmaatschappen.lopend().filter(platform__is_actief=True)
        return {"platforms": [rij.platform for rij in lid.select_related("platform").order_by("pk")]}
    return {}


def _adres_van_de_pagina(request, in_stappen):
    vraag = request.GET.copy()
    vraag.pop(STAPPEN_IN_ADRES, None)
    if in_stappen:
        vraag[STAPPEN_IN_ADRES] = "1"
    return f"{request.path}?{vraag.urlencode()}" if vraag else request.path


def _toon(request, form, status=200, stap=None, **context):
    """The form whole, or the one step of it."""
    vreemde_link = "platform" in request.GET and form.platform is None
    context = {
        "form": form,
        "stap": stap,
        "stappen": STAPPEN,
        "platform": form.platform if "platform" in request.GET else None,
        "vreemde_link": vreemde_link,
        "deze_url": _adres_van_de_pagina(request, in_stappen=bool(stap)),
        "andere_url": _adres_van_de_pagina(request, in_stappen=not stap),
        **context,
    }
    if stap:
        context["verborgen"] = stap.verborgen(form)
    if stap == LAATSTE:
        context["overzicht"] = overzicht(form)
    sjabloon = "signalen/inzending_stap.html" if stap else "signalen/inzending_formulier.html"
    return render(request, sjabloon, context, status=status)


# Stored by nobody but this browser, which may show it again when somebody goes back: nothing typed is lost then.
@cache_control(private=True, no_cache=True, max_age=0)
@require_http_methods(["GET", "HEAD", "POST"])
def doorgeven(request):
    namens = _namens_wie(request)
    if request.method != "POST":
        form = SignaalDoorgevenForm(initial={"gebied": request.GET.get("gebied")}, **namens)
        return _toon(request, form, stap=EERSTE if STAPPEN_IN_ADRES in request.GET else None)
    stap = vind_stap(request.POST.get("stap"))
    eerder = Inzending.objects.van_formulier(request.POST.get("formulier"))
    if eerder and eerder.signaal:
        return redirect(eerder.signaal.volg_url())
    afzender = afzender_hash(request)
    if Inzending.objects.is_te_veel(afzender, "signaal", "poging"):
        # Photos are not looked at here: that is the costly part that the limit protects.
        form = SignaalDoorgevenForm(request.POST, **namens)
        form.beperk_fouten(())
        return _toon(request, form, 429, stap, te_veel=True)
    form = SignaalDoorgevenForm(request.POST, request.FILES, **namens)
    actie, _punt, doel = request.POST.get("actie", "").partition(":")
    if actie == "volg":
        return _volg(request, form, afzender, doel)
    if actie or stap not in (None, LAATSTE):
        return _verder(request, form, afzender, stap, actie, doel)
    return _verstuur(request, form, afzender, stap)


def _verder(request, form, afzender, stap, actie, doel):
    """To another step, or back with addresses. Only what this step asks must be right, and only to go on."""
    form.beperk_fouten({"fotos"} if actie else {*stap.velden})
    form.bewaar_fotos()
    if form.errors or request.FILES:
        Inzending.objects.tel(afzender, "poging")
    if form.errors:
        return _toon(request, form, 422, stap)
    if actie == "zoek":
        _zoek(form, afzender)
        return _toon(request, form, stap=stap, gezocht=True)
    if actie:
        return _toon(request, form, stap=None if doel == ALLES else vind_stap(doel) or stap)
    if punten := form.nog_te_zeggen(stap.let_op):
        return _toon(request, form, stap=stap, punten=punten)
    return _toon(request, form, stap=stap.volgende)


def _zoek(form, afzender):
    """Look up the typed place, as often as one sender may; above that the field stays as good as it was.

    What points at a person is nobody else's business, also without saying who asks.
    """
    typed = form.data.get("plaats", "")
    if soorten_in(typed):
        return
    if not is_bekend(typed):
        if Inzending.objects.is_te_veel(afzender, "adres"):
            return
        Inzending.objects.tel(afzender, "adres")
    form.zoek_adres()


def _verstuur(request, form, afzender, stap):
    if not form.is_valid():
        form.bewaar_fotos()
        Inzending.objects.tel(afzender, "poging")
        return _toon(request, form, 422, stap and stap_met_fout(form))
    if punten := form.nog_te_zeggen():
        form.bewaar_fotos()
        if request.FILES:
            Inzending.objects.tel(afzender, "poging")
        # What is there already may be this very form, of which the first click has just arrived.
        eerder = Inzending.objects.van_formulier(request.POST.get("formulier"))
        return redirect(eerder.signaal.volg_url()) if eerder else _toon(request, form, stap=stap, punten=punten)
    try:
        signaal = form.verstuur(afzender, request.user)
    except AlGedaan as al:
        signaal = al.signaal
    except GeenEigenaar:
        log.error("a signal could not be taken in: nobody in this municipality can own it")
        form.bewaar_fotos()
        return _toon(request, form, 503, stap, niemand=True)
    messages.success(request, _("Dank u wel. Uw signaal is bij ons aangekomen."))
    return redirect(signaal.volg_url())


def _volg(request, form, afzender, doel):
    """ "Is het dit?" — then no second signal, but word of what comes of the first."""
    signaal = Signaal.objects.openbaar().filter(pk=int(doel)).first() if doel.isdecimal() and len(doel) < 15 else None
    if signaal is None:
        form.beperk_fouten(())
        form.bewaar_fotos()
        messages.info(request, _("Dit signaal kunt u niet meer volgen. Wat u typte staat er nog."))
        return _toon(request, form, 422, vind_stap(request.POST.get("stap")))
    form.beperk_fouten({"email"})
    email = form.cleaned_data.get("email")
    if not email or Inzending.objects.is_te_veel(afzender, "volgen"):
        return redirect(f"{reverse('signalen:abonneren')}?signaal={signaal.pk}")
    Inzending.objects.tel(afzender, "volgen")
    Abonnement.objects.vraag_aan(email=email, signaal=signaal, taal=get_language() or "nl")
    return render(request, "signalen/abonneren_klaar.html", {"email": email})


# While somebody types ----------------------------------------------------------


@never_cache
@require_POST
def adres(request):
    """The addresses for what is typed as the place."""
    form = SignaalDoorgevenForm(request.POST)
    form.beperk_fouten(())
    _zoek(form, afzender_hash(request))
    return render(request, "signalen/_inzending_adressen.html", {"form": form, "gezocht": True, "los": True})


@never_cache
@require_POST
def let_op(request):
    """The points of attention for what is filled in so far, each for its own place on the page."""
    form = SignaalDoorgevenForm(request.POST)
    form.beperk_fouten(())
    stap = vind_stap(request.POST.get("stap"))
    punten = form.let_op()
    plekken = [(bij, punten.get(bij)) for bij in (stap.let_op if stap else form.LET_OP)]
    return render(request, "signalen/_let_op.html", {"plekken": plekken, "los": True})
