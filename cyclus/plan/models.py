"""Gebiedsplan of a year: measures under the goals of the agenda (domain.md §5.3)."""

from datetime import date, timedelta
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q, Sum
from django.urls import reverse
from django.utils import timezone

from cyclus.agenda.vaststelling import eis_concept, meld_terug, vraag_vaststelling
from cyclus.escalatie.models import Escalatie
from cyclus.plan.afspraak import over_te_nemen
from cyclus.planning.stil import is_stil
from cyclus.rodedraad.resultaat import vertel
from gebieden.houder import MetHouderQuerySet
from gebieden.mensen.models import Gebiedsrol, Gebruiker
from gebieden.mensen.toewijzing import eerste_eigenaar
from gebieden.rechten import handelt_namens, heeft_recht
from gebieden.scope import InGebied, InGebiedQuerySet
from gebiedswerk.dossier import Dossier
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
LOPEND = ("gepland", "in_uitvoering")
MAATREGEL = Statustabel(
    {
        "voorgesteld": "Voorstel",
        "gepland": "Gepland",
        "in_uitvoering": "In uitvoering",
        "gedaan": "Gedaan",
        "vervallen": "Vervallen",
    },
    "gepland",
    [
        Overgang("voorgesteld", "gepland", "behandelen", "Opnemen in dit jaar"),
        Overgang("voorgesteld", "vervallen", "behandelen", "Niet overnemen", velden=("reden",)),
        Overgang("gepland", "in_uitvoering", "uitvoeren", "Beginnen"),
        Overgang("gepland", "vervallen", "behandelen", "Laten vervallen", velden=("reden",)),
        Overgang("in_uitvoering", "gedaan", "uitvoeren", "Gedaan"),
        Overgang("in_uitvoering", "vervallen", "behandelen", "Laten vervallen", velden=("reden",)),
        Overgang("gedaan", "in_uitvoering", "uitvoeren", "Toch niet klaar"),
    ],
)


def uitvoerders():
    """Who can be the one who carries out a measure: a running role that carries out, in any area."""
    functies = [f["code"] for f in huidig().functies if "uitvoeren" in f["eigen"]]
    return Gebruiker.objects.met_rollen(Gebiedsrol.objects.lopend().filter(functie__in=functies))


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


class MaatregelQuerySet(MetHouderQuerySet, InGebiedQuerySet):
    pad_naar_gebied = "plan__gebied"
    houder = "persoon"
    ligging = "plan__gebied"
    overnemen = "uitvoeren"

    def open(self):
        """What still has to be done; a plan that was closed asks nothing any more."""
        return self.filter(status__in=LOPEND).exclude(plan__status="afgesloten")

    def afgesproken(self):
        return self.exclude(status="voorgesteld")

    def voor_overdracht(self):
        return self.voor_lijst()

    def over_termijn(self, dag=None):
        return self.open().filter(einddatum__lt=dag or timezone.localdate())

    def te_herinneren(self, vandaag):
        """Open measures of adopted plans that a reminder can be due for."""
        first = min(huidig().cyclus["herinnering_dagen"])
        return self.open().filter(plan__status="vastgesteld", einddatum__lte=vandaag - timedelta(days=first))

    def escalatie_rijp(self, vandaag=None):
        """The last reminder did not help, and no question or fresh decision is at work: the offer to escalate."""
        last = max(huidig().cyclus["herinnering_dagen"])
        vandaag = vandaag or timezone.localdate()
        soort = ContentType.objects.get_for_model(self.model)
        asked = Escalatie.objects.loopt_of_werkt(vandaag).filter(content_type=soort, object_id=OuterRef("pk"))
        return self.te_herinneren(vandaag).filter(~Exists(asked), einddatum__lte=vandaag - timedelta(days=last))

    def stil(self, vandaag=None):
        """Of which nothing was heard for longer than the profile allows."""
        return self.filter(is_stil(vandaag))

    def voor_lijst(self):
        return self.select_related("plan__gebied", "doel", "afdeling", "persoon").annotate(is_stil=is_stil())

    def met_alles(self):
        """With all that a document or a letter says of each: its milestones and who else takes part."""
        return self.voor_lijst().prefetch_related("mijlpalen", "partners")

    def gevraagd(self):
        """What a department is really asked to do: adopted, and not dropped."""
        return self.exclude(status__in=("voorgesteld", "vervallen"))


class Maatregel(Dossier):
    tabel = MAATREGEL

    plan = models.ForeignKey(Gebiedsplan, on_delete=models.CASCADE, related_name="maatregelen")
    doel = models.ForeignKey("cyclus.Doel", on_delete=models.PROTECT, related_name="maatregelen")
    vorige = models.ForeignKey(
        "self",
        verbose_name="maatregel van vorig jaar",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="opvolgers",
    )

    soort = models.CharField(
        max_length=10,
        default="maatregel",
        choices=[("maatregel", "Maatregel"), ("activiteit", "Activiteit"), ("project", "Project")],
    )
    titel = models.CharField(max_length=200)
    omschrijving = models.TextField(blank=True)
    afdeling = models.ForeignKey("gebieden.Afdeling", on_delete=models.PROTECT, related_name="maatregelen")
    persoon = models.ForeignKey(
        "gebieden.Gebruiker", verbose_name="wie doet het", on_delete=models.PROTECT, related_name="maatregelen"
    )
    budget = models.DecimalField(
        "budget in euro", max_digits=12, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    budgetsoort = models.CharField(
        max_length=8, default="regulier", choices=[("regulier", "Regulier budget"), ("extra", "Extra budget")]
    )
    # A code of the profile's kinds of budget; empty where it is paid from the department's own.
    budgetbron = models.CharField("uit welk budget", max_length=40, blank=True)
    besteed = models.DecimalField(
        "besteed in euro", max_digits=12, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    uren = models.PositiveIntegerField("begrote uren", null=True, blank=True)
    uren_besteed = models.PositiveIntegerField("bestede uren", default=0)
    partners = models.ManyToManyField("gebieden.Contact", related_name="maatregelen", blank=True)
    andere_partners = models.CharField("wie doet er nog meer mee", max_length=200, blank=True)
    startdatum = models.DateField(null=True, blank=True)
    einddatum = models.DateField("klaar op")
    voortgang = models.PositiveSmallIntegerField(
        "voortgang in procenten", default=0, validators=[MaxValueValidator(100)]
    )
    laatste_woord = models.TextField("hoe het ervoor staat", blank=True)
    bijgewerkt_op = models.DateTimeField(null=True, blank=True, editable=False)
    reden = models.TextField(blank=True)
    initiatieven = models.ManyToManyField("initiatieven.Initiatief", related_name="maatregelen", blank=True)
    signalen = models.ManyToManyField("signalen.Signaal", related_name="maatregelen", blank=True)
    overleggen = models.ManyToManyField("cyclus.Overleg", related_name="maatregelen", blank=True)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = MaatregelQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "maatregelen"
        ordering = ["einddatum", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "vorige"], name="maatregel_een_keer_overgenomen"),
            models.CheckConstraint(condition=Q(voortgang__lte=100), name="maatregel_voortgang_tot_100"),
            models.CheckConstraint(
                condition=Q(startdatum=None) | Q(einddatum__gte=F("startdatum")), name="maatregel_eind_na_start"
            ),
        ]
        indexes = [models.Index(fields=["persoon", "einddatum"], name="maatregel_persoon")]

    def __str__(self):
        return self.titel

    def get_absolute_url(self):
        return reverse("cyclus:maatregel", args=[self.pk])

    def heeft_recht(self, persoon, recht):
        """Who carries it out (or stands in) brings it up to date, and who leads the area; no other colleague."""
        if recht == "uitvoeren":
            is_mine = handelt_namens(persoon, self.persoon_id, self.gebied_ids())
            recht = "meelezen" if is_mine else "behandelen"
        return heeft_recht(persoon, recht, self.gebied_ids())

    def gebied_ids(self):
        return {self.plan.gebied_id}

    def mag_mijlpalen(self, persoon):
        """Who carries it out keeps its milestones, also after the plan was adopted, as long as there is work."""
        is_open = self.status in ("voorgesteld", *LOPEND) and self.plan.status != "afgesloten"
        return is_open and self.heeft_recht(persoon, "uitvoeren")

    def raak_aan(self):
        """Something that belongs to it changed: the document of its plan is not the same any more."""
        self.save(update_fields=["gewijzigd_op"])

    def stel_voor_in(self, plan, doel, *, door):
        """This measure as a proposal in another plan, linked to where it came from."""
        nieuw = Maatregel.objects.create(
            plan=plan,
            doel=doel,
            vorige=self,
            status="voorgesteld",
            titel=self.titel,
            omschrijving=self.omschrijving,
            afdeling=self.afdeling,
            persoon=self.persoon,
            budget=max(self.budget - self.besteed, Decimal(0)),
            budgetsoort=self.budgetsoort,
            budgetbron=self.budgetbron,
            soort=self.soort,
            uren=None if self.uren is None else max(self.uren - self.uren_besteed, 0),
            andere_partners=self.andere_partners,
            einddatum=date(plan.jaar, 12, 31),
            is_voorbeeld=self.is_voorbeeld,
        )
        nieuw.signalen.set(self.signalen.all())
        nieuw.partners.set(self.partners.all())
        nieuw.overleggen.set(self.overleggen.all())
        nieuw.initiatieven.set(self.initiatieven.all())
        schrijf(nieuw, "aangemaakt", door=door, tekst=f"Niet af in {self.plan.jaar}, daarom opnieuw voorgesteld.")
        return nieuw

    def na_overgang(self, overgang, door):
        if overgang.naar == "gedaan" and self.voortgang != 100:
            self.voortgang = 100
            self.save(update_fields=["voortgang"])
        if overgang.naar in ("gedaan", "vervallen"):
            vertel(self, door=door)

    def wie_herinneren(self):
        """Who carries it out; who left is replaced by who leads the area for this theme."""
        if self.persoon.is_active and self.persoon.email:
            return self.persoon
        return eerste_eigenaar(self.plan.gebied, huidig().domein_van(self.doel.thema))

    @property
    def is_lopend(self):
        return self.status in LOPEND

    @property
    def volgende_mijlpaal(self):
        """The first that was not reached yet, or None; for rows read with ``met_alles``."""
        return next((m for m in self.mijlpalen.all() if m.gehaald_datum is None), None)

    @property
    def budgetbron_naam(self):
        return huidig().naam_van("budgetsoorten", self.budgetbron) if self.budgetbron else ""

    @property
    def uiterlijk(self):
        return self.einddatum

    @property
    def is_te_laat(self):
        return self.is_lopend and self.einddatum < timezone.localdate()
