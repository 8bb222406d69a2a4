"""The draft of the letter to the raad, to go on with in a word processor."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cyclus.monitor.models import Gebiedsmonitor
from gebieden.toegang import vereist

from .document import SOORT, maak_docx
from .inhoud import stel_op


@require_safe
@vereist("meelezen")
def brief(request, jaar):
    """For officials; the raad gets it when the college has decided."""
    if jaar not in Gebiedsmonitor.objects.jaren():
        raise Http404
    antwoord = HttpResponse(maak_docx(stel_op(jaar)), content_type=SOORT)
    naam = f"raadsinformatiebrief-{jaar}-concept.docx"
    antwoord.headers["Content-Disposition"] = content_disposition_header(True, naam)
    antwoord.headers["X-Content-Type-Options"] = "nosniff"
    return antwoord
