"""Why may this person see or do this, on that day? Answered from roles and stand-ins, not from the derived rights.

The tree of areas and what a function may do are those of today; roles and stand-ins are never changed afterwards, so
what is read here about a day in the past is what was so on that day.
"""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import capfirst

from gebieden.rechten import Grond, gronden
from gebiedswerk.profiel import RECHTEN
from gebiedswerk.tijdlijn import Gebeurtenis

from .vervanging import Vervanging


@dataclass(frozen=True)
class Antwoord:
    """About one right: because of what (sentences), or why not."""

    recht: str
    redenen: tuple
    waarom_niet: tuple

    @property
    def mag(self):
        return bool(self.redenen)

    @property
    def wat(self):
        return capfirst(RECHTEN[self.recht])


def waarom(persoon, dag, gebieden):
    """One answer per right, for what lies in these areas: a right in one of them is enough."""
    is_actief = was_actief(persoon, dag)
    known = gronden(persoon, dag) if is_actief else []
    missed = _andere_gronden(persoon, dag)
    return [_antwoord(persoon, recht, dag, gebieden, known, missed, is_actief) for recht in RECHTEN]


def _antwoord(persoon, recht, dag, gebieden, known, missed, is_actief):
    redenen = [reden(grond, recht, gebied) for gebied in gebieden for grond in known if grond.geeft(recht, gebied)]
    if redenen:
        return Antwoord(recht, tuple(dict.fromkeys(redenen)), ())
    if not is_actief:
        return Antwoord(recht, (), (f"Het account van {persoon} staat uit op deze dag.",))
    almost = [waarom_toen_niet(grond, dag) for grond in missed if any(grond.geeft(recht, g) for g in gebieden)]
    elsewhere = [_niet_hier(grond, gebieden) for grond in known if recht in grond.eigen]
    niet = tuple(dict.fromkeys([*almost, *elsewhere])) or ("Geen enkele rol geeft dit recht.",)
    return Antwoord(recht, (), niet)


def was_actief(persoon, dag):
    """Whether the account was on at the end of that day; the first change after it tells what was before."""
    later = Gebeurtenis.objects.van(persoon).filter(soort__in=("account_aan", "account_uit"), op__date__gt=dag)
    change = later.order_by("op", "pk").first()
    return change.soort == "account_uit" if change else persoon.is_active


def _andere_gronden(persoon, dag):
    """Roles and stand-ins of another day: what was there before, or will be."""
    own = [rol for rol in persoon.gebiedsrollen.select_related("gebied").order_by("van") if not rol.loopt_op(dag)]
    lent = Vervanging.objects.filter(vervanger=persoon).exclude(van__lte=dag, tot__gte=dag).voor_lijst()
    return [*map(Grond, own), *(Grond(v.rol, v) for v in lent.order_by("van"))]


def reden(grond, recht, gebied):
    """ "Is gebiedsmedewerker in Noord, sinds 1 maart 2026. Dorp ligt daarin." """
    wie = _rol(grond)
    if recht in grond.eigen and grond.omvat(gebied):
        waar = "" if grond.rol.gebied_id == gebied.pk else f" {gebied} ligt daarin."
    else:
        waar = " Deze functie geeft dit recht in de hele gemeente."
    return f"{wie}.{waar}"


def _rol(grond):
    rol, vervanging = grond.rol, grond.vervanging
    if vervanging:
        return f"Vervangt {rol.persoon} als {rol.functie_naam} in {rol.gebied}, {_periode(vervanging)}"
    return f"Is {rol.functie_naam} in {rol.gebied}, {_periode(rol)}"


def waarom_toen_niet(grond, dag):
    """A role or stand-in that gives the right, but not on this day."""
    rol, vervanging = grond.rol, grond.vervanging
    periode = vervanging or rol
    wat = f"De rol {rol.functie_naam} in {rol.gebied}"
    if vervanging:
        wat = f"De vervanging van {rol.persoon} ({rol.functie_naam} in {rol.gebied})"
    if periode.van > dag:
        return f"{wat} begint pas op {_dag(periode.van)}."
    return f"{wat} liep tot en met {_dag(periode.tot)}."


def _niet_hier(grond, gebieden):
    namen = " en ".join(str(gebied) for gebied in gebieden)
    return f"{_rol(grond)}, maar {namen} {'ligt' if len(gebieden) == 1 else 'liggen'} daar niet in."


def _periode(rol):
    if rol.tot is None:
        return f"sinds {_dag(rol.van)}"
    return f"van {_dag(rol.van)} tot en met {_dag(rol.tot)}"


def _dag(dag):
    return date_format(dag, "j F Y")
