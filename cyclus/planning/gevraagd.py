"""What is asked of a department, or of a person, in all areas: the most urgent first, grouped by area."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q

from cyclus.models import Afspraak
from gebieden.mensen.models import Gebiedsrol
from gebieden.models import Afdeling

# Milestones and dates within so many days are coming up.
VOORUIT = timedelta(weeks=8)


@dataclass
class Som:
    aantal: int = 0
    gedaan: int = 0
    te_laat: int = 0
    stil: int = 0
    budget: Decimal = Decimal(0)
    besteed: Decimal = Decimal(0)
    uren: int = 0
    uren_besteed: int = 0

    def tel(self, maatregel):
        """What was dropped asks nothing any more; what it cost was spent."""
        self.besteed += maatregel.besteed
        self.uren_besteed += maatregel.uren_besteed
        if maatregel.status == "vervallen":
            return
        self.aantal += 1
        self.gedaan += maatregel.status == "gedaan"
        self.te_laat += maatregel.is_te_laat
        self.stil += bool(maatregel.is_stil)
        self.budget += maatregel.budget
        self.uren += maatregel.uren or 0


@dataclass
class Gebiedsdeel:
    gebied: object
    maatregelen: list
    afspraken: list
    som: Som

    @property
    def urgentie(self):
        return (min(map(urgentie, self.maatregelen), default=(9, date.max)), self.gebied.naam)


@dataclass
class Gevraagd:
    gebieden: list[Gebiedsdeel]
    som: Som
    mijlpalen: list


def urgentie(maatregel):
    """Late, silent, running or planned by date; then what is done, and last what was dropped."""
    if maatregel.is_te_laat:
        return 0, maatregel.einddatum
    if maatregel.is_lopend:
        return (1 if maatregel.is_stil else 2), maatregel.einddatum
    return (3 if maatregel.status == "gedaan" else 4), maatregel.einddatum


def stel_op(maatregelen, vandaag, afspraken=None):
    """``maatregelen`` and ``afspraken`` are querysets within what somebody may see."""
    per_gebied, som = {}, Som()

    def deel(gebied):
        return per_gebied.setdefault(gebied.pk, Gebiedsdeel(gebied, [], [], Som()))

    rows = sorted(
        maatregelen.afgesproken().voor_lijst().prefetch_related("mijlpalen"), key=lambda m: (urgentie(m), m.pk)
    )
    for maatregel in rows:
        part = deel(maatregel.plan.gebied)
        part.maatregelen.append(maatregel)
        part.som.tel(maatregel)
        som.tel(maatregel)
    for afspraak in afspraken.afgesproken().voor_lijst() if afspraken is not None else ():
        deel(afspraak.plan.gebied).afspraken.append(afspraak)
    open_ = (mijlpaal for m in rows if m.is_lopend for mijlpaal in m.mijlpalen.all() if not mijlpaal.gehaald_datum)
    soon = sorted((m for m in open_ if m.uiterlijk <= vandaag + VOORUIT), key=lambda m: (m.uiterlijk, m.pk))
    return Gevraagd(sorted(per_gebied.values(), key=lambda g: g.urgentie), som, soon)


def eigen_afdelingen(persoon):
    """The departments this person works for today."""
    rollen = Gebiedsrol.objects.lopend().voor(persoon).exclude(afdeling=None)
    return list(Afdeling.objects.filter(pk__in=rollen.values("afdeling")))


def afdelingen_met_werk(maatregelen, afspraken):
    """What there is to choose from: departments that are in use, and those of whom something is asked."""
    asked = Q(pk__in=maatregelen.order_by().values("afdeling")) | Q(pk__in=afspraken.order_by().values("afdeling"))
    return Afdeling.objects.filter(asked | Q(is_actief=True))


def per_afdeling(maatregelen):
    """``{department id: open measures}`` counted in one go, to choose by."""
    counted = defaultdict(int)
    for afdeling in maatregelen.open().order_by().values_list("afdeling", flat=True):
        counted[afdeling] += 1
    return counted


def afspraken_van(persoon, afdeling, jaar):
    return Afspraak.objects.zichtbaar_voor(persoon).filter(afdeling=afdeling, plan__jaar=jaar)
