"""Gebiedsagenda: what will be achieved in four years, and who promises what (domain.md §5.2)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from gebieden.scope import InGebied, InGebiedQuerySet
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import Overgang, Statustabel


def heeft_doelen(agenda):
    if not agenda.doelen.exists():
        raise ValidationError("Een agenda zonder doelen kan niet worden aangeboden.")


TABEL = Statustabel(
    {
        "concept": "Concept",
        "aangeboden": "Aangeboden aan het college",
        "vastgesteld": "Vastgesteld",
        "vervangen": "Vervangen door een nieuwe versie",
    },
    "concept",
    [
        Overgang("concept", "aangeboden", "behandelen", "Aanbieden aan het college", eisen=(heeft_doelen,)),
        Overgang("aangeboden", "concept", "vaststellen", "Terug voor aanpassing", velden=("opmerking_college",)),
        Overgang(
            "aangeboden", "vastgesteld", "vaststellen", "Vaststellen", velden=("besluitnummer", "vastgesteld_datum")
        ),
        Overgang("vastgesteld", "vervangen", "vaststellen", "Vervangen"),
    ],
)


class GebiedsagendaQuerySet(InGebiedQuerySet):
    def vastgesteld(self):
        return self.filter(status="vastgesteld")

    def voor_lijst(self):
        return self.select_related("gebied")


class Gebiedsagenda(InGebied):
    tabel = TABEL

    van_jaar = models.PositiveSmallIntegerField()
    tot_jaar = models.PositiveSmallIntegerField("tot en met jaar")
    volgnummer = models.PositiveSmallIntegerField("versie van de agenda", default=1)
    vorige = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="opvolgers")
    analyse = models.ForeignKey(
        "cyclus.Gebiedsanalyse", null=True, blank=True, on_delete=models.PROTECT, related_name="agendas"
    )
    inleiding = models.TextField(blank=True)
    opmerking_college = models.TextField("opmerking van het college", blank=True)
    besluitnummer = models.CharField(max_length=40, blank=True)
    vastgesteld_datum = models.DateField("datum besluit", null=True, blank=True)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = GebiedsagendaQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "gebiedsagenda's"
        ordering = ["-van_jaar", "gebied__naam", "-volgnummer"]
        constraints = [
            models.UniqueConstraint(fields=["gebied", "van_jaar", "volgnummer"], name="agenda_versie_uniek"),
            models.CheckConstraint(condition=Q(tot_jaar__gte=F("van_jaar")), name="agenda_jaren"),
        ]

    def __str__(self):
        return f"{huidig().woorden['agenda'].capitalize()} {self.gebied} {self.van_jaar}–{self.tot_jaar}"

    def get_absolute_url(self):
        return reverse("cyclus:agenda", args=[self.pk])


class DoelQuerySet(InGebiedQuerySet):
    pad_naar_gebied = "agenda__gebied"


class Doel(models.Model):
    """What will be reached, with an indicator, a start value and a target."""

    agenda = models.ForeignKey(Gebiedsagenda, on_delete=models.CASCADE, related_name="doelen")
    vorig_doel = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="opvolgers")
    volgorde = models.PositiveSmallIntegerField(default=0)
    titel = models.CharField(max_length=200)
    resultaat = models.TextField("concreet resultaat")
    waarom = models.TextField(blank=True)
    thema = models.CharField(max_length=40)
    prioriteit = models.PositiveSmallIntegerField(default=2, choices=[(1, "Hoog"), (2, "Midden"), (3, "Laag")])
    indicator = models.ForeignKey(
        "gebieden.Indicator", null=True, blank=True, on_delete=models.PROTECT, related_name="doelen"
    )
    indicator_tekst = models.CharField("of een eigen maat", max_length=150, blank=True)
    startwaarde = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    startjaar = models.PositiveSmallIntegerField(null=True, blank=True)
    streefwaarde = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    streefjaar = models.PositiveSmallIntegerField(null=True, blank=True)
    opgaven = models.ManyToManyField("cyclus.Opgave", related_name="doelen", blank=True)

    objects = DoelQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "doelen"
        ordering = ["prioriteit", "volgorde", "id"]

    def __str__(self):
        return self.titel

    def get_absolute_url(self):
        return f"{self.agenda.get_absolute_url()}#doel-{self.pk}"

    @property
    def maat(self):
        return self.indicator.naam if self.indicator else self.indicator_tekst

    @property
    def thema_naam(self):
        return huidig().naam_van("themas", self.thema)


class Bijdrage(models.Model):
    """What one party promises for one goal. ``beloofd_op`` is empty until somebody of that party said yes."""

    doel = models.ForeignKey(Doel, on_delete=models.CASCADE, related_name="bijdragen")
    partij = models.CharField(max_length=120)
    soort = models.CharField(
        max_length=12,
        choices=[
            ("bestuur", "Bestuur"),
            ("afdeling", "Afdeling van de gemeente"),
            ("corporatie", "Woningcorporatie"),
            ("inwoners", "Inwoners"),
            ("zorg", "Zorg en welzijn"),
            ("ondernemers", "Ondernemers"),
            ("anders", "Anders"),
        ],
    )
    belofte = models.TextField("wat deze partij bijdraagt")
    contact = models.CharField(max_length=150, blank=True)
    beloofd_door = models.CharField(max_length=120, blank=True)
    beloofd_op = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "bijdragen"
        ordering = ["id"]

    def __str__(self):
        return f"{self.partij}: {self.belofte[:60]}"
