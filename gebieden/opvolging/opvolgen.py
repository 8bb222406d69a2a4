"""What follows when new areas come in the place of old ones: for the tree, and for all that lies in the old ones.

Nothing is deleted. An old area stops, keeps its page and its closed dossiers, and lies from then on inside its
largest successor, so that rights, lists and search reach it there. What is still open gets the successors beside the
area it belonged to. All in the transaction of the caller.
"""

from dataclasses import dataclass, field

from django.db.models import F

from gebieden.cijfers.models import Cijfer
from gebieden.gebied.models import Gebied
from gebieden.indeling.doorlopend import eerste_jaar
from gebieden.indeling.models import Opvolging
from gebieden.opvolging.rollen import zet_rollen_over
from gebieden.opvolging.soorten import in_gebieden, open_rijen
from gebiedswerk.tijdlijn import schrijf


@dataclass
class Gevolg:
    """What was done: counts for the report, and what a person still has to look at."""

    opgevolgd: int = 0
    dossiers: dict = field(default_factory=dict)
    rollen: int = 0
    nakijken: list = field(default_factory=list)

    def zinnen(self):
        """The report in sentences."""
        found = [f"Opgevolgde gebieden: {self.opgevolgd}."] if self.opgevolgd else []
        if self.rollen:
            found.append(f"Rollen die zijn overgegaan: {self.rollen}.")
        found += [
            f"{naam.capitalize()} die nu ook bij de opvolger liggen: {n}." for naam, n in self.dossiers.items() if n
        ]
        return found + self.nakijken


def volg_op(opvolgers, *, per, dag, door=None, bronnen=None, **herkomst):
    """``{old Gebied: [(new Gebied, share, is_opgenomen), …]}``, the largest first; returns a ``Gevolg``.

    ``per`` is the first day of the new areas, ``dag`` the day on which roles change (never before today);
    ``herkomst`` (``bron``, ``indeling``, ``herindeling``) is kept with each ``Opvolging``; ``bronnen`` gives a ``bron``
    for single pairs: ``{(old pk, new pk): bron}``.
    """
    gevolg = Gevolg()
    opvolgers = {oud: rijen for oud, rijen in opvolgers.items() if rijen}
    for oud, rijen in opvolgers.items():
        for nieuw, aandeel, is_opgenomen in rijen:
            velden = {"aandeel": aandeel, "per": per, "is_opgenomen": is_opgenomen, **herkomst}
            if bronnen:
                velden["bron"] = bronnen[oud.pk, nieuw.pk]
            Opvolging.objects.get_or_create(oud=oud, nieuw=nieuw, defaults=velden)
        Gebied.objects.filter(pk=oud.pk, opgeheven_datum=None).update(opgeheven_datum=per)
        Gebied.objects.filter(pk=oud.pk).update(is_actief=False)
        gevolg.opgevolgd += 1
    for oud, rijen in opvolgers.items():
        verplaats(oud.pk, rijen[0][0].pk)
    zet_rollen_over(opvolgers, dag, gevolg, door=door)
    for oud, rijen in opvolgers.items():
        _leg_dossiers_erbij(oud, [rij[0] for rij in rijen], per, gevolg, door)
    return gevolg


def verplaats(oud, nieuw):
    """Hang an old area (pk) under its successor; what still runs directly in it goes to the successor itself."""
    gebied, opvolger = Gebied.objects.get(pk=oud), Gebied.objects.get(pk=nieuw)
    if opvolger.pad.startswith(gebied.pad):
        opvolger.hang_onder(gebied.ouder)
        gebied.refresh_from_db(fields=["pad"])
    for kind in Gebied.objects.lopend().filter(ouder=gebied).exclude(pk=opvolger.pk):
        kind.hang_onder(opvolger)
    gebied.refresh_from_db()
    gebied.hang_onder(opvolger)


def bestond_al(gebied, per):
    """True when a publisher gave this area a figure of before ``per``: then it was there already."""
    return Cijfer.objects.filter(gebied=gebied, is_berekend=False, jaar__lt=eerste_jaar(per)).exists()


def _leg_dossiers_erbij(oud, opvolgers, per, gevolg, door):
    """What is open in the old area lies from now on in its successors too, and the largest of them leads."""
    namen = " en ".join(str(gebied) for gebied in opvolgers)
    tekst = f"{oud} is per {per:%d-%m-%Y} opgevolgd door {namen}. Dit staat nu ook daar."
    for model in in_gebieden():
        rijen = list(open_rijen(model).filter(gebieden=oud))
        through = model.gebieden.through
        eigen = f"{model._meta.get_field('gebieden').m2m_field_name()}_id"
        present = set(through.objects.filter(gebied__in=opvolgers).values_list(eigen, "gebied_id"))
        missing = [(rij.pk, g.pk) for rij in rijen for g in opvolgers if (rij.pk, g.pk) not in present]
        through.objects.bulk_create([through(**{eigen: rij, "gebied_id": gebied}) for rij, gebied in missing])
        touched = {rij for rij, _ in missing}
        if hasattr(model, "trekkend_gebied"):
            leads = model._base_manager.filter(pk__in=[rij.pk for rij in rijen], trekkend_gebied=oud)
            touched |= set(leads.values_list("pk", flat=True))
            leads.update(trekkend_gebied=opvolgers[0], versie=F("versie") + 1)
        for rij in rijen:
            if rij.pk in touched:
                schrijf(rij, "gebied_opgevolgd", door=door, van=oud, naar=namen, tekst=tekst)
        naam = model._meta.verbose_name_plural
        gevolg.dossiers[naam] = gevolg.dossiers.get(naam, 0) + len(touched)
