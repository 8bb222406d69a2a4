"""Find a dossier of any kind by what people have in hand: its number, or the address of its page."""

from urllib.parse import urlsplit

from django.apps import apps
from django.urls import Resolver404, resolve

from gebieden.houder import MetHouderQuerySet
from gebieden.models import Gebied
from gebiedswerk.dossier import Dossier


def vind(tekst):
    """The dossier that ``tekst`` names, or None."""
    tekst = tekst.strip()
    return _op_adres(urlsplit(tekst).path) if "/" in tekst else _op_nummer(tekst)


def _dossiers():
    """Every kind of dossier that knows in which areas it lies."""
    return [m for m in apps.get_models() if issubclass(m, Dossier) and hasattr(m, "gebied_ids")]


def _op_adres(pad):
    """Whatever page of a dossier this is, its address begins with that of the dossier itself."""
    try:
        kwargs = resolve(pad).kwargs
    except Resolver404:
        return None
    if "pk" not in kwargs:
        return None
    for model in _dossiers():
        ding = model._default_manager.filter(pk=kwargs["pk"]).first()
        if ding and pad.startswith(ding.get_absolute_url()):
            return ding
    return None


def _op_nummer(nummer):
    for model in _dossiers():
        rows = model._default_manager.all()
        if isinstance(rows, MetHouderQuerySet) and (ding := rows.met_nummer(nummer).first()):
            return ding
    return None


def gebieden_van(ding):
    return list(Gebied.objects.filter(pk__in=ding.gebied_ids()).defer("grens", "omschrijving"))


def is_te_openen(ding, persoon):
    """Whether this person can open the dossier today, by the very rule of its page; None when there is no such rule."""
    rows = type(ding)._default_manager.all()
    return rows.zichtbaar_voor(persoon).filter(pk=ding.pk).exists() if hasattr(rows, "zichtbaar_voor") else None


def is_houder(ding, persoon):
    rows = type(ding)._default_manager.all()
    return isinstance(rows, MetHouderQuerySet) and rows.van(persoon).filter(pk=ding.pk).exists()
