from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cyclus.analyse.vorm import KLEINSTE_AANTAL
from cyclus.monitor.dashboard import gebieden_van, stand_van_nu
from cyclus.onderzoek.uitkomst import laatste_uitkomst
from gebieden.models import Gebied
from gebiedswerk.grafiek import vonk
from gebiedswerk.statussen import GeenRecht


@login_required
@require_safe
def dashboard(request):
    """How it stands now: all areas side by side, or one of them (``?gebied=``) in full."""
    if not request.user.is_ambtenaar:
        raise GeenRecht("De stand van nu")
    gebieden = gebieden_van(request.user)
    context = {"gebieden": gebieden, "minstens": KLEINSTE_AANTAL, "vandaag": timezone.localdate()}
    if not request.GET.get("gebied"):
        return render(request, "cyclus/dashboard.html", context | {"standen": stand_van_nu(request.user, gebieden)})
    zichtbaar = Gebied.objects.met_recht(request.user, "meelezen")
    gebied = get_object_or_404(zichtbaar, slug=request.GET["gebied"], pk__in=[g.pk for g in gebieden])
    [stand] = stand_van_nu(request.user, [gebied])
    doelen = [
        (doel, vonk([w for _, w in doel.reeks][-8:], titel=f"Verloop van {doel.doel.maat}") if doel.reeks[1:] else "")
        for doel in stand.doelen
    ]
    context |= {"stand": stand, "gebied": gebied, "doelen": doelen}
    context["onderzoek"] = laatste_uitkomst(gebied, context["vandaag"])
    return render(request, "cyclus/dashboard_gebied.html", context)
