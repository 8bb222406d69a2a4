"""What stored documents are made of, each piece once: pages, style sheets and letters, named by their sha256."""

import hashlib
import zlib

from django.db import models

from .pdf import Recept, gemaakt_met


class BouwstofQuerySet(models.QuerySet):
    def leg_weg(self, inhoud):
        """Keep these bytes, unless they are here already; returns their name."""
        naam = hashlib.sha256(inhoud).hexdigest()
        self.get_or_create(sha256=naam, defaults={"gegevens": zlib.compress(inhoud)})
        return naam


class Bouwstof(models.Model):
    sha256 = models.CharField(max_length=64, primary_key=True)
    gegevens = models.BinaryField()

    objects = BouwstofQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bouwstoffen"

    def __str__(self):
        return self.sha256

    @property
    def inhoud(self):
        return zlib.decompress(self.gegevens)


def bewaar_recept(recept):
    """The recipe as JSON, its pieces kept."""
    return {
        "html": Bouwstof.objects.leg_weg(recept.html.encode()),
        "bestanden": {adres: Bouwstof.objects.leg_weg(inhoud) for adres, inhoud in recept.bestanden.items()},
        "titel": recept.titel,
        "taal": recept.taal,
        "variant": recept.variant,
        "met": gemaakt_met(),
    }


def lees_recept(bewaard):
    namen = {bewaard["html"], *bewaard["bestanden"].values()}
    delen = {stof.sha256: stof.inhoud for stof in Bouwstof.objects.filter(sha256__in=namen)}
    return Recept(
        html=delen[bewaard["html"]].decode(),
        titel=bewaard["titel"],
        taal=bewaard["taal"],
        variant=bewaard["variant"],
        bestanden={adres: delen[naam] for adres, naam in bewaard["bestanden"].items()},
    )
