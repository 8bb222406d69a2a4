"""Why a goal is there: what it rests on, and where that can be read."""

from django.db import models


class Doelbron(models.Model):
    """One source of a goal; what lies in this system is linked, the rest is named with where to find it."""

    SOORTEN = [
        ("analyse", "Analyse"),
        ("signaal", "Signaal"),
        ("trend", "Trend"),
        ("advies", "Advies"),
        ("bidbook", "Bidbook"),
        ("dorpsplan", "Dorps- of wijkplan"),
        ("raadsakkoord", "Raadsakkoord"),
        ("anders", "Anders"),
    ]

    doel = models.ForeignKey("cyclus.Doel", on_delete=models.CASCADE, related_name="bronnen")
    soort = models.CharField(max_length=12, choices=SOORTEN)
    titel = models.CharField("wat staat daar", max_length=250, blank=True)
    vindplaats = models.CharField("bladzijde of paragraaf", max_length=120, blank=True)
    url = models.URLField("link", blank=True)
    punt = models.ForeignKey(
        "cyclus.Analysepunt", null=True, blank=True, on_delete=models.SET_NULL, related_name="doelbronnen"
    )
    analyse = models.ForeignKey(
        "cyclus.Gebiedsanalyse", null=True, blank=True, on_delete=models.SET_NULL, related_name="doelbronnen"
    )
    signaal = models.ForeignKey(
        "signalen.Signaal", null=True, blank=True, on_delete=models.SET_NULL, related_name="doelbronnen"
    )
    trend = models.ForeignKey(
        "signalen.Trend", null=True, blank=True, on_delete=models.SET_NULL, related_name="doelbronnen"
    )
    advies = models.ForeignKey(
        "signalen.Advies", null=True, blank=True, on_delete=models.SET_NULL, related_name="doelbronnen"
    )

    class Meta:
        verbose_name_plural = "bronnen van een doel"
        ordering = ["id"]

    def __str__(self):
        return f"{self.get_soort_display()}: {self.titel}"


class Padpunt(models.Model):
    """Where a goal must stand in one year on the way from start to target."""

    doel = models.ForeignKey("cyclus.Doel", on_delete=models.CASCADE, related_name="pad")
    jaar = models.PositiveSmallIntegerField()
    waarde = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        verbose_name_plural = "jaren van het pad"
        ordering = ["jaar"]
        constraints = [models.UniqueConstraint(fields=["doel", "jaar"], name="een_padpunt_per_jaar")]

    def __str__(self):
        return f"{self.jaar}: {self.waarde}"
