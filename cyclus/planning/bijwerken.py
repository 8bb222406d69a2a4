"""Bringing measures up to date, by who carries them out: the same act from the screen and from a file."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cyclus.plan.maatregel import Maatregel
from gebieden.models import Gebied
from gebieden.rechten import gebieden_met_recht
from gebiedswerk.tijdlijn import schrijf

NIETS = "Er is niets veranderd."
STAPPEN = {"in_uitvoering": "Begonnen", "gedaan": "Gedaan"}


def van(persoon):
    """The open measures that are in this person's name, or in the name of who they stand in for today."""
    mine = Q(persoon=persoon)
    for vervanging in persoon.vervangt.lopend().voor_lijst():
        if vervanging.rol.is_lopend:
            here = Gebied.objects.binnen(vervanging.rol.gebied).values("pk")
            mine |= Q(persoon=vervanging.rol.persoon_id, plan__gebied__in=here)
    return Maatregel.objects.zichtbaar_voor(persoon).open().filter(mine)


def te_werken_door(persoon):
    """All open measures this person may bring up to date: their own, and those in the areas they lead."""
    leads = Q(plan__gebied__in=gebieden_met_recht(persoon, "behandelen"))
    own = van(persoon).order_by().values("pk")
    return Maatregel.objects.zichtbaar_voor(persoon).open().filter(Q(pk__in=own) | leads)


def stappen_van(maatregel):
    """The steps ahead for who carries it out, also two at once: what was done at once was begun too."""
    if maatregel.status == "gepland":
        return STAPPEN
    return {"gedaan": STAPPEN["gedaan"]} if maatregel.status == "in_uitvoering" else {}


def zet_stap(maatregel, stap, *, door):
    """Go there, by way of what lies between; a second click finds it there already."""
    if stap == "gedaan" and maatregel.status == "gepland":
        maatregel.ga_naar("in_uitvoering", door=door)
    if stap and maatregel.status != stap:
        maatregel.ga_naar(stap, door=door)


def zeg_niets_veranderd(maatregel, *, door):
    """That nothing changed is a word too: the measure is not silent any more."""
    with transaction.atomic():
        Maatregel.objects.filter(pk=maatregel.pk).update(bijgewerkt_op=timezone.now())
        schrijf(maatregel, "bijgewerkt", door=door, tekst=NIETS)


def fout_in_woorden(fout):
    """All that a refusal says, in one line."""
    return " ".join(fout.messages) if isinstance(fout, ValidationError) else str(fout)
