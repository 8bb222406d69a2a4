from django import template

from signalen.signaal.mails import mails_over

register = template.Library()
register.simple_tag(mails_over)
