"""What the reporter thought of it: asked with the code, and added up for who works there and for the raad."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gebiedswerk.bladeren import blader
from gebiedswerk.csvbestand import schrijf_csv
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import GeenRecht
from signalen.signaal.models import Signaal
from signalen.volgen.toegang import met_code, prive
from signalen.volgen.views import tel

from .forms import PeriodeForm, WaarderingForm
from .models import Waardering
from .tellen import per_gebied

RIJEN = 20
TE_WEINIG = "te weinig antwoorden"
KOP = [
    "Gebied",
    "Niveau",
    "Van",
    "Tot en met",
    "Antwoorden",
    "Tevreden (%)",
    "Opgelost (%)",
    "Voor een deel (%)",
    "Niet (%)",
]


@require_http_methods(["GET", "HEAD", "POST"])
def waardering(request, code):
    """The page that the mail after closing leads to."""
    signaal, hulp = met_code(request, code)
    if hulp:
        return hulp
    form = WaarderingForm(request.POST or None, signaal=signaal)
    if request.method == "POST" and form.is_valid() and _is_vastgelegd(request, form):
        messages.success(request, _("Bedankt voor uw antwoord."))
        anker = "#heropenen" if form.cleaned_data["opgelost"] == "nee" else ""
        return redirect(signaal.volg_url() + anker)
    context = {"signaal": signaal, "waardering": form, "code": signaal.volgcode()}
    return prive(render(request, "signalen/waardering.html", context, status=422 if form.errors else 200))


def _is_vastgelegd(request, form):
    tel(request, form)
    if form.errors:
        return False
    try:
        form.leg_vast()
    except ValidationError as fout:
        form.add_error(None, fout.messages)
        return False
    return True


def voor_ambtenaar_of_raad(view):
    @wraps(view)
    @login_required
    def guarded(request, *args, **kwargs):
        if not (request.user.is_ambtenaar or "raad" in request.user.soorten()):
            raise GeenRecht("Tevredenheid")
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@voor_ambtenaar_of_raad
def lijst(request):
    form = PeriodeForm(request.GET, auto_id="periode_%s")
    if not request.user.is_ambtenaar:
        # It chooses among what reporters wrote, which these may not read.
        del form.fields["gebied"]
    van, tot = form.periode
    context = {"form": form, "van": van, "tot": tot, "rijen": per_gebied(van, tot), "te_weinig": TE_WEINIG}
    if request.user.is_ambtenaar:
        context["toelichtingen"] = blader(_toelichtingen(request.user, form), request, rows=RIJEN)
    return render(request, "signalen/waardering_lijst.html", context)


def _toelichtingen(persoon, form):
    """Free words, for who handles signals there."""
    rows = Waardering.objects.in_periode(*form.periode).exclude(toelichting="")
    if gebied := form.cleaned_data.get("gebied"):
        rows = rows.binnen(gebied)
    mine = Signaal.objects.met_recht(persoon, "behandelen").order_by().values("pk")
    rows = rows.filter(signaal__in=mine).select_related("signaal__trekkend_gebied")
    return rows.defer("signaal__trekkend_gebied__grens").order_by("-op", "-pk")


@require_safe
@voor_ambtenaar_of_raad
def export(request):
    van, tot = PeriodeForm(request.GET).periode
    return schrijf_csv(KOP, (_rij(van, tot, *regel) for regel in per_gebied(van, tot)), "tevredenheid.csv")


def _rij(van, tot, gebied, _diepte, stand):
    niveau = huidig().naam_van("niveaus", gebied.niveau)
    cijfers = (stand.tevreden, stand.opgelost, stand.deels, stand.niet_opgelost)
    return [gebied, niveau, van, tot, stand.aantal, *(TE_WEINIG if cijfer is None else cijfer for cijfer in cijfers)]
