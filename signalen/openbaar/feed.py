"""The feed of an area or a theme: Atom, so that a reader or another site follows without us knowing who."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedswerk.profiel import huidig

from .stand import stand

MEESTE = 50


def vaste_naam(signaal):
    """The same as long as the signal is there, whatever address or title it gets."""
    domein = urlsplit(settings.SITE_URL).hostname
    return f"tag:{domein},{signaal.ontvangen_op:%Y-%m-%d}:signaal-{signaal.pk}"


def maak_feed(signalen, *, titel, pagina_url, feed_url):
    profiel = huidig()
    feed = Atom1Feed(
        title=f"{titel} – {profiel.naam}" if titel else profiel.naam,
        link=f"{settings.SITE_URL}{pagina_url}",
        feed_url=f"{settings.SITE_URL}{feed_url}",
        feed_guid=f"{settings.SITE_URL}{feed_url}",
        description=_("Nieuwe en gewijzigde signalen"),
        subtitle=_("Nieuwe en gewijzigde signalen"),
        author_name=profiel.naam,
        language=get_language(),
    )
    for signaal in signalen:
        feed.add_item(
            title=signaal.openbare_kop,
            link=f"{settings.SITE_URL}{signaal.openbaar_url()}",
            # Readers take this for HTML: what was typed stays text.
            description=linebreaks(
                "\n\n".join(filter(None, [stand(signaal), signaal.openbaar_antwoord])), autoescape=True
            ),
            unique_id=vaste_naam(signaal),
            unique_id_is_permalink=False,
            pubdate=signaal.ontvangen_op,
            updateddate=max(signaal.status_sinds, signaal.ontvangen_op),
            categories=[signaal.thema_naam],
        )
    return feed
