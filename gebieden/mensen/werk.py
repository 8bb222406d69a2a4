"""What is in somebody's name, of every kind that knows its holder: to look at, to hand over, and to find when lost."""

from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils.text import capfirst

from gebieden.gebied.models import Gebied
from gebieden.houder import MetHouderQuerySet
from gebiedswerk.post import stuur

from .bevoegd import Bevoegd
from .models import Gebruiker


def soorten():
    """Every model whose rows have a holder, found by its relation to ``Gebruiker``, in the order of their names."""
    related = {relation.related_model for relation in Gebruiker._meta.related_objects}
    kinds = [model for model in related if isinstance(model._default_manager.all(), MetHouderQuerySet)]
    return sorted(kinds, key=lambda model: model._meta.verbose_name_plural)


@dataclass(frozen=True)
class Stapel:
    """What is open of one kind in the name of one person."""

    model: type
    dingen: tuple

    @property
    def code(self):
        return self.model._meta.model_name

    @property
    def rijen(self):
        return self.model._default_manager.filter(pk__in=[ding.pk for ding in self.dingen])

    @property
    def houden(self):
        return self.rijen.houden

    @property
    def overnemen(self):
        return self.rijen.overnemen

    def __len__(self):
        return len(self.dingen)

    def __str__(self):
        """ "3 signalen"."""
        meta = self.model._meta
        return f"{len(self)} {meta.verbose_name if len(self) == 1 else meta.verbose_name_plural}"

    @property
    def kop(self):
        return capfirst(self.model._meta.verbose_name_plural)

    def alleen(self, houdt):
        return Stapel(self.model, tuple(ding for ding in self.dingen if houdt(ding)))


def op_naam(persoon, binnen=None):
    """The piles of this person, of what lies in the area ``binnen`` or inside it; empty piles are left out."""
    ids = None if binnen is None else Gebied.objects.binnen(binnen).values_list("pk", flat=True)
    piles = []
    for model in soorten():
        rows = model._default_manager.all().open().van(persoon).voor_overdracht()
        rows = rows if ids is None else rows.in_gebieden(list(ids))
        piles.append(Stapel(model, tuple(rows)))
    return [stapel for stapel in piles if stapel.dingen]


def blijft_liggen(stapels, persoon, bevoegd):
    """Of these piles what the person may not work on (any more), by what whoever takes over must be allowed."""
    lost = [s.alleen(lambda d, s=s: not bevoegd.mag(persoon.pk, s.overnemen, d.gebied_ids())) for s in stapels]
    return [stapel for stapel in lost if stapel.dingen]


def zonder_bevoegde(bevoegd=None):
    """``[(person, piles), …]``: what is open in the name of somebody who cannot do what it asks any more."""
    bevoegd = bevoegd or Bevoegd()
    per_person = {}
    for model in soorten():
        rows = model._default_manager.all()
        for ding in rows.verweesd_bij(bevoegd.mag):
            per_person.setdefault(getattr(ding, rows.houder), {}).setdefault(model, []).append(ding)
    return [
        (houder, [Stapel(model, tuple(dingen)) for model, dingen in piles.items()])
        for houder, piles in sorted(per_person.items(), key=lambda paar: paar[0].naam)
    ]


def kandidaten(stapels, bevoegd, behalve):
    """``{code: ids}``: per kind who may take over all of it, by roles of their own."""
    return {s.code: bevoegd.wie(s.overnemen, [d.gebied_ids() for d in s.dingen]) - {behalve.pk} for s in stapels}


def draag_over(stapels, opvolgers, *, van, door=None, tekst=""):
    """Hand every pile to whom ``opvolgers`` (``{code: person}``) names, in one transaction; a mail to each of them."""
    received = {}
    with transaction.atomic():
        for stapel in stapels:
            if naar := opvolgers.get(stapel.code):
                moved = stapel.rijen.draag_over(van, naar, door=door, tekst=tekst)
                received.setdefault(naar, []).append(Stapel(stapel.model, tuple(moved)))
        for naar, piles in received.items():
            mail_ontvanger(naar, [stapel for stapel in piles if stapel.dingen], van=van, door=door)
    return received


def mail_ontvanger(naar, stapels, *, van, door):
    if not stapels or naar == door:
        return
    things = [f"{s.code}:{d.pk}:{getattr(d, 'versie', '')}" for s in stapels for d in s.dingen]
    print_ = sha256(" ".join(things).encode()).hexdigest()[:16]
    stuur(
        naar.email,
        f"U neemt werk over van {van}",
        "post/werk_overgedragen.txt",
        sleutel=f"werk_overgedragen:{van.pk}:{naar.pk}:{print_}",
        aan=naar,
        van=van,
        door=door,
        stapels=stapels,
    )
