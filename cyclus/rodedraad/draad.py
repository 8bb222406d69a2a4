"""The thread through one thing: its stages in order, and what touches what."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_noop

from cyclus.models import Conclusie, Doel, Doeloordeel, Maatregel
from gebiedswerk.taal import vertaal
from signalen.models import Advies, Signaal

from .schakels import ALLEEN_GEVULD, ETAPPES, NAASTE, loop, zichtbaar_voor

MOST = 12
# What came before and after the year of this thread: a conclusion becomes a measure or goal of the next.
EERDER, VERVOLG = gettext_noop("Eerdere conclusie"), gettext_noop("Vervolg")


@dataclass(frozen=True)
class Punt:
    """``sleutel`` is the same for the same thing wherever it stands in the thread."""

    naam: str
    status: str
    url: str
    is_hier: bool = False
    sleutel: tuple = ()


@dataclass(frozen=True)
class Etappe:
    naam: str
    punten: list
    meer: bool


@dataclass(frozen=True)
class Draad:
    """``verbindingen`` are pairs of keys of points that are shown."""

    etappes: list
    verbindingen: frozenset

    def punten(self, naam):
        return next((etappe.punten for etappe in self.etappes if etappe.naam == naam), [])

    def is_meer(self, naam):
        """There are more of these than are shown."""
        return any(etappe.meer for etappe in self.etappes if etappe.naam == naam)

    @property
    def is_leeg(self):
        return not any(not punt.is_hier for etappe in self.etappes for punt in etappe.punten)


def rode_draad(ding, persoon):
    """The stages of the thread through ``ding``, in order; empty stages show where the thread is not made yet.

    ``persoon=None`` gives the public thread: no signals of others, nothing that was not adopted.
    """
    return volg(ding, persoon).etappes


def volg(ding, persoon):
    """The whole ``Draad``."""
    rijen = zichtbaar_voor(persoon)
    reached, pairs = loop(ding, rijen, vooruit=True, hoogstens=MOST * 8)
    back, back_pairs = loop(ding, rijen, vooruit=False, hoogstens=MOST * 8)
    for model, ids in back.items():
        reached.setdefault(model, set()).update(ids)
    etappes, shown = [], {}
    for model, naam in ETAPPES.items():
        rows = [ding] if isinstance(ding, model) else _rows(rijen(model), model, reached.get(model))
        shown[model] = rows[:MOST]
        if rows or model not in ALLEEN_GEVULD:
            etappes.append(Etappe(naam, [_punt(rij, ding, persoon) for rij in rows[:MOST]], len(rows) > MOST))
    eerder, vervolg = _over_de_jaargrens(rijen, back, shown, persoon)
    pairs |= back_pairs | eerder[1] | vervolg[1]
    etappes = [*eerder[0], *etappes, *vervolg[0]]
    keys = {punt.sleutel for etappe in etappes for punt in etappe.punten}
    links = {(_sleutel(*van), _sleutel(*naar)) for van, naar in pairs}
    return Draad(etappes, frozenset(paar for paar in links if keys.issuperset(paar)))


def _sleutel(model, pk):
    return model._meta.model_name, pk


def _rows(rows, model, ids):
    return list(rows.filter(pk__in=ids).select_related(*NAASTE.get(model, ()))[: MOST + 1]) if ids else []


def _over_de_jaargrens(rijen, back, shown, persoon):
    """The conclusions that what lies upstream was made of, and what the conclusions of this thread became."""
    before, after = ({}, set()), ({}, set())
    for model, naar, terug in (
        (Maatregel, "overgenomen_in", "uit_conclusies"),
        (Doel, "overgenomen_in_doel", "uit_conclusies"),
    ):
        if ids := back.get(model):
            found = rijen(Conclusie).filter(**{f"{naar}__in": ids}).select_related(*NAASTE[Conclusie])[:MOST]
            before[0].update({(Conclusie, rij.pk): rij for rij in found})
            before[1].update(((Conclusie, rij.pk), (model, getattr(rij, f"{naar}_id"))) for rij in found)
        if ids := [rij.pk for rij in shown[Conclusie]]:
            pairs = rijen(model).filter(**{f"{terug}__in": ids}).values_list(terug, "pk")[:MOST]
            found = _rows(rijen(model), model, {pk for _, pk in pairs})
            after[0].update({(model, rij.pk): rij for rij in found})
            after[1].update(((Conclusie, van), (model, pk)) for van, pk in pairs)
    is_shown = {(model, rij.pk) for model, rows in shown.items() for rij in rows}
    return tuple(
        ([Etappe(naam, punten, False)] if punten else [], pairs)
        for naam, (rows, pairs) in ((EERDER, before), (VERVOLG, after))
        for punten in [[_punt(rij, None, persoon) for sleutel, rij in rows.items() if sleutel not in is_shown]]
    )


def _stand(ding):
    """The state, and for what is made anew every few years also of which years it is."""
    if isinstance(ding, Doel):
        return f"{vertaal(ding.agenda.status_naam)}, {ding.agenda.van_jaar}–{ding.agenda.tot_jaar}"
    stand = vertaal(ding.status_naam)
    return f"{stand}, {ding.plan.jaar}" if isinstance(ding, Maatregel) else stand


def _punt(ding, hier, persoon):
    sleutel = _sleutel(type(ding), ding.pk)
    if isinstance(ding, Doeloordeel):
        naam, stand = f"{ding.doel} ({ding.monitor.jaar})", vertaal(ding.get_oordeel_display())
        return Punt(naam, stand, ding.monitor.get_absolute_url(), sleutel=sleutel)
    if isinstance(ding, Conclusie):
        url = ding.monitor.get_absolute_url()
        return Punt(ding.voorstel or str(ding), f"{ding.monitor.jaar}", url, sleutel=sleutel)
    if ETAPPES[type(ding)] == "Analyse":
        stand = f"{ding.get_soort_display()}, {ding.analyse.jaar}"
        return Punt(str(ding), stand, ding.analyse.get_absolute_url(), sleutel=sleutel)
    url = ding.get_absolute_url()
    if persoon is None and isinstance(ding, Advies):
        url = ding.openbaar_url()
    elif persoon is None:
        url = ding.plan.get_absolute_url() if isinstance(ding, Maatregel) else url if isinstance(ding, Doel) else ""
    naam = ding.kop if isinstance(ding, Signaal) else str(ding)
    return Punt(naam, _stand(ding), url, ding == hier, sleutel)


def draad_url(ding):
    """The page of the whole thread; it exists for the kinds that have a page of their own."""
    return reverse("cyclus:draad", args=[ding._meta.model_name, ding.pk])
