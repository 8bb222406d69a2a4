"""What a letter asks of a department: read from the plan while it is a concept, frozen from the day it was sent."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from cyclus.plan.afspraak import Afspraak
from cyclus.plan.document import partnernamen
from cyclus.plan.maatregel import Maatregel
from cyclus.plan.models import Gebiedsplan
from cyclus.plan.totalen import budgetnaam
from gebieden.mensen.contacten import contacten
from gebieden.models import Gebiedsrol


@dataclass(frozen=True)
class Moment:
    naam: str
    uiterlijk: date


@dataclass(frozen=True)
class Opdrachtregel:
    """``sleutel`` is the id of the measure, so that a later plan can be laid beside the letter."""

    sleutel: int
    doel: str
    soort: str
    titel: str
    omschrijving: str
    persoon: str
    startdatum: date | None
    einddatum: date
    budget: float
    budgetsoort: str
    uren: int | None
    partners: str
    mijlpalen: tuple[Moment, ...]


@dataclass(frozen=True)
class Afgesproken:
    sleutel: int
    tekst: str
    opgave: str
    contactpersoon: str
    uiterlijk: date | None


@dataclass(frozen=True)
class Gevraagd:
    """All that is asked; the part of a letter that follows the plan."""

    maatregelen: tuple[Opdrachtregel, ...] = ()
    afspraken: tuple[Afgesproken, ...] = ()

    @property
    def is_leeg(self):
        return not self.maatregelen and not self.afspraken

    @property
    def budget(self):
        return sum(m.budget for m in self.maatregelen)

    @property
    def extra(self):
        return sum(m.budget for m in self.maatregelen if m.budgetsoort.startswith("Extra"))

    @property
    def uren(self):
        """None where nobody estimated any."""
        bekend = [m.uren for m in self.maatregelen if m.uren is not None]
        return sum(bekend) if bekend else None


@dataclass(frozen=True)
class Briefinhoud:
    plan: str
    vastgesteld: date | None
    inleiding: str
    aan: str
    van: tuple[str, ...]
    datum: date | None
    gevraagd: Gevraagd


def _opdrachtregel(m):
    return Opdrachtregel(
        sleutel=m.pk,
        doel=m.doel.titel,
        soort=m.get_soort_display(),
        titel=m.titel,
        omschrijving=m.omschrijving,
        persoon=str(m.persoon),
        startdatum=m.startdatum,
        einddatum=m.einddatum,
        budget=float(m.budget),
        budgetsoort=budgetnaam(m),
        uren=m.uren,
        partners=partnernamen(m),
        mijlpalen=tuple(Moment(p.naam, p.uiterlijk) for p in m.mijlpalen.all()),
    )


def _afgesproken(a):
    return Afgesproken(a.pk, a.tekst, str(a.opgave or ""), a.contactpersoon, a.uiterlijk)


def gevraagd_in(brieven):
    """``{(area id, year, department id): Gevraagd}`` as the adopted plans stand now; four queries for any number."""
    brieven = list(brieven)
    waar = {
        "plan__gebied__in": {b.gebied_id for b in brieven},
        "plan__jaar__in": {b.jaar for b in brieven},
        "afdeling__in": {b.afdeling_id for b in brieven},
    }
    plannen = Gebiedsplan.objects.vastgesteld()
    maatregelen, afspraken = defaultdict(list), defaultdict(list)
    for m in Maatregel.objects.gevraagd().filter(plan__in=plannen, **waar).met_alles():
        maatregelen[m.plan.gebied_id, m.plan.jaar, m.afdeling_id].append(_opdrachtregel(m))
    for a in Afspraak.objects.afgesproken().filter(plan__in=plannen, **waar).voor_lijst():
        afspraken[a.plan.gebied_id, a.plan.jaar, a.afdeling_id].append(_afgesproken(a))
    return {
        sleutel: Gevraagd(tuple(maatregelen[sleutel]), tuple(afspraken[sleutel]))
        for sleutel in {*maatregelen, *afspraken}
    }


def gevraagd_nu(brief):
    return gevraagd_in([brief]).get(brief.sleutel, Gevraagd())


def ontvanger(brief):
    """Whom to call about this area at the department, or None."""
    contact = contacten([brief.gebied]).get((brief.gebied_id, brief.afdeling_id))
    return contact.persoon if contact else None


def _afzenders(gebied):
    """Who works in the area itself, or in the nearest area around it."""
    rollen = Gebiedsrol.objects.lopend().van_soort("gebiedsmedewerker").filter(persoon__is_active=True)
    rollen = rollen.filter(gebied__in=gebied.pad_ids()).select_related("persoon", "gebied").order_by("persoon__naam")
    nearest = max((len(rol.gebied.pad) for rol in rollen), default=0)
    return tuple(f"{rol.persoon}, {rol.functie_naam}" for rol in rollen if len(rol.gebied.pad) == nearest)


def stel_op(brief):
    """The letter: as it was sent, or as it would be sent today."""
    if brief.inhoud:
        return uit_json(brief.inhoud)
    plan = Gebiedsplan.objects.filter(gebied=brief.gebied_id, jaar=brief.jaar).first()
    return Briefinhoud(
        plan=str(plan or ""),
        vastgesteld=plan and plan.vastgesteld_datum,
        inleiding=brief.inleiding,
        aan=str(ontvanger(brief) or ""),
        van=_afzenders(brief.gebied),
        datum=None,
        gevraagd=gevraagd_nu(brief),
    )


def bevries(brief):
    return replace(stel_op(brief), datum=timezone.localdate())


def _dag(tekst):
    return date.fromisoformat(tekst) if tekst else None


def uit_json(data):
    gevraagd = data["gevraagd"]
    maatregelen = tuple(
        Opdrachtregel(
            **m
            | {
                "startdatum": _dag(m["startdatum"]),
                "einddatum": _dag(m["einddatum"]),
                "mijlpalen": tuple(Moment(p["naam"], _dag(p["uiterlijk"])) for p in m["mijlpalen"]),
            }
        )
        for m in gevraagd["maatregelen"]
    )
    afspraken = tuple(Afgesproken(**a | {"uiterlijk": _dag(a["uiterlijk"])}) for a in gevraagd["afspraken"])
    vast = {"vastgesteld": _dag(data["vastgesteld"]), "datum": _dag(data["datum"]), "van": tuple(data["van"])}
    return Briefinhoud(**data | vast | {"gevraagd": Gevraagd(maatregelen, afspraken)})
