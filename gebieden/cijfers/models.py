"""Indicators and figures per area per year. A figure that is missing has no row: empty is not zero."""

from django.db import models

from gebieden.cijfers.getallen import jaren_in_woorden
from gebiedswerk.profiel import huidig

RUBRIEKEN = [
    ("bevolking", "Bevolking"),
    ("wonen", "Wonen"),
    ("inkomen", "Inkomen en werk"),
    ("veiligheid", "Veiligheid"),
    ("gezondheid", "Gezondheid"),
    ("samenhang", "Sociale samenhang"),
    ("voorzieningen", "Voorzieningen"),
    ("leefomgeving", "Leefomgeving"),
    ("beleving", "Beleving"),
]


class IndicatorQuerySet(models.QuerySet):
    def per_rubriek(self):
        """``[(words, [indicator, …]), …]``; each knows its ``jaren`` in words and the number of its figures."""
        rows = Cijfer.objects.order_by("jaar").values_list("indicator", "jaar").annotate(n=models.Count("pk"))
        jaren, aantal = {}, {}
        for indicator, jaar, n in rows:
            jaren.setdefault(indicator, []).append(jaar)
            aantal[indicator] = aantal.get(indicator, 0) + n
        per = {code: [] for code, _ in RUBRIEKEN}
        for indicator in self:
            indicator.jaren = jaren_in_woorden(jaren.get(indicator.pk, []))
            indicator.aantal = aantal.get(indicator.pk, 0)
            per[indicator.rubriek].append(indicator)
        return [(naam, per[code]) for code, naam in RUBRIEKEN if per[code]]


class Indicator(models.Model):
    """``basis`` is the count a percentage or average weighs by when areas are added up.

    ``drempel``: a figure about fewer people or things than this is not published but shown as suppressed (0: all are
    published, as of sources that already withheld what is too small).
    """

    code = models.SlugField(max_length=60, unique=True)
    naam = models.CharField(max_length=120)
    rubriek = models.CharField(max_length=20, choices=RUBRIEKEN, default="bevolking")
    thema = models.CharField("onderwerp uit het profiel", max_length=40, blank=True)
    betekenis = models.TextField("wat er precies is gemeten", blank=True)
    eenheid = models.CharField(max_length=30, blank=True)
    soort = models.CharField(
        max_length=12,
        choices=[("telling", "Telling"), ("percentage", "Percentage"), ("gemiddelde", "Gemiddelde")],
    )
    basis = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decimalen = models.PositiveSmallIntegerField(default=0)
    richting = models.SmallIntegerField(
        "wat is beter", default=0, choices=[(1, "Meer is beter"), (-1, "Minder is beter"), (0, "Geen oordeel")]
    )
    bron = models.CharField(max_length=120, blank=True)
    zin = models.CharField(
        "zin met {waarde}", max_length=150, blank=True, help_text="Wat volgt op ‘In Noord …’: is {waarde} water."
    )
    sleutels = models.JSONField(default=dict, blank=True, help_text="Per bron het vaste deel van de sleutel.")
    drempel = models.PositiveSmallIntegerField("publiceren vanaf", default=0)
    is_eigen = models.BooleanField("eigen indicator van de gemeente", default=False)
    volgorde = models.PositiveSmallIntegerField(default=100)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "indicatoren"
        ordering = ["volgorde", "naam"]

    def __str__(self):
        return self.naam

    @property
    def thema_naam(self):
        return huidig().naam_van("themas", self.thema)


class CijferQuerySet(models.QuerySet):
    def van(self, gebied, jaar=None):
        cijfers = self.filter(gebied=gebied).select_related("indicator").order_by("indicator__volgorde", "jaar")
        return cijfers.filter(jaar=jaar) if jaar else cijfers


# By far the largest table: a national import is millions of rows. The unique constraint and the index below begin with
# these columns, so they need no index of their own; and for the database to look up both ends of every row would be
# half of the time of an import, that takes its areas and indicators from their tables anyway.
_LICHT = {"db_index": False, "db_constraint": False}


class Cijfer(models.Model):
    gebied = models.ForeignKey("gebieden.Gebied", on_delete=models.CASCADE, related_name="cijfers", **_LICHT)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="cijfers", **_LICHT)
    jaar = models.PositiveSmallIntegerField()
    waarde = models.FloatField()
    bron = models.CharField(max_length=120)
    is_berekend = models.BooleanField("opgeteld uit kleinere gebieden", default=False)
    is_voorlopig = models.BooleanField(default=False)
    is_voorbeeld = models.BooleanField("verzonnen voorbeeldcijfer", default=False)

    objects = CijferQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "cijfers"
        constraints = [
            models.UniqueConstraint(fields=["gebied", "indicator", "jaar"], name="een_cijfer_per_gebied_en_jaar")
        ]
        indexes = [models.Index(fields=["indicator", "jaar"], name="cijfer_indicator_jaar")]

    def __str__(self):
        return f"{self.indicator} {self.gebied} {self.jaar}: {self.waarde}"


class GeheimCijfer(models.Model):
    """A figure that exists and that its publisher keeps to itself: shown as suppressed, counted as missing."""

    gebied = models.ForeignKey("gebieden.Gebied", on_delete=models.CASCADE, related_name="geheime_cijfers")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="geheime_cijfers")
    jaar = models.PositiveSmallIntegerField()
    bron = models.CharField(max_length=120)

    class Meta:
        verbose_name_plural = "geheime cijfers"
        constraints = [
            models.UniqueConstraint(fields=["gebied", "indicator", "jaar"], name="een_geheim_per_gebied_en_jaar")
        ]

    def __str__(self):
        return f"{self.indicator} {self.gebied} {self.jaar}: geheim"
