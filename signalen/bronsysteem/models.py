"""Another system that signals come from: by a file, or by the API with a token of its own."""

import hashlib
import secrets

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from gebieden.models import Inlezing
from gebiedswerk.profiel import huidig
from gebiedswerk.tijdlijn import Gebeurtenis, schrijf


def token_hash(token):
    return hashlib.sha256(token.encode()).hexdigest()


class BronsysteemQuerySet(models.QuerySet):
    def met_token(self, token):
        """The source this token was given to, or none; what is switched off may do nothing."""
        return self.filter(token_hash=token_hash(token), is_actief=True).exclude(token_hash="")

    def voor_lijst(self):
        """With how many signals came from each, and when the last one did."""
        counted = self.annotate(aantal=models.Count("signalen"), laatste_op=models.Max("signalen__ontvangen_op"))
        return counted.order_by("naam")


class Bronsysteem(models.Model):
    """``themas`` maps a category of that system on a theme of the profile, "" for what is left out.

    ``behandelt_zelf``: what it sends counts, and asks no work of us. ``token_hash`` is empty without API.
    """

    naam = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(max_length=30, unique=True)
    contact_email = models.EmailField("e-mailadres van de beheerder van die bron", blank=True)
    themas = models.JSONField(default=dict, blank=True)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    token_op = models.DateTimeField("token gegeven op", null=True, blank=True, editable=False)
    behandelt_zelf = models.BooleanField("handelt de signalen zelf af", default=False)
    is_actief = models.BooleanField(default=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = BronsysteemQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bronsystemen"
        ordering = ["naam"]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return reverse("signalen:bron", args=[self.slug])

    @property
    def tijdlijn(self):
        return Gebeurtenis.objects.van(self).select_related("door")

    def thema_van(self, categorie):
        """The theme of the profile for a category of that system: ``None`` unknown, ``""`` left out.

        A category that is called like a theme, or is its code, needs no mapping.
        """
        if categorie in self.themas:
            return self.themas[categorie]
        plain = categorie.strip().casefold()
        same = (thema["code"] for thema in huidig().themas if plain in (thema["code"], thema["naam"].casefold()))
        return next(same, None)

    def geef_token(self, *, door):
        """A new token, shown once: of what is stored it cannot be made again. The old one stops at once."""
        token = secrets.token_urlsafe(32)
        with transaction.atomic():
            self._zet_token(token_hash(token), timezone.now())
            schrijf(self, "token_gegeven", door=door)
        return token

    def trek_token_in(self, *, door):
        with transaction.atomic():
            self._zet_token("", None)
            schrijf(self, "token_ingetrokken", door=door)

    def _zet_token(self, waarde, op):
        Bronsysteem.objects.filter(pk=self.pk).update(token_hash=waarde, token_op=op)
        self.token_hash, self.token_op = waarde, op

    def inlezingen(self):
        """The files of this source that were read in here."""
        return Inlezing.objects.filter(soort="signalen", formaat=self.slug).voor_lijst()
