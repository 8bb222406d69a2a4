"""What the raad was given on a date: frozen, so that it can be held beside that of another year (domain.md §5.4)."""

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from cyclus.analyse.vorm import als_json, uit_json
from cyclus.raad.overzicht import Raadsoverzicht, gemeentegebied, stel_op
from gebieden.rechten import heeft_recht
from gebiedswerk.statussen import GeenRecht
from gebiedswerk.stuk import bestel
from gebiedswerk.tijdlijn import schrijf


def mag_vastleggen(persoon):
    """Who adopts for the whole municipality, or leads the work there."""
    gemeente = gemeentegebied()
    return gemeente is not None and any(heeft_recht(persoon, r, {gemeente.pk}) for r in ("vaststellen", "behandelen"))


class RaadsrapportageManager(models.Manager):
    def leg_vast(self, jaar, *, door):
        """Keep what the adopted monitors of ``jaar`` say today; asked twice on one day it is the same report."""
        if not mag_vastleggen(door):
            raise GeenRecht("Leg vast")
        vandaag = timezone.localdate()
        overzicht = stel_op(jaar, vandaag)
        with transaction.atomic():
            rapportage, is_new = self.get_or_create(
                jaar=jaar,
                peildatum=vandaag,
                defaults={
                    "inhoud": als_json(overzicht),
                    "is_voorbeeld": any(regel.inhoud.heeft_voorbeeld for regel in overzicht.regels),
                },
            )
            if is_new:
                schrijf(rapportage, "vastgelegd", door=door, tekst=f"{len(overzicht.regels)} gebieden")
                bestel("raadsrapportage", rapportage, stand=rapportage.stand, door=door)
        return rapportage, is_new


class Raadsrapportage(models.Model):
    """The monitors of one year as they stood on ``peildatum``."""

    jaar = models.PositiveSmallIntegerField()
    peildatum = models.DateField()
    inhoud = models.JSONField()
    toelichting = models.TextField(blank=True)
    bevroren_op = models.DateTimeField(default=timezone.now)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = RaadsrapportageManager()

    class Meta:
        verbose_name_plural = "rapportages aan de raad"
        ordering = ["-jaar", "-peildatum"]
        constraints = [models.UniqueConstraint(fields=["jaar", "peildatum"], name="een_rapportage_per_peildatum")]

    def __str__(self):
        return f"Rapportage {self.jaar}, stand van {self.peildatum:%d-%m-%Y}"

    def get_absolute_url(self):
        return reverse("cyclus:rapportage", args=[self.pk])

    @property
    def stand(self):
        """Names the content of its document, which never changes."""
        return f"{self.peildatum:%Y%m%d}"

    def lees(self):
        return uit_json(self.inhoud, Raadsoverzicht)
