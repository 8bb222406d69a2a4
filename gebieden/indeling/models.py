"""A division of the municipality into areas of its own, valid for a period, and what came in the place of what."""

from datetime import timedelta

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from gebieden.indeling.stand import bepaal
from gebieden.indeling.statussen import TABEL
from gebieden.rechten import gebieden_met_recht
from gebiedswerk.dossier import Dossier
from gebiedswerk.opdrachten import Opdracht, zet_klaar
from gebiedswerk.profiel import huidig

INGAAN = "indeling_ingaan"


class GebiedsindelingQuerySet(models.QuerySet):
    def geldend(self):
        return self.filter(status="geldend")

    def voor_lijst(self):
        """A row of the list, with how many buurten have a place; the report stays in the database."""
        return self.annotate(aantal_buurten=Count("toedelingen")).defer("verslag")

    def aan_de_beurt(self, dag):
        """Put ready, and their first day has come; the oldest first."""
        return self.filter(status="klaargezet", geldig_van__lte=dag).order_by("geldig_van", "pk")


class Gebiedsindeling(Dossier):
    """CBS areas belong to none. It is made as a concept, and becomes the tree on its first day (``geldig_van``).

    ``verslag`` is what was done when it began, as sentences for its page.
    """

    tabel = TABEL

    naam = models.CharField(max_length=100, unique=True)
    geldig_van = models.DateField("eerste dag")
    geldig_tot = models.DateField("laatste dag", null=True, blank=True)
    toelichting = models.TextField(blank=True)
    verslag = models.JSONField(default=list, blank=True, editable=False)

    objects = GebiedsindelingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "gebiedsindelingen"
        ordering = ["-geldig_van", "-pk"]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return reverse("gebieden:indeling", args=[self.pk])

    def heeft_recht(self, persoon, recht):
        return bool(gebieden_met_recht(persoon, recht))

    @staticmethod
    def buurten():
        """The running areas of the smallest level: what a division is made of."""
        gebied = Toedeling._meta.get_field("buurt").related_model
        return gebied.objects.lopend().op_niveau(huidig().niveaus[-1]["code"]).defer("grens", "omschrijving")

    def plekken(self):
        """``{buurt pk: (area, village)}`` of the running buurten that have a place."""
        rows = self.toedelingen.filter(buurt__in=self.buurten().values("pk"))
        return {buurt: (gebied, kern) for buurt, gebied, kern in rows.values_list("buurt", "gebied", "kern")}

    def stand(self):
        buurten = dict(self.buurten().order_by("naam", "pk").values_list("pk", "naam"))
        return bepaal(buurten, self.plekken(), heeft_niveau=len(huidig().niveaus) > 2)

    @property
    def groep(self):
        return f"indeling:{self.pk}"

    def opdracht(self):
        """The work that makes it the tree: under way or done last, or None."""
        return Opdracht.objects.filter(groep=self.groep).order_by("-pk").first()

    def zet_ingaan_klaar(self, door=None):
        """Have it made the tree, once per version of the dossier."""
        return zet_klaar(INGAAN, f"{INGAAN}:{self.pk}:{self.versie}", groep=self.groep, door=door, pk=self.pk)

    def na_overgang(self, overgang, door):
        if overgang.naar == "klaargezet" and self.geldig_van <= timezone.localdate():
            self.zet_ingaan_klaar(door)

    def sluit_af(self, eerste_dag_volgende):
        """Another division begins: this one held until the day before."""
        laatste = max(eerste_dag_volgende - timedelta(days=1), self.geldig_van)
        self.ga_naar("vervallen", geldig_tot=laatste)


class Toedeling(models.Model):
    """Where one buurt goes in an indeling: the names of its area and, where the profile knows those, its village."""

    indeling = models.ForeignKey(Gebiedsindeling, on_delete=models.CASCADE, related_name="toedelingen")
    buurt = models.ForeignKey("gebieden.Gebied", on_delete=models.PROTECT, related_name="toedelingen")
    gebied = models.CharField(max_length=120)
    kern = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name_plural = "toedelingen"
        constraints = [models.UniqueConstraint(fields=["indeling", "buurt"], name="buurt_een_keer_per_indeling")]

    def __str__(self):
        return f"{self.buurt}: {self.kern or self.gebied}"


class Opvolging(models.Model):
    """``nieuw`` came in the place of ``oud`` on the day ``per``, for the share ``aandeel`` of it (0 < aandeel ≤ 1).

    One old to one new is the same or renamed, several old to one new is merged, one old to several new is split; the
    shares of an old area add up to one at most. ``is_opgenomen``: the new area was there before, and took the old one
    in; its own figures of before stay its own.
    """

    oud = models.ForeignKey("gebieden.Gebied", on_delete=models.PROTECT, related_name="opvolgers")
    nieuw = models.ForeignKey("gebieden.Gebied", on_delete=models.PROTECT, related_name="voorgangers")
    aandeel = models.FloatField(default=1.0)
    per = models.DateField()
    is_opgenomen = models.BooleanField("het nieuwe gebied bestond al", default=False)
    indeling = models.ForeignKey(
        Gebiedsindeling, null=True, blank=True, on_delete=models.PROTECT, related_name="opvolgingen"
    )
    herindeling = models.ForeignKey(
        "gebieden.Herindeling", null=True, blank=True, on_delete=models.PROTECT, related_name="opvolgingen"
    )
    bron = models.CharField(
        max_length=12,
        default="bestand",
        choices=[
            ("bestand", "Uit een bestand"),
            ("overlap", "Uit de grenzen"),
            ("code", "Dezelfde code of naam"),
            ("hand", "Met de hand"),
            ("indeling", "Naar de buurten"),
        ],
    )

    class Meta:
        verbose_name_plural = "opvolgingen"
        ordering = ["oud", "-aandeel"]
        constraints = [
            models.UniqueConstraint(fields=["oud", "nieuw"], name="opvolging_een_keer"),
            models.CheckConstraint(condition=Q(aandeel__gt=0, aandeel__lte=1), name="opvolging_aandeel"),
            models.CheckConstraint(condition=~Q(oud=models.F("nieuw")), name="opvolging_niet_zichzelf"),
        ]

    def __str__(self):
        return f"{self.oud} → {self.nieuw} ({self.aandeel:.0%})"
