"""My measures in one screen: each row is stored for itself."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cyclus.planning import bijwerken
from cyclus.planning.forms import Rij
from cyclus.planning.overzicht import zichtbaar_voor

# On one screen, within what one form may send; who has more narrows it down or uses the file.
MEESTE = 60
NIET_MEER = "Deze maatregel staat niet meer open, of niet meer op uw naam. Wat u typte is niet bewaard."
VELD = re.compile(r"m([0-9]{1,10})-versie")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mijn_maatregelen(request):
    rows = bijwerken.van(request.user).voor_lijst().prefetch_related("mijlpalen").order_by("einddatum", "pk")
    if request.method == "POST":
        rijen = _bewaar(request, rows)
        if not any(rij.heeft_fout for rij in rijen):
            return redirect(request.get_full_path())
    else:
        chosen = rows.stil() if request.GET.get("stil") == "on" else rows
        rijen = [Rij(maatregel) for maatregel in chosen[: MEESTE + 1]]
    context = {
        "rijen": rijen[:MEESTE],
        "te_veel": len(rijen) > MEESTE,
        "alleen_stil": request.GET.get("stil") == "on",
        "stil": sum(bool(rij.maatregel.is_stil) for rij in rijen),
        "te_laat": sum(rij.maatregel.is_te_laat for rij in rijen),
        "fouten": [rij for rij in rijen if rij.heeft_fout],
    }
    return render(request, "cyclus/planning_mijn.html", context, status=422 if context["fouten"] else 200)


def _bewaar(request, rows):
    """Store each row for itself; the rows for a page that shows what went wrong."""
    sent = {int(m[1]) for m in map(VELD.fullmatch, request.POST) if m}
    open_now = rows.in_bulk(sent)
    rijen = [Rij(maatregel, request.POST) for maatregel in open_now.values()]
    stored = sum(rij.bewaar(door=request.user) for rij in rijen)
    gone = zichtbaar_voor(request.user).voor_lijst().filter(pk__in=sent - open_now.keys())
    weg = [Rij(maatregel, request.POST) for maatregel in gone]
    for rij in weg:
        rij.weiger(NIET_MEER)
    wrong = {rij.maatregel.pk: rij for rij in [*rijen, *weg] if rij.heeft_fout}
    if stored:
        messages.success(request, f"{stored} {'maatregel' if stored == 1 else 'maatregelen'} bijgewerkt.")
    elif not wrong:
        messages.info(request, "U hebt niets ingevuld: er is niets veranderd.")
    # The good rows are stored: they begin again from what the database now has.
    fresh = [wrong.pop(m.pk, None) or Rij(m) for m in rows.filter(pk__in=sent)]
    return [*wrong.values(), *fresh]
