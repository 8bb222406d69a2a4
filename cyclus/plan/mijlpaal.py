"""A moment in the planning of a measure at which something must be there."""

from django.db import models, transaction
from django.utils import timezone

from gebieden.scope import InGebiedQuerySet
from gebiedswerk.tijdlijn import schrijf


class MijlpaalQuerySet(InGebiedQuerySet):
    pad_naar_gebied = "maatregel__plan__gebied"

    def open(self):
        return self.filter(gehaald_datum=None)

    def te_laat(self, vandaag=None):
        return self.open().filter(uiterlijk__lt=vandaag or timezone.localdate())


class Mijlpaal(models.Model):
    maatregel = models.ForeignKey("cyclus.Maatregel", on_delete=models.CASCADE, related_name="mijlpalen")
    naam = models.CharField("wat is er dan", max_length=120)
    uiterlijk = models.DateField()
    gehaald_datum = models.DateField("gehaald op", null=True, blank=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = MijlpaalQuerySet.as_manager()

    class Meta:
        verbose_name = "mijlpaal"
        verbose_name_plural = "mijlpalen"
        ordering = ["uiterlijk", "id"]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return f"{self.maatregel.get_absolute_url()}#mijlpalen"

    @property
    def is_te_laat(self):
        return self.gehaald_datum is None and self.uiterlijk < timezone.localdate()

    @property
    def was_te_laat(self):
        return self.gehaald_datum is not None and self.gehaald_datum > self.uiterlijk

    def haal(self, dag, *, door):
        """Tick it off; a second time changes nothing."""
        with transaction.atomic():
            if Mijlpaal.objects.filter(pk=self.pk, gehaald_datum=None).update(
                gehaald_datum=dag, versie=models.F("versie") + 1
            ):
                self.gehaald_datum = dag
                self.maatregel.raak_aan()
                schrijf(self.maatregel, "mijlpaal", door=door, tekst=f"Gehaald op {dag:%d-%m-%Y}: {self.naam}")

    def haal_weg(self, *, door):
        with transaction.atomic():
            schrijf(self.maatregel, "mijlpaal", door=door, tekst=f"Weggehaald: {self.naam} ({self.uiterlijk:%d-%m-%Y})")
            self.maatregel.raak_aan()
            self.delete()
