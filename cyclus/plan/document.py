"""What the plan says to everybody: per goal what is done, by which department, for how much. No names of people."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from cyclus.plan.totalen import Totalen, budgetnaam, tel_op
from gebieden.models import Contact, Gebied
from gebiedswerk.kaartbeeld import Vlak, kaart
from gebiedswerk.profiel import huidig

SJABLOON = "document/plan.html"


@dataclass(frozen=True)
class Mijlpaalregel:
    naam: str
    uiterlijk: date
    gehaald: date | None
    is_te_laat: bool


@dataclass(frozen=True)
class Maatregelregel:
    titel: str
    omschrijving: str
    afdeling: str
    status: str
    status_code: str
    is_te_laat: bool
    einddatum: date
    voortgang: int
    budget: float
    budgetsoort: str
    soort: str = "Maatregel"
    startdatum: date | None = None
    uren: int | None = None
    partners: str = ""
    mijlpalen: tuple[Mijlpaalregel, ...] = ()


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
class Afspraakregel:
    afdeling: str
    tekst: str
    opgave: str
    uiterlijk: date | None
    uitkomst: str
    toelichting: str
    is_te_laat: bool


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
    totalen: Totalen | None = None
    afspraken: tuple[Afspraakregel, ...] = ()


def mijlpaalregels(maatregel):
    return tuple(
        Mijlpaalregel(m.naam, m.uiterlijk, m.gehaald_datum, m.is_te_laat and maatregel.is_lopend)
        for m in maatregel.mijlpalen.all()
    )


def partnernamen(maatregel, mag=None):
    """Who else takes part, in one line; ``mag`` are the ids of those who may be named, None names all."""
    namen = [c.naam for c in maatregel.partners.all() if mag is None or c.pk in mag]
    return ", ".join([*namen, *filter(None, [maatregel.andere_partners.strip()])])


def _maatregelregel(m, mag):
    return Maatregelregel(
        titel=m.titel,
        omschrijving=m.omschrijving,
        afdeling=str(m.afdeling),
        status=m.status_naam,
        status_code=m.status,
        is_te_laat=m.is_te_laat,
        einddatum=m.einddatum,
        voortgang=m.voortgang,
        budget=float(m.budget),
        budgetsoort=budgetnaam(m),
        soort=m.get_soort_display(),
        startdatum=m.startdatum,
        uren=m.uren,
        partners=partnernamen(m, mag),
        mijlpalen=mijlpaalregels(m),
    )


def _doelregel(doel, maatregelen, mag):
    return Doelregel(
        anker=f"doel-{doel.pk}",
        titel=doel.titel,
        resultaat=doel.resultaat,
        budget=float(sum(m.budget for m in maatregelen)),
        aantal=len(maatregelen),
        gedaan=sum(m.status == "gedaan" for m in maatregelen),
        te_laat=sum(m.is_te_laat for m in maatregelen),
        maatregelen=tuple(_maatregelregel(m, mag) for m in maatregelen),
    )


def _afspraakregel(a):
    return Afspraakregel(
        afdeling=str(a.afdeling),
        tekst=a.tekst,
        opgave=str(a.opgave or ""),
        uiterlijk=a.uiterlijk,
        uitkomst=a.get_uitkomst_display(),
        toelichting=a.toelichting,
        is_te_laat=a.is_te_laat,
    )


def stel_op(plan):
    per_doel = defaultdict(list)
    alle = list(plan.maatregelen.afgesproken().met_alles())
    for maatregel in alle:
        per_doel[maatregel.doel_id].append(maatregel)
    # Named only as long as its owner agreed to be found.
    mag = set(Contact.objects.openbaar().filter(maatregelen__in=alle).values_list("pk", flat=True))
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
        doelen=tuple(_doelregel(d, per_doel[d.pk], mag) for d in plan.agenda.doelen.all()),
        totalen=tel_op(alle),
        afspraken=tuple(_afspraakregel(a) for a in plan.afspraken.afgesproken().voor_lijst()),
    )


def ligging(gebied):
    """For the cover in print: the area among those beside it, or None where no boundary is known."""
    beside = Gebied.objects.lopend().filter(niveau=gebied.niveau, ouder_id=gebied.ouder_id).exclude(grens=None)
    vlakken = [Vlak(g.naam, g.grens, nadruk=g.pk == gebied.pk) for g in beside]
    return kaart(vlakken, titel=f"Ligging van {gebied}", klein=True, breedte=480) if vlakken else None


def als_context(stuk):
    woord = huidig().woorden
    kenmerken = [("Jaar", str(stuk.jaar)), ("Status", stuk.status), ("Uit", stuk.agenda)]
    if stuk.vastgesteld:
        kenmerken.append(("Vastgesteld", f"{stuk.vastgesteld:%d-%m-%Y}"))
    hoofdstukken = [("kort", "In het kort"), *((d.anker, d.titel) for d in stuk.doelen)]
    if stuk.afspraken:
        hoofdstukken.append(("afspraken", woord["afspraken"].capitalize()))
    if stuk.aantal:
        hoofdstukken.append(("geld", "Geld en uren"))
    return {
        "stuk": stuk,
        "woord": woord,
        "titel": stuk.titel,
        "ondertitel": f"Wat we in {stuk.jaar} doen, en hoe ver we zijn",
        "organisatie": f"Gemeente {stuk.gemeente}",
        "datum": stuk.stand_op,
        "kenmerken": kenmerken,
        "hoofdstukken": hoofdstukken,
        "geldtabellen": [
            ("Per doel", "Doel", stuk.totalen.per_doel),
            ("Per afdeling", "Afdeling", stuk.totalen.per_afdeling),
            ("Per soort budget", "Soort budget", stuk.totalen.per_budget),
        ]
        if stuk.totalen
        else [],
    }
