"""The dossier of one signal as PDF; with the reporter only for who handles it, and that is written down."""

from django.contrib.auth.decorators import login_required
from django.views.decorators.http import require_http_methods

from gebieden.scope import haal
from gebiedswerk import stuk
from gebiedswerk.statussen import GeenRecht
from signalen.signaal.models import Signaal

from .document import SOORT, SOORT_MET_MELDER, stel_op


def _antwoord(request, pk, soort, recht):
    signaal = haal(Signaal.objects.voor_dossier().prefetch_related("gebieden"), request.user, pk, recht)
    if not request.user.is_ambtenaar:
        raise GeenRecht("Dossier als PDF")
    stand = stel_op(signaal, met_melder=soort == SOORT_MET_MELDER).stand
    antwoord = stuk.antwoord(
        request, soort, signaal, stand=stand, titel=signaal.nummer, terug=signaal.get_absolute_url()
    )
    if soort == SOORT_MET_MELDER and antwoord.streaming:
        signaal.leg_inzage_vast(request.user, waarom="pdf")
    return antwoord


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def pdf(request, pk):
    return _antwoord(request, pk, SOORT, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def pdf_met_melder(request, pk):
    return _antwoord(request, pk, SOORT_MET_MELDER, "behandelen")
