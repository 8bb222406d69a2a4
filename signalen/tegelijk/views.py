"""The acts under the work list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gebiedswerk.statussen import GeenRecht
from signalen.signaal.models import Signaal

from .acties import MEESTE
from .forms import ACTEN


@require_POST
@login_required
def tegelijk(request):
    """Do it, or first ask what the act needs; back to the list as it was."""
    if not request.user.is_ambtenaar:
        raise GeenRecht("Tegelijk behandelen")
    zichtbaar = Signaal.objects.zichtbaar_voor(request.user)
    signalen = _gekozen(request.POST.getlist("signaal"), zichtbaar)
    klasse, terug = ACTEN.get(request.POST.get("act")), _terug(request)
    if klasse is None or not 0 < len(signalen) <= MEESTE:
        te_veel = f"Kies er hoogstens {MEESTE} tegelijk."
        messages.error(request, te_veel if signalen else "Kies eerst een of meer signalen.")
        return redirect(terug)
    is_vraag = klasse.vraagt and "klaar" not in request.POST
    form = klasse(None if is_vraag else request.POST, signalen=signalen, door=request.user, zichtbaar=zichtbaar)
    if form.is_valid():
        _zeg(request, form, form.voer_uit())
        return redirect(terug)
    context = {"form": form, "signalen": signalen, "act": request.POST["act"], "terug": terug}
    return render(request, "signalen/tegelijk.html", context, status=200 if is_vraag else 422)


def _gekozen(ids, zichtbaar):
    """The chosen signals that this person sees; another number is as one that does not exist."""
    ids = {int(pk) for pk in ids if pk.isascii() and pk.isdigit() and len(pk) < 16}
    rows = zichtbaar.filter(pk__in=sorted(ids)[: MEESTE + 1]).voor_lijst().select_related("hoofdsignaal", "melder")
    return list(rows.prefetch_related("gebieden").order_by("pk"))


def _terug(request):
    """The list as it was; only its own address can be returned to."""
    vraag = QueryDict(request.POST.get("terug", "")).urlencode()
    return reverse("signalen:lijst") + (f"?{vraag}" if vraag else "")


def _zeg(request, form, uitslag):
    if uitslag is None:
        messages.info(request, "Dit was al gedaan. Er is niets veranderd.")
        return
    if uitslag.gedaan:
        messages.success(request, form.zin(len(uitslag.gedaan)))
    for zin in uitslag.zinnen():
        messages.warning(request, zin)
