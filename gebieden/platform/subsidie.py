"""The yearly subsidy of a platform: what was asked, with a begroting; given; and accounted for (domain.md §2)."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format

from gebieden.mensen.mandaat import mandaat_van, wie_mag
from gebiedswerk.dossier import Dossier
from gebiedswerk.post import stuur
from gebiedswerk.statussen import Overgang, Statustabel

from .models import Platform

# The year's subsidy is accounted for before this month of the next year.
VERANTWOORD_VOOR_MAAND = 4
BEDRAG = {"max_digits": 10, "decimal_places": 2, "validators": [MinValueValidator(0)]}


def in_euro(bedrag):
    return f"€ {number_format(bedrag, decimal_pos=2, force_grouping=True)}"


SUBSIDIE = Statustabel(
    {
        "aangevraagd": "Aangevraagd",
        "toegekend": "Toegekend",
        "verantwoord": "Verantwoord",
        "vastgesteld": "Vastgesteld",
        "afgewezen": "Afgewezen",
    },
    "aangevraagd",
    [
        Overgang("aangevraagd", "toegekend", "behandelen", "Toekennen", velden=("toegekend",)),
        Overgang("aangevraagd", "afgewezen", "behandelen", "Afwijzen", velden=("reden",)),
        # Asks for an amount, that may be zero, and a file: on a page of its own.
        Overgang("toegekend", "verantwoord", "bijwerken", "Verantwoorden"),
        Overgang("verantwoord", "vastgesteld", "behandelen", "Vaststellen"),
        Overgang("verantwoord", "toegekend", "behandelen", "Verantwoording laten aanvullen", velden=("reden",)),
    ],
)


class PlatformsubsidieQuerySet(models.QuerySet):
    def niet_verantwoord(self, dag):
        """Granted, and three months after its year still not accounted for."""
        year = dag.year - 1 if dag.month >= VERANTWOORD_VOOR_MAAND else dag.year - 2
        return self.filter(status="toegekend", jaar__lte=year)


class Platformsubsidie(Dossier):
    """The subsidy of one platform in one year: what was asked, with a begroting; given; and accounted for."""

    tabel = SUBSIDIE

    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="subsidies")
    jaar = models.PositiveSmallIntegerField()
    aangevraagd = models.DecimalField("aangevraagd (euro)", **BEDRAG)
    toegekend = models.DecimalField("toegekend (euro)", null=True, blank=True, **BEDRAG)
    besteed = models.DecimalField("besteed (euro)", null=True, blank=True, **BEDRAG)
    begroting = models.FileField(upload_to="platforms/begroting/", blank=True)
    verantwoording = models.FileField(upload_to="platforms/verantwoording/", blank=True)
    reden = models.TextField(blank=True)

    objects = PlatformsubsidieQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "platformsubsidies"
        ordering = ["-jaar"]
        constraints = [
            models.UniqueConstraint(fields=["platform", "jaar"], name="een_subsidie_per_platform_en_jaar"),
            models.CheckConstraint(
                condition=Q(aangevraagd__gte=0)
                & (Q(toegekend=None) | Q(toegekend__gte=0))
                & (Q(besteed=None) | Q(besteed__gte=0)),
                name="subsidie_niet_negatief",
            ),
        ]

    def __str__(self):
        return f"Subsidie {self.jaar} van {self.platform}"

    def get_absolute_url(self):
        return reverse("gebieden:platformsubsidie", args=[self.platform.slug, self.jaar])

    def gebied_ids(self):
        return self.platform.gebied_ids()

    def heeft_recht(self, persoon, recht):
        return self.platform.heeft_recht(persoon, recht)

    @property
    def uiterlijk(self):
        """The last day on which it is accounted for in time."""
        return date(self.jaar + 1, VERANTWOORD_VOOR_MAAND, 1) - timedelta(days=1)

    @property
    def is_te_laat(self):
        return self.status == "toegekend" and self.uiterlijk < timezone.localdate()

    @property
    def over(self):
        """What was given and not spent."""
        return max(self.toegekend - self.besteed, 0) if None not in (self.toegekend, self.besteed) else None

    def ga_naar(self, status, *, door=None, **velden):
        """As of every dossier; granting asks for a mandate, and accounting for the amount that was spent."""
        if status == "toegekend" and door is not None and velden.get("toegekend") is not None:
            self._toets_mandaat(door, velden["toegekend"])
        if status == "verantwoord" and velden.get("besteed") is None:
            raise ValidationError("Vul in hoeveel er is besteed. Is er niets besteed? Vul dan 0 in.")
        return super().ga_naar(status, door=door, **velden)

    def _toets_mandaat(self, persoon, bedrag):
        if bedrag <= (mandaat := mandaat_van(persoon, self.gebied_ids())):
            return
        may = wie_mag(bedrag, self.gebied_ids())
        who = " of ".join(map(str, may)) or "niemand. Een beheerder kan bij een rol een mandaat invullen"
        raise ValidationError(
            f"{in_euro(bedrag)} is meer dan u hier zelf mag toekennen ({in_euro(mandaat)}). Wie dit wel mag: {who}."
        )

    def na_overgang(self, overgang, door):
        """The platform hears what was decided."""
        if overgang.naar == "verantwoord":
            return
        for adres in self.platform.adressen():
            stuur(
                adres,
                f"{self}: {self.status_naam.lower()}",
                "post/platformsubsidie.txt",
                sleutel=f"subsidie:{self.pk}:{overgang.naar}:{self.versie}:{adres}",
                over=self,
                subsidie=self,
                bedrag=in_euro(self.toegekend or 0),
                over_bedrag=in_euro(self.over or 0),
                is_terug=overgang.van == "verantwoord" and overgang.naar == "toegekend",
            )
