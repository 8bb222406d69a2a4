from django import template

from cyclus.toets.delen import naam_van

register = template.Library()
register.filter("deelnaam", naam_van)


@register.filter
def aantallen(telling):
    """The three counts in the order of the columns."""
    return telling.herkent, telling.deels, telling.niet
