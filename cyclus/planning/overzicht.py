"""The measures of a year as they stand on a calendar: what the page, the drawing, the table and the PDF all say."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils import timezone

from cyclus.plan.maatregel import Maatregel
from gebiedswerk.grafiek.planning import Groep
from gebiedswerk.grafiek.tijdbalk import Balk, Merk

# More bars than this is no drawing any more; the page says so and asks for a filter.
MEESTE = 300
INDELINGEN = {
    "gebied": lambda m: str(m.plan.gebied),
    "doel": lambda m: m.doel.titel,
    "afdeling": lambda m: str(m.afdeling),
    "persoon": lambda m: str(m.persoon),
}


@dataclass(frozen=True)
class Mijlpaalregel:
    naam: str
    uiterlijk: date
    is_gehaald: bool


@dataclass(frozen=True)
class Planningregel:
    titel: str
    url: str
    gebied: str
    doel: str
    afdeling: str
    persoon: str
    persoon_url: str
    soort: str
    begin: date | None
    eind: date
    voortgang: int
    status: str
    status_code: str
    is_te_laat: bool
    is_stil: bool
    laatste_woord: str
    mijlpalen: tuple[Mijlpaalregel, ...]

    def als_balk(self, met_gebied):
        return Balk(
            naam=self.titel,
            begin=self.begin,
            eind=self.eind,
            voortgang=self.voortgang,
            bij=" · ".join([*([self.gebied] if met_gebied else []), self.afdeling, self.persoon]),
            is_klaar=self.status_code == "gedaan",
            is_te_laat=self.is_te_laat,
            is_vervallen=self.status_code == "vervallen",
            is_stil=self.is_stil,
            merken=tuple(Merk(m.naam, m.uiterlijk, m.is_gehaald) for m in self.mijlpalen),
        )


@dataclass(frozen=True)
class Planninggroep:
    naam: str
    regels: tuple[Planningregel, ...]


@dataclass(frozen=True)
class Planning:
    """``weggelaten`` says how many measures there were beyond what a drawing can hold."""

    titel: str
    van: date
    tot: date
    vandaag: date
    groepen: tuple[Planninggroep, ...]
    aantal: int
    te_laat: int
    stil: int
    gedaan: int
    weggelaten: int

    @property
    def heeft_meer_gebieden(self):
        return len({regel.gebied for groep in self.groepen for regel in groep.regels}) > 1

    def als_groepen(self, per):
        met_gebied = per != "gebied" and self.heeft_meer_gebieden
        return [Groep(g.naam, tuple(r.als_balk(met_gebied) for r in g.regels)) for g in self.groepen]


def stel_op(maatregelen, *, per, jaar, titel, vandaag=None):
    """``maatregelen`` is a queryset; the calendar is the year that was asked for, whole."""
    vandaag = vandaag or timezone.localdate()
    naam_van = INDELINGEN[per]
    rows = maatregelen.afgesproken().voor_lijst().prefetch_related("mijlpalen").order_by("einddatum", "pk")
    found = list(rows[: MEESTE + 1])
    weggelaten = maatregelen.afgesproken().count() - MEESTE if len(found) > MEESTE else 0
    found = found[:MEESTE]
    ordered = sorted(found, key=lambda m: (_volgorde(per, m), naam_van(m), m.startdatum or m.einddatum, m.pk))
    groepen = (Planninggroep(naam, tuple(map(_regel, part))) for naam, part in groupby(ordered, key=naam_van))
    return Planning(
        titel=titel,
        van=date(jaar, 1, 1),
        tot=date(jaar, 12, 31),
        vandaag=vandaag,
        groepen=tuple(groepen),
        aantal=len(found),
        te_laat=sum(m.is_te_laat for m in found),
        stil=sum(bool(m.is_stil) for m in found),
        gedaan=sum(m.status == "gedaan" for m in found),
        weggelaten=weggelaten,
    )


def _volgorde(per, maatregel):
    """Goals keep the order they have in the agenda; names are in alphabetical order."""
    return (getattr(maatregel.doel, "volgorde", 0), maatregel.doel_id) if per == "doel" else (0, 0)


def _regel(m):
    return Planningregel(
        titel=m.titel,
        url=m.get_absolute_url(),
        gebied=str(m.plan.gebied),
        doel=m.doel.titel,
        afdeling=str(m.afdeling),
        persoon=str(m.persoon),
        persoon_url=reverse("cyclus:persoon_plan", args=[m.persoon_id]),
        soort=m.get_soort_display(),
        begin=m.startdatum,
        eind=m.einddatum,
        voortgang=m.voortgang,
        status=m.status_naam,
        status_code=m.status,
        is_te_laat=m.is_te_laat,
        is_stil=bool(m.is_stil),
        laatste_woord=m.laatste_woord,
        mijlpalen=tuple(Mijlpaalregel(x.naam, x.uiterlijk, x.gehaald_datum is not None) for x in m.mijlpalen.all()),
    )


def jaren(zichtbaar):
    """The years that have a plan, latest first."""
    return list(zichtbaar.order_by("-plan__jaar").values_list("plan__jaar", flat=True).distinct())


def begin_jaar(jaren):
    """The year a page opens on: this one, else the latest there is."""
    now = timezone.localdate().year
    return now if now in jaren or not jaren else jaren[0]


def titel_van(jaar, gebied=None, afdeling=None, persoon=None):
    over = [str(deel) for deel in (gebied, afdeling, persoon) if deel]
    return f"Planning {jaar}" + (f": {', '.join(over)}" if over else "")


def zichtbaar_voor(persoon):
    return Maatregel.objects.zichtbaar_voor(persoon)
