"""The work list of signals: on the screen and as a file."""

from operator import attrgetter

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gebiedswerk.bladeren import blader
from gebiedswerk.csvbestand import schrijf_csv

from .filters import SignaalFilter
from .models import Signaal

# The export says no more than the list: nothing of the reporter.
KOLOMMEN = [
    ("Nummer", attrgetter("nummer")),
    ("Ontvangen", attrgetter("ontvangen_op")),
    ("Status", attrgetter("status_naam")),
    ("Thema", attrgetter("thema_naam")),
    ("Gebied", attrgetter("trekkend_gebied")),
    ("Plek", attrgetter("plaats")),
    ("Tekst", attrgetter("tekst")),
    ("Platform", attrgetter("platform")),
    ("Eigenaar", attrgetter("eigenaar")),
    ("Uiterlijk", attrgetter("uiterlijk")),
]


@require_safe
@login_required
def lijst(request):
    lijst = SignaalFilter(request.GET, persoon=request.user)
    context = {
        "filter": lijst,
        "pagina": blader(lijst.qs, request, met=Signaal.objects.voor_lijst()),
        "is_ambtenaar": request.user.is_ambtenaar,
    }
    return render(request, "signalen/signaal_lijst.html", context)


@require_safe
@login_required
def export(request):
    rijen = SignaalFilter(request.GET, persoon=request.user).qs.voor_lijst().iterator(chunk_size=500)
    regels = ([cel(signaal) for _kop, cel in KOLOMMEN] for signaal in rijen)
    return schrijf_csv([kop for kop, _cel in KOLOMMEN], regels, "signalen.csv")
