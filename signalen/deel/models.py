"""One part of a signal, asked of one department; the signal closes when all parts are answered (domain.md §3.1)."""

from django.db import models
from django.urls import reverse

from gebieden.houder import MetHouderQuerySet
from gebieden.rechten import handelt_namens
from gebiedswerk.dossier import Dossier
from signalen.signaal.models import Signaal

from .statussen import TABEL


class DeelQuerySet(MetHouderQuerySet):
    """A part is in the name of who answers for the department."""

    ligging = "signaal__gebieden"
    overnemen = "meelezen"

    def open(self):
        return self.filter(status="gevraagd")

    def in_gebieden(self, gebieden):
        return self.filter(signaal__in=Signaal.objects.in_gebieden(gebieden))

    def voor_overdracht(self):
        return self.select_related("signaal", "afdeling").prefetch_related("signaal__gebieden")

    def zichtbaar_voor(self, persoon):
        """Officials see the parts of the signals they see."""
        if not (persoon.is_authenticated and persoon.is_ambtenaar):
            return self.none()
        return self.filter(signaal__in=Signaal.objects.zichtbaar_voor(persoon))


class Deel(Dossier):
    tabel = TABEL

    signaal = models.ForeignKey(Signaal, on_delete=models.CASCADE, related_name="delen")
    afdeling = models.ForeignKey("gebieden.Afdeling", on_delete=models.PROTECT, related_name="delen")
    eigenaar = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="delen")
    vraag = models.TextField()
    antwoord = models.TextField(blank=True)
    uiterlijk = models.DateField()

    objects = DeelQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "delen"
        ordering = ["pk"]
        indexes = [models.Index(fields=["eigenaar", "uiterlijk"], name="deel_eigenaar")]

    def __str__(self):
        return f"{self.afdeling}: {self.signaal}"

    def get_absolute_url(self):
        return reverse("signalen:deel", args=[self.pk])

    def gebied_ids(self):
        return self.signaal.gebied_ids()

    def heeft_recht(self, persoon, recht):
        """``beantwoorden``: who holds it, and who handles the signal; ``vragen``: who handles the signal."""
        if recht == "beantwoorden" and handelt_namens(persoon, self.eigenaar_id, self.gebied_ids()):
            return True
        return self.signaal.heeft_recht(persoon, "behandelen")
