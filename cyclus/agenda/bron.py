"""Why a goal is there: what it rests on, and where that can be read."""

from django.db import models

# What lies in this system; the other kinds are a document that is named.
GEKOPPELD = ("analyse", "signaal", "trend", "advies")


class DoelbronQuerySet(models.QuerySet):
    def met_dingen(self):
        return self.select_related("punt", "analyse__gebied", "signaal", "trend__gebied", "advies__platform")


class Doelbron(models.Model):
    """One source of a goal; what lies in this system is linked, the rest is named with where to find it."""

    SOORTEN = [
        ("analyse", "Analyse"),
        ("signaal", "Signaal"),
        ("trend", "Trend"),
        ("advies", "Advies"),
        ("bidbook", "Bidbook"),
        ("dorpsplan", "Plan van dorp of wijk"),
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

    objects = DoelbronQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bronnen van een doel"
        ordering = ["id"]

    def __str__(self):
        return f"{self.get_soort_display()}: {self.titel}"

    def kopieer_naar(self, doel):
        velden = ("soort", "titel", "vindplaats", "url", "punt_id", "analyse_id", "signaal_id", "trend_id", "advies_id")
        return Doelbron.objects.create(doel=doel, **{naam: getattr(self, naam) for naam in velden})

    @property
    def ding(self):
        """What it points at in this system; None for a document of elsewhere."""
        return self.signaal or self.trend or self.advies or self.analyse
