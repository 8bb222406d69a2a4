"""The yearly run over all areas: what was started, how it ended, and everything it made in one file."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Analyseronde(models.Model):
    """One run of one year; ``nummer`` counts the times that the whole set was made again."""

    jaar = models.PositiveSmallIntegerField()
    nummer = models.PositiveSmallIntegerField(default=1)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    gestart_op = models.DateTimeField(default=timezone.now)
    gereed_op = models.DateTimeField(null=True)
    aantal_gelukt = models.PositiveIntegerField(default=0)
    aantal_mislukt = models.PositiveIntegerField(default=0)
    bundel = models.FileField(upload_to="analyses/%Y/", blank=True)

    class Meta:
        verbose_name_plural = "rondes van analyses"
        ordering = ["-jaar", "-nummer"]
        constraints = [models.UniqueConstraint(fields=["jaar", "nummer"], name="een_ronde_per_jaar_en_nummer")]

    def __str__(self):
        return f"Ronde {self.jaar}" + (f" ({self.nummer})" if self.nummer > 1 else "")
