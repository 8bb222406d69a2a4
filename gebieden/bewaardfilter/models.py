"""A filter of a list that somebody keeps under a name."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse

MEESTE = 20


class BewaardFilterQuerySet(models.QuerySet):
    def voor(self, persoon, lijst):
        return self.filter(persoon=persoon, lijst=lijst)

    def bewaar(self, persoon, *, lijst, naam, vraag):
        """Keep it; the same name in the same list is replaced. Raises ``ValidationError`` when there are too many."""
        with transaction.atomic():
            # Two clicks at once: the second waits, and counts what the first one made.
            persoon._meta.model.objects.select_for_update().only("pk").get(pk=persoon.pk)
            mine = self.voor(persoon, lijst)
            if mine.exclude(naam=naam).count() >= MEESTE:
                raise ValidationError(f"U bewaart al {MEESTE} filters. Haal er eerst een weg die u niet meer gebruikt.")
            return self.update_or_create(persoon=persoon, lijst=lijst, naam=naam, defaults={"vraag": vraag})[0]


class BewaardFilter(models.Model):
    """``lijst`` is the URL name of the list, ``vraag`` the query string with which it opens."""

    persoon = models.ForeignKey("gebieden.Gebruiker", on_delete=models.CASCADE, related_name="bewaarde_filters")
    lijst = models.CharField(max_length=60)
    naam = models.CharField(max_length=60)
    vraag = models.TextField(blank=True)

    objects = BewaardFilterQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bewaarde filters"
        ordering = ["naam"]
        constraints = [
            models.UniqueConstraint(fields=["persoon", "lijst", "naam"], name="bewaard_filter_een_keer_per_naam")
        ]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        """The list, as it was kept."""
        return f"{reverse(self.lijst)}?{self.vraag}"

    def hernoem(self, naam):
        """Raises ``ValidationError`` when another filter of this list has that name."""
        with transaction.atomic():
            self.persoon._meta.model.objects.select_for_update().only("pk").get(pk=self.persoon_id)
            same = BewaardFilter.objects.voor(self.persoon, self.lijst).exclude(pk=self.pk)
            if same.filter(naam=naam).exists():
                raise ValidationError(f"U hebt al een filter met de naam ‘{naam}’.")
            BewaardFilter.objects.filter(pk=self.pk).update(naam=naam)
