"""What leads to what, and what of it somebody may see."""

from django.db.models import F, IntegerField, Value
from django.utils.translation import gettext_noop

from cyclus.models import (
    Analysepunt,
    Conclusie,
    Doel,
    Doeloordeel,
    Gebiedsagenda,
    Gebiedsanalyse,
    Gebiedsmonitor,
    Gebiedsplan,
    Maatregel,
    Opgave,
)
from initiatieven.models import Initiatief
from signalen.models import Advies, Signaal, Trend

# In the order in which a thread runs.
ETAPPES = {
    Signaal: gettext_noop("Signaal"),
    Trend: gettext_noop("Trend"),
    Advies: gettext_noop("Advies"),
    Analysepunt: gettext_noop("Analyse"),
    Initiatief: gettext_noop("Initiatief"),
    Opgave: gettext_noop("Opgave"),
    Doel: gettext_noop("Doel"),
    Maatregel: gettext_noop("Maatregel"),
    Doeloordeel: gettext_noop("Resultaat"),
    Conclusie: gettext_noop("Conclusie"),
}
# A thread rarely begins with these: where there is none, nothing is missing.
ALLEEN_GEVULD = {Trend, Advies, Analysepunt}
# From, to, and how each side names the other. A thread runs from the upper of a pair in ETAPPES to the lower.
SCHAKELS = [
    (Signaal, "trends", Trend, "signalen"),
    (Signaal, "initiatieven", Initiatief, "signalen"),
    (Signaal, "opgaven", Opgave, "signalen"),
    (Signaal, "doelbronnen__doel", Doel, "bronnen__signaal"),
    (Signaal, "maatregelen", Maatregel, "signalen"),
    (Trend, "opgaven", Opgave, "trends"),
    (Trend, "doelbronnen__doel", Doel, "bronnen__trend"),
    (Advies, "opgaven", Opgave, "adviezen"),
    (Advies, "doelbronnen__doel", Doel, "bronnen__advies"),
    (Analysepunt, "doelbronnen__doel", Doel, "bronnen__punt"),
    (Initiatief, "opgaven", Opgave, "initiatieven"),
    (Initiatief, "maatregelen", Maatregel, "initiatieven"),
    (Opgave, "doelen", Doel, "opgaven"),
    (Doel, "maatregelen", Maatregel, "doel"),
    (Doel, "oordelen", Doeloordeel, "doel"),
    # The judgement is about the goal; a measure leads to it through that goal.
    (Maatregel, "doel__oordelen", Doeloordeel, "doel__maatregelen"),
    (Maatregel, "conclusies", Conclusie, "maatregel"),
    (Doel, "conclusies", Conclusie, "doel"),
]
NAASTE = {
    Analysepunt: ("analyse__gebied",),
    Doel: ("agenda__gebied",),
    Maatregel: ("plan__gebied",),
    Doeloordeel: ("doel", "monitor__gebied"),
    Conclusie: ("monitor__gebied",),
    Trend: ("gebied",),
}
# What everybody may read: what was agreed to be shown, or adopted. Of signals only the reporter's own, which is here.
OPENBAAR = {
    Signaal: lambda: Signaal.objects.none(),
    Trend: lambda: Trend.objects.none(),
    Advies: lambda: Advies.objects.openbaar(),
    Analysepunt: lambda: Analysepunt.objects.filter(analyse__in=Gebiedsanalyse.objects.vastgesteld()),
    Initiatief: lambda: Initiatief.objects.openbaar(),
    Opgave: lambda: Opgave.objects.filter(status__in=("lopend", "afgerond")),
    Doel: lambda: Doel.objects.filter(agenda__in=Gebiedsagenda.objects.openbaar()),
    Maatregel: lambda: Maatregel.objects.afgesproken().filter(plan__in=Gebiedsplan.objects.vastgesteld()),
    Doeloordeel: lambda: Doeloordeel.objects.filter(monitor__in=Gebiedsmonitor.objects.vastgesteld()),
    Conclusie: lambda: Conclusie.objects.filter(monitor__in=Gebiedsmonitor.objects.vastgesteld()),
}


def alles(model):
    """For the software itself, which tells people what came of what they asked."""
    return model.objects.all()


def zichtbaar_voor(persoon):
    """``rows(model)``: what this person may see of one kind; ``None`` is the public."""

    def rijen(model):
        if persoon is None:
            return OPENBAAR[model]()
        if model in (Doeloordeel, Conclusie):
            return model.objects.filter(monitor__in=Gebiedsmonitor.objects.zichtbaar_voor(persoon))
        return model.objects.zichtbaar_voor(persoon)

    return rijen


def loop(ding, rijen, vooruit, schakels=SCHAKELS, hoogstens=None):
    """What is reached from ``ding`` in one direction: ids per kind, and the pairs of ``(kind, id)`` that touch.

    One query for each kind, of all the ways that lead there.
    """
    reached, pairs = {type(ding): {ding.pk}}, set()
    for end in list(ETAPPES) if vooruit else list(ETAPPES)[::-1]:
        ways = [(start, name) for start, name in _ways(end, vooruit, schakels) if start in reached]
        if not ways:
            continue
        first, *rest = (
            rijen(end)
            .order_by()
            .filter(**{f"{name}__in": reached[start]})
            .values_list(Value(nummer, IntegerField()), F(name), "pk")
            for nummer, (start, name) in enumerate(ways)
        )
        for nummer, one, other in first.union(*rest, all=True)[:hoogstens]:
            near, far = (ways[nummer][0], one), (end, other)
            pairs.add((near, far) if vooruit else (far, near))
            reached.setdefault(end, set()).add(other)
    return reached, pairs


def _ways(end, vooruit, schakels):
    """``(start, name)`` of each way to ``end`` in this direction; ``name`` leads from there back to the start."""
    for van, naar_naam, naar, van_naam in schakels:
        if vooruit and naar is end:
            yield van, van_naam
        elif not vooruit and van is end:
            yield naar, naar_naam
