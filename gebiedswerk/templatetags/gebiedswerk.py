"""Tags and filters that every template has without loading them."""

from datetime import datetime
from functools import lru_cache

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from gebiedswerk import brief, taal
from gebiedswerk.formulieren import velden_per_groep
from gebiedswerk.profiel import huidig

register = template.Library()

# URL name, text, and for whom. The public ones are translatable; some are shown in the municipality's own word.
MENU = [
    ("start", _("start"), {"bezoeker"}),
    ("werk", "mijn werk", {"deelnemer", "ambtenaar"}),
    ("gebieden:lijst", _("gebieden"), {"bezoeker", "deelnemer", "ambtenaar"}),
    ("signalen:doorgeven", _("signaal doorgeven"), {"bezoeker", "deelnemer"}),
    ("signalen:lijst", "signalen", {"ambtenaar"}),
    ("initiatieven:lijst", "initiatieven", {"ambtenaar"}),
    ("cyclus:opgave_lijst", "opgaven", {"ambtenaar"}),
    ("gebieden:contacten", "sociale kaart", {"ambtenaar"}),
    ("gebieden:platform_lijst", _("platforms"), {"deelnemer"}),
    # For officials they lie beside the signals; the raad and the platforms come for them.
    ("signalen:adviezen", "adviezen", {"deelnemer"}),
    ("cyclus:overleg_lijst", "overleg", {"deelnemer", "ambtenaar"}),
    ("cyclus:analyse_lijst", "analyses", {"ambtenaar"}),
    ("cyclus:agenda_lijst", "agenda’s", {"ambtenaar"}),
    ("cyclus:plan_lijst", "plannen", {"ambtenaar"}),
    ("cyclus:monitor", _("monitor"), {"bezoeker", "deelnemer", "ambtenaar"}),
    ("beheer", "beheer", {"beheerder"}),
]
# What lies beside a page of the menu: shown above it, one line of links.
SUBMENU = {
    "plannen": [
        ("cyclus:plan_lijst", "plannen", {"ambtenaar"}),
        ("cyclus:planning", "tijdlijn", {"ambtenaar"}),
        ("cyclus:afdeling_plan", "per afdeling", {"ambtenaar"}),
        ("cyclus:mijn_maatregelen", "mijn maatregelen", {"ambtenaar"}),
        ("cyclus:opdrachtbrieven", "opdrachtbrieven", {"ambtenaar"}),
    ],
    "monitor": [
        ("cyclus:monitor", "voor de raad", {"deelnemer", "ambtenaar"}),
        ("cyclus:dashboard", "stand van nu", {"ambtenaar"}),
        ("cyclus:onderzoek_lijst", "tevredenheid", {"deelnemer", "ambtenaar"}),
    ],
    "signalen": [
        ("signalen:lijst", "lijst", {"deelnemer", "ambtenaar"}),
        ("signalen:kaart", "kaart", {"ambtenaar"}),
        ("signalen:delen", "vragen aan afdelingen", {"ambtenaar"}),
        ("signalen:trends", "trends", {"ambtenaar", "raad"}),
        ("signalen:adviezen", "adviezen", {"deelnemer", "ambtenaar"}),
        ("signalen:waarderingen", "tevredenheid", {"ambtenaar", "raad"}),
    ],
}
EIGEN_WOORDEN = {
    "gebieden:lijst": "gebieden",
    "gebieden:platform_lijst": "platforms",
    "signalen:adviezen": "adviezen",
    "signalen:lijst": "signalen",
    "initiatieven:lijst": "initiatieven",
    "cyclus:opgave_lijst": "opgaven",
    "cyclus:analyse_lijst": "analyses_kort",
    "cyclus:agenda_lijst": "agendas_kort",
    "cyclus:plan_lijst": "plannen_kort",
    "cyclus:monitor": "monitor_kort",
}

# Colour is a second signal: the word in the badge always says it too.
KLEUREN = {
    "goed": "utrecht-status-badge--success",
    "let_op": "utrecht-status-badge--warning",
    "fout": "utrecht-status-badge--danger",
    "bezig": "utrecht-status-badge--neutral",
    "rust": "gw-badge--rust",
}
STATUSKLEUREN = {
    "goed": "aangepast aanvaard actief afgerond beantwoord behaald besloten gedaan geldend gelukt getoetst ingelezen "
    "nazorg_gedaan opgelost opgenomen teruggekoppeld toegekend vastgesteld",
    "let_op": "aangeboden aangevraagd bekeken deels deels_behaald gevonden gevraagd heropend nieuw ter_toetsing "
    "verstuurd voorgelegd",
    "fout": "afgewezen mislukt niet_behaald niet_gedaan niet_opgelost niet_uitgebracht",
    "bezig": "aangeleverd bevestigd bezig gepland in_behandeling in_beoordeling in_uitvoering klaargezet lopend open "
    "uitgebracht verantwoord verkenning",
    "rust": "afgelast afgesloten buiten concept doorgezet gebundeld gesloten gestopt idee ingetrokken niet "
    "niet_opgepakt vervallen vervangen voorgesteld voorstel",
}
KLEUR_VAN_STATUS = {status: kleur for kleur, statussen in STATUSKLEUREN.items() for status in statussen.split()}
MESSAGE_CLASSES = {"success": "ok", "warning": "warning", "error": "error"}

register.filter("groepen", velden_per_groep)
register.filter("citaat", brief.citaat)


def _wie(user):
    """In what roles somebody looks at the menu."""
    if not (user and user.is_authenticated):
        return {"bezoeker"}
    wie = {"ambtenaar" if user.is_ambtenaar else "deelnemer"} | ({"raad"} & user.soorten())
    return wie | {"beheerder"} if "beheer" in user.soorten() else wie


@register.simple_tag(takes_context=True)
def hoofdmenu(context, openbaar=False):
    """The menu of this visitor: ``[{"url", "tekst", "is_hier"}, …]``; a page that is not there is left out."""
    return _items(context, MENU, _wie(None if openbaar else context.get("user")))


@register.inclusion_tag("_submenu.html", takes_context=True)
def submenu(context, naam):
    """The pages beside each other under one word of the menu; the list itself is only here on its own address."""
    items = _items(context, SUBMENU[naam], _wie(context.get("user")), precies=True)
    return {"items": items, "naam": naam}


def _items(context, regels, wie, precies=False):
    request, woord = context.get("request"), context.get("woord") or {}
    pad = request.path if request else ""
    items = []
    for naam, tekst, voor in regels:
        if not wie & voor:
            continue
        try:
            url = reverse(naam)
        except NoReverseMatch:
            continue
        if naam in EIGEN_WOORDEN and not precies:
            tekst = _eigen_woord(woord.get(EIGEN_WOORDEN[naam], tekst), str(tekst))
        is_hier = pad == url or (not precies and url != "/" and pad.startswith(url))
        items.append({"url": url, "tekst": capfirst(tekst), "is_hier": is_hier})
    return items


@register.simple_tag(takes_context=True)
def taalkeuze(context):
    """The same page in the other languages, for a visitor."""
    return taal.wissel(context.get("request"))


@register.simple_tag(takes_context=True)
def alleen_nederlands(context):
    """For a visitor who chose another language, that this page has none: ``(language, in words)``, or nothing."""
    request = context.get("request")
    anders = taal.wilde_anders(request) if request is not None and hasattr(request, "user") else ""
    if not anders:
        return None
    with translation.override(anders):
        return anders, gettext("Deze pagina is er alleen in het Nederlands.")


@register.filter
def vertaald(tekst):
    """A name from a table of ours (a state, a kind) in the language of the page; other text stays as it is."""
    return taal.vertaal(tekst) if isinstance(tekst, str) else tekst


def _eigen_woord(eigen, algemeen):
    """The municipality's own word; in another language with what it means, for who never heard it."""
    is_clear = get_language() == taal.STANDAARD or eigen.lower() == algemeen.lower()
    return eigen if is_clear else f"{eigen} ({algemeen})"


@register.simple_tag
def de(woord):
    """The municipality's word with its article: ``{% de "plan" %}`` reads "het gebiedsplan"."""
    return huidig().de(woord)


@register.simple_tag
def deze(woord):
    return huidig().deze(woord)


@register.simple_tag
def elke(woord):
    return huidig().elke(woord)


@register.filter
def badge_class(kleur_of_status):
    """The badge class of a colour (``goed``, ``let_op``, ``fout``, ``bezig``, ``rust``) or of a status code."""
    code = str(kleur_of_status or "")
    return KLEUREN[code if code in KLEUREN else KLEUR_VAN_STATUS.get(code, "rust")]


@register.filter
def alert_class(level_tag):
    """The alert class of a level of the messages framework."""
    return f"utrecht-alert--{MESSAGE_CLASSES.get(level_tag, 'info')}"


@register.filter
def aantal_actief(filterform):
    """How many filters of a GET form are filled in; an order leaves nothing out."""
    ingevuld = (veld.data for veld in filterform.visible_fields() if veld.name != "volgorde")
    return sum(any(waarde) if isinstance(waarde, list) else bool(waarde) for waarde in ingevuld)


@register.filter
def in_delen(filterform):
    """The fields of a filter in two parts; what is asked seldom costs nothing until somebody asks for it."""
    meer = getattr(filterform, "meer", ())
    velden = filterform.visible_fields()
    rest = [veld for veld in velden if veld.name in meer]
    is_open = "meer" in filterform.data or any(veld.data or veld.errors for veld in rest)
    vaak = [veld for veld in velden if veld.name not in meer]
    return {"vaak": vaak, "meer": rest if is_open else [], "kan_meer": rest and not is_open}


@register.filter
def dag(moment):
    """``22 november 2026``: as the filter ``date`` says it, remembered, because fifty rows have few different days."""
    if isinstance(moment, datetime):
        moment = timezone.localdate(moment)
    return _dag(moment, get_language())


@lru_cache(maxsize=2000)
def _dag(moment, taal):
    return date_format(moment, "j F Y")


@register.filter
def gebeurtenis_naam(soort):
    """A kind of event in words: ``nieuwe_notitie`` is shown as ``Nieuwe notitie``."""
    return str(soort).replace("_", " ").capitalize()


@register.simple_tag
def kaarttegels():
    """Address of the background tiles; empty when the municipality uses none."""
    if not settings.TILE_SERVER:
        return ""
    return reverse("gebieden:tegel", args=[0, 1, 2]).replace("0/1/2", "{z}/{x}/{y}")
