"""The thread in plain sentences, for who asked and for who wants to know."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cyclus.models import Doel, Doeloordeel, Maatregel, Opgave
from initiatieven.models import Initiatief
from signalen.models import Advies, Signaal, Trend

from .draad import VERVOLG
from .schakels import ETAPPES


def _begin(ding, is_melder):
    if isinstance(ding, Signaal):
        return _("Uw signaal") if is_melder else _("Dit signaal")
    return {
        Advies: _("Dit advies"),
        Initiatief: _("Dit initiatief"),
        Opgave: _("Deze opgave"),
        Doel: _("Dit doel"),
        Maatregel: _("Deze maatregel"),
        Trend: _("Deze trend"),
    }[type(ding)]


def _lijst(delen):
    """ "‘a’, ‘b’ en ‘c’"."""
    delen = [f"‘{deel}’" for deel in dict.fromkeys(delen)]
    if len(delen) < 2:
        return "".join(delen)
    return _("{eerste} en {laatste}").format(eerste=", ".join(delen[:-1]), laatste=delen[-1])


def _met_stand(punten):
    """Each with its state: ‘Vijf bankjes plaatsen’ (gedaan, 2026)."""
    return "; ".join(f"‘{punt.naam}’ ({punt.status[:1].lower()}{punt.status[1:]})" for punt in punten)


def in_zinnen(ding, draad, is_melder=False):
    """What ``ding`` came from and what came of it, each step a sentence; only of what ``draad`` holds."""
    kinds = list(ETAPPES)
    here = kinds.index(type(ding))
    punten = {model: draad.punten(naam) for model, naam in ETAPPES.items()}
    up = [model for model in kinds[:here] if punten[model]]
    return [*_vooraf(ding, up, punten, draad), *_daarna(ding, here, punten, draad, is_melder)]


def _vooraf(ding, up, punten, draad):
    if not up:
        return []
    number = {
        Signaal: lambda n: ngettext("{n} signaal", "{n} signalen", n),
        Trend: lambda n: ngettext("{n} trend", "{n} trends", n),
        Advies: lambda n: ngettext("{n} advies", "{n} adviezen", n),
        Initiatief: lambda n: ngettext("{n} initiatief", "{n} initiatieven", n),
        Opgave: lambda n: ngettext("{n} opgave", "{n} opgaven", n),
        Doel: lambda n: ngettext("{n} doel", "{n} doelen", n),
    }
    delen = []
    for model in (model for model in up if model in number):
        n = len(punten[model])
        shown = _("meer dan {n}").format(n=n) if draad.is_meer(ETAPPES[model]) else n
        delen.append(number[model](n).format(n=shown))
    if not delen:
        return []
    eerste, laatste = ", ".join(delen[:-1]), delen[-1]
    samen = _("{eerste} en {laatste}").format(eerste=eerste, laatste=laatste) if eerste else laatste
    return [_("{wat} komt voort uit {bronnen}.").format(wat=_begin(ding, False), bronnen=samen)]


def _daarna(ding, here, punten, draad, is_melder):
    begin = _begin(ding, is_melder)
    after = {model: rijen for plek, (model, rijen) in enumerate(punten.items()) if plek > here and rijen}
    namen = {model: _lijst(punt.naam for punt in rijen) for model, rijen in after.items()}
    zinnen = [
        (Initiatief, _("{begin} is onderdeel geworden van het initiatief {namen}.")),
        (Opgave, _("{begin} hoort bij een opgave waar wij aan werken: {namen}.")),
        (Doel, _("Dit willen wij ermee bereiken: {namen}.")),
    ]
    for model, zin in zinnen:
        if model in after:
            yield zin.format(begin=begin, namen=namen[model])
    if Maatregel in after:
        yield _("Wat wij ervoor doen: {maatregelen}.").format(maatregelen=_met_stand(after[Maatregel]))
    if Doeloordeel in after:
        yield _("Het resultaat: {resultaten}.").format(resultaten=_met_stand(after[Doeloordeel]))
    elif after and here < list(ETAPPES).index(Doeloordeel):
        yield _("Het resultaat is er nog niet. Als het er is, staat het hier.")
    if vervolg := draad.punten(VERVOLG):
        yield _("Daarna gaan wij verder met: {vervolg}.").format(vervolg=_lijst(punt.naam for punt in vervolg))
