from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cyclus.models import Doel, Maatregel, Opgave
from initiatieven.models import Initiatief
from signalen.models import Advies, Signaal, Trend

from .beeld import als_beeld
from .draad import volg
from .schakels import ETAPPES, NAASTE, zichtbaar_voor
from .verhaal import in_zinnen

SOORTEN = {model._meta.model_name: model for model in (Signaal, Trend, Advies, Initiatief, Opgave, Doel, Maatregel)}


@require_safe
def draad(request, soort, pk):
    """The whole thread through one thing: for officials all they may see, for everybody what is public."""
    if soort not in SOORTEN:
        raise Http404
    persoon, ding = _vind(request.user, SOORTEN[soort], pk)
    gevonden = volg(ding, persoon)
    context = {
        "ding": ding,
        "naam": ding.kop if soort == "signaal" else str(ding),
        "soort": ETAPPES[type(ding)],
        "draad": gevonden,
        "zinnen": list(in_zinnen(ding, gevonden)),
        "beeld": als_beeld(gevonden, f"De rode draad door: {ding.kop if soort == 'signaal' else ding}"),
        "is_openbaar": persoon is None,
    }
    return render(request, "cyclus/draad.html", context)


def _vind(persoon, model, pk):
    """``(reader, thing)``: the official's own view where there is one, else the public one (reader None)."""
    for lezer in (persoon, None) if persoon.is_authenticated else (None,):
        rows = zichtbaar_voor(lezer)(model).select_related(*NAASTE.get(model, ()))
        if ding := rows.filter(pk=pk).first():
            return lezer, ding
    raise Http404
