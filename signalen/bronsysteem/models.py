"""Another system that signals come from: by a file, or by the API with a token of its own."""

from django.db import models


class Bronsysteem(models.Model):
    """``themas`` maps a category of that system on a theme of the profile; ``token_hash`` is empty without API."""

    naam = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    contact_email = models.EmailField("e-mailadres van de beheerder van die bron", blank=True)
    themas = models.JSONField(default=dict, blank=True)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    token_op = models.DateTimeField("token gegeven op", null=True, blank=True, editable=False)
    gebruikt_op = models.DateTimeField("laatst gebruikt op", null=True, blank=True, editable=False)
    is_actief = models.BooleanField(default=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name_plural = "bronsystemen"
        ordering = ["naam"]

    def __str__(self):
        return self.naam
