"""Gebiedsplan of a year: measures under the goals of the agenda (domain.md §5.3)."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Max, Q, Sum
from django.urls import reverse
from django.utils import timezone

from cyclus.agenda.vaststelling import eis_concept, meld_terug, vraag_vaststelling
from cyclus.plan.afspraak import over_te_nemen
from cyclus.plan.maatregel import LOPEND, Maatregel
from gebieden.scope import InGebied, InGebiedQuerySet
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import GeenRecht, Overgang, Statustabel
from gebiedswerk.stuk import bestel
from gebiedswerk.tijdlijn import schrijf


def conclusies_besloten(plan):
    """What last year's monitor concluded for this plan is taken over, or left with a reason (domain.md §5.4)."""
    monitors = plan.gebied.gebiedsmonitor_set.filter(jaar=plan.jaar - 1, status="vastgesteld")
    undecided = Q(conclusies__overgenomen_in=None, conclusies__niet_overgenomen_omdat="")
    aantal = monitors.filter(undecided, conclusies__bestemming="plan").values("conclusies").count()
    if aantal:
        raise ValidationError(
            f"{huidig().de('monitor').capitalize()} van {plan.jaar - 1} heeft nog {aantal} "
            f"{'conclusie' if aantal == 1 else 'conclusies'} waarover niet is besloten. "
            "Neem die over, of zeg waarom niet."
        )


TABEL = Statustabel(
    {
        "concept": "Concept",
        "aangeboden": "Aangeboden aan het college",
        "vastgesteld": "Vastgesteld",
        "afgesloten": "Afgesloten",
    },
    "concept",
    [
        Overgang("concept", "aangeboden", "behandelen", "Aanbieden aan het college", eisen=(conclusies_besloten,)),
        Overgang("concept", "vastgesteld", "vaststellen", "Vaststellen", eisen=(conclusies_besloten,)),
        Overgang("aangeboden", "vastgesteld", "vaststellen", "Vaststellen"),
        Overgang("aangeboden", "concept", "vaststellen", "Terug voor aanpassing", velden=("opmerking_college",)),
        Overgang("vastgesteld", "afgesloten", "behandelen", "Afsluiten"),
    ],
)


class GebiedsplanQuerySet(InGebiedQuerySet):
    def vastgesteld(self):
        return self.filter(status__in=("vastgesteld", "afgesloten"))

    def ter_vaststelling(self):
        """What waits for the college."""
        return self.filter(status="aangeboden")

    def voor_lijst(self):
        return self.select_related("gebied", "agenda")

    def met_totalen(self, vandaag=None):
        """Money and progress of each plan, in the query of the list itself."""
        return self.annotate(**totalen(vandaag or timezone.localdate(), "maatregelen__"))


def totalen(vandaag, pad=""):
    """Sums over measures for a grouped query: what was agreed, so without the proposals."""
    agreed = ~Q(**{f"{pad}status": "voorgesteld"})
    done, dropped = Q(**{f"{pad}status": "gedaan"}), Q(**{f"{pad}status": "vervallen"})
    late = Q(**{f"{pad}status__in": LOPEND, f"{pad}einddatum__lt": vandaag})
    return {
        "aantal": Count(f"{pad}pk", filter=agreed),
        "gedaan": Count(f"{pad}pk", filter=done),
        "te_laat": Count(f"{pad}pk", filter=late),
        "vervallen": Count(f"{pad}pk", filter=dropped),
        "budget": Sum(f"{pad}budget", filter=agreed, default=Decimal(0)),
        "besteed": Sum(f"{pad}besteed", filter=agreed, default=Decimal(0)),
    }


class GebiedsplanManager(models.Manager.from_queryset(GebiedsplanQuerySet)):
    def voor_jaar(self, agenda, jaar, *, door):
        """The plan of this year, started as a concept when it is not there; asked twice it is the same one."""
        with transaction.atomic():
            plan, is_new = self.get_or_create(gebied=agenda.gebied, jaar=jaar, defaults={"agenda": agenda})
            if is_new:
                schrijf(plan, "aangemaakt", door=door, tekst=f"Uit {agenda} ({agenda.versienaam})")
        return plan

    def maak(self, agenda, jaar, *, door):
        """The plan of this year with what last year left unfinished as proposals."""
        if not agenda.heeft_recht(door, "behandelen"):
            raise GeenRecht("Maak plan")
        if agenda.status != "vastgesteld" or not agenda.van_jaar <= jaar <= agenda.tot_jaar:
            raise ValidationError(
                f"Voor {jaar} is er geen vastgestelde {huidig().woorden['agenda']} om iets uit te plannen."
            )
        with transaction.atomic():
            plan = self.voor_jaar(agenda, jaar, door=door)
            if plan.status == "concept":
                plan.neem_onafgemaakt_over(door=door)
        return plan


class Gebiedsplan(InGebied):
    tabel = TABEL

    jaar = models.PositiveSmallIntegerField()
    agenda = models.ForeignKey("cyclus.Gebiedsagenda", on_delete=models.PROTECT, related_name="plannen")
    inleiding = models.TextField(blank=True)
    opmerking_college = models.TextField("opmerking van het college", blank=True)
    vastgesteld_datum = models.DateField("vastgesteld op", null=True, blank=True, editable=False)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = GebiedsplanManager()

    class Meta:
        verbose_name_plural = "gebiedsplannen"
        ordering = ["-jaar", "gebied__naam"]
        constraints = [models.UniqueConstraint(fields=["gebied", "jaar"], name="een_plan_per_gebied_en_jaar")]

    def __str__(self):
        return f"{huidig().woorden['plan'].capitalize()} {self.gebied} {self.jaar}"

    def get_absolute_url(self):
        return reverse("cyclus:plan", args=[self.pk])

    @property
    def is_concept(self):
        return self.status == "concept"

    @property
    def is_openbaar(self):
        return self.status in ("vastgesteld", "afgesloten")

    def wijzig(self, door, tekst):
        """Open the plan for one edit: call it in the transaction of the edit. Adopted or offered is frozen."""
        eis_concept(self, door)
        schrijf(self, "wijziging", door=door, tekst=tekst)

    def neem_onafgemaakt_over(self, *, door):
        """Copy what last year's plan left open as proposals, each once, under the goal that followed from its goal."""
        for oud in Maatregel.objects.filter(
            plan__gebied=self.gebied, plan__jaar=self.jaar - 1, status__in=LOPEND
        ).select_related("doel"):
            doel = oud.doel.in_agenda(self.agenda)
            if doel and not self.maatregelen.filter(vorige=oud).exists():
                oud.stel_voor_in(self, doel, door=door)
        for afspraak in over_te_nemen(self.gebied, self.jaar):
            afspraak.stel_voor_in(self, door=door)

    def raak_aan(self):
        """Something in it changed that has no state of its own: its document is not the same any more."""
        self.save(update_fields=["gewijzigd_op"])

    def totalen_per_doel(self, vandaag=None):
        """``{doel_id: {"aantal", "gedaan", "te_laat", "vervallen", "budget", "besteed"}}`` in one grouped query."""
        sums = totalen(vandaag or timezone.localdate())
        rows = Maatregel.objects.filter(plan=self).order_by().values("doel").annotate(**sums)
        return {row.pop("doel"): row for row in rows}

    def na_overgang(self, overgang, door):
        if overgang.naar == "aangeboden":
            vraag_vaststelling(self, door)
        elif overgang.naar == "concept":
            meld_terug(self, door, self.opmerking_college)
        elif overgang.naar == "vastgesteld":
            self.vastgesteld_datum = timezone.localdate()
            self.save(update_fields=["vastgesteld_datum"])
            bestel("plan", self, stand=self.stand, door=door)

    @property
    def stand(self):
        """Names the content of its document: what was brought up to date makes a new one."""
        changed = self.maatregelen.aggregate(laatste=Max("gewijzigd_op"))["laatste"]
        changed = max(filter(None, (changed, self.gewijzigd_op)))
        return f"v{self.versie}-{changed:%Y%m%d%H%M%S%f}"
