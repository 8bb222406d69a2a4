"""The judgement of one goal in the yearly test, beside what its figures suggest."""

from decimal import Decimal

from django.db import models

from cyclus.monitor.oordeel import stel_voor


class Doeloordeel(models.Model):
    monitor = models.ForeignKey("cyclus.Gebiedsmonitor", on_delete=models.CASCADE, related_name="oordelen")
    doel = models.ForeignKey("cyclus.Doel", on_delete=models.PROTECT, related_name="oordelen")
    waarde = models.DecimalField("gemeten waarde", max_digits=12, decimal_places=2, null=True, blank=True)
    meetjaar = models.PositiveSmallIntegerField("gemeten in", null=True, blank=True)
    oordeel = models.CharField(
        max_length=12,
        blank=True,
        choices=[
            ("bereikt", "Bereikt"),
            ("deels", "Deels bereikt"),
            ("niet", "Niet bereikt"),
            ("onmeetbaar", "Niet te meten"),
        ],
    )
    toelichting = models.TextField(blank=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name_plural = "doeloordelen"
        ordering = ["doel__prioriteit", "doel__volgorde", "id"]
        constraints = [models.UniqueConstraint(fields=["monitor", "doel"], name="een_oordeel_per_doel")]

    def __str__(self):
        return f"{self.doel}: {self.get_oordeel_display() or 'nog geen oordeel'}"

    @property
    def voorstel(self):
        """What the figures suggest."""
        return stel_voor(self.doel, self.waarde, self.meetjaar)

    @property
    def voorstel_naam(self):
        return dict(self._meta.get_field("oordeel").choices)[self.voorstel]

    @property
    def verwacht(self):
        return self.doel.verwacht_in(self.meetjaar or self.monitor.jaar)

    @property
    def waarde_in_woorden(self):
        return self.doel.in_woorden(self.waarde, self.meetjaar)

    @property
    def verwacht_in_woorden(self):
        return self.doel.in_woorden(self.verwacht)

    @property
    def vraagt_uitleg(self):
        return self.oordeel != "bereikt" or self.voorstel != "bereikt"


def meting(doel, jaar):
    """The latest figure up to the year of the monitor."""
    cijfer = doel.laatste_cijfer(jaar)
    return {"waarde": Decimal(str(cijfer.waarde)).quantize(Decimal("0.01")), "meetjaar": cijfer.jaar} if cijfer else {}
