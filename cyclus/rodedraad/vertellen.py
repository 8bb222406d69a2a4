"""When a result is there, everybody who asked for it hears it: one mail to one address for one result."""

from hashlib import sha256

from django.utils.translation import gettext_lazy

from cyclus.models import Gebiedsmonitor, Maatregel, Opgave
from gebiedswerk.post import stuur
from initiatieven.models import Initiatief
from signalen.models import Advies, Signaal

from .draad import draad_url
from .schakels import SCHAKELS, alles, loop

ONDERWERP = gettext_lazy("Wat er kwam van wat u ons vroeg")
# A measure that is ready is told to who asked for that measure; who asked for the goal hears when it is judged.
DIRECT = [schakel for schakel in SCHAKELS if schakel[2] in (Initiatief, Maatregel)]
SOORTEN = {model._meta.model_name: model for model in (Maatregel, Opgave, Gebiedsmonitor)}


def resultaten(ding):
    """``[(name, what came of it, why, ids per kind of who asked)]``; empty when it is not for everybody to read."""
    if isinstance(ding, Maatregel):
        is_public = ding.plan.is_openbaar and ding.status in ("gedaan", "vervallen")
        return [(ding.titel, ding.status, ding.reden, _vragers(ding, DIRECT))] if is_public else []
    if isinstance(ding, Opgave):
        return [(ding.titel, "afgerond", ding.resultaat, _vragers(ding))] if ding.status == "afgerond" else []
    if not ding.is_openbaar:
        return []
    return [
        (oordeel.doel.titel, oordeel.oordeel, oordeel.toelichting, _vragers(oordeel.doel))
        for oordeel in ding.oordelen.select_related("doel").exclude(oordeel="")
    ]


def _vragers(ding, schakels=SCHAKELS):
    reached, _ = loop(ding, alles, vooruit=False, schakels=schakels)
    return {model: reached.get(model, set()) for model in (Signaal, Initiatief, Advies)}


def bezorg(ding):
    """Mail all of them; the key of a mail is the result and the address, so that nobody hears it twice."""
    per_ding = {}
    for naam, uitkomst, waarom, vragers in resultaten(ding):
        for model, ids in vragers.items():
            for pk in ids:
                per_ding.setdefault((model, pk), []).append({"naam": naam, "uitkomst": uitkomst, "waarom": waarom})
    for model, mail in ((Signaal, _aan_melder), (Initiatief, _aan_initiatiefnemer), (Advies, _aan_platform)):
        rijen = model.objects.filter(pk__in=[pk for kind, pk in per_ding if kind is model]).order_by("pk")
        for rij in rijen:
            mail(rij, ding, per_ding[model, rij.pk])


def _sleutel(ding, adres):
    mark = sha256(adres.strip().lower().encode()).hexdigest()[:24]
    return f"resultaat:{ding._meta.model_name}:{ding.pk}:{ding.status}:{mark}"


def _aan_melder(signaal, ding, rijen):
    signaal.mail_melder(ONDERWERP, "post/resultaat_melder.txt", _sleutel(ding, signaal.adres), resultaten=rijen)


def _aan_initiatiefnemer(initiatief, ding, rijen):
    if initiatief.adres:
        _stuur(initiatief.adres, initiatief, ding, rijen, initiatief.initiatiefnemer, f"uw initiatief ‘{initiatief}’")


def _aan_platform(advies, ding, rijen):
    if advies.platform.email:
        _stuur(advies.platform.email, advies, ding, rijen, str(advies.platform), f"uw advies ‘{advies}’")


def _stuur(aan, over, ding, rijen, naam, waarover):
    stuur(
        aan,
        ONDERWERP,
        "post/resultaat.txt",
        sleutel=_sleutel(ding, aan),
        over=over,
        naam=naam,
        waarover=waarover,
        resultaten=rijen,
        url=draad_url(over),
    )
