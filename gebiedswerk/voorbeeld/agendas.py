"""The agenda that last year's plan stood under, and the one of this year, each adopted by the college."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from cyclus.agenda.models import periode
from cyclus.models import Bijdrage, Doel, Gebiedsagenda
from gebieden.models import Indicator

from .opgaven import opgavenaam


class Agendaverhaal:
    """``oud`` and ``nieuw`` are the agendas, ``doelen_oud`` and ``doelen`` their goals by the names of the story."""

    def __init__(self, draaiboek, rij):
        self.draaiboek, self.rij, self.kalender = draaiboek, rij, draaiboek.kalender
        self.gebied = draaiboek.gebieden[rij["gebied"]]
        self.door, self.wethouder = draaiboek.mensen[rij["makelaar"]], draaiboek.wethouder(rij)
        self.jaar = self.kalender.jaar
        self.oud = self.nieuw = None
        self.doelen_oud, self.doelen = {}, {}
        self.vorige_van, _ = periode(self.jaar - 1)

    def op(self, verschil, maand, dag, act, *args):
        self.draaiboek.op(self.kalender.werkmoment(self.kalender.in_jaar(verschil, maand, dag), 11), act, *args)

    def begin(self):
        if self.vorige_van == self.jaar - 1:
            self.op(-1, 2, 26, self.maak_oud)
        else:
            # The agenda of an earlier year was adjusted last year, when the opgaven had become clear.
            verschil = self.vorige_van - self.jaar
            self.op(verschil, 2, 10, self.maak_oud)
            self.op(verschil, 3, 3, self.stel_vast, "oud", "011")
            self.op(-1, 2, 26, self.pas_oud_aan)
        self.op(-1, 3, 4, self.stel_vast, "oud", "087")
        self.op(-1, 12, 1, self.maak_nieuw)
        self.op(0, 1, 19, self.stel_vast, "nieuw", "032")
        if "bijsturing" in self.rij:
            self.draaiboek.op(self.kalender.werkmoment(self.kalender.dag(14), 10), self.stuur_bij)

    # Last year's agenda -----------------------------------------------------

    def maak_oud(self):
        self.oud = Gebiedsagenda.objects.maak(self.gebied, door=self.door, jaar=self.jaar - 1)
        self._vul(self.oud, self.rij["agenda"]["inleiding_oud"])
        for inhoud in self.rij["doelen"]:
            self.doelen_oud[inhoud["s"]] = self.maak_doel(self.oud, inhoud, self.oud.van_jaar - 1)
        self._koppel_opgaven(self.doelen_oud)

    def pas_oud_aan(self):
        self.oud = self.oud.nieuwe_versie(door=self.door)
        self._volg(self.doelen_oud, self.oud)
        self._koppel_opgaven(self.doelen_oud)

    def _vul(self, agenda, inleiding):
        Gebiedsagenda.objects.filter(pk=agenda.pk).update(inleiding=inleiding, is_voorbeeld=True)
        agenda.refresh_from_db()
        agenda.wijzig(self.door, "inleiding en doelen")

    def _koppel_opgaven(self, doelen):
        for inhoud in (*self.rij["doelen"], *self.rij["doelen_nieuw"]):
            opgaven = [self.draaiboek.dingen.get(opgavenaam(self.rij, code)) for code in inhoud["opgaven"]]
            if inhoud["s"] in doelen and any(opgaven):
                doelen[inhoud["s"]].opgaven.add(*filter(None, opgaven))

    @staticmethod
    def _volg(doelen, agenda):
        """The same goals as they stand in a newer agenda."""
        for code, doel in doelen.items():
            doelen[code] = doel.in_agenda(agenda)

    def maak_doel(self, agenda, inhoud, startjaar):
        start, streef, indicator = inhoud.get("start"), inhoud.get("streef"), None
        if "indicator" in inhoud:
            indicator = Indicator.objects.get(code=inhoud["indicator"])
            eerste = indicator.cijfers.filter(gebied=self.gebied, jaar__gte=startjaar).order_by("jaar").first()
            start, startjaar = round(eerste.waarde, 2), eerste.jaar
            streef = round(start * inhoud["factor"], indicator.decimalen)
        doel = Doel(
            agenda=agenda,
            volgorde=len(self.doelen_oud) + len(self.doelen),
            titel=inhoud["titel"],
            resultaat=inhoud["resultaat"],
            waarom=inhoud["waarom"],
            thema=inhoud["thema"],
            prioriteit=inhoud["prioriteit"],
            indicator=indicator,
            indicator_tekst=inhoud.get("maat", ""),
            startwaarde=Decimal(str(start)),
            startjaar=startjaar,
            streefwaarde=Decimal(str(streef)),
            streefjaar=agenda.tot_jaar,
        )
        doel.full_clean()
        doel.save()
        for partij, soort, belofte, naam in inhoud["bijdragen"]:
            bijdrage = Bijdrage(doel=doel, partij=partij, soort=soort, belofte=belofte)
            afdelingen = self.draaiboek.afdelingen.values()
            bijdrage.afdeling = next((afdeling for afdeling in afdelingen if afdeling.naam == partij), None)
            bijdrage.full_clean()
            bijdrage.save()
            bijdrage.beloof(naam, timezone.localdate() - timedelta(days=1), door=self.door)
        return doel

    # This year's agenda -----------------------------------------------------

    def maak_nieuw(self):
        """In the same period a new version; in the first year of a new period a new agenda with last one's goals."""
        van, _ = periode(self.jaar)
        if van == self.vorige_van:
            self.nieuw = self.oud.nieuwe_versie(door=self.door)
        else:
            analyse = self.draaiboek.dingen.get(f"analyse:{self.rij['gebied']}:{self.jaar - 1}")
            self.nieuw = Gebiedsagenda.objects.maak(self.gebied, door=self.door, analyse=analyse, jaar=self.jaar)
            for doel in self.oud.doelen.prefetch_related("bijdragen", "opgaven"):
                self._beloof_opnieuw(doel.kopieer_naar(self.nieuw))
        self._vul(self.nieuw, self.rij["agenda"]["inleiding"])
        self.doelen = dict(self.doelen_oud)
        self._volg(self.doelen, self.nieuw)
        for inhoud in self.rij["doelen"]:
            self._scherp_aan(self.doelen[inhoud["s"]], inhoud, van != self.vorige_van)
        for inhoud in self.rij["doelen_nieuw"]:
            self.doelen[inhoud["s"]] = self.maak_doel(self.nieuw, inhoud, self.jaar - 1)
        self._koppel_opgaven(self.doelen)

    def _beloof_opnieuw(self, doel):
        """A new agenda asks every party again."""
        for bijdrage in doel.bijdragen.all():
            naam, bijdrage.beloofd_op = bijdrage.beloofd_door, None
            bijdrage.beloof(naam, timezone.localdate() - timedelta(days=1), door=self.door)

    def _scherp_aan(self, doel, inhoud, is_new_period):
        """A new period starts where the last one ended; the target may be higher."""
        if is_new_period and doel.indicator:
            laatste = doel.laatste_cijfer(self.jaar - 1)
            doel.startwaarde, doel.startjaar = Decimal(str(round(laatste.waarde, 2))), laatste.jaar
            doel.streefwaarde = round(doel.startwaarde * Decimal(str(inhoud["factor"])), doel.indicator.decimalen)
        elif is_new_period:
            doel.startwaarde, doel.startjaar = Decimal(inhoud["oordeel"][0]), self.jaar - 1
        if not doel.indicator:
            doel.streefwaarde = Decimal(inhoud["streef_nieuw"])
        doel.streefjaar = self.nieuw.tot_jaar
        doel.full_clean()
        doel.save()

    def stel_vast(self, welke, nummer):
        agenda = getattr(self, welke)
        agenda.ga_naar("aangeboden", door=self.door)
        dag = timezone.localdate() + timedelta(days=8)
        self.draaiboek.op(self.kalender.werkmoment(dag, 9, 30), self._besluit, agenda, nummer)

    def _besluit(self, agenda, nummer):
        dag = timezone.localdate()
        agenda.ga_naar("vastgesteld", door=self.wethouder, besluitnummer=f"BW-{dag:%Y}-{nummer}", vastgesteld_datum=dag)

    # Adjusting it in the course of the year ---------------------------------

    def stuur_bij(self):
        inhoud = self.rij["bijsturing"]
        versie = Gebiedsagenda.objects.get(pk=self.nieuw.pk).nieuwe_versie(door=self.door)
        self._vul(versie, inhoud["inleiding"])
        doel = self.doelen[inhoud["doel"]].in_agenda(versie)
        doel.streefwaarde = Decimal(inhoud["streef"])
        doel.save()
        self.draaiboek.op(
            self.kalender.werkmoment(self.kalender.dag(5), 15), versie.ga_naar, "aangeboden", door=self.door
        )
