"""Toets aan de beleving: residents and platform say whether they recognise the analysis (domain.md §5.1, W 2)."""

from django.db import models
from django.utils import timezone

from gebieden.scope import InGebiedQuerySet


class BelevingstoetsQuerySet(InGebiedQuerySet):
    pad_naar_gebied = "analyse__gebied"


class Belevingstoets(models.Model):
    """Open to whoever has the link (``gebiedswerk.code``), until ``sluit_datum``."""

    analyse = models.OneToOneField("cyclus.Gebiedsanalyse", on_delete=models.CASCADE, related_name="toets")
    uitleg = models.TextField("wat wij u vragen", blank=True)
    opent_datum = models.DateField("open vanaf")
    sluit_datum = models.DateField("open tot en met")
    code_zaad = models.CharField(max_length=40, editable=False)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = BelevingstoetsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "toetsen aan de beleving"

    def __str__(self):
        return f"Toets van {self.analyse}"


class ToetsreactieQuerySet(InGebiedQuerySet):
    pad_naar_gebied = "toets__analyse__gebied"


class Toetsreactie(models.Model):
    """What somebody said about one part of the analysis, and what was done with it."""

    OORDELEN = [("herkent", "Ja, dat herken ik"), ("deels", "Deels"), ("niet", "Nee, dat herken ik niet")]
    WIE = [
        ("inwoner", "Inwoner"),
        ("ondernemer", "Ondernemer"),
        ("organisatie", "Vereniging of organisatie"),
        ("platform", "Platform"),
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
        return f"{self.get_wie_display()}: {self.tekst[:60]}"
