"""Tevredenheidsonderzoek: six criteria, inside and outside the organisation, twice per college period (U 2)."""

from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from gebieden.scope import InGebied, InGebiedQuerySet
from gebiedswerk.statussen import Overgang, Statustabel

GROEPEN = [
    ("bewoners", "Bewoners"),
    ("platforms", "Platforms"),
    ("partners", "Partners"),
    ("initiatiefnemers", "Initiatiefnemers"),
    ("ambtenaren", "Medewerkers van de gemeente"),
]
TABEL = Statustabel(
    {"concept": "Concept", "open": "Open", "gesloten": "Gesloten"},
    "concept",
    [
        Overgang("concept", "open", "behandelen", "Openen en uitnodigen"),
        Overgang("open", "gesloten", "behandelen", "Sluiten"),
    ],
)


class OnderzoekQuerySet(InGebiedQuerySet):
    pass


class Onderzoek(InGebied):
    """One round. It lies in the municipality; ``vorige`` is the round it is held beside."""

    tabel = TABEL

    titel = models.CharField(max_length=120)
    jaar = models.PositiveSmallIntegerField()
    inleiding = models.TextField(blank=True)
    opent_datum = models.DateField("open vanaf")
    sluit_datum = models.DateField("open tot en met")
    vorige = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="opvolgers")
    is_voorbeeld = models.BooleanField(default=False, editable=False)

    objects = OnderzoekQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tevredenheidsonderzoeken"
        ordering = ["-jaar", "-id"]

    def __str__(self):
        return self.titel


class Uitnodiging(models.Model):
    """Who was asked. Nothing leads from here to an answer: only whether the link was used, not when.

    ``code_zaad`` and ``code_hash``: see ``gebiedswerk.code``.
    """

    onderzoek = models.ForeignKey(Onderzoek, on_delete=models.CASCADE, related_name="uitnodigingen")
    groep = models.CharField(max_length=20, choices=GROEPEN)
    gebied = models.ForeignKey("gebieden.Gebied", on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(blank=True)
    code_zaad = models.CharField(max_length=40, editable=False)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    is_gebruikt = models.BooleanField(default=False, editable=False)
    is_herinnerd = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name_plural = "uitnodigingen"
        constraints = [
            models.UniqueConstraint(
                fields=["onderzoek", "email"], condition=~Q(email=""), name="een_uitnodiging_per_adres"
            )
        ]

    def __str__(self):
        return f"{self.get_groep_display()} {self.gebied}"


class Onderzoeksantwoord(models.Model):
    """One filled-in form. A random key and no moment: nobody can see from the order who it was."""

    MODERATIE = [("nieuw", "Nog niet bekeken"), ("getoond", "Mag worden gelezen"), ("verborgen", "Niet tonen")]

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    onderzoek = models.ForeignKey(Onderzoek, on_delete=models.CASCADE, related_name="antwoorden")
    groep = models.CharField(max_length=20, choices=GROEPEN)
    gebied = models.ForeignKey("gebieden.Gebied", on_delete=models.PROTECT, related_name="+")
    open_antwoord = models.TextField(blank=True)
    moderatie = models.CharField(max_length=10, choices=MODERATIE, default="nieuw")

    class Meta:
        verbose_name_plural = "antwoorden"
        ordering = ["id"]

    def __str__(self):
        return f"{self.get_groep_display()} {self.gebied}"


class Onderzoeksscore(models.Model):
    """How much somebody agrees with one criterion, from 1 (not at all) to 5 (fully)."""

    antwoord = models.ForeignKey(Onderzoeksantwoord, on_delete=models.CASCADE, related_name="scores")
    criterium = models.CharField(max_length=20)
    waarde = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])

    class Meta:
        verbose_name_plural = "scores"
        constraints = [
            models.UniqueConstraint(fields=["antwoord", "criterium"], name="een_score_per_criterium"),
            models.CheckConstraint(condition=Q(waarde__gte=1, waarde__lte=5), name="score_van_1_tot_5"),
        ]

    def __str__(self):
        return f"{self.criterium}: {self.waarde}"
