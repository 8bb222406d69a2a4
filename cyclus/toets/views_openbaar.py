"""The page behind the link: reading the analysis in short, saying what one recognises, and later what came of it."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cyclus.analyse.beeld import document_context
from gebieden.platform.models import Platform
from signalen.inzending.afzender import afzender_hash
from signalen.inzending.models import Inzending
from signalen.volgen.toegang import prive, te_veel_geraden, verkeerd

from .delen import namen
from .hoofdpunten import hoofdstukken
from .models import Belevingstoets
from .reageren import ReageerForm


def _met_code(request, code):
    """``(toets, None)``, or ``(None, page that helps)``: a code that does not exist costs one of the tries."""
    if hulp := te_veel_geraden(request):
        return None, hulp
    toets = Belevingstoets.objects.met_code(code).voor_pagina().first()
    return (toets, None) if toets else (None, verkeerd(request, "cyclus/toets_onbekend.html"))


def _namens(request, toets):
    """The platforms around here for which who is signed in may speak."""
    if not request.user.is_authenticated:
        return []
    lid = request.user.platformlidmaatschappen.lopend().values("platform")
    return list(Platform.objects.actief().rond(toets.analyse.gebied).filter(pk__in=lid).order_by("naam"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def toets(request, code):
    toets, hulp = _met_code(request, code)
    if hulp:
        return hulp
    if not toets.is_open:
        return _uitkomst(request, toets, 409 if request.method == "POST" else 200)
    delen = hoofdstukken(toets.analyse.huidige_inhoud())
    form = ReageerForm(request.POST or None, hoofdstukken=delen, platforms=_namens(request, toets))
    if request.method == "POST":
        return _verstuur(request, toets, form)
    if "bedankt" in request.GET:
        return prive(render(request, "cyclus/toets_bedankt.html", {"toets": toets, "code": code}))
    return _toon(request, toets, form)


def _toon(request, toets, form, status=200):
    context = {"toets": toets, "analyse": toets.analyse, "form": form, "code": toets.code()}
    return prive(render(request, "cyclus/toets_publiek.html", context, status=status))


def _verstuur(request, toets, form):
    bedankt = redirect(f"{reverse('cyclus:toets_publiek', args=[toets.code()])}?bedankt=1")
    afzender = afzender_hash(request)
    if form.is_al_verstuurd():
        return bedankt
    if Inzending.objects.is_te_veel(afzender, "toets"):
        form.is_valid()
        form.add_error(None, _("U heeft het afgelopen uur veel verstuurd. Probeer het over een uur opnieuw."))
        return _toon(request, toets, form, 429)
    if not form.is_valid():
        return _toon(request, toets, form, 422)
    if form.is_verdacht:
        # A machine hears the same as everybody.
        return bedankt
    try:
        form.bewaar(toets)
    except ValidationError as fout:
        form.add_error(None, fout)
        return _toon(request, toets, form, 409)
    Inzending.objects.tel(afzender, "toets")
    return bedankt


def _uitkomst(request, toets, status=200):
    """After the end: what was said and done with it, and where the whole can be read once it is adopted."""
    analyse = toets.analyse
    inhoud = analyse.huidige_inhoud() if toets.stand == "gesloten" else None
    per_deel = {}
    for regel in inhoud.reacties if inhoud else ():
        per_deel.setdefault(namen().get(regel.deel, namen()["geheel"]), []).append(regel)
    context = {
        "toets": toets,
        "analyse": analyse,
        "inhoud": inhoud,
        "groepen": list(per_deel.items()),
        "is_te_laat": request.method == "POST",
    }
    return prive(render(request, "cyclus/toets_uitkomst.html", context, status=status))


@require_safe
def document(request, code):
    """The whole analysis, as long as the toets runs; once it is adopted everybody reads it on its own page."""
    toets, hulp = _met_code(request, code)
    if hulp:
        return hulp
    if toets.analyse.is_vastgesteld:
        return redirect(toets.analyse)
    if not toets.is_open:
        raise Http404
    context = document_context(toets.analyse.huidige_inhoud()) | {"toets_url": toets.publiek_url()}
    return prive(render(request, "cyclus/toets_document.html", context))
