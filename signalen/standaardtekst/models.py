"""Standard texts with placeholders, edited by the beheerder (domain.md §3.1)."""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from gebiedswerk.profiel import huidig
from gebiedswerk.tijdlijn import Gebeurtenis, schrijf
from signalen.signaal.statussen import TABEL

from .plaatsen import UITLEG, VOORBEELD, onbekende, vul_in, waarden_van

BEGIN = Path(__file__).with_name("begin.json")
# A question to the reporter is no state of the signal, but there are texts for it.
VRAAG = "vraag"


def momenten():
    """Where a text may be offered: ``[(code, in words), …]``."""
    return [("", "Altijd"), (VRAAG, "Een vraag aan de melder"), *TABEL.namen.items()]


class StandaardtekstQuerySet(models.QuerySet):
    def in_gebruik(self):
        return self.filter(is_actief=True)

    def voor(self, signaal, *statussen):
        """What fits this signal at this moment: its theme or any, one of these states or any."""
        fits = Q(status__in=["", *statussen]) & Q(thema__in=["", signaal.thema])
        return self.in_gebruik().filter(fits)

    def bij(self, signaal, moment):
        """For a field of a form: an answer is given in the state of now, or to close."""
        statussen = (signaal.status, "teruggekoppeld") if moment == "antwoord" else (moment,)
        return self.voor(signaal, *statussen)


class StandaardtekstManager(models.Manager.from_queryset(StandaardtekstQuerySet)):
    def zet_begin_klaar(self, *, door=None):
        """The texts that come with the software; a name that is there already is left alone. Returns how many came."""
        with transaction.atomic():
            known = set(self.values_list("naam", flat=True))
            themas = {code for code, _naam in huidig().keuzes("themas")} | {""}
            rows = json.loads(BEGIN.read_text(encoding="utf-8"))
            new = [r for r in rows if r["naam"] not in known and r.get("thema", "") in themas]
            for nummer, velden in enumerate(new, self.count() + 1):
                schrijf(self.create(volgorde=nummer, **velden), "aangemaakt", door=door)
        return len(new)


class Standaardtekst(models.Model):
    """An empty ``status`` or ``thema`` fits all. ``tekst`` may hold placeholders such as {nummer} and {naam}."""

    naam = models.CharField(max_length=100)
    status = models.CharField(max_length=30, blank=True)
    thema = models.CharField(max_length=40, blank=True)
    tekst = models.TextField()
    tekst_en = models.TextField("Engelse tekst", blank=True)
    volgorde = models.PositiveSmallIntegerField(default=0)
    is_actief = models.BooleanField(default=True)
    versie = models.PositiveIntegerField(default=1, editable=False)

    objects = StandaardtekstManager()

    class Meta:
        verbose_name_plural = "standaardteksten"
        ordering = ["volgorde", "naam"]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return reverse("signalen:standaardtekst", args=[self.pk])

    def clean(self):
        """A placeholder that does not exist would reach the reporter as it stands."""
        bekend = ", ".join(f"{{{naam}}}" for naam in UITLEG)
        fouten = {}
        for veld in ("tekst", "tekst_en"):
            if vreemd := onbekende(getattr(self, veld)):
                namen = ", ".join(f"{{{naam}}}" for naam in vreemd)
                fouten[veld] = f"Dit kunnen wij niet invullen: {namen}. Kies uit: {bekend}."
        if fouten:
            raise ValidationError(fouten)

    @property
    def tijdlijn(self):
        return Gebeurtenis.objects.van(self).select_related("door")

    @property
    def geldt_voor(self):
        """When it is offered, in words."""
        moment = dict(momenten()).get(self.status, self.status)
        thema = huidig().naam_van("themas", self.thema) if self.thema else "elk thema"
        return f"{moment}, {thema}"

    def ingevuld(self, signaal):
        """The text for this signal, in the reporter's language where there is one."""
        taal = "en" if self.tekst_en and signaal.taal == "en" else "nl"
        return vul_in(self.tekst_en if taal == "en" else self.tekst, waarden_van(signaal, taal))

    def als_voorbeeld(self):
        return vul_in(self.tekst, VOORBEELD)
