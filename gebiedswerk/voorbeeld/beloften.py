"""What the goals rest on, the years on their way, and what parties answer: yes, otherwise, no, or nothing yet."""

from cyclus.agenda import belofte
from cyclus.agenda.belofte import afdruk
from cyclus.models import Bijdrage, Gebiedsagenda, Kennisgeving
from signalen.models import Trend

from .adviezen import adviesnaam
from .mensen import adres
from .opgaven import opgavenaam

# How far the goal is in each year between start and target.
STAPPEN = (0.15, 0.5, 0.8)


class Beloftenverhaal:
    """``inhoud`` is what the story tells about one area; nothing for the others."""

    def __init__(self, draaiboek, rij, agenda):
        self.draaiboek, self.rij, self.agenda, self.kalender = draaiboek, rij, agenda, draaiboek.kalender
        self.inhoud = next((i for i in draaiboek.lees("beloften") if i["gebied"] == rij["gebied"]), None)
        self.door = draaiboek.mensen[rij["makelaar"]]
        self.versie = None

    def op(self, dag, act, *args, uur=10):
        self.draaiboek.op(self.kalender.werkmoment(dag, uur), act, *args)

    def begin(self):
        if not self.inhoud:
            return
        self.op(self.kalender.in_jaar(-1, 12, 8), self.onderbouw, uur=14)
        self.op(self.kalender.dag(13), self.stuur_bij, uur=9)
        self.op(self.kalender.dag(12), self.vraag)
        for antwoord in self.inhoud["antwoorden"]:
            self.op(self.kalender.dag(antwoord["voor"]), self.antwoord, antwoord, uur=15)
        for verteld in self.inhoud["verteld"]:
            self.op(self.kalender.dag(verteld["voor"]), self.vertel, verteld)

    # What it rests on ---------------------------------------------------------

    def onderbouw(self):
        for code, bronnen in self.inhoud["bronnen"].items():
            doel = self.agenda.doelen[code]
            self._bronnen(doel, bronnen)
            self._pad(doel)
        for bijdrage in Bijdrage.objects.filter(doel__agenda=self.agenda.nieuw):
            self._bereik(bijdrage)
            bijdrage.save()

    def _bronnen(self, doel, bronnen):
        for stuk in bronnen.get("stukken", ()):
            doel.bronnen.create(**stuk)
        jaar = self.kalender.jaar
        analyse = self.draaiboek.dingen.get(f"analyse:{self.rij['gebied']}:{jaar - 1}")
        for punt in analyse.punten.filter(thema=doel.thema)[:2] if analyse else ():
            doel.bronnen.create(soort="analyse", punt=punt, analyse=analyse, titel=punt.tekst[:250])
        for signaal in self._dingen(bronnen.get("signalen", ())):
            doel.bronnen.create(soort="signaal", signaal=signaal)
        for advies in self._dingen(adviesnaam({"code": code}) for code in bronnen.get("adviezen", ())):
            doel.bronnen.create(soort="advies", advies=advies)
        trends = Trend.objects.binnen(self.agenda.gebied).filter(thema=doel.thema)
        for trend in trends[:1] if bronnen.get("trend") else ():
            doel.bronnen.create(soort="trend", trend=trend)

    def _dingen(self, namen):
        return [self.draaiboek.dingen[naam] for naam in namen if naam in self.draaiboek.dingen]

    @staticmethod
    def _pad(doel):
        jaren = range(doel.startjaar + 1, doel.streefjaar)
        for nummer, jaar in enumerate(jaren):
            deel = STAPPEN[nummer * len(STAPPEN) // len(jaren)]
            waarde = round(float(doel.startwaarde) + deel * float(doel.streefwaarde - doel.startwaarde))
            doel.pad.create(jaar=jaar, waarde=waarde)

    def _bereik(self, bijdrage):
        """How this party is reached: as a department, as a platform, or at an address."""
        waar = self.inhoud["bereik"].get(bijdrage.partij, {})
        bijdrage.afdeling = self.draaiboek.afdelingen.get(waar.get("afdeling"))
        bijdrage.platform = self.draaiboek.platforms.get(waar.get("platform"))
        bijdrage.contact = waar.get("contact", "")
        bijdrage.email = adres(waar["email"]) if "email" in waar else ""

    # Adjusting it in the course of the year -----------------------------------

    def stuur_bij(self):
        inhoud = self.inhoud["bijsturing"]
        vastgesteld = Gebiedsagenda.objects.get(pk=self.agenda.nieuw.pk)
        self.versie = vastgesteld.nieuwe_versie(door=self.door, reden=inhoud["reden"])
        Gebiedsagenda.objects.filter(pk=self.versie.pk).update(inleiding=inhoud["inleiding"])
        doelen = {code: doel.in_agenda(self.versie) for code, doel in self.agenda.doelen.items()}
        for code, velden in inhoud["doelen"].items():
            for naam, waarde in velden.items():
                setattr(doelen[code], naam, waarde)
            doelen[code].full_clean()
            doelen[code].save()
        for code, partij, soort, woorden in inhoud["nieuwe_bijdragen"]:
            bijdrage = Bijdrage(doel=doelen[code], partij=partij, soort=soort, belofte=woorden)
            self._bereik(bijdrage)
            bijdrage.full_clean()
            bijdrage.save()
        for partij, was, woorden in inhoud["veranderd"]:
            bijdrage = Bijdrage.objects.get(doel__agenda=self.versie, partij=partij, belofte=was)
            bijdrage.eerdere_belofte, bijdrage.belofte = was, woorden
            bijdrage.vraag_opnieuw()
            bijdrage.save()
        self.versie.wijzig(self.door, "doelen en bijdragen")

    def vraag(self):
        belofte.vraag_alle(self.versie, door=self.door)

    def antwoord(self, inhoud):
        rows = Bijdrage.objects.filter(doel__agenda=self.versie, partij=inhoud["partij"], beloofd_op=None)
        bijdrage = rows.select_related("doel__agenda").get()
        belofte.antwoord(
            bijdrage,
            inhoud["antwoord"],
            naam=inhoud["naam"],
            reactie=inhoud.get("reactie", ""),
            via="link",
            tekst=afdruk(bijdrage.belofte),
        )

    # What goes on everywhere ----------------------------------------------------

    def vertel(self, inhoud):
        opgave = self.draaiboek.dingen[opgavenaam(self.rij, inhoud["opgave"])]
        gebieden = [self.draaiboek.gebieden[naam] for naam in inhoud["gebieden"]]
        Kennisgeving.objects.vertel(opgave, gebieden, inhoud["tekst"], door=opgave.trekker)
