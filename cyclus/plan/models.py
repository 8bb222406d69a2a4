"""Gebiedsplan of a year: measures under the goals of the agenda (domain.md §5.3)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from gebieden.rechten import heeft_recht
from gebieden.scope import InGebied, InGebiedQuerySet
from gebiedswerk.dossier import Dossier
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import Overgang, Statustabel

TABEL = Statustabel(
    {"concept": "Concept", "vastgesteld": "Vastgesteld", "afgesloten": "Afgesloten"},
    "concept",
    [
        Overgang("concept", "vastgesteld", "vaststellen", "Vaststellen"),
        Overgang("vastgesteld", "afgesloten", "behandelen", "Afsluiten"),
    ],
)
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
        Overgang("voorgesteld", "gepland", "behandelen", "Opnemen in het plan"),
        Overgang("voorgesteld", "vervallen", "behandelen", "Niet overnemen", velden=("reden",)),
        Overgang("gepland", "in_uitvoering", "uitvoeren", "Beginnen"),
        Overgang("gepland", "vervallen", "behandelen", "Laten vervallen", velden=("reden",)),
        Overgang("in_uitvoering", "gedaan", "uitvoeren", "Gedaan"),
        Overgang("in_uitvoering", "vervallen", "behandelen", "Laten vervallen", velden=("reden",)),
        Overgang("gedaan", "in_uitvoering", "uitvoeren", "Toch niet klaar"),
    ],
)


class GebiedsplanQuerySet(InGebiedQuerySet):
    def vastgesteld(self):
        return self.filter(status__in=("vastgesteld", "afgesloten"))

    def voor_lijst(self):
        return self.select_related("gebied", "agenda")


class Gebiedsplan(InGebied):
    tabel = TABEL

    jaar = models.PositiveSmallIntegerField()
    agenda = models.ForeignKey("cyclus.Gebiedsagenda", on_delete=models.PROTECT, related_name="plannen")
    inleiding = models.TextField(blank=True)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = GebiedsplanQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "gebiedsplannen"
        ordering = ["-jaar", "gebied__naam"]
        constraints = [models.UniqueConstraint(fields=["gebied", "jaar"], name="een_plan_per_gebied_en_jaar")]

    def __str__(self):
        return f"{huidig().woorden['plan'].capitalize()} {self.gebied} {self.jaar}"

    def get_absolute_url(self):
        return reverse("cyclus:plan", args=[self.pk])


class MaatregelQuerySet(InGebiedQuerySet):
    pad_naar_gebied = "plan__gebied"

    def open(self):
        return self.filter(status__in=("gepland", "in_uitvoering"))

    def van(self, persoon):
        return self.filter(persoon=persoon)

    def over_termijn(self, dag=None):
        return self.open().filter(einddatum__lt=dag or timezone.localdate())

    def voor_lijst(self):
        return self.select_related("plan__gebied", "doel", "afdeling", "persoon")


class Maatregel(Dossier):
    tabel = MAATREGEL

    plan = models.ForeignKey(Gebiedsplan, on_delete=models.CASCADE, related_name="maatregelen")
    doel = models.ForeignKey("cyclus.Doel", on_delete=models.PROTECT, related_name="maatregelen")
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
    besteed = models.DecimalField(
        "besteed in euro", max_digits=12, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
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
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = MaatregelQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "maatregelen"
        ordering = ["einddatum", "id"]
        constraints = [
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
        """Who carries it out may always bring it up to date; for the rest the area decides."""
        if recht == "uitvoeren" and persoon.pk == self.persoon_id:
            return True
        return heeft_recht(persoon, recht, {self.plan.gebied_id})

    @property
    def uiterlijk(self):
        return self.einddatum

    @property
    def is_te_laat(self):
        return self.status in ("gepland", "in_uitvoering") and self.einddatum < timezone.localdate()
