"""The yearly round: one analysis per area, put ready by the calendar, by a person or by a command."""

from dataclasses import dataclass
from datetime import date, timedelta

from gebieden.gebied.models import Gebied
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


def voortgang(jaar):
    """The last opdracht per area of this year: ``{gebied_id: Opdracht}``."""
    return {opdracht.gegevens["gebied"]: opdracht for opdracht in opdrachten(jaar)}
