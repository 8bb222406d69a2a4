from django import template

from cyclus.rodedraad import rode_draad as maak_draad

register = template.Library()


@register.inclusion_tag("cyclus/_rode_draad.html", takes_context=True)
def rode_draad(context, ding):
    """The red thread through ``ding`` for whoever looks at the page."""
    persoon = context["request"].user
    return {"etappes": maak_draad(ding, persoon)}


@register.inclusion_tag("cyclus/_rode_draad.html")
def openbare_draad(ding):
    """The thread as the reporter and everybody may read it; nothing at all where nothing follows yet."""
    etappes = [e for e in maak_draad(ding, None) if any(not p.is_hier for p in e.punten)]
    return {"etappes": etappes, "is_openbaar": True}
