"""Last year's plan, closed; this year's plan, running: done, on its way, late, and put before who decides."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from cyclus.escalatie.ladder import leg_voor
from cyclus.models import Gebiedsplan, Maatregel
from cyclus.monitor.overnemen import maak_plan
from gebiedswerk.tijdlijn import schrijf as schrijf_op


class Planverhaal:
    """``maatregelen`` are the measures of both years by the names of the story."""

    def __init__(self, draaiboek, rij, agenda):
        self.draaiboek, self.rij, self.agenda, self.kalender = draaiboek, rij, agenda, draaiboek.kalender
        self.door, self.wethouder = draaiboek.mensen[rij["makelaar"]], draaiboek.wethouder(rij)
        self.oud = self.nieuw = None
        self.maatregelen = {}

    def op(self, dag, act, *args, uur=10):
        self.draaiboek.op(self.kalender.werkmoment(dag, uur), act, *args)

    def begin(self):
        in_jaar = self.kalender.in_jaar
        self.op(in_jaar(-1, 3, 17), self.maak_oud)
        self.op(in_jaar(-1, 3, 24), self.stap, "oud", "aangeboden")
        self.op(in_jaar(-1, 4, 1), self.stap, "oud", "vastgesteld")
        self.op(in_jaar(0, 1, 14), self.stap, "oud", "afgesloten")
        self.op(in_jaar(0, 3, 5), self.maak_nieuw)
        self.op(in_jaar(0, 3, 16), self.stap, "nieuw", "aangeboden")
        self.op(in_jaar(0, 3, 26), self.stap, "nieuw", "vastgesteld")
        for inhoud in self.rij["plan_oud"]:
            self.loop_van(inhoud, in_jaar(-1, *inhoud["eind"]), in_jaar(-1, 4, 8))
        for inhoud in self.rij["plan_maatregelen"]:
            self.loop_van(inhoud, self.eind(inhoud), in_jaar(0, 4, 8))
        for escalatie in self.rij["escalaties"]:
            for nummer in range(len(escalatie["stappen"])):
                self.escaleer(escalatie, nummer)

    def stap(self, welk, status):
        door = self.wethouder if status == "vastgesteld" else self.door
        getattr(self, welk).ga_naar(status, door=door)

    def eind(self, inhoud):
        """When a measure of this year should be ready; never before the plan was there."""
        return max(self.kalender.vandaag + timedelta(days=inhoud["eind_over"]), self.kalender.in_jaar(0, 4, 20))

    # Making the plans -------------------------------------------------------

    def maak_oud(self):
        self.oud = Gebiedsplan.objects.maak(self._actueel(self.agenda.oud), self.kalender.jaar - 1, door=self.door)
        self._vul(self.oud, f"Het plan bij de agenda. {self.rij['agenda']['inleiding_oud']}")
        for inhoud in self.rij["plan_oud"]:
            eind = self.kalender.in_jaar(-1, *inhoud["eind"])
            maatregel = Maatregel(plan=self.oud)
            self._beschrijf(maatregel, inhoud, self.agenda.doelen_oud, eind, self.kalender.in_jaar(-1, 4, 8))

    def maak_nieuw(self):
        """What was left and what was concluded comes in as proposals; some are worked out, the rest is not adopted."""
        self.nieuw = maak_plan(self._actueel(self.agenda.nieuw), self.kalender.jaar, door=self.door)
        self._vul(self.nieuw, self.rij["plan"]["inleiding"])
        voorstellen = {m.titel: m for m in self.nieuw.maatregelen.filter(status="voorgesteld")}
        for inhoud in self.rij["plan_maatregelen"]:
            maatregel = voorstellen.pop(inhoud.get("uit"), None) or Maatregel(plan=self.nieuw)
            self._beschrijf(maatregel, inhoud, self.agenda.doelen, self.eind(inhoud), self.kalender.in_jaar(0, 4, 8))
            if maatregel.status == "voorgesteld":
                maatregel.ga_naar("gepland", door=self.door)
        for voorstel in voorstellen.values():
            voorstel.ga_naar("vervallen", door=self.door, reden="Dit gaat op in een andere maatregel van dit jaar.")

    @staticmethod
    def _actueel(agenda):
        agenda.refresh_from_db()
        return agenda

    def _vul(self, plan, inleiding):
        Gebiedsplan.objects.filter(pk=plan.pk).update(inleiding=inleiding, is_voorbeeld=True)
        plan.refresh_from_db()

    def _beschrijf(self, maatregel, inhoud, doelen, eind, begin):
        is_new = maatregel.pk is None
        maatregel.doel = doelen[inhoud["doel"]]
        maatregel.titel, maatregel.omschrijving = inhoud["titel"], inhoud["omschrijving"]
        maatregel.afdeling = self.draaiboek.afdelingen[inhoud["afd"]]
        maatregel.persoon = self.draaiboek.mensen[inhoud["wie"]]
        maatregel.budget, maatregel.budgetsoort = Decimal(inhoud["budget"]), inhoud.get("soort", "regulier")
        maatregel.startdatum, maatregel.einddatum = min(begin, eind), eind
        maatregel.is_voorbeeld = True
        maatregel.full_clean()
        maatregel.save()
        maatregel.signalen.add(*self._dingen(inhoud["signalen"]))
        maatregel.initiatieven.add(*self._dingen(inhoud["initiatieven"]))
        if is_new:
            schrijf_op(maatregel, "aangemaakt", door=self.door)
        self.maatregelen[inhoud["s"]] = maatregel

    def _dingen(self, namen):
        """What is not there yet (a signal of later this year) is linked on its own day."""
        return [self.draaiboek.dingen[naam] for naam in namen if naam in self.draaiboek.dingen]

    # Carrying them out ------------------------------------------------------

    def loop_van(self, inhoud, eind, begin):
        """From start to where it stands; a measure that is only planned has no steps yet."""
        status = inhoud["status"]
        if status == "gepland":
            return
        self.op(min(begin, eind), self.zet_status, inhoud, "in_uitvoering")
        if status == "vervallen":
            self.op(eind, self.zet_status, inhoud, "vervallen", uur=14)
            return
        gedaan = eind + timedelta(days=inhoud.get("laat", -2))
        laatst = gedaan - timedelta(days=2) if status == "gedaan" else self.laatste_bericht(inhoud, eind)
        self.op(max(laatst, min(begin, eind)), self.werk_bij, inhoud, uur=13)
        if status == "gedaan":
            self.op(gedaan, self.zet_status, inhoud, "gedaan", uur=16)

    def laatste_bericht(self, inhoud, eind):
        """When the one who carries it out last said how it stands."""
        if "eind" in inhoud:
            return eind - timedelta(days=10)
        geleden = self.draaiboek.rng.randint(4, 24)
        # Of some nothing was heard for longer than a plan can do with.
        return self.kalender.dag(inhoud.get("stil", geleden))

    def _door(self, inhoud):
        return self.draaiboek.mensen[inhoud["wie"]]

    def zet_status(self, inhoud, status):
        maatregel = self.maatregelen[inhoud["s"]]
        velden = {"reden": inhoud["reden"]} if status == "vervallen" else {}
        maatregel.ga_naar(status, door=self.door if velden else self._door(inhoud), **velden)

    def werk_bij(self, inhoud):
        maatregel = self.maatregelen[inhoud["s"]]
        maatregel.voortgang = inhoud.get("voortgang", 100 if inhoud["status"] == "gedaan" else 40)
        maatregel.besteed, maatregel.laatste_woord = Decimal(inhoud["besteed"]), inhoud["woord"]
        maatregel.bijgewerkt_op = timezone.now()
        maatregel.versie += 1
        maatregel.full_clean()
        maatregel.save()
        maatregel.signalen.add(*self._dingen(inhoud["signalen"]))
        schrijf_op(maatregel, "wijziging", door=self._door(inhoud), tekst="voortgang, hoe staat het ervoor?, besteed")

    # Up the ladder ----------------------------------------------------------

    def escaleer(self, escalatie, nummer):
        stap = escalatie["stappen"][nummer]
        self.op(self.kalender.dag(stap["voor"]), self.leg_voor, escalatie, stap)
        if "besluit" in stap:
            self.op(self.kalender.dag(stap["besluit_voor"]), self.besluit, stap, uur=17)

    def leg_voor(self, escalatie, stap):
        maatregel = self.maatregelen[escalatie["maatregel"]]
        stap["escalatie"] = leg_voor(maatregel, door=self.draaiboek.mensen[stap["door"]], vraag=stap["vraag"])

    def besluit(self, stap):
        escalatie = stap["escalatie"]
        escalatie.ga_naar("besloten", door=self.draaiboek.mens(escalatie.aan), besluit=stap["besluit"])
