"""What was answered: nothing in it says by whom, or when."""

from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from .criteria import GROEPEN, HOOGST, LAAGST


class Onderzoeksantwoord(models.Model):
    """One filled-in form. A random key and no moment: nobody can see from the order who it was."""

    MODERATIE = [("nieuw", "Nog niet bekeken"), ("getoond", "Mag worden gelezen"), ("verborgen", "Niet tonen")]

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    onderzoek = models.ForeignKey("cyclus.Onderzoek", on_delete=models.CASCADE, related_name="antwoorden")
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
    """How much somebody agrees with one criterion, from 1 (not at all) to 5 (fully). A random key, as the answer."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    antwoord = models.ForeignKey(Onderzoeksantwoord, on_delete=models.CASCADE, related_name="scores")
    criterium = models.CharField(max_length=20)
    waarde = models.PositiveSmallIntegerField(validators=[MinValueValidator(LAAGST), MaxValueValidator(HOOGST)])

    class Meta:
        verbose_name_plural = "scores"
        constraints = [
            models.UniqueConstraint(fields=["antwoord", "criterium"], name="een_score_per_criterium"),
            models.CheckConstraint(condition=Q(waarde__gte=LAAGST, waarde__lte=HOOGST), name="score_van_1_tot_5"),
        ]

    def __str__(self):
        return f"{self.criterium}: {self.waarde}"
