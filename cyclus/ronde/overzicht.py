"""What the list of a year and the page of a round show."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from cyclus.analyse.models import Gebiedsanalyse
from gebieden.gebied.models import Gebied
from gebieden.rechten import gebieden_met_recht
from gebiedswerk.opdrachten import Opdracht

from .klaarzetten import gebieden_te_maken, gebieden_van_ronde
from .models import Analyseronde, laatste_opdrachten


@dataclass(frozen=True)
class Regel:
    """One area in one year: its analysis and the opdracht that makes it, either may be missing."""

    gebied: Gebied
    analyse: Gebiedsanalyse | None
    opdracht: Opdracht | None
    mag_maken: bool

    @property
    def loopt(self):
        return self.opdracht is not None and self.opdracht.status in ("klaargezet", "bezig")

    @property
    def is_mislukt(self):
        return self.opdracht is not None and self.opdracht.status == "mislukt"

    @property
    def is_klaar(self):
        return self.analyse is not None and not self.loopt and not self.is_mislukt


def overzicht(persoon, jaar):
    """A line per area that this person may read about in this year."""
    analyses = {a.gebied_id: a for a in Gebiedsanalyse.objects.leesbaar_voor(persoon).filter(jaar=jaar).voor_lijst()}
    eigen = set(gebieden_met_recht(persoon, "meelezen"))
    maakbaar = set(gebieden_te_maken(persoon).values_list("pk", flat=True)) if eigen else set()
    laatste = laatste_opdrachten(jaar) if eigen else {}
    gebieden = gebieden_van_ronde().filter(pk__in=eigen) | Gebied.objects.filter(pk__in=analyses)
    return [
        Regel(gebied, analyses.get(gebied.pk), laatste.get(gebied.pk), gebied.pk in maakbaar)
        for gebied in gebieden.defer("grens", "omschrijving").order_by("naam")
    ]


def gevraagd_jaar(tekst, persoon):
    """The year that was asked for; without one this year, or for the public the latest that was adopted."""
    if tekst and tekst.isdecimal() and 2000 <= int(tekst) <= 2100:
        return int(tekst)
    if not gebieden_met_recht(persoon, "meelezen"):
        laatste = Gebiedsanalyse.objects.vastgesteld().order_by("-jaar").values_list("jaar", flat=True).first()
        return laatste or timezone.localdate().year
    return timezone.localdate().year


def jaren(persoon, gekozen):
    """The years to choose from, newest first."""
    bekend = set(Gebiedsanalyse.objects.leesbaar_voor(persoon).order_by().values_list("jaar", flat=True).distinct())
    return sorted(bekend | {gekozen}, reverse=True)


@dataclass(frozen=True)
class Stand:
    """How far a round is: the areas by how they are doing, and what is left."""

    ronde: Analyseronde
    regels: list
    afronding: Opdracht | None
    nu: datetime
    laatste: Analyseronde

    @property
    def is_laatste(self):
        return self.laatste == self.ronde

    @property
    def jaar_tekst(self):
        return str(self.ronde.jaar)

    @property
    def mislukt(self):
        return [regel for regel in self.regels if regel.is_mislukt]

    @property
    def lopend(self):
        return [regel for regel in self.regels if regel.loopt]

    @property
    def onder_handen(self):
        return [regel for regel in self.lopend if regel.opdracht.status == "bezig"]

    @property
    def aantal_klaar(self):
        return len(self.regels) - len(self.lopend)

    @property
    def procent(self):
        return round(100 * self.aantal_klaar / len(self.regels)) if self.regels else 100

    @property
    def is_bezig(self):
        return self.ronde.gereed_op is None and not self.is_afronden_mislukt

    @property
    def is_afronden_mislukt(self):
        return self.afronding is not None and self.afronding.status == "mislukt"

    @property
    def resterend(self):
        """About how long it will take, in words; empty while there is too little to say it."""
        gemaakt = [r.opdracht for r in self.regels if r.opdracht and r.opdracht.status == "gelukt"]
        sinds_begin = [o for o in gemaakt if o.gereed_op and o.gereed_op >= self.ronde.gestart_op]
        if len(sinds_begin) < 3 or not self.lopend:
            return ""
        per_stuk = (self.nu - self.ronde.gestart_op) / len(sinds_begin)
        minuten = round(per_stuk * len(self.lopend) / timedelta(minutes=1))
        return "nog ongeveer een minuut" if minuten <= 1 else f"nog ongeveer {minuten} minuten"


def stand_van(ronde, persoon):
    laatste = laatste_ronde(ronde.jaar)
    return Stand(ronde, overzicht(persoon, ronde.jaar), ronde.afrondingen().last(), timezone.now(), laatste)


def laatste_ronde(jaar):
    return Analyseronde.objects.filter(jaar=jaar).first()
