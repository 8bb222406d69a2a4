"""Roles on an area that stops: they end with it, and go on on its successors.

Hours are divided by the share of each successor, so that nobody works more hours because of a line on a map. A mandate
is an amount per decision, and stays the same. Who already has the same role on a successor keeps that one.
"""

from datetime import timedelta

from django.utils.formats import date_format

from gebieden.mensen.models import Gebiedsrol, Gebruiker
from gebieden.mensen.vervanging import Vervanging
from gebieden.rechten import leid_rechten_af
from gebiedswerk.tijdlijn import schrijf


def verdeel_uren(uren, aandelen):
    """Whole hours by share, together exactly ``uren``; None stays None."""
    if uren is None:
        return [None] * len(aandelen)
    whole = sum(aandelen)
    parts = [uren * aandeel / whole for aandeel in aandelen]
    hours = [int(part) for part in parts]
    for n in sorted(range(len(parts)), key=lambda n: hours[n] - parts[n])[: uren - sum(hours)]:
        hours[n] += 1
    return hours


def rollen_op(gebied, dag):
    """Roles on this area that go on after the day before ``dag``."""
    rows = Gebiedsrol.objects.filter(gebied=gebied).exclude(tot__lt=dag)
    return rows.select_related("persoon", "gebied").order_by("pk")


def zet_rollen_over(opvolgers, dag, gevolg, *, door=None):
    """End the roles on old areas the day before ``dag`` and make them on the successors; rights follow at once."""
    made, people = {}, {}
    for oud, rijen in opvolgers.items():
        for rol in rollen_op(oud, dag):
            people[rol.persoon_id] = rol.persoon
            hours = verdeel_uren(rol.uren, [aandeel for _, aandeel, _ in rijen])
            nieuw = [
                _op_opvolger(rol, gebied, dag, uren, made, gevolg)
                for (gebied, _, _), uren in zip(rijen, hours, strict=True)
            ]
            _beeindig(rol, dag)
            _vervangingen(rol, [r for r in nieuw if r], dag)
            gevolg.rollen += 1
            namen = " en ".join(str(gebied) for gebied, _, _ in rijen)
            tekst = f"{rol.functie_naam} in {oud} gaat verder in {namen}, vanaf {date_format(dag, 'j F Y')}."
            schrijf(rol.persoon, "rol_opgevolgd", door=door, van=oud, naar=namen, tekst=tekst)
    # Whose role is on another area sees another part of the tree too: everybody's rights are derived again when asked.
    Gebruiker.objects.exclude(rechten_op=None).update(rechten_op=None)
    for persoon in people.values():
        leid_rechten_af(persoon)


def _op_opvolger(rol, gebied, dag, uren, made, gevolg):
    """The role on one successor; None when this person has it there already."""
    sleutel = (rol.persoon_id, gebied.pk, rol.functie)
    if same := made.get(sleutel):
        same.uren = _samen(same.uren, uren)
        same.mandaat = max(filter(None, (same.mandaat, rol.mandaat)), default=None)
        same.tot = None if same.tot is None or rol.tot is None else max(same.tot, rol.tot)
        same.save()
        return same
    velden = {veld: getattr(rol, veld) for veld in ("persoon", "functie", "afdeling", "tot", "mandaat")}
    nieuw = Gebiedsrol(gebied=gebied, van=max(rol.van, dag), uren=uren, **velden)
    if Gebiedsrol.objects.overlapt(nieuw).exists():
        gevolg.nakijken.append(
            f"{rol.persoon} heeft de rol {rol.functie_naam} al in {gebied}. Kijk de uren en het mandaat na."
        )
        return None
    nieuw.save()
    made[sleutel] = nieuw
    return nieuw


def _samen(*uren):
    known = [aantal for aantal in uren if aantal is not None]
    return sum(known) if known else None


def _beeindig(rol, dag):
    """What had not begun yet ends on the day it would have begun: it never gave any right on an area that is gone."""
    rol.tot = max(dag - timedelta(days=1), rol.van)
    rol.save(update_fields=["tot"])


def _vervangingen(rol, nieuwe, dag):
    """Who stands in goes on standing in, for the role on each successor."""
    for vervanging in rol.vervangingen.filter(tot__gte=dag):
        for opvolger in nieuwe:
            van = max(vervanging.van, opvolger.van)
            tot = min(vervanging.tot, opvolger.tot or vervanging.tot)
            if van <= tot:
                Vervanging.objects.get_or_create(
                    rol=opvolger, vervanger=vervanging.vervanger, van=van, tot=tot, defaults={"reden": vervanging.reden}
                )
        if vervanging.van < dag:
            vervanging.tot = dag - timedelta(days=1)
            vervanging.save(update_fields=["tot"])
