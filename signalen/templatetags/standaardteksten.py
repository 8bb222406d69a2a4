from django import template

from signalen.standaardtekst.models import Standaardtekst

register = template.Library()


@register.simple_tag
def standaardteksten(signaal, moment):
    """``[(text, filled in), …]`` for a field where an official writes."""
    return [(tekst, tekst.ingevuld(signaal)) for tekst in Standaardtekst.objects.bij(signaal, moment)]
