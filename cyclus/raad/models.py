"""What the raad was given on a date: frozen, so that it can be held beside that of another year (domain.md §5.4)."""

from django.db import models
from django.utils import timezone


class Raadsrapportage(models.Model):
    """The monitors of one year as they stood on ``peildatum``."""

    jaar = models.PositiveSmallIntegerField()
    peildatum = models.DateField()
    inhoud = models.JSONField()
    toelichting = models.TextField(blank=True)
    bevroren_op = models.DateTimeField(default=timezone.now)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name_plural = "rapportages aan de raad"
        ordering = ["-jaar", "-peildatum"]
        constraints = [models.UniqueConstraint(fields=["jaar", "peildatum"], name="een_rapportage_per_peildatum")]

    def __str__(self):
        return f"Rapportage {self.jaar}, stand van {self.peildatum:%d-%m-%Y}"
