"""The yearly round: one analysis per area, put ready by the calendar, by a person or by a command."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from cyclus.analyse.models import Gebiedsanalyse
from gebieden.gebied.models import Gebied
from gebieden.rechten import gebieden_met_recht
from gebiedswerk.opdrachten import zet_klaar
from gebiedswerk.profiel import huidig

from .models import Analyseronde, groep, laatste_opdrachten, opdrachten

NIVEAU = "gebied"
# When nothing ran on the day itself, the round still starts; later than this a person decides.
INHAALDAGEN = timedelta(days=14)


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
    herkanst: int = 0

    def in_woorden(self):
        zin = f"{self.nieuw} klaargezet"
        if self.herkanst:
            zin += f", {self.herkanst} opnieuw geprobeerd"
        if self.bestond:
            zin += f", {self.bestond} stonden er al"
        if self.vastgesteld:
            zin += f", {self.vastgesteld} overgeslagen omdat ze al zijn vastgesteld"
        return f"{zin}."


def gebieden_van_ronde():
    return Gebied.objects.lopend().op_niveau(NIVEAU).order_by("naam")


def gebieden_te_maken(persoon):
    """The areas of which this person may have the analysis made."""
    eigen = gebieden_met_recht(persoon, "behandelen") + gebieden_met_recht(persoon, "beheren")
    return gebieden_van_ronde().filter(pk__in=eigen)


def mag_alles_maken(persoon):
    """Who directs the work or runs the software starts the round of the whole municipality."""
    return persoon.is_authenticated and bool(persoon.soorten() & {"regie", "beheer"})


def zet_ronde_klaar(jaar, gebieden=None, *, door=None, opnieuw=False):
    """One opdracht per area. Started twice it makes one set; ``opnieuw`` makes a new set once the last is finished.

    What failed before is tried again; what was adopted is left alone. Without ``gebieden`` it is the round of all of
    them, which ends in one file and one mail.
    """
    if gebieden is not None:
        return _zet_klaar(jaar, list(gebieden), door=door, opnieuw=opnieuw)
    with transaction.atomic():
        ronde, is_new = Analyseronde.objects.begin(jaar, door=door, opnieuw=opnieuw)
        gezet = _zet_klaar(jaar, list(gebieden_van_ronde()), door=door, opnieuw=opnieuw and is_new)
        if is_new or gezet.nieuw or gezet.herkanst:
            ronde.wacht_op_het_einde()
    return gezet


def _zet_klaar(jaar, gebieden, *, door, opnieuw):
    vastgesteld = set(
        Gebiedsanalyse.objects.vastgesteld().filter(jaar=jaar, gebied__in=gebieden).values_list("gebied", flat=True)
    )
    laatste = laatste_opdrachten(jaar)
    keren = Counter(opdracht.gegevens["gebied"] for opdracht in opdrachten(jaar)) if opnieuw else {}
    geteld = Counter()
    for gebied in gebieden:
        eerder = laatste.get(gebied.pk)
        if gebied.pk in vastgesteld:
            geteld["vastgesteld"] += 1
        elif eerder is not None and eerder.status == "mislukt":
            eerder.probeer_opnieuw()
            geteld["herkanst"] += 1
        elif eerder is not None and not (opnieuw and eerder.status == "gelukt"):
            geteld["bestond"] += 1
        else:
            sleutel = f"wijkanalyse:{jaar}:{gebied.slug}" + (f":opnieuw:{keren[gebied.pk]}" if eerder else "")
            _, is_new = zet_klaar("wijkanalyse", sleutel, groep=groep(jaar), door=door, gebied=gebied.pk, jaar=jaar)
            geteld["nieuw" if is_new else "bestond"] += 1
    return Klaargezet(geteld["nieuw"], geteld["bestond"], geteld["vastgesteld"], geteld["herkanst"])
