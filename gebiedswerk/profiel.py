"""The gemeenteprofiel: one row with the municipality's dialect. No municipality's own words stand in code."""

import json
import time
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import SimpleLazyObject

MAP = Path(__file__).resolve().parent / "profielen"
RECHTEN = {
    "meelezen": "dossiers lezen",
    "behandelen": "signalen, initiatieven en overleg behandelen",
    "uitvoeren": "maatregelen bijwerken",
    "vaststellen": "agenda, plan en monitor vaststellen",
    "beheren": "profiel, mensen en bronnen beheren",
}


def _checked(lijst, velden, waar):
    for regel in lijst:
        if missing := velden - regel.keys():
            raise ValidationError(f"{waar}: bij {regel.get('code', regel)} ontbreekt {', '.join(sorted(missing))}.")
    codes = [r["code"] for r in lijst]
    if len(codes) != len(set(codes)):
        raise ValidationError(f"{waar}: een code komt twee keer voor.")


class Gemeenteprofiel(models.Model):
    """One row. The lists are data with a ``code`` that dossiers store and a ``naam`` that people read."""

    naam = models.CharField(max_length=100)
    cbs_code = models.CharField(max_length=10, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_telefoon = models.CharField(max_length=30, blank=True)
    is_voorbeeld = models.BooleanField(default=False)
    woorden = models.JSONField(default=dict, help_text="De eigen woorden van de gemeente.")
    niveaus = models.JSONField(default=list, help_text="Schaalniveaus van groot naar klein: code, naam, meervoud.")
    domeinen = models.JSONField(default=list, help_text="code, naam")
    themas = models.JSONField(default=list, help_text="code, naam, domein")
    functies = models.JSONField(
        default=list, help_text="code, naam, soort, domeinen, eigen (rechten), overal (rechten)"
    )
    ladder = models.JSONField(default=list, help_text="Escalatieladder van laag naar hoog: code, naam, functie")
    termijnen = models.JSONField(default=dict, help_text="Werkdagen per soort termijn.")
    cyclus = models.JSONField(default=dict, help_text="Data en perioden van de cyclus.")
    platforms = models.JSONField(
        default=dict,
        blank=True,
        help_text="soorten (code, naam) en normen: hoe vaak per jaar (bezoeken, raadplegingen, afspraken)",
    )
    budgetsoorten = models.JSONField(
        default=list, blank=True, help_text="Soorten budget per gebied en jaar: code, naam"
    )
    doorverwijzingen = models.JSONField(default=list, help_text="Wat bij een ander loket hoort: code, naam, url")

    class Meta:
        verbose_name_plural = "gemeenteprofielen"

    def __str__(self):
        return self.naam

    def clean(self):
        _checked(self.niveaus, {"code", "naam", "meervoud"}, "Niveaus")
        _checked(self.domeinen, {"code", "naam"}, "Domeinen")
        _checked(self.themas, {"code", "naam", "domein"}, "Thema's")
        _checked(self.functies, {"code", "naam", "soort", "domeinen", "eigen", "overal"}, "Functies")
        _checked(self.ladder, {"code", "naam", "functie"}, "Ladder")
        _checked(self.budgetsoorten, {"code", "naam"}, "Budgetsoorten")
        _checked(self.platforms.get("soorten", []), {"code", "naam"}, "Soorten platform")
        _checked(self.doorverwijzingen, {"code", "naam", "url"}, "Doorverwijzingen")
        domeinen = {d["code"] for d in self.domeinen}
        functies = {f["code"] for f in self.functies}
        for thema in self.themas:
            if thema["domein"] not in domeinen:
                raise ValidationError(f"Thema {thema['code']}: domein {thema['domein']} bestaat niet.")
        for functie in self.functies:
            if unknown := {*functie["eigen"], *functie["overal"]} - RECHTEN.keys():
                raise ValidationError(f"Functie {functie['code']}: recht {', '.join(unknown)} bestaat niet.")
        for trede in self.ladder:
            if trede["functie"] not in functies:
                raise ValidationError(f"Ladder {trede['code']}: functie {trede['functie']} bestaat niet.")

    def keuzes(self, lijst):
        """``[(code, naam), …]`` of one of the lists, for a form field."""
        return [(r["code"], r["naam"]) for r in getattr(self, lijst)]

    def regel(self, lijst, code):
        """The entry with this code; unknown codes (a theme that was dropped) read as themselves."""
        return next((r for r in getattr(self, lijst) if r["code"] == code), {"code": code, "naam": code})

    def naam_van(self, lijst, code):
        return self.regel(lijst, code)["naam"]

    def domein_van(self, thema):
        return self.regel("themas", thema).get("domein", "")

    def termijn(self, soort):
        """Working days for this kind of term."""
        return self.termijnen[soort]


def lees_profiel(code):
    """The fields of one of the profiles that come with the software (``profielen/<code>.json``)."""
    return json.loads((MAP / f"{code}.json").read_text(encoding="utf-8"))


def beschikbare_profielen():
    return sorted(p.stem for p in MAP.glob("*.json"))


def stel_in(velden):
    """Make this the municipality's profile: checked whole, then stored in the one row."""
    profiel = Gemeenteprofiel.objects.first() or Gemeenteprofiel()
    for naam, waarde in velden.items():
        setattr(profiel, naam, waarde)
    profiel.full_clean()
    profiel.save()
    vergeet()
    return profiel


# A web request asks for the profile dozens of times; every process may be this many seconds behind.
SECONDS = 5
_cache = {"tot": 0.0, "profiel": None}


def huidig():
    """The profile of this municipality; an empty installation reads as the neutral profile."""
    if time.monotonic() > _cache["tot"]:
        _cache["profiel"] = Gemeenteprofiel.objects.first() or Gemeenteprofiel(**lees_profiel("neutraal"))
        _cache["tot"] = time.monotonic() + SECONDS
    return _cache["profiel"]


def vergeet():
    _cache["tot"] = 0.0


def in_template(request):
    """``profiel`` and ``woord`` (``{{ woord.gebied }}``) in every template."""
    return {"profiel": SimpleLazyObject(huidig), "woord": SimpleLazyObject(lambda: huidig().woorden)}
