"""Opdrachtbrief: what an area asks of one department in one year, on one sheet (U bijlage 3)."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cyclus.analyse.vorm import als_json, stand
from cyclus.plan.afspraak import Afspraak
from cyclus.plan.maatregel import Maatregel
from gebieden.mensen.models import Gebiedsrol
from gebieden.scope import InGebied, InGebiedQuerySet
from gebiedswerk.post import stuur
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import Overgang, Statustabel
from gebiedswerk.stuk import bestel
from gebiedswerk.tijdlijn import schrijf

from .inhoud import Gevraagd, bevries, gevraagd_in, gevraagd_nu, ontvanger, stel_op, uit_json
from .verschil import verschillen


def eis_iets_gevraagd(brief):
    """A letter asks something, and what it asks was adopted."""
    if gevraagd_nu(brief).is_leeg:
        raise ValidationError(
            f"Er is niets om te vragen: in een vastgesteld {huidig().woorden['plan']} van {brief.jaar} staat niets "
            f"voor {brief.afdeling}."
        )


TABEL = Statustabel(
    {"concept": "Concept", "verstuurd": "Verstuurd", "bevestigd": "Bevestigd"},
    "concept",
    [
        Overgang("concept", "verstuurd", "behandelen", "Versturen", eisen=(eis_iets_gevraagd,)),
        Overgang("verstuurd", "concept", "behandelen", "Terugnemen"),
        Overgang("verstuurd", "bevestigd", "uitvoeren", "Bevestigen"),
        Overgang("bevestigd", "concept", "behandelen", "Opnieuw opstellen"),
    ],
)


class OpdrachtbriefQuerySet(InGebiedQuerySet):
    def voor_lijst(self):
        return self.select_related("gebied", "afdeling").defer("gebied__grens", "gebied__omschrijving")

    def te_bevestigen_door(self, persoon):
        """What waits for the departments this person works for, or stands in for."""
        rollen = Gebiedsrol.objects.lopend().voor(persoon).filter(afdeling__isnull=False).select_related("gebied")
        mine = Q(pk__in=())
        for rol in rollen:
            mine |= Q(afdeling=rol.afdeling_id, gebied__pad__startswith=rol.gebied.pad)
        return self.filter(mine, status="verstuurd")


class OpdrachtbriefManager(models.Manager.from_queryset(OpdrachtbriefQuerySet)):
    def van_plan(self, plan):
        """The letters that follow from a plan, each with how far the plan moved on since."""
        brieven = list(self.filter(gebied=plan.gebied_id, jaar=plan.jaar).voor_lijst())
        self.model.zet_standen(brieven)
        return brieven

    def maak_voor(self, plan, *, door):
        """A letter for every department that this adopted plan asks something of; how many are new. Safe to repeat."""
        asked = set(Maatregel.objects.gevraagd().filter(plan=plan).order_by().values_list("afdeling", flat=True))
        asked |= set(Afspraak.objects.afgesproken().filter(plan=plan).order_by().values_list("afdeling", flat=True))
        there = set(self.filter(gebied=plan.gebied_id, jaar=plan.jaar).values_list("afdeling", flat=True))
        new = 0
        with transaction.atomic():
            for afdeling in sorted(asked - there):
                brief, is_new = self.get_or_create(
                    gebied=plan.gebied,
                    jaar=plan.jaar,
                    afdeling_id=afdeling,
                    defaults={"is_voorbeeld": plan.is_voorbeeld},
                )
                if is_new:
                    schrijf(brief, "aangemaakt", door=door, tekst=f"Uit {plan}")
                    new += 1
        return new


class Opdrachtbrief(InGebied):
    """``inhoud`` holds what was asked from the moment it was sent."""

    tabel = TABEL

    afdeling = models.ForeignKey("gebieden.Afdeling", on_delete=models.PROTECT, related_name="opdrachtbrieven")
    jaar = models.PositiveSmallIntegerField()
    inleiding = models.TextField(blank=True)
    reactie = models.TextField("reactie van de afdeling", blank=True)
    inhoud = models.JSONField(null=True, editable=False)
    verstuurd_op = models.DateTimeField(null=True, editable=False)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = OpdrachtbriefManager()

    class Meta:
        verbose_name_plural = "opdrachtbrieven"
        ordering = ["-jaar", "gebied__naam", "afdeling__naam"]
        constraints = [
            models.UniqueConstraint(fields=["gebied", "jaar", "afdeling"], name="een_brief_per_gebied_jaar_afdeling")
        ]

    def __str__(self):
        return f"{huidig().woorden['opdrachtbrief'].capitalize()} {self.afdeling} {self.gebied} {self.jaar}"

    def get_absolute_url(self):
        return reverse("cyclus:opdrachtbrief", args=[self.pk])

    @property
    def sleutel(self):
        return self.gebied_id, self.jaar, self.afdeling_id

    @property
    def is_concept(self):
        return self.status == "concept"

    def heeft_recht(self, persoon, recht):
        """The department itself confirms; who leads the area may write down that it did."""
        if recht != "uitvoeren":
            return super().heeft_recht(persoon, recht)
        return super().heeft_recht(persoon, "behandelen") or self.is_van(persoon)

    def is_van(self, persoon):
        """True for who works for this department here, and for who stands in for them."""
        if not persoon.is_active:
            return False
        rollen = Gebiedsrol.objects.lopend().voor(persoon)
        return rollen.filter(afdeling=self.afdeling_id, gebied__in=self.gebied.pad_ids()).exists()

    def stel_op(self):
        return stel_op(self)

    @staticmethod
    def zet_standen(brieven):
        """For a page of letters: what each asks and how far the plan moved on; four queries for any number."""
        now = gevraagd_in(brieven)
        for brief in brieven:
            brief.zet_stand(now.get(brief.sleutel, Gevraagd()))

    def zet_stand(self, nu):
        """``gevraagd`` as the letter says it, ``verschillen`` with the plan of now."""
        self.gevraagd = uit_json(self.inhoud).gevraagd if self.inhoud else nu
        self.verschillen = verschillen(self.gevraagd, nu)

    @property
    def stand(self):
        """Names the content of its PDF."""
        return stand(stel_op(self))

    def na_overgang(self, overgang, door):
        if overgang.naar == "verstuurd":
            self._verstuur(door)
        elif overgang.naar == "bevestigd":
            self._meld(self._afzender(), "Bevestigd", "post/opdrachtbrief_bevestigd.txt", door)
        else:
            self.inhoud, self.verstuurd_op, self.reactie = None, None, ""
            self.save(update_fields=["inhoud", "verstuurd_op", "reactie"])
            self._meld(ontvanger(self), "Teruggenomen", "post/opdrachtbrief_terug.txt", door)

    def _verstuur(self, door):
        # The words may have been changed since this object was read; the row is locked now.
        self.refresh_from_db(fields=["inleiding"])
        self.inhoud = None
        self.inhoud, self.verstuurd_op = als_json(bevries(self)), timezone.now()
        self.save(update_fields=["inhoud", "verstuurd_op"])
        bestel("opdrachtbrief", self, stand=self.stand, door=door)
        self._meld(ontvanger(self), huidig().woorden["opdrachtbrief"].capitalize(), "post/opdrachtbrief.txt", door)

    def _afzender(self):
        """Who sent it last."""
        sent = self.tijdlijn.filter(soort="status", naar=TABEL.namen["verstuurd"]).first()
        return sent.door if sent else None

    def _meld(self, aan, onderwerp, sjabloon, door):
        """Mail one colleague; the version makes a letter that is sent again a new mail."""
        if aan is not None and aan.is_active and aan.email and aan != door:
            stuur(
                aan.email,
                f"{onderwerp}: {self.afdeling}, {self.gebied} {self.jaar}",
                sjabloon,
                sleutel=f"opdrachtbrief:{self.pk}:{self.versie}:{self.status}",
                over=self,
                aan=aan,
                brief=self,
                door=door,
                gevraagd=self.stel_op().gevraagd,
            )
