"""The year before last year: its plan, closed, and its monitor, so that the raad has two years to compare."""

from datetime import date
from decimal import Decimal

from cyclus.models import Conclusie, Gebiedsmonitor, Gebiedsplan, Maatregel, Raadsrapportage
from cyclus.raad.models import mag_vastleggen
from gebiedswerk.tijdlijn import schrijf as schrijf_op


class Vroegerverhaal:
    """Under the agenda that was adopted before; in the first year of a period there was none, and nothing is told."""

    def __init__(self, draaiboek, rij, inhoud, agenda):
        self.draaiboek, self.rij, self.inhoud, self.agenda = draaiboek, rij, inhoud, agenda
        self.kalender, self.jaar = draaiboek.kalender, draaiboek.kalender.jaar - 2
        self.door, self.wethouder = draaiboek.mensen[rij["makelaar"]], draaiboek.wethouder(rij)
        self.doelen, self.plan, self.monitor = {}, None, None

    def op(self, verschil, maand, dag, act):
        self.draaiboek.op(self.kalender.werkmoment(self.kalender.in_jaar(verschil, maand, dag), 15), act)

    def begin(self):
        if self.agenda.vorige_van > self.jaar:
            return
        self.op(-2, 3, 24, self.maak_plan)
        self.op(-2, 12, 18, self.rond_af)
        self.op(-1, 1, 22, self.maak_monitor)
        self.op(-1, 2, 18, self.stel_vast)

    def maak_plan(self):
        agenda = self.agenda.oud
        agenda.refresh_from_db()
        self.doelen = dict(self.agenda.doelen_oud)
        self.plan = Gebiedsplan.objects.voor_jaar(agenda, self.jaar, door=self.door)
        self.plan.is_voorbeeld = True
        self.plan.save()
        for rij in self.inhoud["maatregelen"]:
            self._maatregel(rij)
        self.plan.ga_naar("aangeboden", door=self.door)
        self.plan.ga_naar("vastgesteld", door=self.wethouder)

    def _maatregel(self, rij):
        maatregel = Maatregel(
            plan=self.plan,
            doel=self.doelen[rij["doel"]],
            titel=rij["titel"],
            afdeling=self.draaiboek.afdelingen[rij["afd"]],
            persoon=self.draaiboek.mensen[rij["wie"]],
            budget=Decimal(rij["budget"]),
            uren=rij.get("uren"),
            startdatum=date(self.jaar, 4, 1),
            einddatum=date(self.jaar, 12, 15),
            status="in_uitvoering",
            is_voorbeeld=True,
        )
        maatregel.full_clean()
        maatregel.save()
        schrijf_op(maatregel, "aangemaakt", door=self.door)

    def rond_af(self):
        """What came of each; nothing is left for the year after."""
        for rij in self.inhoud["maatregelen"]:
            maatregel = self.plan.maatregelen.get(titel=rij["titel"])
            maatregel.besteed, maatregel.uren_besteed = Decimal(rij["besteed"]), rij.get("uren_besteed", 0)
            maatregel.save()
            velden = {"reden": rij["reden"]} if "reden" in rij else {}
            maatregel.ga_naar("vervallen" if velden else "gedaan", door=self.door, **velden)

    def maak_monitor(self):
        self.plan.ga_naar("afgesloten", door=self.door)
        self.monitor = Gebiedsmonitor.objects.maak(self.plan, door=self.door)
        for naam in ("samenvatting", "aanpak_oordeel", "aanpak"):
            setattr(self.monitor, naam, self.inhoud[naam])
        self.monitor.save()
        namen = {doel.pk: naam for naam, doel in self.doelen.items()}
        for oordeel in self.monitor.oordelen.select_related("doel__indicator"):
            waarde, woord, toelichting = self.inhoud["oordelen"][namen[oordeel.doel_id]]
            if waarde is not None:
                oordeel.waarde, oordeel.meetjaar = Decimal(waarde), self.jaar
            oordeel.oordeel, oordeel.toelichting = woord or oordeel.voorstel, toelichting
            oordeel.full_clean()
            oordeel.save()

    def stel_vast(self):
        self.monitor.ga_naar("aangeboden", door=self.door)
        self.monitor.ga_naar("vastgesteld", door=self.wethouder)


def leg_vast(draaiboek, wethouder):
    """Both years were kept for the raad, each in the spring after."""
    for verschil in (-1, 0):
        moment = draaiboek.kalender.werkmoment(draaiboek.kalender.in_jaar(verschil, 3, 2), 9)
        draaiboek.op(moment, _leg_vast, draaiboek.kalender.jaar + verschil - 1, (wethouder, *draaiboek.mensen.values()))


def _leg_vast(jaar, mensen):
    """By the first of these people who decides for the whole municipality: an alderman may have some areas only."""
    door = next((persoon for persoon in mensen if mag_vastleggen(persoon)), None)
    if door and jaar in Gebiedsmonitor.objects.jaren():
        Raadsrapportage.objects.leg_vast(jaar, door=door)


def stuur_agenda_bij(draaiboek, makelaar):
    """What was concluded for the agenda is taken into its next version, not long ago."""

    def neem_over():
        for conclusie in Conclusie.objects.open().filter(bestemming="agenda", doel__isnull=False):
            if conclusie.monitor.heeft_recht(makelaar, "behandelen"):
                conclusie.neem_over(door=makelaar)

    draaiboek.op(draaiboek.kalender.werkmoment(draaiboek.kalender.dag(12), 16), neem_over)
