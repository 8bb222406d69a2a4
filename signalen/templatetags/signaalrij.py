"""The two ends of a row in a list of signals. In Python, because fifty rows of a template took half of the page."""

from django import template
from django.utils.html import format_html, format_html_join

from gebiedswerk.templatetags.gebiedswerk import badge_class, dag

register = template.Library()
BADGE = '<span class="utrecht-status-badge {}">{}</span>'


@register.simple_tag
def signaalfeiten(signaal):
    """Number, area, theme, platform, owner and day of arrival."""
    feiten = [signaal.nummer, signaal.trekkend_gebied.naam, signaal.thema_naam]
    if signaal.platform_id:
        feiten.append(signaal.platform.naam)
    feiten += [signaal.eigenaar.naam, dag(signaal.ontvangen_op)]
    return format_html_join("", "<span>{}</span>", ((feit,) for feit in feiten))


@register.simple_tag
def signaalstand(signaal):
    """Badges and term; what waits for the reporter has no term that runs."""
    is_open = signaal.is_open
    badges = [("let_op", "Lijkt op spam")] if signaal.is_verdacht else []
    badges.append((signaal.status_kleur, signaal.status_naam))
    html = format_html_join(" ", BADGE, ((badge_class(kleur), naam) for kleur, naam in badges))
    if not is_open or signaal.wacht_sinds:
        return html
    if signaal.is_te_laat:
        return html + format_html(
            ' <span class="gw-termijn--te-laat gw-klein">te laat: {}</span>', dag(signaal.uiterlijk)
        )
    return html + format_html(' <span class="gw-stil gw-klein">uiterlijk {}</span>', dag(signaal.uiterlijk))
