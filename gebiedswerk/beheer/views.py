"""What the functional manager needs to see: what was sent, what still has to happen, what went wrong."""

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from gebieden.toegang import vereist
from gebiedswerk.bladeren import blader
from gebiedswerk.opdrachten import UITVOERDERS, Opdracht
from gebiedswerk.post import Bericht
from gebiedswerk.profiel import huidig

from . import profielbeeld


@require_safe
@vereist("beheren")
def beheer(request):
    tellingen = Opdracht.objects.aggregate(
        klaargezet=Count("pk", filter=Q(status="klaargezet")),
        bezig=Count("pk", filter=Q(status="bezig")),
        mislukt=Count("pk", filter=Q(status="mislukt")),
    )
    return render(
        request,
        "gebiedswerk/beheer.html",
        {"tellingen": tellingen, "niet_verzonden": Bericht.objects.niet_verzonden().count()},
    )


@require_safe
@vereist("beheren")
def profiel(request):
    return render(request, "gebiedswerk/profiel.html", profielbeeld.stel_op(huidig()))


@require_safe
@vereist("beheren")
def post(request):
    """Outgoing mail, newest first: the outbox."""
    return render(request, "gebiedswerk/post.html", {"pagina": blader(Bericht.objects.met_stand(), request)})


# A mail carries its style on its elements; a page that shows one allows that, and nothing else.
@require_safe
@vereist("beheren")
@csp({"default-src": [NONE], "style-src": [UNSAFE_INLINE], "base-uri": [NONE], "form-action": [NONE]})
def bericht(request, pk):
    """One mail as the receiver sees it, without the keys in its links."""
    return HttpResponse(get_object_or_404(Bericht, pk=pk).html_zonder_sleutels())


@require_safe
@vereist("beheren")
def opdrachten(request):
    """What was put ready to happen later; failed first when asked for."""
    rows = Opdracht.objects.select_related("door").order_by("-id")
    status = request.GET.get("status", "")
    if status in dict(Opdracht._meta.get_field("status").choices):
        rows = rows.filter(status=status)
    pagina = blader(rows, request)
    for opdracht in pagina:
        opdracht.naam = UITVOERDERS[opdracht.soort].naam if opdracht.soort in UITVOERDERS else opdracht.soort
    return render(request, "gebiedswerk/opdrachten.html", {"pagina": pagina, "status": status, "nu": timezone.now()})


@require_POST
@vereist("beheren")
def opnieuw(request, pk):
    get_object_or_404(Opdracht, pk=pk, status="mislukt").probeer_opnieuw()
    messages.success(request, "De opdracht wordt opnieuw geprobeerd.")
    return redirect("opdrachten")
