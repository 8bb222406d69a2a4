"""The end of a role: what is in its holder's name there goes to somebody who may work there, so that nothing is left.

A role that ends today or ended yesterday hands over in the same transaction. One that ends later does so by an
opdracht on the evening of its last day, to the people who were chosen, with all that came in its holder's name until
then. What then finds nobody who may work there stays where it is, and is told to the beheerders the next day.
"""

from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gebiedswerk.opdrachten import zet_klaar
from gebiedswerk.tijdlijn import schrijf

from .bevoegd import Bevoegd
from .models import Gebiedsrol
from .werk import blijft_liggen, draag_over, kandidaten, op_naam

EEN_DAG = timedelta(days=1)


def bevoegd_na(rol, dag):
    """Who may do what when this role is over, by roles of their own."""
    return Bevoegd(max(dag + EEN_DAG, timezone.localdate()), zonder=rol, met_vervangers=False)


def beeindig(rol, dag, *, opvolgers, door):
    """End the role after ``dag`` and hand over; ``opvolgers`` is ``{code of the kind: person}``.

    Raises ``ValidationError`` when something would be left without a holder who may work there.
    """
    with transaction.atomic():
        rol = Gebiedsrol.objects.select_for_update().get(pk=rol.pk)
        stapels = op_naam(rol.persoon, rol.gebied)
        bevoegd = bevoegd_na(rol, dag)
        _eis_opvolgers(blijft_liggen(stapels, rol.persoon, bevoegd), stapels, opvolgers, bevoegd, rol)
        if rol.tot != dag:
            rol.beeindig(dag)
            kort_vervangingen_in(rol)
            schrijf(rol.persoon, "rol_beeindigd", door=door, tekst=f"{rol}, laatste dag {dag:%d-%m-%Y}")
        if dag > timezone.localdate():
            plan_overdracht(rol, opvolgers, door)
        else:
            draag_over(stapels, opvolgers, van=rol.persoon, door=door, tekst=_waarom(rol))
    return rol


def _waarom(rol):
    return f"De rol {rol.functie_naam} in {rol.gebied} is beëindigd."


def _eis_opvolgers(over, stapels, opvolgers, bevoegd, rol):
    if missing := [str(stapel) for stapel in over if stapel.code not in opvolgers]:
        raise ValidationError(f"Kies wie dit overneemt: {', '.join(missing)}.")
    mogen = kandidaten(stapels, bevoegd, rol.persoon)
    for code, persoon in opvolgers.items():
        if code in mogen and persoon.pk not in mogen[code]:
            raise ValidationError(f"{persoon} heeft dan geen rol waarmee dit kan worden overgenomen.")


def kort_vervangingen_in(rol):
    """Nobody stands in for a role that is over."""
    rol.vervangingen.filter(van__gt=rol.tot).delete()
    rol.vervangingen.filter(tot__gt=rol.tot).update(tot=rol.tot)


def plan_overdracht(rol, opvolgers, door):
    """Put the handover ready for the evening of the last day; a later choice for that day takes its place."""
    begin = timezone.make_aware(datetime.combine(rol.tot, time(20)))
    chosen = {code: persoon.pk for code, persoon in sorted(opvolgers.items())}
    opdracht, is_new = zet_klaar(
        "rol_overdracht",
        f"rol_overdracht:{rol.pk}:{rol.tot}",
        door=door,
        niet_voor=begin,
        rol=rol.pk,
        tot=rol.tot.isoformat(),
        opvolgers=chosen,
    )
    if not is_new and opdracht.status == "klaargezet":
        opdracht.gegevens["opvolgers"] = chosen
        opdracht.save(update_fields=["gegevens"])


def voer_geplande_overdracht_uit(rol, opvolgers, door):
    """What may go, goes; returns the codes of the kinds that stay because their new holder may not work there now."""
    bevoegd = Bevoegd(zonder=rol, met_vervangers=False)
    stapels = blijft_liggen(op_naam(rol.persoon, rol.gebied), rol.persoon, bevoegd)
    mogen = kandidaten(stapels, bevoegd, rol.persoon)
    # A kind that nobody had yet when the choice was made goes to whom most of the rest goes.
    gekozen = list(opvolgers.values())
    rest = max(gekozen, key=gekozen.count, default=None)
    goes = {s.code: opvolgers.get(s.code) or rest for s in stapels}
    goes = {code: persoon for code, persoon in goes.items() if persoon and persoon.pk in mogen[code]}
    draag_over(stapels, goes, van=rol.persoon, door=door, tekst=_waarom(rol))
    return {stapel.code for stapel in stapels} - goes.keys()
