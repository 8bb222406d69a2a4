"""What hangs on the plans of the example: kinds, hours, partners, milestones, agreements and letters."""

from datetime import timedelta

from cyclus.models import Afspraak, Opdrachtbrief
from gebieden.models import Contact
from gebiedswerk.tijdlijn import schrijf as schrijf_op

from .opgaven import opgavenaam


class Planstukken:
    """Follows the plans of ``verhaal``: fills them on the day they are made, and sends the letters after adoption."""

    def __init__(self, draaiboek, verhaal):
        self.draaiboek, self.verhaal, self.kalender = draaiboek, verhaal, draaiboek.kalender
        naam = verhaal.rij["gebied"]
        self.rij = next((rij for rij in draaiboek.lees("plan") if rij["gebied"] == naam), None)

    def begin(self):
        if self.rij is None:
            return
        in_jaar, op = self.kalender.in_jaar, self.verhaal.op
        op(in_jaar(-1, 3, 17), self.spreek_af_oud, uur=11)
        op(in_jaar(-1, 12, 11), self.kijk_terug)
        op(in_jaar(0, 3, 5), self.vul_aan, uur=11)
        op(in_jaar(0, 4, 6), self.maak_brieven)
        op(in_jaar(0, 4, 6), self.verstuur_brieven, uur=12)
        op(in_jaar(0, 4, 14), self.bevestig)

    @property
    def door(self):
        return self.verhaal.door

    def dag(self, over):
        """A day of the plan's year, counted from today; never before the plan was there."""
        return max(self.kalender.vandaag + timedelta(days=over), self.kalender.in_jaar(0, 4, 9))

    # Agreements -------------------------------------------------------------

    def spreek_af_oud(self):
        for inhoud in self.rij.get("afspraken_oud", ()):
            self._spreek_af(self.verhaal.oud, inhoud)

    def _spreek_af(self, plan, inhoud):
        afspraak = Afspraak(
            plan=plan,
            afdeling=self.draaiboek.afdelingen[inhoud["afd"]],
            opgave=self.draaiboek.dingen[opgavenaam(self.rij, inhoud["opgave"])] if "opgave" in inhoud else None,
            tekst=inhoud["tekst"],
            contactpersoon=inhoud.get("wie", ""),
            uiterlijk=self._uiterlijk(inhoud),
            is_voorbeeld=True,
        )
        afspraak.full_clean()
        afspraak.save()
        schrijf_op(plan, "wijziging", door=self.door, tekst=f"Afspraak met {afspraak.afdeling}: {afspraak}")

    def _uiterlijk(self, inhoud):
        return self.kalender.in_jaar(0, *inhoud["uiterlijk"]) if "uiterlijk" in inhoud else None

    def kijk_terug(self):
        self._zet_uitkomst(self.verhaal.oud, self.rij.get("afspraken_oud", ()))

    @staticmethod
    def _zet_uitkomst(plan, inhouden):
        for inhoud in inhouden:
            if "uitkomst" in inhoud:
                velden = {"uitkomst": inhoud["uitkomst"], "toelichting": inhoud["toelichting"]}
                plan.afspraken.filter(tekst=inhoud["tekst"]).update(**velden)

    def _neem_over(self, plan):
        """What last year left: taken over where the story says so, the rest let go."""
        wel = {inhoud["vorige"]: inhoud for inhoud in self.rij["afspraken"] if "vorige" in inhoud}
        for voorstel in plan.afspraken.filter(is_voorstel=True).select_related("plan"):
            gekozen = next((i for begin, i in wel.items() if voorstel.tekst.startswith(begin)), None)
            if gekozen is None:
                voorstel.haal_weg(door=self.door)
                continue
            voorstel.uiterlijk = self._uiterlijk(gekozen)
            voorstel.save()
            voorstel.neem_op(door=self.door)

    # The plan of this year --------------------------------------------------

    def vul_aan(self):
        plan = self.verhaal.nieuw
        self._neem_over(plan)
        for inhoud in self.rij["afspraken"]:
            if "vorige" not in inhoud:
                self._spreek_af(plan, inhoud)
        for naam, inhoud in self.rij["maatregelen"].items():
            self._vul_maatregel(self.verhaal.maatregelen[naam], inhoud)

    def _vul_maatregel(self, maatregel, inhoud):
        maatregel.soort, maatregel.uren = inhoud.get("aard", "maatregel"), inhoud.get("uren")
        maatregel.uren_besteed = inhoud.get("uren_besteed", 0)
        maatregel.budgetbron, maatregel.andere_partners = inhoud.get("bron", ""), inhoud.get("anderen", "")
        maatregel.full_clean()
        maatregel.save()
        maatregel.partners.set(Contact.objects.filter(naam__in=inhoud.get("partners", ())))
        for gegevens in inhoud.get("mijlpalen", ()):
            mijlpaal = maatregel.mijlpalen.create(naam=gegevens["naam"], uiterlijk=self.dag(gegevens["over"]))
            if "gehaald" in gegevens:
                dag = min(self.dag(gegevens["gehaald"]), self.kalender.vandaag - timedelta(days=1))
                self.verhaal.op(dag, self._haal, mijlpaal, dag, uur=15)
            if "wordt" in gegevens:
                self.verhaal.op(self.dag(-25), self._verzet, mijlpaal, self.dag(gegevens["wordt"]), uur=15)

    def _haal(self, mijlpaal, dag):
        # Progress was stored on this row since.
        mijlpaal.maatregel.refresh_from_db()
        mijlpaal.haal(dag, door=mijlpaal.maatregel.persoon)

    @staticmethod
    def _verzet(mijlpaal, dag):
        was, mijlpaal.uiterlijk = mijlpaal.uiterlijk, dag
        mijlpaal.save()
        maatregel = mijlpaal.maatregel
        tekst = f"{mijlpaal.naam}: was {was:%d-%m-%Y}, wordt {dag:%d-%m-%Y}."
        schrijf_op(maatregel, "mijlpaal", door=maatregel.persoon, tekst=tekst)

    # Letters ----------------------------------------------------------------

    def _brief(self, inhoud):
        afdeling = self.draaiboek.afdelingen[inhoud["afd"]]
        plan = self.verhaal.nieuw
        return Opdrachtbrief.objects.filter(gebied=plan.gebied, jaar=plan.jaar, afdeling=afdeling).first()

    def maak_brieven(self):
        plan = self.verhaal.nieuw
        plan.refresh_from_db()
        Opdrachtbrief.objects.maak_voor(plan, door=self.door)
        brieven = Opdrachtbrief.objects.filter(gebied=plan.gebied, jaar=plan.jaar)
        brieven.update(inleiding=self.rij.get("inleiding", ""), is_voorbeeld=True)

    def verstuur_brieven(self):
        for inhoud in self.rij["brieven"]:
            self._brief(inhoud).ga_naar("verstuurd", door=self.door)

    def bevestig(self):
        for inhoud in self.rij["brieven"]:
            if "door" in inhoud:
                door = self.draaiboek.mensen[inhoud["door"]]
                self._brief(inhoud).ga_naar("bevestigd", door=door, reactie=inhoud["reactie"])
        self._zet_uitkomst(self.verhaal.nieuw, self.rij["afspraken"])
