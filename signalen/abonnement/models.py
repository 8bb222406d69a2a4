"""Who follows a gebied, a theme or one signal by mail, without an account."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class AbonnementQuerySet(models.QuerySet):
    def lopend(self):
        return self.exclude(bevestigd_op=None).filter(gestopt_op=None)


class Abonnement(models.Model):
    """Mails nothing but the question to confirm until the address was confirmed (double opt-in).

    ``code_zaad`` and ``code_hash`` as of a signal: the link to confirm and to stop stands in no table.
    """

    RITMES = [("dag", "Elke dag"), ("week", "Elke week")]

    email = models.EmailField()
    gebied = models.ForeignKey(
        "gebieden.Gebied", null=True, blank=True, on_delete=models.CASCADE, related_name="abonnementen"
    )
    thema = models.CharField(max_length=40, blank=True)
    signaal = models.ForeignKey(
        "signalen.Signaal", null=True, blank=True, on_delete=models.CASCADE, related_name="abonnementen"
    )
    ritme = models.CharField(max_length=4, choices=RITMES, default="week")
    taal = models.CharField(max_length=5, default="nl")
    code_zaad = models.CharField(max_length=40, editable=False)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    aangemaakt_op = models.DateTimeField(default=timezone.now)
    bevestigd_op = models.DateTimeField(null=True, blank=True)
    gestopt_op = models.DateTimeField(null=True, blank=True)
    gemaild_tot = models.DateTimeField("wat tot dit moment gebeurde is gemaild", null=True, blank=True)

    objects = AbonnementQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "abonnementen"
        constraints = [
            models.CheckConstraint(
                condition=Q(gebied__isnull=False) | ~Q(thema="") | Q(signaal__isnull=False),
                name="abonnement_ergens_op",
            )
        ]

    def __str__(self):
        return f"abonnement {self.pk}"
