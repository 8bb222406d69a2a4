"""What a night found, before it is stored."""

from dataclasses import dataclass

from django.db.models import Q

from signalen.signaal.models import Signaal

from .kwartaal import Kwartaal


@dataclass(frozen=True)
class Vondst:
    """What the night says of one theme or term in one area (or some) in one quarter."""

    kwartaal: Kwartaal
    tot: object
    gebied: int
    samen_met: frozenset
    leden: frozenset
    aantal: int
    verwacht: float
    kans: float
    q: float
    reeks: list
    signalen: list
    thema: str = ""
    term: str = ""

    def velden(self):
        return {
            "gebied_id": self.gebied,
            "tot": self.tot,
            "aantal": self.aantal,
            "verwacht": round(self.verwacht, 2),
            "kans": self.kans,
            "q": self.q,
            "reeks": self.reeks,
        }


def met_gebundelde(counted):
    both = Signaal.objects.telt_mee().filter(Q(pk__in=counted) | Q(hoofdsignaal__in=counted))
    return list(both.order_by("pk").values_list("pk", flat=True))
