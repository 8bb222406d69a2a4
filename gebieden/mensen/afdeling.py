"""Departments of the municipality (domain.md §2): what they are for, and how to reach them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse


class AfdelingQuerySet(models.QuerySet):
    def actief(self):
        return self.filter(is_actief=True)

    def te_kiezen(self, huidige=None):
        """What can be chosen now; what was chosen before (an id) stays possible."""
        return self.filter(Q(is_actief=True) | Q(pk=huidige))

    def op_woord(self, tekst):
        """Every word stands somewhere in the name or in what the department is for."""
        for woord in tekst.split():
            self = self.filter(Q(naam__icontains=woord) | Q(waarvoor__icontains=woord))
        return self


class Afdeling(models.Model):
    naam = models.CharField(max_length=100, unique=True)
    email = models.EmailField(blank=True)
    telefoon = models.CharField(max_length=30, blank=True)
    waarvoor = models.TextField("waar deze afdeling over gaat", blank=True)
    is_actief = models.BooleanField(default=True)

    objects = AfdelingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "afdelingen"
        ordering = ["naam"]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return reverse("gebieden:afdeling_wijzig", args=[self.pk])
