"""What people tell about their area: kept visibly apart from the figures."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from gebieden.scope import InGebiedQuerySet
from gebiedswerk.profiel import huidig

from .overnemen import Overgenomen


class VerhaalQuerySet(InGebiedQuerySet):
    def citeerbaar(self):
        """Who told it agrees, and of a story of last year that was asked again."""
        return self.filter(is_citeerbaar=True, heeft_toestemming=True, is_nagekeken=True)


class Verhaal(Overgenomen):
    """A story or experience: an opinion, kept visibly apart from the figures."""

    gebied = models.ForeignKey("gebieden.Gebied", on_delete=models.PROTECT, related_name="verhalen")
    jaar = models.PositiveSmallIntegerField()
    tekst = models.TextField()
    thema = models.CharField(max_length=40, blank=True)
    bron = models.CharField(
        max_length=12,
        choices=[
            ("inwoner", "Inwoner"),
            ("ondernemer", "Ondernemer"),
            ("organisatie", "Organisatie"),
            ("professional", "Professional"),
        ],
    )
    heeft_toestemming = models.BooleanField("de verteller vindt het goed", default=False)
    is_citeerbaar = models.BooleanField("mag letterlijk in het document", default=False)
    opgeschreven_door = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="+")
    opgeschreven_op = models.DateTimeField(default=timezone.now)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = VerhaalQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "verhalen"
        ordering = ["-opgeschreven_op"]

    def __str__(self):
        return self.tekst[:60]

    def clean(self):
        if self.is_citeerbaar and not self.heeft_toestemming:
            raise ValidationError({"is_citeerbaar": "Citeren kan alleen als de verteller het goed vindt."})

    @property
    def thema_naam(self):
        return huidig().naam_van("themas", self.thema) if self.thema else ""

    @property
    def staat_in_document(self):
        return self.is_citeerbaar and self.heeft_toestemming and self.is_nagekeken
