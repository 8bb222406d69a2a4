"""What a run of the retention job would take away, without taking it away."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from signalen.foto.models import Foto
from signalen.melder.models import Melder
from signalen.signaal.models import Signaal

# As far as the page looks ahead.
DAGEN = 30


@dataclass(frozen=True)
class Vooraf:
    signalen: int
    melders: int
    fotos: int
    binnenkort: int


def vooraf():
    due = Signaal.objects.te_vergeten()
    later = Signaal.objects.te_vergeten(timezone.localdate() + timedelta(days=DAGEN))
    count = due.count()
    return Vooraf(
        signalen=count,
        melders=Melder.objects.filter(signaal__in=due.order_by()).count(),
        fotos=Foto.objects.filter(signaal__in=due.order_by()).count(),
        binnenkort=later.count() - count,
    )
