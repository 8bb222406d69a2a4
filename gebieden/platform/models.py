"""Wijkraad, dorpsplatform, …: who speaks for an area (domain.md §2)."""

import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone


def nieuwe_sleutel():
    return secrets.token_urlsafe(16)


class Platform(models.Model):
    naam = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=140, unique=True)
    gebieden = models.ManyToManyField("gebieden.Gebied", related_name="platforms")
    status = models.CharField(
        max_length=12,
        default="informeel",
        choices=[("convenant", "Met convenant"), ("formeel", "Formeel"), ("informeel", "Informeel")],
    )
    ondersteuning = models.TextField("ondersteuning die het platform krijgt", blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    sleutel = models.CharField("sleutel van de eigen link", max_length=40, unique=True, default=nieuwe_sleutel)
    is_actief = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "platforms"
        ordering = ["naam"]

    def __str__(self):
        return self.naam

    def signaal_url(self):
        """The platform's own link to the public form."""
        return reverse("signalen:doorgeven") + f"?platform={self.sleutel}"


class PlatformlidQuerySet(models.QuerySet):
    def lopend(self, dag=None):
        dag = dag or timezone.localdate()
        return self.filter(Q(tot=None) | Q(tot__gte=dag), van__lte=dag)


class Platformlid(models.Model):
    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="leden")
    naam = models.CharField(max_length=120)
    persoon = models.ForeignKey(
        "gebieden.Gebruiker", null=True, blank=True, on_delete=models.SET_NULL, related_name="platformlidmaatschappen"
    )
    buurt = models.ForeignKey("gebieden.Gebied", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    van = models.DateField(default=timezone.localdate)
    tot = models.DateField("tot en met", null=True, blank=True)

    objects = PlatformlidQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "platformleden"
        ordering = ["naam"]

    def __str__(self):
        return self.naam
