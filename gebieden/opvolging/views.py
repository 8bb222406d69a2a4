"""Which area came in the place of which: a herindeling, or a new year in which codes changed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebieden.models import Gebied, Herindeling
from gebieden.opvolging.forms import HerindelingForm
from gebieden.opvolging.tabel import Opvolgingstabel
from gebieden.toegang import vereist
from gebiedswerk.csvbestand import schrijf_csv
from gebiedswerk.stap import zet_stap


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def opvolging(request):
    """Earlier ones, and a form to begin one."""
    form = HerindelingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect(form.bewaar(door=request.user))
    context = {"form": form, "herindelingen": Herindeling.objects.select_related("door").defer("regels")}
    return render(request, "gebieden/opvolging.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@vereist("beheren")
def herindeling(request, pk):
    """The proposal as a table; a POST stores what was corrected."""
    herindeling = get_object_or_404(Herindeling, pk=pk)
    tabel = Opvolgingstabel(herindeling, request.POST if request.method == "POST" else None)
    if (
        request.method == "POST"
        and herindeling.status == "bekeken"
        and tabel.is_geldig()
        and tabel.bewaar(request.user)
    ):
        messages.success(request, "Bewaard.")
        return redirect(herindeling)
    context = {
        "herindeling": herindeling,
        "tabel": tabel,
        "overgangen": herindeling.overgangen_voor(request.user),
        "opdracht": herindeling.opdracht(),
    }
    return render(request, "gebieden/herindeling.html", context, status=422 if tabel.fouten else 200)


@require_safe
@vereist("beheren")
def als_csv(request, pk):
    """The rows in the form in which they can be read in again."""
    herindeling = get_object_or_404(Herindeling, pk=pk)
    pks = {regel[kant] for regel in herindeling.regels for kant in ("oud", "nieuw")} - {None}
    codes = dict(Gebied.objects.filter(pk__in=pks).values_list("pk", "code"))
    rows = (
        (codes[r["oud"]], codes.get(r["nieuw"], ""), r["aandeel"] if r["nieuw"] else "") for r in herindeling.regels
    )
    return schrijf_csv(["oud", "nieuw", "aandeel"], rows, f"opvolging-{herindeling.per:%Y-%m-%d}.csv")


@require_POST
@vereist("beheren")
def status(request, pk):
    return zet_stap(request, get_object_or_404(Herindeling, pk=pk))
