"""The yearly subsidy: ask, decide, account for, settle; and its two documents."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebieden.mensen.mandaat import mandaat_van
from gebieden.models import Platformsubsidie
from gebiedswerk.bijlage import als_download
from gebiedswerk.stap import zet_stap

from .forms_subsidie import SubsidieForm, VerantwoordForm
from .views import haal_platform


def _haal(request, slug, jaar, recht=None):
    platform = haal_platform(request, slug, recht)
    return get_object_or_404(platform.subsidies.select_related("platform"), jaar=jaar)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def nieuw(request, slug):
    platform = haal_platform(request, slug, "bijwerken")
    return _aanvraag(request, Platformsubsidie(platform=platform))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bewerken(request, slug, jaar):
    subsidie = _haal(request, slug, jaar, "bijwerken")
    if subsidie.status != "aangevraagd":
        messages.error(request, "Er is al een besluit genomen. De aanvraag staat vast.")
        return redirect(subsidie)
    return _aanvraag(request, subsidie)


def _aanvraag(request, subsidie):
    form = SubsidieForm(request.POST or None, request.FILES or None, instance=subsidie)
    if request.method == "POST" and (form.is_al_verstuurd() or form.is_valid()):
        try:
            subsidie = form.bewaar(door=request.user)
        except ValidationError as fout:
            form.add_error(None, fout)
        else:
            messages.success(request, "Bewaard. De gemeente neemt nu een besluit.")
            return redirect(subsidie)
    context = {"form": form, "platform": subsidie.platform, "subsidie": subsidie}
    return render(request, "gebieden/platform_subsidie_aanvraag.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def subsidie(request, slug, jaar):
    subsidie = _haal(request, slug, jaar)
    mag_beslissen = subsidie.heeft_recht(request.user, "behandelen")
    context = {
        "subsidie": subsidie,
        "platform": subsidie.platform,
        "overgangen": [o for o in subsidie.overgangen_voor(request.user) if o.naar != "verantwoord"],
        "mag_verantwoorden": subsidie.status == "toegekend" and subsidie.heeft_recht(request.user, "bijwerken"),
        "mag_bewerken": subsidie.status == "aangevraagd" and subsidie.heeft_recht(request.user, "bijwerken"),
        "mandaat": mandaat_van(request.user, subsidie.gebied_ids()) if mag_beslissen else None,
    }
    return render(request, "gebieden/platform_subsidie.html", context)


@require_POST
@login_required
def status(request, slug, jaar):
    subsidie = _haal(request, slug, jaar)
    if request.POST.get("status") == "verantwoord":
        return redirect("gebieden:platformsubsidie_verantwoorden", slug=slug, jaar=jaar)
    return zet_stap(request, subsidie)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def verantwoorden(request, slug, jaar):
    subsidie = _haal(request, slug, jaar, "bijwerken")
    if subsidie.status != "toegekend":
        return redirect(subsidie)
    form = VerantwoordForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            subsidie.ga_naar("verantwoord", door=request.user, **form.cleaned_data)
            messages.success(request, "Bewaard. De gemeente kijkt ernaar.")
        except ValidationError as fout:
            messages.error(request, fout.messages[0])
        return redirect(subsidie)
    context = {"form": form, "platform": subsidie.platform, "subsidie": subsidie}
    return render(request, "gebieden/platform_subsidie_verantwoorden.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def document(request, slug, jaar, soort):
    """The begroting or the verantwoording, for who may see the dossier."""
    subsidie = _haal(request, slug, jaar)
    if soort not in ("begroting", "verantwoording"):
        raise Http404(soort)
    return als_download(getattr(subsidie, soort), f"{soort}-{slug}-{jaar}")
