"""The public form: no account, no script needed, nothing typed is lost."""

import logging

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gebieden.models import Platform
from signalen.signaal.eigenaar import GeenEigenaar

from .afzender import afzender_hash
from .forms import AlGedaan, SignaalDoorgevenForm
from .models import Inzending

log = logging.getLogger(__name__)


def _platform_van(request):
    """The platform whose own link this is, or that this person is a member of."""
    if sleutel := request.GET.get("platform"):
        return Platform.objects.filter(sleutel=sleutel, is_actief=True).first()
    if request.user.is_authenticated:
        lid = request.user.platformlidmaatschappen.lopend().filter(platform__is_actief=True)
        eerste = lid.select_related("platform").first()
        return eerste and eerste.platform
    return None


def _toon_formulier(request, form, status=200, **context):
    vreemde_link = "platform" in request.GET and form.platform is None
    context = {"form": form, "platform": form.platform, "vreemde_link": vreemde_link, **context}
    return render(request, "signalen/inzending_formulier.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def doorgeven(request):
    platform = _platform_van(request)
    if request.method != "POST":
        form = SignaalDoorgevenForm(initial={"gebied": request.GET.get("gebied")}, platform=platform)
        return _toon_formulier(request, form)
    eerder = Inzending.objects.van_formulier(request.POST.get("formulier"))
    if eerder and eerder.signaal:
        return redirect(eerder.signaal.volg_url())
    afzender = afzender_hash(request)
    if Inzending.objects.is_te_veel(afzender, "signaal", "poging"):
        # Photos are not looked at here: that is the costly part that the limit protects.
        form = SignaalDoorgevenForm(request.POST, platform=platform)
        return _toon_formulier(request, form, 429, te_veel=True)
    form = SignaalDoorgevenForm(request.POST, request.FILES, platform=platform)
    if not form.is_valid():
        form.bewaar_fotos()
        Inzending.objects.tel(afzender, "poging")
        return _toon_formulier(request, form, 422)
    return _verstuur(request, form, afzender)


def _verstuur(request, form, afzender):
    try:
        signaal = form.verstuur(afzender, request.user)
    except AlGedaan as al:
        signaal = al.signaal
    except GeenEigenaar:
        log.error("a signal could not be taken in: nobody in this municipality can own it")
        form.bewaar_fotos()
        return _toon_formulier(request, form, 503, niemand=True)
    messages.success(request, _("Dank u wel. Uw signaal is bij ons aangekomen."))
    return redirect(signaal.volg_url())
