"""A societal task in one or more areas (domain.md §4.3)."""

from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.urls import reverse

from cyclus.rodedraad.resultaat import vertel
from gebieden.houder import MetHouderQuerySet
from gebieden.scope import InGebieden, InGebiedenQuerySet
from gebiedswerk.profiel import huidig
from gebiedswerk.statussen import Overgang, Statustabel
from gebiedswerk.tijdlijn import schrijf
from initiatieven.models import Initiatief
from signalen.models import Advies, Signaal, Trend

from .kennisgeving import Kennisgeving
from .soort import SOORTEN, UITLEG

TABEL = Statustabel(
    {"voorstel": "Voorstel", "lopend": "Loopt", "afgerond": "Afgerond", "vervallen": "Vervallen"},
    "voorstel",
    [
        Overgang("voorstel", "lopend", "behandelen", "Starten"),
        Overgang("voorstel", "vervallen", "behandelen", "Laten vervallen", velden=("reden",)),
        Overgang("lopend", "afgerond", "behandelen", "Afronden", velden=("resultaat",)),
        Overgang("lopend", "vervallen", "behandelen", "Laten vervallen", velden=("reden",)),
        Overgang("afgerond", "lopend", "behandelen", "Heropenen"),
    ],
)


def _kennisgevingen(opgave):
    return Kennisgeving.objects.filter(opgave=opgave)


class OpgaveQuerySet(MetHouderQuerySet, InGebiedenQuerySet):
    houder = "trekker"
    houden = "behandelen"

    def open(self):
        return self.filter(status__in=("voorstel", "lopend"))

    def gemeentebreed(self):
        return self.filter(soort="gemeentebreed")

    def met_verteld(self, gebied):
        """With ``verteld_op``: when this gebied was told last."""
        told = _kennisgevingen(models.OuterRef("pk")).filter(gebied=gebied).order_by("-op")
        return self.annotate(verteld_op=models.Subquery(told.values("op")[:1]))

    def voor_overdracht(self):
        return self.voor_lijst().prefetch_related("gebieden")

    def met_aantallen(self):
        """What shows how far an opgave is, by its kind: goals, agreements, gebieden that were told."""

        def tel(rijen, wat="pk"):
            counted = rijen.order_by().values("opgave").annotate(n=models.Count(wat, distinct=True)).values("n")
            return Coalesce(models.Subquery(counted), 0)

        here = models.OuterRef("pk")
        links = self.model.doelen.rel.related_model.opgaven.through.objects.filter(opgave=here)
        afspraken = self.model.afspraken.rel.related_model.objects.filter(opgave=here)
        return self.annotate(
            aantal_doelen=tel(links),
            aantal_afspraken=tel(afspraken),
            aantal_verteld=tel(_kennisgevingen(here), "gebied"),
        )

    def voor_lijst(self):
        return self.select_related("trekkend_gebied", "trekker", "afdeling").defer(
            "trekkend_gebied__grens", "trekkend_gebied__omschrijving"
        )


class Opgave(InGebieden):
    tabel = TABEL

    titel = models.CharField(max_length=150)
    omschrijving = models.TextField(blank=True)
    soort = models.CharField(
        max_length=14,
        default="hoofdpunt",
        choices=SOORTEN,
    )
    herkomst = models.CharField(
        max_length=14,
        default="signalen",
        choices=[
            ("signalen", "Signalen"),
            ("trend", "Trend"),
            ("advies", "Advies"),
            ("initiatief", "Initiatief"),
            ("analyse", "Analyse"),
            ("bidbook", "Bidbook"),
            ("dorpsplan", "Plan van dorp of wijk"),
            ("raadsakkoord", "Raadsakkoord"),
            ("anders", "Anders"),
        ],
    )
    herkomst_stuk = models.CharField("welk stuk, en waar daarin", max_length=250, blank=True)
    herkomst_url = models.URLField("link naar dat stuk", blank=True)
    thema = models.CharField(max_length=40)
    trekker = models.ForeignKey("gebieden.Gebruiker", on_delete=models.PROTECT, related_name="opgaven")
    afdeling = models.ForeignKey(
        "gebieden.Afdeling", null=True, blank=True, on_delete=models.PROTECT, related_name="opgaven"
    )
    signalen = models.ManyToManyField("signalen.Signaal", related_name="opgaven", blank=True)
    initiatieven = models.ManyToManyField("initiatieven.Initiatief", related_name="opgaven", blank=True)
    adviezen = models.ManyToManyField("signalen.Advies", related_name="opgaven", blank=True)
    trends = models.ManyToManyField("signalen.Trend", related_name="opgaven", blank=True)
    reden = models.TextField(blank=True)
    resultaat = models.TextField(blank=True)
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = OpgaveQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "opgaven"
        ordering = ["titel"]

    def __str__(self):
        return self.titel

    def get_absolute_url(self):
        return reverse("cyclus:opgave", args=[self.pk])

    @property
    def soort_uitleg(self):
        return UITLEG[self.soort]

    @property
    def thema_naam(self):
        return huidig().naam_van("themas", self.thema)

    def na_overgang(self, overgang, door):
        if overgang.naar == "afgerond":
            vertel(self, door=door)

    def _verzameling(self, ding):
        return {
            Signaal: self.signalen,
            Trend: self.trends,
            Initiatief: self.initiatieven,
            Advies: self.adviezen,
        }[type(ding)]

    def koppel(self, ding, *, door):
        """Link what came in both ways, written on both timelines; a second time changes nothing."""
        with transaction.atomic():
            if not self._verzameling(ding).filter(pk=ding.pk).exists():
                self._verzameling(ding).add(ding)
                schrijf(self, "gekoppeld", door=door, tekst=f"{ding._meta.verbose_name.capitalize()}: {ding}")
                schrijf(ding, "gekoppeld", door=door, tekst=f"Opgave: {self}")

    def ontkoppel(self, ding, *, door):
        with transaction.atomic():
            if self._verzameling(ding).filter(pk=ding.pk).exists():
                self._verzameling(ding).remove(ding)
                schrijf(self, "ontkoppeld", door=door, tekst=f"{ding._meta.verbose_name.capitalize()}: {ding}")
                schrijf(ding, "ontkoppeld", door=door, tekst=f"Opgave: {self}")
