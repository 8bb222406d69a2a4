"""What the nights found in the signals of the example, and the meeting that decided on some of it.

Nothing is made up here but the signals: the search, the meeting that stands ready and what the reporters hear are the
real ones.
"""

from datetime import datetime, time, timedelta

from django.utils import timezone

from cyclus.models import Overleg
from cyclus.overleg.signaalteam import bereid_voor
from gebiedswerk.opdrachten import Opdracht, voer_uit
from gebiedswerk.werkdagen import eerstvolgende_werkdag, plus_werkdagen
from signalen.models import Trend
from signalen.trend.kwartaal import Kwartaal
from signalen.trend.nacht import verwerk, vind

from .signalen import Signaalverhaal

# In the night of so many days after a quarter its counts are complete.
NA_KWARTAAL = 4
# A meeting that has still to be held is so many working days ahead.
KOMT_OVER = 6


def schrijf(draaiboek):
    for rij in draaiboek.lees("trends") or ():
        Trendverhaal(draaiboek, rij).begin()


class Trendverhaal:
    """One quarter: what came in, what was found, and the meeting about it."""

    def __init__(self, draaiboek, rij):
        self.draaiboek, self.rij, self.kalender = draaiboek, rij, draaiboek.kalender
        self.kwartaal = Kwartaal.van_dag(self.kalender.vandaag).plus(rij["kwartaal"])

    def begin(self):
        number, days = len(self.rij["signalen"]), self.kwartaal.dagen
        for n, signaal in enumerate(self.rij["signalen"]):
            dag = self.kwartaal.eerste_dag + timedelta(days=5 + int(n * (days - 15) / number))
            geleden = (self.kalender.vandaag - dag).days
            Signaalverhaal(self.draaiboek, {"verloop": "gesloten"} | signaal | {"d": geleden}).begin()
        dag = self.kwartaal.plus(1).eerste_dag + timedelta(days=NA_KWARTAAL)
        self.draaiboek.op(self.kalender.moment(dag, 3), self.zoek)
        if "besluit" in self.rij:
            dag = plus_werkdagen(self.kwartaal.laatste_dag, 10)
            self.draaiboek.op(self.kalender.moment(dag, 10), self.overleg)

    def zoek(self):
        verwerk(vind(timezone.localdate()))
        Trend.objects.update(is_voorbeeld=True)
        overleg = bereid_voor(self.kwartaal)
        if overleg is None:
            return
        Overleg.objects.filter(pk=overleg.pk).update(is_voorbeeld=True)
        self.draaiboek.dingen[f"signaalteam:{self.kwartaal.kort}"] = overleg
        if "besluit" not in self.rij:
            self.draaiboek.op(self.kalender.moment(timezone.localdate(), 11), self.verzet, overleg)

    def verzet(self, overleg):
        """The chair found a day that suits everybody, still to come."""
        dag = eerstvolgende_werkdag(plus_werkdagen(self.kalender.vandaag, KOMT_OVER))
        moment = timezone.make_aware(datetime.combine(dag, time(13, 30)))
        Overleg.objects.filter(pk=overleg.pk).update(begint_op=moment)
        overleg.noteer(f"Verzet naar {dag:%d-%m-%Y}, dan kan iedereen.", door=self.draaiboek.mensen[self.rij["regie"]])

    def overleg(self):
        """Held as it stood ready: one decision, and the rest is for the next time."""
        rij, overleg = self.rij["besluit"], self.draaiboek.dingen.get(f"signaalteam:{self.kwartaal.kort}")
        chair = self.draaiboek.mensen[self.rij["regie"]]
        if overleg is None:
            return
        overleg.refresh_from_db()
        overleg.ga_naar("lopend", door=chair)
        overleg.zet_aanwezigheid(overleg.deelnemers.values_list("pk", flat=True), [])
        gebied = self.draaiboek.gebieden[rij["kern"]]
        for punt in overleg.agendapunten.select_related("trend__gebied"):
            trend = punt.trend
            if trend and (trend.thema, trend.gebied) == (rij["thema"], gebied) and trend.status == "gevonden":
                punt.leg_vast(door=chair, bespreking=rij["bespreking"])
                eigenaar = self.draaiboek.mensen[rij["eigenaar"]]
                uiterlijk = self.kalender.vandaag + timedelta(days=rij["dagen"])
                keuze, uitleg = rij["keuze"], rij["uitleg"]
                punt.besluit_over_trend(door=chair, keuze=keuze, uitleg=uitleg, eigenaar=eigenaar, uiterlijk=uiterlijk)
        for pk in Opdracht.objects.filter(soort="vertel_trend", status="klaargezet").values_list("pk", flat=True):
            voer_uit(pk)
        overleg.ga_naar("afgerond", door=chair)
