"""A measure, activity or project under a goal of the agenda: who does what, by when, for how much (domain.md §5.3)."""

from datetime import date, timedelta
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from cyclus.escalatie.models import Escalatie
from cyclus.planning.stil import is_stil
from cyclus.rodedraad.resultaat import vertel
from gebieden.houder import MetHouderQuerySet
from gebieden.mensen.models import Gebiedsrol, Gebruiker
from gebieden.mensen.toewijzing import eerste_eigenaar
from gebieden.rechten import handelt_namens, heeft_recht
from gebieden.scope import InGebiedQuerySet
from gebiedswerk.dossier import Dossier
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import Overgang, Statustabel
from gebiedswerk.tijdlijn import schrijf

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

    plan = models.ForeignKey("cyclus.Gebiedsplan", on_delete=models.CASCADE, related_name="maatregelen")
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
