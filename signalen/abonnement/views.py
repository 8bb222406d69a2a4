"""Following by mail: asking, confirming, changing and stopping; all without an account."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from signalen.inzending.afzender import afzender_hash
from signalen.inzending.models import Inzending
from signalen.signaal.models import Signaal
from signalen.volgen.toegang import prive, te_veel_geraden, verkeerd

from .forms import RitmeForm, VolgenForm
from .models import Abonnement


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request):
    signaal = _gevraagd_signaal(request)
    begin = {naam: request.GET.get(naam, "")[:140] for naam in ("gebied", "thema")}
    form = VolgenForm(request.POST or None, signaal=signaal, initial=begin)
    context = {"form": form, "signaal": signaal}
    if request.method != "POST":
        return render(request, "signalen/abonneren.html", context)
    afzender = afzender_hash(request)
    if Inzending.objects.is_te_veel(afzender, "volgen"):
        form.add_error(None, _("U heeft het afgelopen uur veel verstuurd. Probeer het over een uur opnieuw."))
        return render(request, "signalen/abonneren.html", context, status=429)
    if not form.is_valid():
        return render(request, "signalen/abonneren.html", context, status=422)
    Inzending.objects.tel(afzender, "volgen")
    form.vraag_aan(get_language())
    return render(request, "signalen/abonneren_klaar.html", {"email": form.cleaned_data["email"]})


def _gevraagd_signaal(request):
    """The one signal that ``?signaal=`` names; one that not everybody may see does not exist."""
    pk = request.GET.get("signaal", "")
    if not pk:
        return None
    if not (pk.isascii() and pk.isdigit() and len(pk) < 15):
        raise Http404
    return get_object_or_404(Signaal.objects.openbaar().select_related("trekkend_gebied"), pk=pk)


def _met_code(request, code):
    """``(abonnement, None)``, or ``(None, page that helps)``: a code that does not exist costs one of the tries."""
    if hulp := te_veel_geraden(request):
        return None, hulp
    found = Abonnement.objects.met_code(code).voor_pagina().first()
    return (found, None) if found else (None, verkeerd(request, "signalen/abonnement_onbekend.html"))


def _toon(request, abonnement, form=None):
    form = form or RitmeForm(initial={"ritme": abonnement.ritme})
    context = {"abonnement": abonnement, "form": form, "code": abonnement.code()}
    return prive(render(request, "signalen/abonnement.html", context, status=422 if form.errors else 200))


@require_safe
def abonnement(request, code):
    abonnement, hulp = _met_code(request, code)
    return hulp or _toon(request, abonnement)


@require_POST
def bevestig(request, code):
    abonnement, hulp = _met_code(request, code)
    if hulp:
        return hulp
    abonnement.bevestig()
    messages.success(request, _("Bedankt. U krijgt vanaf nu mail van ons."))
    return redirect(abonnement)


@require_POST
def ritme(request, code):
    abonnement, hulp = _met_code(request, code)
    if hulp:
        return hulp
    form = RitmeForm(request.POST)
    if not form.is_valid():
        return _toon(request, abonnement, form)
    Abonnement.objects.filter(pk=abonnement.pk).update(ritme=form.cleaned_data["ritme"])
    messages.success(request, _("Bewaard."))
    return redirect(abonnement)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, code):
    """GET asks, POST stops: also the POST of a mail program (RFC 8058), which knows no cookie and waits for no page."""
    abonnement, hulp = _met_code(request, code)
    if hulp:
        return hulp
    if request.method == "POST":
        abonnement.stop()
        abonnement.refresh_from_db()
    return prive(render(request, "signalen/abonnement_stop.html", {"abonnement": abonnement}))
