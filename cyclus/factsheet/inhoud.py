"""What somebody of the college wants to know on the way to an area, as of today and for officials only.

Two sides of one thing: what everybody may know, and what is late or lies with somebody higher. Nothing of a case, no
reporter, no text of a signal.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, Value, When
from django.utils import timezone

from cyclus.agenda.bijdrage import Bijdrage
from cyclus.analyse.vorm import stand as stand_van
from cyclus.escalatie.models import Escalatie
from cyclus.onderzoek.uitkomst import Onderzoeksuitkomst, laatste_uitkomst
from cyclus.opgave.models import Opgave
from cyclus.plan.maatregel import Maatregel
from gebieden.cijfers.kerncijfers import kerncijfers
from gebieden.cijfers.opvallend import lees_metingen, opvallend_uit, sterkste
from gebieden.models import Gebied, Gebiedsrol
from gebieden.platform.standen import platformstanden
from gebiedswerk.profiel import huidig
from initiatieven.models import Initiatief
from signalen.models import Advies, Signaal

BEWONERS = ("inwoners", "huishoudens", "aandeel_0_15", "aandeel_65_plus", "aandeel_eenpersoons")
# The rest is counted; on paper there may be room for fewer still.
MEESTE_CIJFERS, MEESTE_OPVALLEND, MEESTE_REGELS, MEESTE_ADVIEZEN, MEESTE_MENSEN = 5, 3, 5, 3, 5
LOPEND = ("verkenning", "getoetst", "in_uitvoering")


@dataclass(frozen=True)
class Cijferregel:
    naam: str
    waarde: str
    gemeente: str
    jaar: int


@dataclass(frozen=True)
class Regel:
    """One line; ``bij`` says when, how far, or with whom."""

    tekst: str
    bij: str = ""


@dataclass(frozen=True)
class Blok:
    """Some lines of a kind, and how many more there are."""

    regels: tuple[Regel, ...]
    meer: int = 0

    def kort(self, hoogstens):
        """The same with at most so many lines; the others are counted."""
        return Blok(self.regels[:hoogstens], self.meer + max(len(self.regels) - hoogstens, 0))


@dataclass(frozen=True)
class Factsheet:
    gebied: str
    niveau: str
    gemeente: str
    dag: date
    cijfers: tuple[Cijferregel, ...]
    opvallend: tuple[str, ...]
    maatregelen: Blok
    initiatieven: Blok
    opgaven: Blok
    beloften: Blok
    te_laat: Blok
    geescaleerd: Blok
    adviezen: Blok
    platforms: Blok
    mensen: Blok
    onderzoek: Onderzoeksuitkomst | None
    heeft_voorbeeld: bool

    @property
    def stand(self):
        """Names the content: the same day and the same words are the same document."""
        return stand_van(self)


def stel_op(gebied, dag=None):
    """Everything of this area and what lies in it."""
    dag = dag or timezone.localdate()
    binnen = list(Gebied.objects.binnen(gebied).order_by().values_list("pk", flat=True))
    cijfers = kerncijfers(gebied)
    return Factsheet(
        gebied=gebied.naam,
        niveau=gebied.niveau_naam,
        gemeente=huidig().naam,
        dag=dag,
        cijfers=_cijfers(cijfers),
        opvallend=_opvallend(gebied, cijfers),
        maatregelen=_maatregelen(binnen, dag),
        initiatieven=_initiatieven(binnen),
        opgaven=_opgaven(binnen),
        beloften=_beloften(binnen, dag),
        te_laat=_te_laat(binnen, dag),
        geescaleerd=_geescaleerd(binnen, dag),
        adviezen=_adviezen(binnen),
        platforms=_platforms(binnen, dag),
        mensen=_mensen(gebied),
        onderzoek=laatste_uitkomst(gebied, dag),
        heeft_voorbeeld=huidig().is_voorbeeld,
    )


def dag_in_woorden(dag):
    return f"{dag.day}-{dag.month}-{dag.year}"


def _blok(rows, als_regel, hoogstens=MEESTE_REGELS):
    """The first lines, and the number of the others; ``rows`` is a queryset."""
    found = list(rows[: hoogstens + 1])
    meer = rows.count() - hoogstens if len(found) > hoogstens else 0
    return Blok(tuple(als_regel(row) for row in found[:hoogstens]), meer)


def _cijfers(cijfers):
    per_code = {c.code: c for c in cijfers if not c.verborgen}
    chosen = [per_code[code] for code in BEWONERS if code in per_code]
    chosen += [c for c in per_code.values() if c not in chosen]
    return tuple(Cijferregel(c.naam, c.waarde, c.gemeente, c.jaar) for c in chosen[:MEESTE_CIJFERS])


def _opvallend(gebied, cijfers):
    jaar = max((c.jaar for c in cijfers), default=None)
    metingen, _groep = lees_metingen(gebied, jaar) if jaar else ([], None)
    return tuple(str(punt.zin) for punt in sterkste(opvallend_uit(gebied.naam, metingen))[:MEESTE_OPVALLEND])


def _maatregelen(binnen, dag):
    rows = Maatregel.objects.open().in_gebieden(binnen).filter(plan__status="vastgesteld", einddatum__gte=dag)
    return _blok(rows.voor_lijst().order_by("einddatum", "pk"), _maatregel)


def _maatregel(m):
    return Regel(m.titel, f"{m.voortgang}%, klaar op {dag_in_woorden(m.einddatum)}")


def _initiatieven(binnen):
    rows = Initiatief.objects.filter(status__in=LOPEND).in_gebieden(binnen).voor_lijst()
    return _blok(rows.order_by("-ontvangen_op", "-pk"), lambda i: Regel(i.titel, i.status_naam.lower()))


def _opgaven(binnen):
    rows = Opgave.objects.filter(status="lopend").in_gebieden(binnen).order_by("titel", "pk")
    return _blok(rows, lambda o: Regel(o.titel, o.thema_naam.lower()))


def _beloften(binnen, dag):
    """What was promised in the agendas that hold now: first by the college and its departments."""
    rows = Bijdrage.objects.in_gebieden(binnen).filter(
        doel__agenda__status="vastgesteld", doel__agenda__van_jaar__lte=dag.year, doel__agenda__tot_jaar__gte=dag.year
    )
    eerst = Case(When(soort="bestuur", then=Value(0)), When(soort="afdeling", then=Value(1)), default=Value(2))
    rows = rows.select_related("doel").order_by(eerst, "doel__prioriteit", "pk")
    return _blok(rows, lambda b: Regel(f"{b.partij}: {b.belofte}", b.stand[0].lower()))


def _te_laat(binnen, dag):
    """Measures, answers on advice and signals; of the last only how many."""
    woord = huidig().woorden
    maatregelen = Maatregel.objects.over_termijn(dag).in_gebieden(binnen).filter(plan__status="vastgesteld")
    regels = [
        Regel(m.titel, f"{m.afdeling}, klaar op {dag_in_woorden(m.einddatum)}")
        for m in maatregelen.voor_lijst().order_by("einddatum", "pk")
    ]
    regels += [
        Regel(f"{woord['advies'].capitalize()}: {a.onderwerp}", f"uiterlijk {dag_in_woorden(a.uiterlijk)}")
        for a in Advies.objects.over_termijn(dag).openbaar().in_gebieden(binnen).order_by("uiterlijk", "pk")
    ]
    aantal = Signaal.objects.open().in_gebieden(binnen).over_termijn(dag).count()
    if aantal:
        regels.insert(0, Regel(f"{woord['signalen'].capitalize()} over de termijn", str(aantal)))
    return Blok(tuple(regels[:MEESTE_REGELS]), max(len(regels) - MEESTE_REGELS, 0))


def _geescaleerd(binnen, dag):
    rows = Escalatie.objects.loopt_of_werkt(dag).in_gebieden(binnen).voor_lijst().order_by("status", "uiterlijk", "pk")
    return _blok(rows, _escalatie)


def _escalatie(e):
    wanneer = "besloten" if e.status == "besloten" else f"beslissen voor {dag_in_woorden(e.uiterlijk)}"
    # Of a signal its number: what a resident wrote stays in the dossier.
    return Regel(f"{getattr(e.ding, 'nummer', e.ding)}: {e.vraag}", f"{e.trede_naam}, {wanneer}")


def _adviezen(binnen):
    rows = Advies.objects.openbaar().exclude(status="ingetrokken").in_gebieden(binnen).voor_lijst()
    return _blok(rows, lambda a: Regel(f"{a.platform}: {a.onderwerp}", a.uitkomst.lower()), MEESTE_ADVIEZEN)


def _platforms(binnen, dag):
    """Whom one meets, and what the municipality still owes them this year."""
    standen = platformstanden(binnen, dag)
    regels = tuple(
        Regel(s.platform.naam, "; ".join(stand.zin for stand in s.achter) or s.platform.get_status_display().lower())
        for s in standen[:MEESTE_REGELS]
    )
    return Blok(regels, max(len(standen) - MEESTE_REGELS, 0))


def _mensen(gebied):
    """Who works here for the municipality."""
    hier = Q(gebied__pad__startswith=gebied.pad) | Q(gebied__in=gebied.pad_ids()[1:])
    rows = Gebiedsrol.objects.lopend().van_soort("gebiedsmedewerker").filter(hier, persoon__is_active=True)
    rows = rows.select_related("persoon", "gebied").order_by("functie", "persoon__naam", "pk")
    return _blok(rows, lambda rol: Regel(rol.persoon.naam, _rol(rol)), MEESTE_MENSEN)


def _rol(rol):
    return f"{rol.functie_naam}, {rol.persoon.telefoon}" if rol.persoon.telefoon else rol.functie_naam
