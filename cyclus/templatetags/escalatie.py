from django import template

from cyclus.escalatie.ladder import escalatie_van

register = template.Library()


@register.inclusion_tag("cyclus/_escalatie.html", takes_context=True)
def escalatie(context, ding):
    """What was put higher up about ``ding``, and the offer to do so when it is time."""
    return {"aanbod": escalatie_van(ding, context["request"].user), "ding": ding}
