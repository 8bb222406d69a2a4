"""What the reporter thought of it, after closing: two questions, asked once."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Waardering(models.Model):
    tevreden = models.PositiveSmallIntegerField(
        "tevreden over hoe het ging", choices=[(n, str(n)) for n in range(1, 6)]
    )
    opgelost = models.CharField(
        "is het opgelost", max_length=5, choices=[("ja", "Ja"), ("deels", "Deels"), ("nee", "Nee")]
    )
    toelichting = models.TextField(blank=True)
    signaal = models.OneToOneField("signalen.Signaal", on_delete=models.CASCADE, related_name="waardering")
    op = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "waarderingen"
        constraints = [
            models.CheckConstraint(condition=Q(tevreden__range=(1, 5)), name="waardering_een_tot_vijf"),
        ]

    def __str__(self):
        return f"{self.tevreden} ({self.opgelost})"
