"""Gebiedstafel and its sisters: an agenda that fills itself, run live, with decisions and actions (domain.md §4.4)."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.urls import reverse

from gebieden.houder import MetHouderQuerySet
from gebieden.scope import InGebieden, InGebiedenQuerySet
from gebiedswerk.documenten import Document
from gebiedswerk.opdrachten import Opdracht, zet_klaar
from gebiedswerk.profiel import huidig
from gebiedswerk.tijdlijn import schrijf
from initiatieven.models import Initiatief
from signalen.models import Signaal, Trend

from .statussen import TABEL

VOORBEREID = ("gepland", "lopend")


def voor_opgave():
    """The kind of meeting that is set up for an opgave: the first of the profile."""
    return huidig().overlegsoorten[0]["code"]


class OverlegQuerySet(MetHouderQuerySet, InGebiedenQuerySet):
    """A meeting that is still to be held is in the name of who chairs it."""

    houder = "voorzitter"

    def open(self):
        return self.filter(status__in=VOORBEREID)

    def voor_overdracht(self):
        return self.voor_lijst().prefetch_related("gebieden")

    def zichtbaar_voor(self, persoon):
        """Officials by their right to read along; a partner the tables they sit at."""
        visible = super().zichtbaar_voor(persoon)
        if not persoon.is_authenticated or persoon.is_ambtenaar:
            return visible
        return visible | self.filter(pk__in=Deelnemer.objects.filter(persoon=persoon).values("overleg"))

    def komend(self):
        return self.filter(status__in=VOORBEREID).order_by("begint_op")

    def geweest(self):
        return self.exclude(status__in=VOORBEREID)

    def voor_lijst(self):
        return self.select_related("trekkend_gebied", "voorzitter", "opgave").defer(
            "trekkend_gebied__grens", "trekkend_gebied__omschrijving"
        )


class Overleg(InGebieden):
    tabel = TABEL

    soort = models.CharField(
        max_length=30, default=voor_opgave, help_text="Een van de soorten overleg van het profiel."
    )
    titel = models.CharField(max_length=150)
    begint_op = models.DateTimeField("datum en tijd")
    duur = models.PositiveSmallIntegerField("duur in minuten", default=90)
    plaats = models.CharField(max_length=150, blank=True)
    voorzitter = models.ForeignKey(
        "gebieden.Gebruiker", on_delete=models.PROTECT, related_name="voorgezeten_overleggen"
    )
    opgave = models.ForeignKey(
        "cyclus.Opgave", null=True, blank=True, on_delete=models.PROTECT, related_name="overleggen"
    )
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = OverlegQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "overleggen"
        ordering = ["-begint_op"]

    def __str__(self):
        return self.titel

    def get_absolute_url(self):
        return reverse("cyclus:overleg", args=[self.pk])

    @property
    def soort_naam(self):
        return huidig().naam_van("overlegsoorten", self.soort)

    @property
    def eindigt_op(self):
        return self.begint_op + timedelta(minutes=self.duur)

    @property
    def is_voorbereid(self):
        """The agenda may still change."""
        return self.status in VOORBEREID

    def nodig_uit(self, *, naam="", organisatie="", email="", persoon=None, rol=""):
        """Somebody with an account, or an outsider by name; inviting again only corrects what is known."""
        deelnemer, _ = self.deelnemers.update_or_create(
            naam=naam or str(persoon),
            organisatie=organisatie,
            defaults={"email": email or (persoon.email if persoon else ""), "persoon": persoon, "rol": rol},
        )
        return deelnemer

    def zet_aanwezigheid(self, gekomen, gegaan):
        """Only what this page changed (ids), so that two people can tick at the same time."""
        self.deelnemers.filter(pk__in=gekomen).update(is_aanwezig=True)
        self.deelnemers.filter(pk__in=gegaan).update(is_aanwezig=False)

    def te_bespreken_signalen(self, persoon):
        hier = Signaal.objects.zichtbaar_voor(persoon).in_gebieden(self.werkgebied()).open().telt_mee()
        return hier.exclude(agendapunten__overleg=self).order_by("uiterlijk")

    def te_bespreken_initiatieven(self, persoon):
        hier = Initiatief.objects.zichtbaar_voor(persoon).in_gebieden(self.werkgebied()).open()
        return hier.exclude(agendapunten__overleg=self).order_by("uiterlijk")

    def te_bespreken_trends(self, persoon):
        """What was found and not decided on, and what was decided and is not done."""
        hier = Trend.objects.zichtbaar_voor(persoon).in_gebieden(self.werkgebied()).open()
        return hier.exclude(agendapunten__overleg=self).prefetch_related("samen_met").open_eerst()

    def zet_op_agenda(
        self, *, titel="", toelichting="", signaal=None, initiatief=None, actiepunt=None, trend=None, door=None
    ):
        """Add one item at the end; what is on the agenda already stays the one item it is."""
        with transaction.atomic():
            type(self)._base_manager.select_for_update().only("pk").get(pk=self.pk)
            ding = {"signaal": signaal, "initiatief": initiatief, "actiepunt": actiepunt, "trend": trend}
            over = {naam: waarde for naam, waarde in ding.items() if waarde}
            if over and (present := self.agendapunten.filter(**over).first()):
                return present
            last = self.agendapunten.aggregate(hoogste=Max("volgorde"))["hoogste"] or 0
            titel = titel or _titel(**ding)
            if trend:
                toelichting = toelichting or _stand(trend)
                schrijf(trend, "agenda", door=door, tekst=f"Op de agenda van {self}")
            return self.agendapunten.create(titel=titel[:200], toelichting=toelichting, volgorde=last + 1, **over)

    def vereis_lopend(self):
        """Minutes are written while the meeting runs; locks the row until the end of the transaction."""
        if type(self)._base_manager.select_for_update().only("status").get(pk=self.pk).status != "lopend":
            raise ValidationError("Dit overleg is niet bezig. Het verslag kan nu niet worden gewijzigd.")

    def na_overgang(self, overgang, door):
        """Minutes that are finished become a PDF."""
        if overgang.naar == "afgerond":
            zet_klaar("maak_verslag", self.verslag_sleutel, door=door, overleg=self.pk, versie=self.versie)

    @property
    def verslag_sleutel(self):
        """Names the minutes as they were when the meeting was rounded off; reopened minutes get another."""
        return f"verslag:{self.pk}:{self.versie}"

    def verslag_opdracht(self):
        return Opdracht.objects.filter(sleutel=self.verslag_sleutel).first()

    def verslag_document(self):
        """The PDF of the minutes as they are now, or None while there is none."""
        if self.status != "afgerond":
            return None
        verslagen = Document.objects.van(self).filter(soort="verslag")
        return next((d for d in verslagen[:20] if d.gegevens.get("versie") == self.versie), None)


def _titel(signaal, initiatief, actiepunt, trend):
    if trend:
        return f"Trend: {trend}"
    if signaal:
        return f"{huidig().woorden['signaal'].capitalize()}: {signaal.kop}"
    if initiatief:
        return f"{huidig().woorden['initiatief'].capitalize()}: {initiatief.titel}"
    return f"Actie: {actiepunt.tekst}"


def _stand(trend):
    """What the agenda says of a trend: the figures, and what was decided before."""
    if trend.status != "besloten":
        return trend.zin
    wie = f" ({trend.eigenaar}, uiterlijk {trend.uiterlijk:%d-%m-%Y})" if trend.is_uit_te_voeren else ""
    return f"{trend.zin} Besloten: {trend.get_besluit_display().lower()}{wie}. {trend.uitleg}"


class Deelnemer(models.Model):
    overleg = models.ForeignKey(Overleg, on_delete=models.CASCADE, related_name="deelnemers")
    naam = models.CharField(max_length=120)
    organisatie = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    persoon = models.ForeignKey(
        "gebieden.Gebruiker", null=True, blank=True, on_delete=models.SET_NULL, related_name="deelnames"
    )
    rol = models.CharField(
        max_length=12,
        blank=True,
        choices=[
            ("begeleiden", "Begeleiden"),
            ("faciliteren", "Faciliteren"),
            ("stimuleren", "Stimuleren"),
            ("uitvoeren", "Uitvoeren"),
        ],
    )
    is_aanwezig = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "deelnemers"
        ordering = ["naam"]
        constraints = [
            models.UniqueConstraint(fields=["overleg", "naam", "organisatie"], name="deelnemer_een_keer_per_overleg")
        ]

    def __str__(self):
        return f"{self.naam} ({self.organisatie})" if self.organisatie else self.naam

    @property
    def adres(self):
        return self.email or (self.persoon.email if self.persoon else "")


class Agendapunt(models.Model):
    """About a signal, an initiative, an open action, a trend, or just words."""

    overleg = models.ForeignKey(Overleg, on_delete=models.CASCADE, related_name="agendapunten")
    volgorde = models.PositiveSmallIntegerField(default=0)
    titel = models.CharField(max_length=200)
    toelichting = models.TextField(blank=True)
    signaal = models.ForeignKey(
        "signalen.Signaal", null=True, blank=True, on_delete=models.PROTECT, related_name="agendapunten"
    )
    initiatief = models.ForeignKey(
        "initiatieven.Initiatief", null=True, blank=True, on_delete=models.PROTECT, related_name="agendapunten"
    )
    actiepunt = models.ForeignKey(
        "cyclus.Actiepunt", null=True, blank=True, on_delete=models.PROTECT, related_name="agendapunten"
    )
    trend = models.ForeignKey(
        "signalen.Trend", null=True, blank=True, on_delete=models.PROTECT, related_name="agendapunten"
    )
    bespreking = models.TextField("wat is er gezegd", blank=True)
    besluit = models.TextField(blank=True)
    is_besproken = models.BooleanField(default=False)
    versie = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name_plural = "agendapunten"
        ordering = ["volgorde", "id"]
        constraints = [
            models.UniqueConstraint(fields=["overleg", "signaal"], name="signaal_een_keer_per_overleg"),
            models.UniqueConstraint(fields=["overleg", "initiatief"], name="initiatief_een_keer_per_overleg"),
            models.UniqueConstraint(fields=["overleg", "actiepunt"], name="actiepunt_een_keer_per_overleg"),
            models.UniqueConstraint(fields=["overleg", "trend"], name="trend_een_keer_per_overleg"),
        ]

    def __str__(self):
        return self.titel

    @property
    def over(self):
        """The signal, initiative or trend this item is about, or None."""
        return self.signaal or self.initiatief or self.trend

    @property
    def mag_weg(self):
        return not (self.bespreking or self.besluit or self.is_besproken or len(self.actiepunten.all()))

    def leg_vast(self, *, door, bespreking="", besluit=""):
        """Write down what was said and decided; a decision also stands on the timeline of what it is about."""
        with transaction.atomic():
            self.overleg.vereis_lopend()
            is_new_besluit = besluit and besluit != self.besluit
            self.bespreking, self.besluit, self.is_besproken = bespreking, besluit, True
            self.versie += 1
            self.save()
            if is_new_besluit:
                self.meld_besluit(door)
        return self

    def besluit_over_trend(self, *, door, keuze, uitleg, eigenaar=None, uiterlijk=None):
        """The decision is one of the trend itself; the minutes have it in words."""
        with transaction.atomic():
            self.overleg.vereis_lopend()
            if keuze == "afgerond":
                self.trend.ga_naar("afgerond", door=door, toelichting=f"{self.overleg}: {uitleg}", resultaat=uitleg)
                words = f"Afgerond. {uitleg}"
            else:
                wie = {"eigenaar": eigenaar, "uiterlijk": uiterlijk, "door": door}
                self.trend.neem_besluit(besluit=keuze, uitleg=uitleg, waar=str(self.overleg), **wie)
                wie = f" ({self.trend.eigenaar}, uiterlijk {self.trend.uiterlijk:%d-%m-%Y})" if eigenaar else ""
                words = f"{self.trend.get_besluit_display()}{wie}. {uitleg}"
            self.besluit = words
            Agendapunt.objects.filter(pk=self.pk).update(besluit=words)

    def meld_besluit(self, door):
        if self.besluit and self.over:
            schrijf(self.over, "besluit", door=door, tekst=f"{self.overleg}: {self.besluit}")

    def spreek_af(self, tekst, *, eigenaar, uiterlijk, door):
        """Agree on an action; it also stands on the timeline of what the item is about."""
        with transaction.atomic():
            self.overleg.vereis_lopend()
            actie = self.actiepunten.create(overleg=self.overleg, tekst=tekst, eigenaar=eigenaar, uiterlijk=uiterlijk)
            schrijf(actie, "afgesproken", door=door, tekst=str(self.overleg))
            if self.over:
                afspraak = f"{self.overleg}: {tekst} ({eigenaar}, {uiterlijk:%d-%m-%Y})"
                schrijf(self.over, "actiepunt", door=door, tekst=afspraak)
        return actie

    def verplaats_naar(self, plek):
        """Give the item this place (1 is first) and number the others around it."""
        with transaction.atomic():
            type(self.overleg)._base_manager.select_for_update().only("pk").get(pk=self.overleg_id)
            others = list(self.overleg.agendapunten.exclude(pk=self.pk))
            plek = min(max(plek, 1), len(others) + 1)
            for nummer, punt in enumerate([*others[: plek - 1], self, *others[plek - 1 :]], start=1):
                if punt.volgorde != nummer:
                    Agendapunt.objects.filter(pk=punt.pk).update(volgorde=nummer)
