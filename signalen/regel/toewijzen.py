"""Who gets a signal first: the rules in their order, and else who works in the area (domain.md §3.1)."""

from dataclasses import dataclass

from gebieden.mensen.contacten import contacten
from gebieden.mensen.toewijzing import wie_heeft_functie
from gebiedswerk.profiel import huidig
from signalen.regel.models import Toewijsregel
from signalen.signaal.eigenaar import vind_eigenaar


@dataclass(frozen=True)
class Toewijzing:
    """``regel`` is None when no rule led anywhere; ``zonder_mens`` are the rules that fit and had nobody left."""

    eigenaar: object
    regel: Toewijsregel | None = None
    zonder_mens: tuple[Toewijsregel, ...] = ()
    is_zonder_regel: bool = False


def wijs_toe(gebied, thema, platform=None):
    """The first owner of what comes in here. Raises ``GeenEigenaar`` in a municipality without officials.

    A rule that fits and has nobody left does not stop what comes in: the next one is asked, and somebody is told.
    """
    domein = huidig().domein_van(thema)
    regels = list(Toewijsregel.objects.in_gebruik())
    zonder_mens = []
    for regel in regels:
        if not regel.past_op(gebied, thema, domein, platform):
            continue
        if wie := wie_volgens(regel, gebied):
            return Toewijzing(wie, regel, tuple(zonder_mens))
        zonder_mens.append(regel)
    return Toewijzing(vind_eigenaar(gebied, domein), None, tuple(zonder_mens), is_zonder_regel=bool(regels))


def wie_volgens(regel, gebied):
    """Whom this rule gives what lies in ``gebied``, or None when there is nobody."""
    if regel.functie:
        return wie_heeft_functie(regel.functie, gebied)
    if not regel.afdeling.is_actief:
        return None
    contact = contacten([gebied]).get((gebied.pk, regel.afdeling_id))
    return contact and contact.persoon
