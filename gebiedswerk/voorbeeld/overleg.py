"""Tables and meetings: held with minutes and actions, planned with an agenda, and one called off."""

from datetime import datetime, timedelta

from django.utils import timezone

from cyclus.models import Actiepunt, Overleg
from gebiedswerk.tijdlijn import schrijf as schrijf_op
from gebiedswerk.werkdagen import eerstvolgende_werkdag

from .opgaven import opgavenaam

# How long before it takes place a meeting is planned, and its agenda made.
PLANNEN, AGENDA = timedelta(days=12), timedelta(days=2)


def schrijf(draaiboek):
    for rij in draaiboek.lees("overleg"):
        Overlegverhaal(draaiboek, rij).begin()


class Overlegverhaal:
    def __init__(self, draaiboek, rij):
        self.draaiboek, self.rij, self.kalender = draaiboek, rij, draaiboek.kalender
        self.door = draaiboek.mensen[rij["voorzitter"]]
        self.begint_op = self._begint_op()
        self.overleg, self.punten, self.acties = None, [], []

    def _begint_op(self):
        rij, kalender = self.rij, self.kalender
        if "over" in rij:
            dag = eerstvolgende_werkdag(kalender.vandaag + timedelta(days=rij["over"]))
        else:
            dag = eerstvolgende_werkdag(kalender.in_jaar(rij["jaar"], rij["mnd"], rij["dag"]))
        return timezone.make_aware(datetime(dag.year, dag.month, dag.day, rij["uur"], rij["minuut"]))

    def begin(self):
        klaar = self.kalender.nu - timedelta(minutes=10)
        self.draaiboek.op(min(self._overdag(self.begint_op - PLANNEN), klaar), self.plan)
        self.draaiboek.op(klaar if self.rij["afloop"] == "gepland" else self.begint_op - AGENDA, self.maak_agenda)
        if self.rij["afloop"] == "afgelast":
            self.draaiboek.op(self.begint_op - timedelta(days=1), self.gelast_af)
        if self.rij["afloop"] == "afgerond":
            self.draaiboek.op(self.begint_op, self.houd)
            self.draaiboek.op(self.begint_op + timedelta(minutes=self.rij["duur"]), self.rond_af)

    @staticmethod
    def _overdag(moment):
        """Evening meetings are planned in office hours too."""
        return moment.replace(hour=min(moment.hour, 15))

    def plan(self):
        rij = self.rij
        self.overleg = Overleg(
            soort=rij["soort"],
            titel=rij["titel"],
            begint_op=self.begint_op,
            duur=rij["duur"],
            plaats=rij["plaats"],
            voorzitter=self.door,
            opgave=self.draaiboek.dingen.get(opgavenaam(rij, rij.get("opgave"))),
            trekkend_gebied=self.draaiboek.gebieden[rij["gebied"]],
            is_voorbeeld=True,
        )
        self.overleg.full_clean()
        self.overleg.save()
        self.overleg.leg_in(*(self.draaiboek.gebieden[kern] for kern in rij["kernen"]))
        schrijf_op(self.overleg, "aangemaakt", door=self.door)
        self.overleg.nodig_uit(persoon=self.door)
        for code, naam, organisatie, rol in rij["deelnemers"]:
            persoon = self.draaiboek.mensen.get(code)
            self.overleg.nodig_uit(naam=naam, organisatie=organisatie, persoon=persoon, rol=rol)

    def maak_agenda(self):
        for punt in self.rij["punten"]:
            over = {soort: self._ding(punt[soort]) for soort in ("signaal", "initiatief") if soort in punt}
            self.punten.append(
                self.overleg.zet_op_agenda(titel=punt.get("titel", ""), toelichting=punt.get("toelichting", ""), **over)
            )

        if self.rij["afloop"] == "gepland":
            for actie in Actiepunt.objects.te_bespreken_in(self.overleg):
                self.overleg.zet_op_agenda(actiepunt=actie)

    def _ding(self, naam):
        ding = self.draaiboek.dingen[naam]
        ding.refresh_from_db()
        return ding

    def gelast_af(self):
        self.overleg.ga_naar("afgelast", door=self.door)

    def houd(self):
        """Everybody but one is there; each item gets its decision and its actions."""
        self.overleg.ga_naar("lopend", door=self.door)
        aanwezig = list(self.overleg.deelnemers.order_by("pk").values_list("pk", flat=True))
        self.overleg.zet_aanwezigheid(aanwezig[:-1] if len(aanwezig) > 4 else aanwezig, [])
        for punt, inhoud in zip(self.punten, self.rij["punten"], strict=True):
            punt.refresh_from_db()
            punt.leg_vast(door=self.door, bespreking=inhoud["bespreking"], besluit=inhoud["besluit"])
            for tekst, wie, dagen, afloop in inhoud["acties"]:
                self._spreek_af(punt, tekst, self.draaiboek.mensen[wie], dagen, afloop)

    def _spreek_af(self, punt, tekst, eigenaar, dagen, afloop):
        uiterlijk = timezone.localdate(self.begint_op) + timedelta(days=dagen)
        actie = punt.spreek_af(tekst, eigenaar=eigenaar, uiterlijk=uiterlijk, door=self.door)
        if afloop == "gedaan":
            klaar = self.kalender.werkmoment(uiterlijk - timedelta(days=min(dagen // 2, 3)), 15)
            self.draaiboek.op(klaar, actie.ga_naar, "gedaan", door=eigenaar)

    def rond_af(self):
        self.overleg.ga_naar("afgerond", door=self.door)
