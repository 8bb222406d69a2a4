"""Answering without an account. Nothing here says who: the code opens the form, and is gone when it is sent."""

from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from signalen.volgen.toegang import prive, te_veel_geraden, verkeerd

from .uitnodiging import Uitnodiging
from .vragen import VragenForm

# What somebody sees in a letter that is not in our alphabet.
OVERGETYPT = str.maketrans({"0": "o", "1": "l", "8": "b", " ": "", "-": "", ".": ""})


@never_cache
@require_safe
def begin(request):
    """For who has a code on paper."""
    code = request.GET.get("code", "").lower().translate(OVERGETYPT)[:40]
    if code.isalnum() and code.isascii():
        return redirect("cyclus:invullen", code)
    return render(request, "cyclus/onderzoek_code.html", {"is_gevraagd": "code" in request.GET})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invullen(request, code):
    if hulp := te_veel_geraden(request):
        return hulp
    uitnodiging = Uitnodiging.objects.met_code(code).select_related("onderzoek", "gebied").first()
    if uitnodiging is None:
        return verkeerd(request, "cyclus/onderzoek_onbekend.html")
    if uitnodiging.is_gebruikt or not uitnodiging.onderzoek.loopt_op(timezone.localdate()):
        return _dicht(request, uitnodiging)
    form = VragenForm(request.POST if request.method == "POST" else None, groep=uitnodiging.groep)
    if request.method == "POST" and form.is_valid():
        if uitnodiging.beantwoord(form.scores(), form.cleaned_data["open_antwoord"]):
            return HttpResponseRedirect(reverse("cyclus:onderzoek_bedankt"))
        uitnodiging.refresh_from_db()
        return _dicht(request, uitnodiging)
    context = {"form": form, "uitnodiging": uitnodiging, "onderzoek": uitnodiging.onderzoek}
    return prive(render(request, "cyclus/onderzoek_invullen.html", context, status=422 if form.errors else 200))


def _dicht(request, uitnodiging):
    """Used, closed, or not open yet: whoever comes back hears which."""
    onderzoek = uitnodiging.onderzoek
    is_te_vroeg = onderzoek.status == "concept" or (
        onderzoek.status == "open" and timezone.localdate() < onderzoek.opent_datum
    )
    context = {"uitnodiging": uitnodiging, "onderzoek": onderzoek, "is_te_vroeg": is_te_vroeg}
    return prive(render(request, "cyclus/onderzoek_dicht.html", context))


@never_cache
@require_safe
def bedankt(request):
    return prive(render(request, "cyclus/onderzoek_bedankt.html"))
