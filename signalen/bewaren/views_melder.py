"""What a reporter does with their own data, with the link of a mail or the code of the signal: no account."""

import json

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedswerk.profiel import huidig
from signalen.inzending.afzender import afzender_hash
from signalen.inzending.models import Inzending
from signalen.melder.adres import lees_token
from signalen.melder.models import Melder
from signalen.volgen.toegang import met_code, prive, te_veel_geraden, verkeerd

from .forms import AdresForm
from .inzien import als_tekst, stel_op
from .sporen import wis_sporen
from .vergeten import vergeet_melder

SOORTEN = {"json": "application/json", "txt": "text/plain"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bevestig_adres(request, token):
    """The link of the mail. Programs that look at mail follow links, so only the button confirms; twice is fine."""
    if hulp := te_veel_geraden(request):
        return hulp
    melder = lees_token(token, Melder.objects.select_related("signaal"))
    if melder is None:
        return verkeerd(request, "signalen/adres_onbekend.html")
    if request.method == "POST":
        melder.bevestig()
        messages.success(request, _("Uw e-mailadres is bevestigd. Wij mailen u over uw signaal."))
        return redirect(melder.signaal.volg_url())
    context = {"signaal": melder.signaal, "is_bevestigd": melder.bevestigd_op is not None}
    return prive(render(request, "signalen/adres_bevestigen.html", context))


def _is_te_veel(request):
    """Counts one act; True, with a message, above the limit of the hour."""
    afzender = afzender_hash(request)
    if Inzending.objects.is_te_veel(afzender, "aanvulling"):
        messages.error(request, _("U heeft het afgelopen uur veel verstuurd. Probeer het over een uur opnieuw."))
        return True
    Inzending.objects.tel(afzender, "aanvulling")
    return False


@require_POST
def adres_opnieuw(request, code):
    signaal, hulp = met_code(request, code)
    if hulp:
        return hulp
    melder = getattr(signaal, "melder", None)
    if melder and melder.wacht_op_bevestiging and not signaal.is_verdacht and not _is_te_veel(request):
        if melder.vraag_bevestiging():
            messages.success(request, _("Wij hebben de mail met de link opnieuw verstuurd."))
        else:
            messages.error(request, _("Wij hebben vandaag al een paar keer gemaild. Kijk ook bij ongewenste mail."))
    return redirect(signaal.volg_url())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def adres(request, code):
    """Leave an address, or another one; it counts once the link in the mail was followed."""
    signaal, hulp = met_code(request, code)
    if hulp:
        return hulp
    form = AdresForm(request.POST or None, initial={"email": signaal.adres})
    if request.method == "POST" and form.is_valid() and not _is_te_veel(request):
        if signaal.geef_adres(form.cleaned_data["email"], persoon=request.user):
            messages.success(request, _wat_nu(signaal))
        return redirect(signaal.volg_url())
    context = {"form": form, "signaal": signaal, "code": signaal.volgcode()}
    return prive(render(request, "signalen/adres.html", context, status=422 if form.errors else 200))


def _wat_nu(signaal):
    if signaal.is_verdacht:
        return _("Wij kijken eerst zelf naar uw signaal. Daarna mailen wij u.")
    if signaal.melder.wacht_op_bevestiging:
        return _("Bewaard. Wij mailen een link om uw adres te bevestigen.")
    return _("Uw e-mailadres is bevestigd. Wij mailen u over uw signaal.")


@never_cache
@require_safe
def gegevens(request, code):
    """All that we keep of this reporter."""
    signaal, hulp = met_code(request, code)
    if hulp:
        return hulp
    context = {"signaal": signaal, "code": signaal.volgcode(), "overzicht": stel_op(signaal)}
    context["maanden"] = huidig().bewaartermijn("melder")
    return prive(render(request, "signalen/gegevens.html", context))


@never_cache
@require_safe
def gegevens_bestand(request, code, soort):
    signaal, hulp = met_code(request, code)
    if hulp:
        return hulp
    overzicht = stel_op(signaal)
    if soort == "json":
        content = json.dumps(overzicht.als_gegevens(), ensure_ascii=False, indent=2)
    else:
        content = als_tekst(overzicht)
    response = HttpResponse(content, content_type=f"{SOORTEN[soort]}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{signaal.nummer}.{soort}"'
    return prive(response)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def gegevens_weg(request, code):
    """First what it means, then a button; the second click finds nothing left to remove."""
    signaal, hulp = met_code(request, code)
    if hulp:
        return hulp
    if request.method != "POST":
        context = {"signaal": signaal, "code": signaal.volgcode()}
        return prive(render(request, "signalen/gegevens_weg.html", context))
    with transaction.atomic():
        if vergeet_melder(signaal):
            wis_sporen()
    messages.success(request, _("Uw gegevens zijn verwijderd. Uw signaal behandelen wij verder."))
    return redirect(signaal.volg_url())
