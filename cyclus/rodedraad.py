"""The red thread: from any point one can walk both ways, signal → opgave → goal → measure → result (domain.md §5)."""

from dataclasses import dataclass

from cyclus.models import (
    Conclusie,
    Doel,
    Doeloordeel,
    Gebiedsagenda,
    Gebiedsmonitor,
    Gebiedsplan,
    Maatregel,
    Opgave,
)
from initiatieven.models import Initiatief
from signalen.models import Advies, Signaal

ETAPPES = {
    Signaal: "Signaal",
    Advies: "Advies",
    Initiatief: "Initiatief",
    Opgave: "Opgave",
    Doel: "Doel",
    Maatregel: "Maatregel",
    Doeloordeel: "Resultaat",
    Conclusie: "Conclusie",
}
# A thread rarely begins with these: where there is none, nothing is missing.
ALLEEN_GEVULD = {Advies}
# From, to, and how each side names the other. A thread runs from the upper of a pair to the lower.
SCHAKELS = [
    (Signaal, "initiatieven", Initiatief, "signalen"),
    (Signaal, "opgaven", Opgave, "signalen"),
    (Signaal, "maatregelen", Maatregel, "signalen"),
    (Advies, "opgaven", Opgave, "adviezen"),
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
    Doel: ("agenda__gebied",),
    Maatregel: ("plan__gebied",),
    Doeloordeel: ("doel", "monitor__gebied"),
    Conclusie: ("monitor__gebied",),
}
MOST = 12


@dataclass(frozen=True)
class Punt:
    naam: str
    status: str
    url: str
    is_hier: bool = False


@dataclass(frozen=True)
class Etappe:
    naam: str
    punten: list
    meer: bool


# What everybody may read: what was agreed to be shown, or adopted. Of signals only the reporter's own, which is here.
OPENBAAR = {
    Signaal: lambda: Signaal.objects.none(),
    Advies: lambda: Advies.objects.openbaar(),
    Initiatief: lambda: Initiatief.objects.openbaar(),
    Opgave: lambda: Opgave.objects.filter(status__in=("lopend", "afgerond")),
    Doel: lambda: Doel.objects.filter(agenda__in=Gebiedsagenda.objects.vastgesteld()),
    Maatregel: lambda: Maatregel.objects.filter(plan__in=Gebiedsplan.objects.vastgesteld()),
    Doeloordeel: lambda: Doeloordeel.objects.filter(monitor__in=Gebiedsmonitor.objects.vastgesteld()),
    Conclusie: lambda: Conclusie.objects.filter(monitor__in=Gebiedsmonitor.objects.vastgesteld()),
}


def _zichtbaar(model, persoon):
    """What this person may see of one kind; ``None`` is the public."""
    if persoon is None:
        rows = OPENBAAR[model]()
    elif model in (Doeloordeel, Conclusie):
        rows = model.objects.filter(monitor__in=Gebiedsmonitor.objects.zichtbaar_voor(persoon))
    else:
        rows = model.objects.zichtbaar_voor(persoon)
    return rows.select_related(*NAASTE.get(model, ()))


def _loop(ding, persoon, vooruit):
    """Ids per kind that are reached from ``ding`` along the links in one direction."""
    reached = {type(ding): {ding.pk}}
    schakels = SCHAKELS if vooruit else SCHAKELS[::-1]
    for van, naar_naam, naar, van_naam in schakels:
        start, end, name = (van, naar, van_naam) if vooruit else (naar, van, naar_naam)
        if start in reached:
            found = _zichtbaar(end, persoon).filter(**{f"{name}__in": reached[start]})
            ids = set(found.values_list("pk", flat=True)[: MOST * 4])
            if ids:
                reached.setdefault(end, set()).update(ids)
    return reached


def _stand(ding):
    """The state, and for what is made anew every few years also of which years it is."""
    if isinstance(ding, Doel):
        return f"{ding.agenda.status_naam}, {ding.agenda.van_jaar}–{ding.agenda.tot_jaar}"
    return f"{ding.status_naam}, {ding.plan.jaar}" if isinstance(ding, Maatregel) else ding.status_naam


def _punt(ding, hier, persoon):
    if isinstance(ding, Doeloordeel):
        return Punt(f"{ding.doel} ({ding.monitor.jaar})", ding.get_oordeel_display(), ding.monitor.get_absolute_url())
    if isinstance(ding, Conclusie):
        return Punt(ding.voorstel or str(ding), "", ding.monitor.get_absolute_url())
    status = _stand(ding)
    url = ding.get_absolute_url()
    if persoon is None and isinstance(ding, Advies):
        url = ding.openbaar_url()
    elif persoon is None:
        url = ding.plan.get_absolute_url() if isinstance(ding, Maatregel) else url if isinstance(ding, Doel) else ""
    return Punt(ding.kop if isinstance(ding, Signaal) else str(ding), status, url, ding == hier)


def _rijen(model, persoon, ids):
    return list(_zichtbaar(model, persoon).filter(pk__in=ids).distinct()[: MOST + 1]) if ids else []


def rode_draad(ding, persoon):
    """The stages of the thread through ``ding``, in order; empty stages show where the thread is not made yet.

    ``persoon=None`` gives the public thread: no signals of others, nothing that was not adopted.
    """
    reached = _loop(ding, persoon, vooruit=True)
    for model, ids in _loop(ding, persoon, vooruit=False).items():
        reached.setdefault(model, set()).update(ids)
    etappes = []
    for model, naam in ETAPPES.items():
        rows = [ding] if isinstance(ding, model) else _rijen(model, persoon, reached.get(model))
        if model in ALLEEN_GEVULD and not rows:
            continue
        etappes.append(Etappe(naam, [_punt(rij, ding, persoon) for rij in rows[:MOST]], len(rows) > MOST))
    return etappes
