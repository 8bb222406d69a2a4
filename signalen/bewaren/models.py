"""How long we keep what is of people: what was removed, and who looked at it (domain.md §3.1)."""

from collections import Counter

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from gebiedswerk.opdrachten import Opdracht
from gebiedswerk.profiel import huidig


class InzageQuerySet(models.QuerySet):
    def verlopen(self):
        return self.filter(op__lt=timezone.now() - relativedelta(months=huidig().bewaartermijn("inzage")))


class Inzage(models.Model):
    """Somebody looked at the contact details of a reporter."""

    signaal = models.ForeignKey("signalen.Signaal", on_delete=models.CASCADE, related_name="inzagen")
    door = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="+")
    waarom = models.CharField(max_length=200, blank=True)
    op = models.DateTimeField(default=timezone.now)

    objects = InzageQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "inzagen"
        ordering = ["-op", "-pk"]
        indexes = [models.Index(fields=["signaal", "-op"], name="inzage_van_signaal")]

    def __str__(self):
        return f"{self.door} {self.op}"


class OpschoningQuerySet(models.QuerySet):
    def met_stand(self):
        """With ``is_bezig``: a part of it must still be done."""
        groep = Concat(Value("opschoning:"), Cast(OuterRef("pk"), models.CharField()))
        return self.annotate(is_bezig=Exists(Opdracht.objects.filter(groep=groep).exclude(status="gelukt")))

    def begin(self, dag, aantallen):
        grens = dag - relativedelta(months=huidig().bewaartermijn("melder"))
        return self.create(peildatum=grens, aantallen=aantallen)


class Opschoning(models.Model):
    """The report of one run of the retention job: how many of what, and nothing of whom."""

    op = models.DateTimeField(default=timezone.now)
    peildatum = models.DateField("afgesloten voor")
    aantallen = models.JSONField(default=dict)

    objects = OpschoningQuerySet.as_manager()

    # In words, in the order of the page.
    SOORTEN = {
        "signalen": "signalen waar de melder uit is",
        "melders": "melders met naam, adres of telefoon",
        "fotos": "foto’s",
        "mails": "mails",
        "mailbestanden": "mails in de map op de server",
        "tijdlijnregels": "teksten op tijdlijnen",
        "teksten": "vragen, antwoorden, notities en verslagen",
        "documenten": "documenten",
        "abonnementen": "abonnementen op zo’n signaal",
        "inzagen": "regels over wie contactgegevens bekeek",
        "importbestanden": "ingelezen bestanden",
        "bestanden_ontbraken": "bestanden die er al niet meer waren",
    }

    class Meta:
        verbose_name_plural = "opschoningen"
        ordering = ["-op", "-pk"]

    def __str__(self):
        return f"opschoning {self.peildatum}"

    @property
    def dag(self):
        """The day it ran for."""
        return timezone.localdate(self.op)

    @property
    def groep(self):
        return f"opschoning:{self.pk}"

    def tel_op(self, aantallen):
        """Add what one part did; the caller holds the row."""
        self.aantallen = dict(Counter(self.aantallen) + Counter(aantallen))
        self.save(update_fields=["aantallen"])

    def regels(self):
        """``[(in words, how many), …]`` of what there was."""
        return [(naam, self.aantallen[soort]) for soort, naam in self.SOORTEN.items() if self.aantallen.get(soort)]
