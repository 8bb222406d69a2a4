"""The mail with the link, and the one reminder. What is stored of them holds no code."""

from itertools import groupby

from django.urls import reverse
from django.utils import timezone

from gebiedswerk.post import stuur_velen
from gebiedswerk.profiel import huidig
from signalen.abonnement.models import CODE

WAAROM = {
    "bewoners": "U woont hier, of u doet mee in een groep van bewoners.",
    "platforms": "U spreekt namens anderen in uw buurt.",
    "partners": "U werkt met ons samen.",
    "initiatiefnemers": "U bent zelf iets begonnen in uw buurt.",
    "ambtenaren": "U werkt bij de gemeente.",
}


def mail_uitnodigingen(onderzoek, *, niet_voor=None):
    """Everybody who was added; an address that has its mail gets no other."""
    rows = onderzoek.uitnodigingen.per_mail().filter(is_gebruikt=False)
    _mail(onderzoek, rows, "", f"Uw mening over {huidig().naam}: vijf minuten, anoniem", niet_voor)


def mail_herinneringen(onderzoek, *, niet_voor=None):
    """Once, to whose link was not used."""
    rows = onderzoek.uitnodigingen.te_herinneren()
    _mail(onderzoek, rows, ":herinnering", f"Doet u nog mee? Uw mening over {huidig().naam}", niet_voor)
    rows.update(is_herinnerd=True)


def _mail(onderzoek, rows, soort, onderwerp, niet_voor):
    for groep, deel in groupby(rows.order_by("groep", "pk"), key=lambda u: u.groep):
        stuur_velen(
            ((u.email, f"onderzoek:{onderzoek.pk}:{u.pk}{soort}", u) for u in deel),
            onderwerp,
            "post/onderzoek_uitnodiging.txt",
            niet_voor=niet_voor or timezone.now(),
            onderzoek=onderzoek,
            is_herinnering=bool(soort),
            waarom=WAAROM[groep],
            url=reverse("cyclus:invullen", args=[CODE]),
        )
