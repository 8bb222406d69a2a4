"""The ladder of the profile: which rung is next for a thing, who stands on it, and putting a question there.

A thing can be put before somebody when it has an area, a holder and a day on which it should be done.
"""

from dataclasses import dataclass
from operator import attrgetter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cyclus.escalatie.models import Escalatie
from cyclus.overleg.actiepunt import Actiepunt
from cyclus.plan.maatregel import Maatregel
from gebieden.mensen.models import Gebiedsrol
from gebiedswerk.post import stuur
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import GeenRecht
from gebiedswerk.termijnen import is_escalatie_rijp, uiterste_dag
from gebiedswerk.tijdlijn import schrijf
from signalen.models import Advies, Deel, Signaal, Trend

# Model, and the ways from a thing to its area and to its holder.
DINGEN = {
    "maatregel": (Maatregel, attrgetter("plan.gebied"), attrgetter("persoon")),
    "signaal": (Signaal, attrgetter("trekkend_gebied"), attrgetter("eigenaar")),
    "deel": (Deel, attrgetter("signaal.trekkend_gebied"), attrgetter("eigenaar")),
    "actiepunt": (Actiepunt, attrgetter("overleg.trekkend_gebied"), attrgetter("eigenaar")),
    "advies": (Advies, attrgetter("trekkend_gebied"), attrgetter("eigenaar")),
    "trend": (Trend, attrgetter("gebied"), attrgetter("eigenaar")),
}


class TredeOnbezet(ValidationError):
    """Nobody stands on the next rung for this area."""


@dataclass(frozen=True)
class Trede:
    code: str
    naam: str
    persoon: object

    @property
    def is_bezet(self):
        return self.persoon is not None


@dataclass(frozen=True)
class Aanbod:
    """What a page shows about escalation of one thing to one person."""

    open: Escalatie | None
    eerdere: list
    is_rijp: bool
    mag: bool
    url: str


def gebied_van(ding):
    return DINGEN[ding._meta.model_name][1](ding)


def houder_van(ding):
    return DINGEN[ding._meta.model_name][2](ding)


def is_lopend(ding):
    """Open, and waiting for somebody who stands on the ladder."""
    rows = type(ding).objects.all()
    rows = rows.voor_te_leggen() if hasattr(rows, "voor_te_leggen") else rows.open()
    return rows.filter(pk=ding.pk).exists()


def loopt(ding):
    """False while the term of the thing stands still: nobody here can do anything about that."""
    return getattr(ding, "termijn_loopt", True)


def mag_voorleggen(ding, persoon):
    """Who holds it, and who leads the area."""
    return persoon.pk == houder_van(ding).pk or ding.heeft_recht(persoon, "behandelen")


def bezetting(functie, gebied, behalve=None):
    """Who has this function now in the area or above it, nearest first, or who stands in for them.

    Nobody puts a question before themselves.
    """
    rollen = Gebiedsrol.objects.lopend().voor_functie(functie).filter(gebied__in=gebied.pad_ids())
    rollen = rollen.met_waarnemer().filter(persoon__is_active=True).select_related("persoon", "gebied")
    nearest = sorted(rollen, key=lambda rol: (-len(rol.gebied.pad), rol.van, rol.pk))
    present = (wie for rol in nearest for wie in dict.fromkeys((rol.waarnemer(), rol.persoon)))
    return next((wie for wie in present if wie != behalve), None)


def treden_voor(ding, door):
    """The rungs above the last one used for this thing, each with who stands on it. What was withdrawn was not used."""
    used = set(Escalatie.objects.over(ding).exclude(status="ingetrokken").values_list("trede", flat=True))
    ladder = huidig().ladder
    last = max((i for i, trede in enumerate(ladder) if trede["code"] in used), default=-1)
    gebied = gebied_van(ding)
    return [Trede(t["code"], t["naam"], bezetting(t["functie"], gebied, door)) for t in ladder[last + 1 :]]


def keuzes(treden):
    """The rungs that may be chosen: the first with somebody on it. An empty rung may be passed, a manned one not."""
    return [t for t in treden if t.is_bezet][:1]


def melding_onbezet(treden, gebied):
    """Which rungs are passed because nobody stands there, in words; empty when the next rung is manned."""
    leeg = []
    for trede in treden:
        if trede.is_bezet:
            break
        leeg.append(f"‘{trede.naam}’")
    if not leeg:
        return ""
    volgende = next((t for t in treden if t.is_bezet), None)
    zin = f"Op de trede {' en '.join(leeg)} staat nu niemand voor {gebied}."
    if volgende is None:
        return f"{zin} Hogerop staat ook niemand. Vraag de beheerder om de rollen aan te vullen."
    return f"{zin} De volgende trede is ‘{volgende.naam}’: {volgende.persoon}."


def leg_voor(ding, *, door, vraag, trede=None):
    """Put the question about ``ding`` before the next rung; a second click gives the same escalation.

    ``trede`` (a code) names the rung when the next one is empty. Raises ``TredeOnbezet`` when nobody stands there.
    """
    if not mag_voorleggen(ding, door):
        raise GeenRecht("Voorleggen")
    with transaction.atomic():
        # The thing itself is the lock: two people at once make one escalation.
        type(ding)._base_manager.select_for_update().only("pk").get(pk=ding.pk)
        lopend = Escalatie.objects.over(ding).open().first()
        if lopend:
            return lopend
        if not is_lopend(ding):
            raise ValidationError("Dit is al afgerond; er valt niets meer voor te leggen.")
        if not loopt(ding):
            raise ValidationError("Dit wacht op de melder. De termijn staat stil; er valt nu niets voor te leggen.")
        gekozen = _kies(treden_voor(ding, door), trede, gebied_van(ding))
        escalatie = Escalatie.objects.create(
            ding=ding,
            gebied=gebied_van(ding),
            trede=gekozen.code,
            vraag=vraag,
            door=door,
            aan=gekozen.persoon,
            uiterlijk=uiterste_dag("escalatie_besluit", timezone.localdate()),
        )
        schrijf(escalatie, "aangemaakt", door=door)
        schrijf(ding, "escalatie", door=door, naar=f"Voorgelegd aan {gekozen.persoon} ({gekozen.naam})", tekst=vraag)
        stuur(
            gekozen.persoon.email,
            f"Uw besluit wordt gevraagd: {ding}"[:200],
            "post/escalatie_voorgelegd.txt",
            sleutel=f"escalatie:{escalatie.pk}:voorgelegd",
            over=escalatie,
            escalatie=escalatie,
            ding=ding,
        )
    return escalatie


def _kies(treden, code, gebied):
    if not treden:
        raise ValidationError("Dit is al voorgelegd aan de hoogste trede.")
    wanted = next((t for t in treden if t.code == code), None) if code else treden[0]
    if wanted is None:
        raise ValidationError("Deze trede kan nu niet worden gekozen.")
    if not wanted.is_bezet:
        raise TredeOnbezet(melding_onbezet(treden, gebied))
    if wanted not in keuzes(treden):
        raise ValidationError(f"Leg het eerst voor aan {treden[0].naam}.")
    return wanted


def escalatie_van(ding, persoon):
    """What ``cyclus/_escalatie.html`` shows."""
    alle = list(Escalatie.objects.over(ding).select_related("aan", "door", "gebied"))
    lopend = next((e for e in alle if e.status == "voorgelegd"), None)
    vandaag = timezone.localdate()
    bezig = Escalatie.objects.over(ding).loopt_of_werkt(vandaag).exists()
    rijp = not bezig and loopt(ding) and is_escalatie_rijp(ding.uiterlijk, vandaag) and is_lopend(ding)
    return Aanbod(
        open=lopend,
        eerdere=[e for e in alle if e is not lopend],
        is_rijp=rijp,
        mag=rijp and mag_voorleggen(ding, persoon),
        url=reverse("cyclus:escalatie_nieuw", args=[ding._meta.model_name, ding.pk]),
    )
