"""Files with signals of another system that were read in: they hold every text, and are of no use any more."""

from datetime import timedelta

from django.utils import timezone

from gebieden.models import Inlezing

# Long enough to see what went wrong, and to read it in again.
BEWAAR = timedelta(days=30)
KLAAR = ("ingelezen", "mislukt", "ingetrokken")


def wis_importbestanden():
    """Returns how many files went."""
    old = Inlezing.objects.filter(soort="signalen", status__in=KLAAR, status_sinds__lt=timezone.now() - BEWAAR)
    gone = 0
    for inlezing in old.exclude(bestand=""):
        inlezing.bestand.delete(save=False)
        Inlezing.objects.filter(pk=inlezing.pk).update(bestand="", voorbeeld={}, verslag={}, antwoorden={})
        gone += 1
    return gone
