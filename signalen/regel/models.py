"""Ordered rules that say who gets a signal first; what no rule catches goes to who works in the area."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone

from gebiedswerk.profiel import huidig
from gebiedswerk.tijdlijn import Gebeurtenis, schrijf

TELT_MEE = timedelta(days=90)


class ToewijsregelQuerySet(models.QuerySet):
    def in_gebruik(self):
        return self.filter(is_actief=True).select_related("gebied", "afdeling").defer("gebied__grens")

    def voor_lijst(self):
        """With how many signals each rule gave somebody in the last months."""
        since = timezone.now() - TELT_MEE
        recent = Count("signalen", filter=Q(signalen__ontvangen_op__gte=since))
        rows = self.select_related("gebied", "platform", "afdeling").defer("gebied__grens", "gebied__omschrijving")
        return rows.annotate(aantal=recent).order_by("volgorde", "pk")

    def achteraan(self):
        """The number for a new rule: after all others."""
        return (self.aggregate(hoogste=Max("volgorde"))["hoogste"] or 0) + 1


class Toewijsregel(models.Model):
    """All that is filled in must hold; the first rule by ``volgorde`` that does, decides.

    ``themas`` and ``domeinen`` are codes of the profile. What the rule gives is one of ``functie`` (who has that
    function nearest to the place) and ``afdeling`` (its contact for the area).
    """

    naam = models.CharField(max_length=100)
    volgorde = models.PositiveSmallIntegerField(default=0)
    themas = models.JSONField(default=list, blank=True)
    domeinen = models.JSONField(default=list, blank=True)
    gebied = models.ForeignKey(
        "gebieden.Gebied", null=True, blank=True, on_delete=models.PROTECT, related_name="toewijsregels"
    )
    platform = models.ForeignKey(
        "gebieden.Platform", null=True, blank=True, on_delete=models.PROTECT, related_name="toewijsregels"
    )
    functie = models.CharField(max_length=40, blank=True)
    afdeling = models.ForeignKey(
        "gebieden.Afdeling", null=True, blank=True, on_delete=models.PROTECT, related_name="toewijsregels"
    )
    is_actief = models.BooleanField(default=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = ToewijsregelQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "toewijsregels"
        ordering = ["volgorde", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(functie="", afdeling__isnull=False) | (~Q(functie="") & Q(afdeling__isnull=True)),
                name="regel_wijst_een_kant_op",
            )
        ]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return reverse("signalen:regel", args=[self.pk])

    def clean(self):
        if bool(self.functie) == bool(self.afdeling_id):
            raise ValidationError({"functie": "Kies een functie of een afdeling, niet allebei."})

    @property
    def tijdlijn(self):
        return Gebeurtenis.objects.van(self).select_related("door")

    def past_op(self, gebied, thema, domein, platform=None):
        """Whether all that is filled in holds for what comes in."""
        return (
            (not self.themas or thema in self.themas)
            and (not self.domeinen or domein in self.domeinen)
            and (self.gebied is None or gebied.pad.startswith(self.gebied.pad))
            and (self.platform_id is None or (platform is not None and platform.pk == self.platform_id))
        )

    @property
    def geldt_voor(self):
        """What must hold, in words."""
        profiel = huidig()
        parts = [
            *(profiel.naam_van("themas", code) for code in self.themas),
            *(f"domein {profiel.naam_van('domeinen', code).lower()}" for code in self.domeinen),
        ]
        where = [str(deel) for deel in (self.gebied, self.platform) if deel]
        return ", ".join([" of ".join(parts)] * bool(parts) + where) or "alles"

    @property
    def gaat_naar(self):
        return huidig().naam_van("functies", self.functie) if self.functie else str(self.afdeling)

    def verplaats(self, stappen, *, door):
        """Move the rule up (-1) or down (1) in the order, and number the others around it."""
        with transaction.atomic():
            rows = list(Toewijsregel.objects.select_for_update().order_by("volgorde", "pk"))
            here = next(n for n, regel in enumerate(rows) if regel.pk == self.pk)
            there = min(max(here + stappen, 0), len(rows) - 1)
            if there == here:
                return
            rows.insert(there, rows.pop(here))
            for nummer, regel in enumerate(rows, 1):
                if regel.volgorde != nummer:
                    Toewijsregel.objects.filter(pk=regel.pk).update(volgorde=nummer)
            schrijf(self, "verplaatst", door=door, van=here + 1, naar=there + 1)
