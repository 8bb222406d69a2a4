"""The gemeenteprofiel: one row with the municipality's dialect. No municipality's own words stand in code."""

import json
import time
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from gebiedswerk import profielcontrole

MAP = Path(__file__).resolve().parent / "profielen"
RECHTEN = {
    "meelezen": "dossiers lezen",
    "behandelen": "signalen, initiatieven en overleg behandelen",
    "uitvoeren": "maatregelen bijwerken",
    "vaststellen": "agenda, plan en monitor vaststellen",
    "beheren": "profiel, mensen en bronnen beheren",
}


def soorten_overleg():
    """Those of the neutral profile, for a municipality that named none of its own."""
    return lees_profiel("neutraal")["overlegsoorten"]


class Gemeenteprofiel(models.Model):
    """One row. The lists are data with a ``code`` that dossiers store and a ``naam`` that people read."""

    naam = models.CharField(max_length=100)
    cbs_code = models.CharField(max_length=10, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_telefoon = models.CharField(max_length=30, blank=True)
    is_voorbeeld = models.BooleanField(default=False)
    woorden = models.JSONField(default=dict, help_text="De eigen woorden van de gemeente.")
    lidwoorden = models.JSONField(
        default=dict, blank=True, help_text="De of het per woord; wat ontbreekt is een de-woord."
    )
    niveaus = models.JSONField(default=list, help_text="Schaalniveaus van groot naar klein: code, naam, meervoud.")
    domeinen = models.JSONField(default=list, help_text="code, naam")
    themas = models.JSONField(default=list, help_text="code, naam, domein")
    functies = models.JSONField(
        default=list, help_text="code, naam, soort, domeinen, eigen (rechten), overal (rechten)"
    )
    ladder = models.JSONField(default=list, help_text="Escalatieladder van laag naar hoog: code, naam, functie")
    termijnen = models.JSONField(default=dict, help_text="Werkdagen per soort termijn.")
    cyclus = models.JSONField(default=dict, help_text="Data en perioden van de cyclus.")
    overlegsoorten = models.JSONField(
        default=soorten_overleg, help_text="Soorten overleg: code, naam. De eerste is die voor een opgave."
    )
    platforms = models.JSONField(
        default=dict,
        blank=True,
        help_text="soorten (code, naam) en normen: hoe vaak per jaar (bezoeken, raadplegingen, afspraken)",
    )
    budgetsoorten = models.JSONField(
        default=list, blank=True, help_text="Soorten budget per gebied en jaar: code, naam"
    )
    doorverwijzingen = models.JSONField(default=list, help_text="Wat bij een ander loket hoort: code, naam, url")
    bewaartermijnen = models.JSONField(
        default=dict, blank=True, help_text="Maanden dat gegevens van mensen blijven nadat iets is afgesloten."
    )

    class Meta:
        verbose_name_plural = "gemeenteprofielen"

    def __str__(self):
        return self.naam

    def clean(self):
        neutraal = lees_profiel("neutraal")
        gevonden = profielcontrole.fouten(
            self,
            woorden=neutraal["woorden"].keys(),
            termijnen=neutraal["termijnen"].keys(),
            bewaartermijnen=neutraal["bewaartermijnen"].keys(),
            rechten=RECHTEN,
        )
        if gevonden:
            raise ValidationError(gevonden)

    def de(self, woord):
        """The word with its article: "de gebiedsagenda", "het gebiedsplan"."""
        return f"{self.lidwoorden.get(woord, 'de')} {self.woorden[woord]}"

    def deze(self, woord):
        """The word as the one at hand: "deze gebiedsagenda", "dit gebiedsplan"."""
        return f"{'dit' if self.is_het(woord) else 'deze'} {self.woorden[woord]}"

    def elke(self, woord):
        """ "Elke wijk", "elk gebied"."""
        return f"{'elk' if self.is_het(woord) else 'elke'} {self.woorden[woord]}"

    def is_het(self, woord):
        return self.lidwoorden.get(woord) == "het"

    def keuzes(self, lijst):
        """``[(code, naam), …]`` of one of the lists, for a form field."""
        return [(r["code"], r["naam"]) for r in self.lijst(lijst)]

    def lijst(self, naam):
        """The entries of one of the lists, with their names in the language of the page."""
        return [_in_taal(regel) for regel in getattr(self, naam)]

    @property
    def loketten(self):
        """What belongs at another counter, for a public page."""
        return self.lijst("doorverwijzingen")

    def regel(self, lijst, code):
        """The entry with this code; unknown codes (a theme that was dropped) read as themselves."""
        return next((_in_taal(r) for r in getattr(self, lijst) if r["code"] == code), {"code": code, "naam": code})

    def naam_van(self, lijst, code):
        return self.regel(lijst, code)["naam"]

    def domein_van(self, thema):
        return self.regel("themas", thema).get("domein", "")

    def termijn(self, soort):
        """Working days for this kind of term."""
        return self.termijnen[soort]

    def bewaartermijn(self, soort):
        """Months that personal data of this kind stay after the thing was closed (domain.md §3.1)."""
        return self.bewaartermijnen[soort]


def _in_taal(regel):
    """An entry may have a name in another language; without one the municipality's own stands."""
    naam = regel.get(f"naam_{get_language()}")
    return regel | {"naam": naam} if naam else regel


def lees_profiel(code):
    """The fields of one of the profiles that come with the software (``profielen/<code>.json``)."""
    return json.loads((MAP / f"{code}.json").read_text(encoding="utf-8"))


def als_velden(profiel):
    """The whole profile as a file has it, to read, to edit and to set in again."""
    apart = {"id", "is_voorbeeld", "contact_email", "contact_telefoon"}
    velden = {veld.name: getattr(profiel, veld.name) for veld in profiel._meta.fields if veld.name not in apart}
    contact = {naam: getattr(profiel, naam) for naam in ("contact_email", "contact_telefoon")}
    return velden | {naam: waarde for naam, waarde in contact.items() if waarde}


def als_json(velden):
    """JSON with one entry on a line, so that somebody can edit it by hand."""
    delen = [f" {json.dumps(naam)}: {_als_json(waarde)}" for naam, waarde in velden.items()]
    return "{\n" + ",\n".join(delen) + "\n}\n"


def _als_json(waarde):
    if isinstance(waarde, dict) and waarde:
        regels = [f"{json.dumps(naam)}: {json.dumps(deel, ensure_ascii=False)}" for naam, deel in waarde.items()]
        return "{\n  " + ",\n  ".join(regels) + "\n }"
    if isinstance(waarde, list) and waarde:
        return "[\n  " + ",\n  ".join(json.dumps(regel, ensure_ascii=False) for regel in waarde) + "\n ]"
    return json.dumps(waarde, ensure_ascii=False)


def beschikbare_profielen():
    return sorted(p.stem for p in MAP.glob("*.json"))


def stel_in(velden):
    """Make this the municipality's profile: checked whole, then stored in the one row."""
    bekend = {veld.name for veld in Gemeenteprofiel._meta.fields} - {"id"}
    if onbekend := sorted(velden.keys() - bekend):
        raise ValidationError(f"Dit onderdeel bestaat niet in een profiel: {', '.join(onbekend)}.")
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
        neutraal = lees_profiel("neutraal")
        profiel = Gemeenteprofiel.objects.first() or Gemeenteprofiel(**neutraal)
        # A profile that was stored before a word or a term existed still has it.
        for groep in ("woorden", "termijnen", "bewaartermijnen"):
            setattr(profiel, groep, neutraal[groep] | getattr(profiel, groep))
        _cache["profiel"] = profiel
        _cache["tot"] = time.monotonic() + SECONDS
    return _cache["profiel"]


def vergeet():
    _cache["tot"] = 0.0


def in_template(request):
    """``profiel`` and ``woord`` (``{{ woord.gebied }}``) in every template."""
    return {"profiel": SimpleLazyObject(huidig), "woord": SimpleLazyObject(lambda: huidig().woorden)}
