"""What somebody said about one part of an analysis, and what was done with it."""

from datetime import timedelta

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gebieden.scope import InGebiedQuerySet
from gebiedswerk.tijdlijn import Gebeurtenis

from .delen import naam_van, namen
from .models import Belevingstoets

# As long as this the reactions may lie unread before whoever works on it hears that.
ONBEKEKEN = timedelta(days=7)


class ToetsreactieQuerySet(InGebiedQuerySet):
    pad_naar_gebied = "toets__analyse__gebied"

    def open(self):
        return self.filter(gevolg="open")

    def in_leesvolgorde(self):
        """As the parts follow each other in the document."""
        plekken = [models.When(deel=deel, then=plek) for plek, deel in enumerate(namen())]
        plek = models.Case(*plekken, default=len(plekken), output_field=models.IntegerField())
        return self.order_by(plek, "ontvangen_op", "pk")

    def voor_lijst(self):
        return self.select_related("platform").in_leesvolgorde()

    def openbaar(self):
        """What may be read by everybody: somebody looked at it, and said what was done."""
        return self.filter(gevolg__in=["aangepast", "opgenomen", "niet"])

    def te_oud_om_te_laten_liggen(self, dag):
        return self.open().filter(ontvangen_op__date__lte=dag - ONBEKEKEN)


class Toetsreactie(models.Model):
    """What somebody said about one part of the analysis, and what was done with it."""

    OORDELEN = [
        ("herkent", _("Ja, dat herken ik")),
        ("deels", _("Deels")),
        ("niet", _("Nee, dat herken ik niet")),
    ]
    WIE = [
        ("inwoner", _("Inwoner")),
        ("ondernemer", _("Ondernemer")),
        ("organisatie", _("Vereniging of organisatie")),
        ("platform", _("Platform")),
    ]
    GEVOLGEN = [
        ("open", "Nog niet bekeken"),
        ("aangepast", "De analyse is aangepast"),
        ("opgenomen", "Als reactie in het document"),
        ("niet", "Niet overgenomen, met uitleg"),
        ("buiten", "Niet in het document"),
    ]

    toets = models.ForeignKey(Belevingstoets, on_delete=models.CASCADE, related_name="reacties")
    deel = models.CharField(max_length=40)
    oordeel = models.CharField(max_length=8, choices=OORDELEN)
    tekst = models.TextField(blank=True)
    wie = models.CharField(max_length=12, choices=WIE, default="inwoner")
    platform = models.ForeignKey(
        "gebieden.Platform", null=True, blank=True, on_delete=models.SET_NULL, related_name="toetsreacties"
    )
    is_gehoord = models.BooleanField("opgeschreven uit een gesprek", default=False, editable=False)
    ontvangen_op = models.DateTimeField(default=timezone.now, editable=False)
    gevolg = models.CharField("wat is ermee gedaan", max_length=10, choices=GEVOLGEN, default="open")
    uitleg = models.TextField(blank=True)
    is_voorbeeld = models.BooleanField(default=False, editable=False)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = ToetsreactieQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "reacties op een toets"
        ordering = ["deel", "ontvangen_op", "id"]

    def __str__(self):
        return f"{self.wie_naam}: {self.tekst[:60] or self.oordeel_naam}"

    def get_absolute_url(self):
        return reverse("cyclus:toetsreactie", args=[self.pk])

    def heeft_recht(self, persoon, recht):
        return self.toets.analyse.heeft_recht(persoon, recht)

    @property
    def tijdlijn(self):
        return Gebeurtenis.objects.van(self).select_related("door")

    @property
    def deel_naam(self):
        return naam_van(self.deel)

    @property
    def oordeel_naam(self):
        """What was said about the whole is an addition, not an answer."""
        return str(self.get_oordeel_display() or _("Aanvulling"))

    @property
    def wie_naam(self):
        """Never a person: a kind of people, or the name of a platform."""
        return self.platform.naam if self.platform else str(self.get_wie_display())
