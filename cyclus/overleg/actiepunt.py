"""What was agreed at a table: who does what, and by when."""

from datetime import timedelta

from django.db import models
from django.urls import reverse
from django.utils import timezone

from gebieden.houder import MetHouderQuerySet
from gebieden.rechten import handelt_namens
from gebieden.scope import InGebiedenQuerySet
from gebiedswerk.dossier import Dossier
from gebiedswerk.profiel import huidig
from gebiedswerk.termijnen import herinner

from .models import Agendapunt, Overleg
from .statussen import ACTIEPUNT


class ActiepuntQuerySet(MetHouderQuerySet, InGebiedenQuerySet):
    """An action is seen and worked on where its meeting lies; its owner always sees it, also a partner."""

    houden = overnemen = None
    ligging = "overleg__gebieden"

    def zichtbaar_voor(self, persoon):
        visible = super().zichtbaar_voor(persoon)
        return visible | self.filter(eigenaar=persoon) if persoon.is_authenticated else visible

    def in_gebieden(self, gebieden):
        return self.filter(overleg__in=Overleg.objects.in_gebieden(gebieden))

    def open(self):
        return self.filter(status="open")

    def te_herinneren(self, dag):
        """Open, with a date that lies at most the first reminder's number of days ahead."""
        eerste = -min(huidig().cyclus["herinnering_dagen"])
        return self.open().filter(uiterlijk__lte=dag + timedelta(days=eerste)).select_related("eigenaar")

    def te_bespreken_in(self, overleg):
        """Overdue actions of earlier meetings of the same kind in the same areas."""
        earlier = Overleg.objects.in_gebieden(overleg.gebied_ids())
        earlier = earlier.filter(soort=overleg.soort, begint_op__lt=overleg.begint_op)
        late = self.open().filter(overleg__in=earlier, uiterlijk__lt=timezone.localdate())
        return late.exclude(agendapunten__overleg=overleg).exclude(overleg=overleg).select_related("eigenaar")

    def voor_overdracht(self):
        return self.select_related("overleg").prefetch_related("overleg__gebieden")


class Actiepunt(Dossier):
    tabel = ACTIEPUNT

    overleg = models.ForeignKey(Overleg, on_delete=models.CASCADE, related_name="actiepunten")
    agendapunt = models.ForeignKey(
        Agendapunt, null=True, blank=True, on_delete=models.SET_NULL, related_name="actiepunten"
    )
    tekst = models.CharField(max_length=250)
    eigenaar = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="actiepunten")
    uiterlijk = models.DateField()
    reden = models.TextField(blank=True)

    objects = ActiepuntQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "actiepunten"
        ordering = ["uiterlijk", "id"]
        indexes = [models.Index(fields=["eigenaar", "uiterlijk"], name="actiepunt_eigenaar")]

    def __str__(self):
        return self.tekst

    def get_absolute_url(self):
        return reverse("cyclus:actie", args=[self.pk])

    def heeft_recht(self, persoon, recht):
        if persoon.pk == self.eigenaar_id or self.overleg.heeft_recht(persoon, "behandelen"):
            return True
        return handelt_namens(persoon, self.eigenaar_id, self.gebied_ids())

    def gebied_ids(self):
        return self.overleg.gebied_ids()

    @property
    def is_te_laat(self):
        return self.status == "open" and self.uiterlijk < timezone.localdate()

    def herinner(self, vandaag):
        """Remind the owner of the date; True when this call did."""
        return herinner(
            self,
            aan=self.eigenaar,
            uiterlijk=self.uiterlijk,
            vandaag=vandaag,
            titel=self.tekst,
            url=self.get_absolute_url(),
        )
