"""What we asked the reporter; as long as they think about it the term stands still."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class WachtvraagQuerySet(models.QuerySet):
    def open(self):
        return self.filter(tot=None)


class Wachtvraag(models.Model):
    """``van`` up to ``tot`` (the day of the answer, or of the decision to go on without) does not count."""

    signaal = models.ForeignKey("signalen.Signaal", on_delete=models.CASCADE, related_name="wachtvragen")
    vraag = models.TextField()
    antwoord = models.TextField(blank=True)
    van = models.DateField(default=timezone.localdate)
    tot = models.DateField(null=True, blank=True)
    door = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="+")

    objects = WachtvraagQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "wachtvragen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["signaal"], condition=Q(tot=None), name="een_open_vraag_per_signaal")
        ]

    def __str__(self):
        return self.vraag[:80]
