"""Stored documents: the file together with the figures and words it was made of, so that it can be made again."""

import hashlib

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from .bouwstof import bewaar_recept, lees_recept
from .pdf import maak_weer


class DocumentQuerySet(models.QuerySet):
    def van(self, ding):
        return self.filter(content_type=ContentType.objects.get_for_model(ding), object_id=ding.pk)

    def bewaar(self, ding, soort, *, titel, gegevens, pdf, recept=None):
        """Store a PDF (bytes) and what it was made of. The same content again gives the same row.

        With its ``recept`` it can be made again, byte for byte, when our templates and style sheets are others.
        """
        sha = hashlib.sha256(pdf).hexdigest()
        document, is_new = self.get_or_create(
            content_type=ContentType.objects.get_for_model(ding),
            object_id=ding.pk,
            soort=soort,
            sha256=sha,
            defaults={"titel": titel, "gegevens": gegevens},
        )
        if is_new:
            document.recept = bewaar_recept(recept) if recept else None
            document.bestand.save(f"{soort}-{ding.pk}-{sha[:12]}.pdf", ContentFile(pdf))
        return document


class Document(models.Model):
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    ding = GenericForeignKey()
    soort = models.CharField(max_length=40)
    titel = models.CharField(max_length=200)
    gegevens = models.JSONField(default=dict)
    recept = models.JSONField(null=True, editable=False)
    bestand = models.FileField(upload_to="documenten/%Y/")
    sha256 = models.CharField(max_length=64)
    gemaakt_op = models.DateTimeField(default=timezone.now)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "documenten"
        ordering = ["-gemaakt_op", "-id"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="document_van_ding")]

    def __str__(self):
        return self.titel

    def is_gaaf(self):
        """Whether the file is what was stored."""
        try:
            with self.bestand.open() as bestand:
                return hashlib.sha256(bestand.read()).hexdigest() == self.sha256
        except OSError:
            return False

    def opnieuw(self):
        """The PDF made again of what was stored with it; only where there is a recipe."""
        return maak_weer(lees_recept(self.recept))
