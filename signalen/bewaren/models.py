"""How long we keep what is of people: what was removed, and who looked at it (domain.md §3.1)."""

from django.db import models
from django.utils import timezone


class Inzage(models.Model):
    """Somebody looked at the contact details of a reporter."""

    signaal = models.ForeignKey("signalen.Signaal", on_delete=models.CASCADE, related_name="inzagen")
    door = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="+")
    waarom = models.CharField(max_length=200, blank=True)
    op = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "inzagen"
        ordering = ["-op", "-pk"]
        indexes = [models.Index(fields=["signaal", "-op"], name="inzage_van_signaal")]

    def __str__(self):
        return f"{self.door} {self.op}"


class Opschoning(models.Model):
    """The report of one run of the retention job: how many of what, and nothing of whom."""

    op = models.DateTimeField(default=timezone.now)
    peildatum = models.DateField("afgesloten voor")
    aantallen = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "opschoningen"
        ordering = ["-op", "-pk"]

    def __str__(self):
        return f"opschoning {self.peildatum}"
