"""How it stands now, all areas side by side: per block one grouped query, however many areas there are.

An area stands on it when it has an agenda or a plan; one that has others of these inside it does not, so that
nothing is told twice.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import Case, Count, IntegerField, Q, Sum, Value, When
from django.utils import timezone

from cyclus.agenda.models import Gebiedsagenda
from cyclus.analyse import termijn
from cyclus.monitor.conclusie import Conclusie
from cyclus.monitor.doelstand import Doelstand, doelstanden
from cyclus.monitor.geld import UITGEVOERD, met_bijdrage
from cyclus.plan.afspraak import Afspraak
from cyclus.plan.maatregel import Maatregel
from cyclus.plan.models import Gebiedsplan
from gebieden.models import Gebied
from initiatieven.initiatief.models import AFGESLOTEN
from initiatieven.initiatief.statussen import TABEL as INITIATIEF
from initiatieven.models import Initiatief
from signalen.advies.naleving import Naleving, tel_per
from signalen.models import Advies, Signaal
from signalen.signaal.query import AFGEHANDELD
from signalen.waardering.tellen import Tevredenheid
from signalen.waardering.tellen import per_gebied as tevredenheid_per_gebied


@dataclass
class Stand:
    """One area on this moment; what is not there yet is empty."""

    gebied: Gebied
    jaar: int
    doelen: list[Doelstand] = field(default_factory=list)
    plan: Gebiedsplan | None = None
    stil: int = 0
    afspraken: Counter = field(default_factory=Counter)
    bijdragen: float = 0
    uitgekeerd: float = 0
    signalen: dict = field(default_factory=dict)
    optijd: termijn.Optijd = field(default_factory=termijn.Optijd)
    adviezen: Naleving = field(default_factory=Naleving)
    initiatieven: Counter = field(default_factory=Counter)
    tevredenheid: Tevredenheid = field(default_factory=Tevredenheid)
    conclusies: list = field(default_factory=list)

    @property
    def op_koers(self):
        return sum(doel.oordeel == "bereikt" for doel in self.doelen)

    @property
    def achter(self):
        return [doel for doel in self.doelen if doel.oordeel in ("deels", "niet")]

    @property
    def niet_te_meten(self):
        return sum(doel.oordeel == "onmeetbaar" for doel in self.doelen)

    @property
    def open_initiatieven(self):
        return sum(n for status, n in self.initiatieven.items() if status not in AFGESLOTEN)

    @property
    def initiatief_per_status(self):
        return [(code, naam, self.initiatieven[code]) for code, naam in INITIATIEF.keuzes if self.initiatieven[code]]

    @property
    def afspraak_per_uitkomst(self):
        return [(naam, self.afspraken[code]) for code, naam in Afspraak.UITKOMSTEN if self.afspraken[code]]

    @property
    def terechtgekomen(self):
        return float(self.plan.besteed if self.plan else 0) + self.uitgekeerd


def gebieden_van(persoon):
    """The areas that keep an agenda or a plan, and hold no other that does."""
    keeps = [model.objects.order_by().values("gebied") for model in (Gebiedsagenda, Gebiedsplan)]
    rows = Gebied.objects.met_recht(persoon, "meelezen").lopend()
    rows = list(rows.filter(Q(pk__in=keeps[0]) | Q(pk__in=keeps[1])).defer("grens", "omschrijving").order_by("naam"))
    return [g for g in rows if not any(other != g and other.pad.startswith(g.pad) for other in rows)]


def _waar(gebieden, pad):
    """In which of these areas a row lies, by the path of its own area."""
    cases = [When(**{f"{pad}__startswith": g.pad}, then=Value(g.pk)) for g in gebieden]
    return Case(*cases, output_field=IntegerField())


def _per_gebied(rows, gebieden, pad="gebieden__pad", **tellingen):
    """``[(area id, counts), …]`` in one query; what lies in two of the areas counts in both, and once in each."""
    rows = rows.order_by().annotate(hier=_waar(gebieden, pad)).exclude(hier=None).values("hier")
    return [(row.pop("hier"), row) for row in rows.annotate(**tellingen)]


def stand_van_nu(persoon, gebieden=None):
    """``[Stand, …]`` of these areas, or of all that this person may see."""
    gebieden = gebieden_van(persoon) if gebieden is None else gebieden
    vandaag = timezone.localdate()
    standen = {g.pk: Stand(g, vandaag.year) for g in gebieden}
    if gebieden:
        for blok in (_doelen, _plan, _afspraken, _geld, _signalen, _adviezen, _initiatieven, _tevreden, _conclusies):
            blok(standen, gebieden, vandaag)
    return list(standen.values())


def _doelen(standen, gebieden, vandaag):
    for doel in doelstanden(gebieden, vandaag.year):
        standen[doel.doel.agenda.gebied_id].doelen.append(doel)


def _plan(standen, gebieden, vandaag):
    """The newest adopted plan up to this year, with its measures and money."""
    plannen = Gebiedsplan.objects.vastgesteld().filter(gebied__in=gebieden, jaar__lte=vandaag.year)
    for plan in plannen.met_totalen(vandaag).order_by("jaar"):
        standen[plan.gebied_id].plan = plan
    in_use = {stand.plan.pk: stand for stand in standen.values() if stand.plan}
    stil = Maatregel.objects.stil(vandaag).filter(plan__in=in_use).order_by()
    for plan, aantal in stil.values_list("plan").annotate(aantal=Count("pk")):
        in_use[plan].stil = aantal


def _afspraken(standen, gebieden, vandaag):
    plannen = {stand.plan.pk: stand for stand in standen.values() if stand.plan}
    rows = Afspraak.objects.filter(plan__in=plannen).order_by().values_list("plan", "uitkomst")
    for plan, uitkomst, aantal in rows.annotate(aantal=Count("pk")):
        plannen[plan].afspraken[uitkomst] = aantal


def _geld(standen, gebieden, vandaag):
    """Contributions count where the initiative leads: money is spent once."""
    rows = met_bijdrage(vandaag.year).annotate(hier=_waar(gebieden, "trekkend_gebied__pad")).exclude(hier=None)
    for hier, status, bedrag in rows.values_list("hier", "status").annotate(bedrag=Sum("bijdrage")):
        standen[hier].bijdragen += float(bedrag)
        standen[hier].uitgekeerd += float(bedrag) if status in UITGEVOERD else 0


def _signalen(standen, gebieden, vandaag):
    is_open = ~Q(status__in=AFGEHANDELD)
    late = is_open & Q(uiterlijk__lt=vandaag, wacht_sinds=None)
    tellingen = {
        "open": Count("pk", distinct=True, filter=is_open),
        "te_laat": Count("pk", distinct=True, filter=late),
        "wacht": Count("pk", distinct=True, filter=is_open & Q(wacht_sinds__isnull=False)),
    }
    for hier, row in _per_gebied(Signaal.objects.filter(is_open), gebieden, **tellingen):
        standen[hier].signalen = row
    dit_jaar = timezone.make_aware(datetime.combine(date(vandaag.year, 1, 1), time.min))
    rows = Signaal.objects.telt_mee().filter(ontvangen_op__gte=dit_jaar).order_by()
    oordeel, judged = termijn.beoordelaar(rows, vandaag), defaultdict(list)
    rows = rows.annotate(hier=_waar(gebieden, "gebieden__pad")).exclude(hier=None)
    for hier, *stand in rows.values_list("hier", *termijn.VELDEN).distinct():
        judged[hier].append(oordeel(*stand))
    for hier, oordelen in judged.items():
        standen[hier].optijd = termijn.tel(oordelen)


def _adviezen(standen, gebieden, vandaag):
    for (pad,), naleving in tel_per(Advies.objects.all(), vandaag.year, vandaag, "trekkend_gebied__pad").items():
        for gebied in gebieden:
            if pad.startswith(gebied.pad):
                standen[gebied.pk].adviezen += naleving


def _initiatieven(standen, gebieden, vandaag):
    rows = Initiatief.objects.order_by().annotate(hier=_waar(gebieden, "gebieden__pad")).exclude(hier=None)
    for hier, status, aantal in rows.values_list("hier", "status").annotate(aantal=Count("pk", distinct=True)):
        standen[hier].initiatieven[status] = aantal


def _tevreden(standen, gebieden, vandaag):
    for gebied, _, tevredenheid in tevredenheid_per_gebied(date(vandaag.year, 1, 1), vandaag):
        if gebied.pk in standen:
            standen[gebied.pk].tevredenheid = tevredenheid


def _conclusies(standen, gebieden, vandaag):
    for conclusie in Conclusie.objects.open().filter(monitor__gebied__in=gebieden).select_related("monitor__gebied"):
        standen[conclusie.monitor.gebied_id].conclusies.append(conclusie)
