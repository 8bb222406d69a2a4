from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gebieden.models import Gebied
from gebieden.rechten import gebieden_met_recht

from .lijst import mijn_werk, per_kop


@require_safe
@login_required
def werk(request):
    """Mijn werk: everything of mine by what is due first."""
    regels = mijn_werk(request.user)
    soort = request.GET.get("soort", "")
    context = {
        "groepen": per_kop([r for r in regels if soort in ("", r.soort)], timezone.localdate()),
        "soorten": sorted({r.soort for r in regels}),
        "soort": soort,
        "aantal": len(regels),
        "moet_inrichten": not regels and _moet_inrichten(request.user),
        "mag_vastleggen": bool(gebieden_met_recht(request.user, "behandelen")),
    }
    return render(request, "gebiedswerk/werk.html", context)


def _moet_inrichten(user):
    """Nobody can begin before the areas are there, and only this person can see to that."""
    return bool(gebieden_met_recht(user, "beheren")) and not Gebied.objects.exclude(ouder=None).exists()
