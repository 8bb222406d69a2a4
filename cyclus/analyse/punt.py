"""What the officials read in figures and stories: developments, kansen and bedreigingen; and what they pick out."""

from django.core.exceptions import ValidationError
from django.db import models

from cyclus.analyse.overnemen import Overgenomen
from gebieden.scope import InGebiedQuerySet
from gebiedswerk.profiel import huidig


class VanAnalyseQuerySet(InGebiedQuerySet):
    pad_naar_gebied = "analyse__gebied"


class AnalysepuntQuerySet(VanAnalyseQuerySet):
    def in_leesvolgorde(self):
        """First what is going on, then what it makes possible, then what it threatens."""
        soorten = [code for code, _ in Analysepunt.SOORTEN]
        place = models.Case(*(models.When(soort=code, then=nummer) for nummer, code in enumerate(soorten)))
        return self.order_by(place, "volgorde", "pk")

    def van_soort(self, soort):
        return self.filter(soort=soort).order_by("volgorde", "pk")

    def volgende_plek(self, soort):
        return (self.filter(soort=soort).aggregate(hoogste=models.Max("volgorde"))["hoogste"] or 0) + 1


class Analysepunt(Overgenomen):
    """One development, kans or bedreiging. ``aard`` says whether it is a fact or how somebody reads it."""

    SOORTEN = [("ontwikkeling", "Ontwikkeling"), ("kans", "Kans"), ("bedreiging", "Bedreiging")]
    AARDEN = [("feit", "Feit"), ("mening", "Mening of verwachting")]

    analyse = models.ForeignKey("cyclus.Gebiedsanalyse", on_delete=models.CASCADE, related_name="punten")
    soort = models.CharField(max_length=12, choices=SOORTEN)
    aard = models.CharField("feit of mening", max_length=6, choices=AARDEN, default="mening")
    thema = models.CharField(max_length=40, blank=True)
    tekst = models.TextField()
    onderbouwing = models.CharField("waar dit op berust", max_length=200, blank=True)
    volgorde = models.PositiveSmallIntegerField(default=0)

    objects = AnalysepuntQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "punten van een analyse"
        ordering = ["soort", "volgorde", "id"]

    def __str__(self):
        return self.tekst[:60]

    def clean(self):
        if self.aard == "feit" and not self.onderbouwing.strip():
            raise ValidationError({"onderbouwing": "Een feit berust op iets. Schrijf op waarop, of kies voor mening."})

    def verplaats_naar(self, plek):
        """Put it in this place among its own kind, from 1; the others move up. The analysis is locked by the caller."""
        rij = [punt for punt in self.analyse.punten.van_soort(self.soort) if punt.pk != self.pk]
        rij.insert(max(plek - 1, 0), self)
        for nummer, punt in enumerate(rij, 1):
            if punt.volgorde != nummer:
                Analysepunt.objects.filter(pk=punt.pk).update(volgorde=nummer)

    @property
    def thema_naam(self):
        return huidig().naam_van("themas", self.thema) if self.thema else ""


class Uitgelicht(Overgenomen):
    """What the official does with a figure that stands out: shown or not, in which place, with which words.

    ``sleutel`` names what stands out: the code of an indicator, or ``signalen:<thema>``.
    """

    analyse = models.ForeignKey("cyclus.Gebiedsanalyse", on_delete=models.CASCADE, related_name="uitgelicht")
    sleutel = models.CharField(max_length=120)
    is_getoond = models.BooleanField("in het document", default=True)
    volgorde = models.PositiveSmallIntegerField(default=0)
    commentaar = models.TextField("wat wij erover zeggen", blank=True)

    objects = VanAnalyseQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "uitgelichte cijfers"
        ordering = ["volgorde", "id"]
        constraints = [models.UniqueConstraint(fields=["analyse", "sleutel"], name="uitgelicht_een_keer")]

    def __str__(self):
        return self.sleutel
