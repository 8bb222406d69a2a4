"""What the plan says to everybody: per goal what is done, by which department, for how much. No names of people."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from gebiedswerk.profiel import huidig

SJABLOON = "document/plan.html"


@dataclass(frozen=True)
class Maatregelregel:
    titel: str
    omschrijving: str
    afdeling: str
    status: str
    is_te_laat: bool
    einddatum: date
    voortgang: int
    budget: float
    budgetsoort: str


@dataclass(frozen=True)
class Doelregel:
    anker: str
    titel: str
    resultaat: str
    budget: float
    aantal: int
    gedaan: int
    te_laat: int
    maatregelen: tuple[Maatregelregel, ...]


@dataclass(frozen=True)
class Planstuk:
    titel: str
    gemeente: str
    jaar: int
    status: str
    vastgesteld: date | None
    stand_op: date
    agenda: str
    inleiding: str
    budget: float
    extra: float
    aantal: int
    gedaan: int
    te_laat: int
    doelen: tuple[Doelregel, ...]


def _maatregelregel(m):
    return Maatregelregel(
        titel=m.titel,
        omschrijving=m.omschrijving,
        afdeling=str(m.afdeling),
        status=m.status_naam,
        is_te_laat=m.is_te_laat,
        einddatum=m.einddatum,
        voortgang=m.voortgang,
        budget=float(m.budget),
        budgetsoort=m.get_budgetsoort_display(),
    )


def _doelregel(doel, maatregelen):
    return Doelregel(
        anker=f"doel-{doel.pk}",
        titel=doel.titel,
        resultaat=doel.resultaat,
        budget=float(sum(m.budget for m in maatregelen)),
        aantal=len(maatregelen),
        gedaan=sum(m.status == "gedaan" for m in maatregelen),
        te_laat=sum(m.is_te_laat for m in maatregelen),
        maatregelen=tuple(_maatregelregel(m) for m in maatregelen),
    )


def stel_op(plan):
    per_doel = defaultdict(list)
    for maatregel in plan.maatregelen.afgesproken().voor_lijst():
        per_doel[maatregel.doel_id].append(maatregel)
    alle = [m for rij in per_doel.values() for m in rij]
    return Planstuk(
        titel=str(plan),
        gemeente=huidig().naam,
        jaar=plan.jaar,
        status=plan.status_naam,
        vastgesteld=plan.vastgesteld_datum,
        stand_op=timezone.localdate(),
        agenda=str(plan.agenda),
        inleiding=plan.inleiding,
        budget=float(sum(m.budget for m in alle)),
        extra=float(sum(m.budget for m in alle if m.budgetsoort == "extra")),
        aantal=len(alle),
        gedaan=sum(m.status == "gedaan" for m in alle),
        te_laat=sum(m.is_te_laat for m in alle),
        doelen=tuple(_doelregel(d, per_doel[d.pk]) for d in plan.agenda.doelen.all()),
    )


def als_context(stuk):
    kenmerken = [("Jaar", str(stuk.jaar)), ("Status", stuk.status), ("Uit", stuk.agenda)]
    if stuk.vastgesteld:
        kenmerken.append(("Vastgesteld", f"{stuk.vastgesteld:%d-%m-%Y}"))
    return {
        "stuk": stuk,
        "woord": huidig().woorden,
        "titel": stuk.titel,
        "ondertitel": f"Wat we in {stuk.jaar} doen, en hoe ver we zijn",
        "organisatie": f"Gemeente {stuk.gemeente}",
        "datum": stuk.stand_op,
        "kenmerken": kenmerken,
        "hoofdstukken": [(d.anker, d.titel) for d in stuk.doelen],
    }
