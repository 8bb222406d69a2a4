"""The yearly list of the few subjects that college and platform agreed on, and what came of each."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone

from .models import Advies, Adviesonderwerp


@dataclass(frozen=True)
class Regel:
    onderwerp: Adviesonderwerp
    adviezen: list
    is_voorbij: bool

    @property
    def is_gevraagd(self):
        return bool(self.adviezen)

    @property
    def is_gemist(self):
        """The year is over and nobody asked."""
        return self.is_voorbij and not self.adviezen


def jaar_uit(request):
    """The year that the address asks for; nonsense is this year."""
    asked, now = request.GET.get("jaar", ""), timezone.localdate().year
    return int(asked) if asked.isdecimal() and len(asked) == 4 and 2000 <= int(asked) <= now + 1 else now


def lijst_van(platform, jaar):
    """The subjects of the year, each with what was asked about it."""
    asked = Prefetch("adviezen", Advies.objects.openbaar().order_by("pk"), to_attr="gestelde")
    rows = platform.adviesonderwerpen.filter(jaar=jaar).prefetch_related(asked)
    return [Regel(rij, rij.gestelde, jaar < timezone.localdate().year) for rij in rows]
