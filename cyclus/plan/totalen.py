"""What a plan asks in money and hours: per goal, per department and per kind of budget, in the same few columns."""

from collections import defaultdict
from dataclasses import dataclass

from gebiedswerk.profiel import huidig


@dataclass(frozen=True)
class Totaal:
    """``uren`` is None where nobody estimated any hours: that is not the same as no hours."""

    naam: str
    aantal: int
    budget: float
    extra: float
    besteed: float
    uren: int | None
    uren_besteed: int


@dataclass(frozen=True)
class Totalen:
    alles: Totaal
    per_doel: tuple[Totaal, ...]
    per_afdeling: tuple[Totaal, ...]
    per_budget: tuple[Totaal, ...]


def _tel(naam, maatregelen):
    uren = [m.uren for m in maatregelen if m.uren is not None]
    return Totaal(
        naam=naam,
        aantal=len(maatregelen),
        budget=float(sum(m.budget for m in maatregelen)),
        extra=float(sum(m.budget for m in maatregelen if m.budgetsoort == "extra")),
        besteed=float(sum(m.besteed for m in maatregelen)),
        uren=sum(uren) if uren else None,
        uren_besteed=sum(m.uren_besteed for m in maatregelen),
    )


def _per(maatregelen, naam_van):
    groepen = defaultdict(list)
    for maatregel in maatregelen:
        groepen[naam_van(maatregel)].append(maatregel)
    return groepen


def budgetnaam(maatregel):
    """ "Regulier budget", or with where it comes from: "Extra budget (leefbaarheidsbudget)"."""
    bron = huidig().naam_van("budgetsoorten", maatregel.budgetbron) if maatregel.budgetbron else ""
    return maatregel.get_budgetsoort_display() + (f" ({bron})" if bron else "")


def tel_op(maatregelen):
    """The totals of measures that were fetched already, without another query (``voor_lijst``)."""
    maatregelen = list(maatregelen)
    per_doel = _per(maatregelen, lambda m: (m.doel.prioriteit, m.doel.volgorde, m.doel_id, m.doel.titel))
    per_afdeling = _per(maatregelen, lambda m: str(m.afdeling))
    per_budget = _per(maatregelen, budgetnaam)
    return Totalen(
        alles=_tel("Samen", maatregelen),
        per_doel=tuple(_tel(sleutel[-1], groep) for sleutel, groep in sorted(per_doel.items())),
        per_afdeling=tuple(_tel(naam, groep) for naam, groep in sorted(per_afdeling.items())),
        per_budget=tuple(_tel(naam, groep) for naam, groep in sorted(per_budget.items(), reverse=True)),
    )
