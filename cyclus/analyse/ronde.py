"""The yearly round: one analysis per area, put ready by the calendar, by a person or by a command."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from gebieden.gebied.models import Gebied
from gebieden.rechten import gebieden_met_recht
from gebiedswerk.opdrachten import Opdracht, zet_klaar
from gebiedswerk.profiel import huidig

from .models import Gebiedsanalyse

NIVEAU = "gebied"
# When nothing ran on the day itself, the round still starts; later than this a person decides.
INHAALDAGEN = timedelta(days=14)


def groep(jaar):
    return f"wijkanalyses:{jaar}"


def jaar_van_ronde(dag):
    """The year whose round is due on ``dag``: from the day of the profile until two weeks later, else None."""
    maand, dagnummer = map(int, huidig().cyclus["analyse_dag"].split("-"))
    for jaar in (dag.year, dag.year - 1):
        if timedelta(0) <= dag - date(jaar, maand, dagnummer) <= INHAALDAGEN:
            return jaar
    return None


@dataclass(frozen=True)
class Klaargezet:
    nieuw: int
    bestond: int
    vastgesteld: int

    def in_woorden(self):
        zin = f"{self.nieuw} klaargezet"
        if self.bestond:
            zin += f", {self.bestond} stonden er al"
        if self.vastgesteld:
            zin += f", {self.vastgesteld} overgeslagen omdat ze al zijn vastgesteld"
        return f"{zin}."


def gebieden_van_ronde():
    return Gebied.objects.lopend().op_niveau(NIVEAU).order_by("naam")


def zet_ronde_klaar(jaar, gebieden=None, *, door=None, opnieuw=False):
    """One opdracht per area. Started twice it makes one set; ``opnieuw`` makes a new set once the last is finished.

    What failed before is tried again; what was adopted is left alone.
    """
    gebieden = list(gebieden_van_ronde() if gebieden is None else gebieden)
    vastgesteld = set(
        Gebiedsanalyse.objects.vastgesteld().filter(jaar=jaar, gebied__in=gebieden).values_list("gebied", flat=True)
    )
    aantal_nieuw = 0
    for gebied in gebieden:
        if gebied.pk in vastgesteld:
            continue
        opdracht, is_new = zet_klaar(
            "wijkanalyse",
            _sleutel(jaar, gebied, opnieuw),
            groep=groep(jaar),
            door=door,
            gebied=gebied.pk,
            jaar=jaar,
        )
        if opdracht.status == "mislukt":
            opdracht.probeer_opnieuw()
        aantal_nieuw += is_new
    return Klaargezet(aantal_nieuw, len(gebieden) - len(vastgesteld) - aantal_nieuw, len(vastgesteld))


def _sleutel(jaar, gebied, opnieuw):
    eerste = f"wijkanalyse:{jaar}:{gebied.slug}"
    if not opnieuw:
        return eerste
    gedaan = [o for o in opdrachten(jaar) if o.sleutel == eerste or o.sleutel.startswith(f"{eerste}:opnieuw:")]
    if not gedaan:
        return eerste
    laatste = gedaan[-1]
    return f"{eerste}:opnieuw:{len(gedaan)}" if laatste.status == "gelukt" else laatste.sleutel


def opdrachten(jaar):
    return Opdracht.objects.filter(groep=groep(jaar)).order_by("pk")


# What the list shows ------------------------------------------------------


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


def mag_alles_maken(persoon):
    """Who directs the work or runs the software starts the round of the whole municipality."""
    return persoon.is_authenticated and bool(persoon.soorten() & {"regie", "beheer"})


def gebieden_te_maken(persoon):
    """The areas of which this person may have the analysis made."""
    eigen = gebieden_met_recht(persoon, "behandelen") + gebieden_met_recht(persoon, "beheren")
    return gebieden_van_ronde().filter(pk__in=eigen)


def overzicht(persoon, jaar):
    """A line per area that this person may read about in this year."""
    analyses = {a.gebied_id: a for a in Gebiedsanalyse.objects.leesbaar_voor(persoon).filter(jaar=jaar).voor_lijst()}
    eigen = set(gebieden_met_recht(persoon, "meelezen"))
    maakbaar = set(gebieden_te_maken(persoon).values_list("pk", flat=True)) if eigen else set()
    laatste = {o.gegevens["gebied"]: o for o in opdrachten(jaar)} if eigen else {}
    gebieden = gebieden_van_ronde().filter(pk__in=eigen) | Gebied.objects.filter(pk__in=analyses)
    return [
        Regel(gebied, analyses.get(gebied.pk), laatste.get(gebied.pk), gebied.pk in maakbaar)
        for gebied in gebieden.order_by("naam")
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
