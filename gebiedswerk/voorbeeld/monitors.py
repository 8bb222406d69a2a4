"""The monitor of last year: every goal judged, conclusions drawn, adopted by the college."""

from decimal import Decimal

from cyclus.models import Conclusie, Gebiedsmonitor


class Monitorverhaal:
    def __init__(self, draaiboek, rij, plan):
        self.draaiboek, self.rij, self.plan, self.kalender = draaiboek, rij, plan, draaiboek.kalender
        self.door, self.wethouder = draaiboek.mensen[rij["makelaar"]], draaiboek.wethouder(rij)
        self.monitor, self.conclusies = None, []

    def begin(self):
        for maand, dag, act in (
            (1, 21, self.maak),
            (2, 3, self.bied_aan),
            (2, 17, self.stel_vast),
            (2, 24, self.wijs_af),
        ):
            self.draaiboek.op(self.kalender.werkmoment(self.kalender.in_jaar(0, maand, dag), 14), act)

    def maak(self):
        plan = self.plan.oud
        plan.refresh_from_db()
        self.monitor = Gebiedsmonitor.objects.maak(plan, door=self.door)
        self.monitor.samenvatting, self.monitor.aanpak = (self.rij["monitor"][n] for n in ("samenvatting", "aanpak"))
        self.monitor.aanpak_oordeel = self.rij["monitor"].get("aanpak_oordeel", "deels")
        self.monitor.save()
        self.monitor.wijzig(self.door, "samenvatting, oordelen en conclusies")
        codes = {doel.pk: code for code, doel in self.plan.agenda.doelen_oud.items()}
        inhoud = {doel["s"]: doel for doel in self.rij["doelen"]}
        for oordeel in self.monitor.oordelen.select_related("doel__indicator"):
            self._oordeel(oordeel, *inhoud[codes[oordeel.doel_id]]["oordeel"])
        for rij in self.rij["conclusies"]:
            self._concludeer(rij)

    def _oordeel(self, oordeel, waarde, woord, toelichting):
        if waarde is not None:
            oordeel.waarde, oordeel.meetjaar = Decimal(waarde), self.monitor.jaar
        oordeel.oordeel, oordeel.toelichting = woord or oordeel.voorstel, toelichting
        oordeel.full_clean()
        oordeel.save()

    def _concludeer(self, rij):
        conclusie = Conclusie(
            monitor=self.monitor,
            doel=self.plan.agenda.doelen_oud.get(rij["doel"]),
            maatregel=self.plan.maatregelen.get(rij.get("maatregel")),
            tekst=rij["tekst"],
            voorstel=rij["voorstel"],
            bestemming=rij.get("bestemming", "plan"),
        )
        conclusie.full_clean()
        conclusie.save()
        self.conclusies.append((conclusie, rij))

    def bied_aan(self):
        self.monitor.ga_naar("aangeboden", door=self.door)

    def stel_vast(self):
        self.monitor.ga_naar("vastgesteld", door=self.wethouder)

    def wijs_af(self):
        """What will not be done is said with the reason; the rest is carried over when the new plan is made."""
        for conclusie, rij in self.conclusies:
            if "niet" in rij:
                conclusie.neem_niet_over(rij["niet"], door=self.door)
