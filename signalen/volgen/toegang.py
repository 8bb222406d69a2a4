"""The door for whoever has a code: looked up by its hash, and nobody guesses for long."""

from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from signalen.inzending.afzender import afzender_hash
from signalen.inzending.models import Inzending
from signalen.signaal.models import Signaal


def met_code(request, code):
    """``(signal, None)``, or ``(None, page that helps)``: a code that does not exist costs one of the tries."""
    if hulp := te_veel_geraden(request):
        return None, hulp
    signaal = Signaal.objects.met_code(code).voor_dossier().first()
    if signaal is None:
        return None, verkeerd(request)
    if signaal.geanonimiseerd_op:
        # What became of it may be known for ever; who it was and what was said is gone, and so is a word back.
        return None, prive(render(request, "signalen/volgen_vergeten.html", {"signaal": signaal}))
    return signaal, None


def te_veel_geraden(request):
    """The page that says to wait, or None."""
    return _hulp(request, 429) if Inzending.objects.raadt(afzender_hash(request), "volgcode") else None


def verkeerd(request, sjabloon="signalen/volgen_onbekend.html"):
    Inzending.objects.tel(afzender_hash(request), "volgcode")
    return _hulp(request, 404, sjabloon)


def _hulp(request, status, sjabloon="signalen/volgen_onbekend.html"):
    return prive(render(request, sjabloon, {"te_veel": status == 429}, status=status))


def prive(response):
    """For a page with a code in its address: not in a search engine, not in a shared cache.

    What is clicked there on another site hears nothing of the address: SECURE_REFERRER_POLICY. Stricter would take
    away what the CSRF check of a form needs.
    """
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    add_never_cache_headers(response)
    return response
