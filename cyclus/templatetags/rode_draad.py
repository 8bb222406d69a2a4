from django import template

from cyclus.rodedraad.draad import draad_url, volg
from cyclus.rodedraad.verhaal import in_zinnen

register = template.Library()


@register.inclusion_tag("cyclus/_rode_draad.html", takes_context=True)
def rode_draad(context, ding):
    """The red thread through ``ding`` for whoever looks at the page."""
    draad = volg(ding, context["request"].user)
    return {"etappes": draad.etappes, "url": "" if draad.is_leeg else draad_url(ding)}


@register.inclusion_tag("cyclus/_rode_draad.html")
def openbare_draad(ding, is_melder=False):
    """The thread as the reporter and everybody may read it; nothing at all where nothing follows yet."""
    draad = volg(ding, None)
    if draad.is_leeg:
        return {"etappes": [], "is_openbaar": True}
    etappes = [etappe for etappe in draad.etappes if any(not punt.is_hier for punt in etappe.punten)]
    return {"etappes": etappes, "is_openbaar": True, "zinnen": list(in_zinnen(ding, draad, is_melder))}
