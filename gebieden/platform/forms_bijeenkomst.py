from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from gebieden.models import Bijeenkomst
from gebiedswerk.dossier import DossierForm
from gebiedswerk.eenmalig import EenmaligForm
from gebiedswerk.tijdlijn import schrijf

VROEGST = 1990
HOE_GING_HET = ["is_geweest", "aantal_aanwezig", "verslag", "is_verslag_openbaar"]


class BijeenkomstForm(EenmaligForm, DossierForm):
    """Plan a meeting; on and after its day the same page asks how it went."""

    groepen = [
        ("Wat en wanneer", ["soort", "onderwerp", "datum", "begint_om", "plaats", "is_wethouder_aanwezig"]),
        ("Hoe ging het?", HOE_GING_HET),
    ]

    class Meta:
        model = Bijeenkomst
        fields = [*("soort", "onderwerp", "datum", "begint_om", "plaats", "is_wethouder_aanwezig"), *HOE_GING_HET]
        labels = {
            "onderwerp": "Waar gaat het over?",
            "is_geweest": "Deze bijeenkomst is doorgegaan",
            "is_wethouder_aanwezig": "De wethouder komt",
            "is_verslag_openbaar": "Iedereen mag het verslag lezen op de openbare pagina",
        }
        help_texts = {
            "is_geweest": "Pas dan telt de bijeenkomst mee voor de afspraken van dit jaar.",
            "verslag": "Schrijf geen namen van inwoners op.",
        }
        widgets = {"verslag": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        vandaag = timezone.localdate()
        self.fields["aantal_aanwezig"].max_value = 5000
        if not self.instance.pk or self.instance.datum > vandaag:
            for naam in HOE_GING_HET:
                del self.fields[naam]
        else:
            self.fields["is_wethouder_aanwezig"].label = "De wethouder was erbij"

    def clean_datum(self):
        datum = self.cleaned_data["datum"]
        if not VROEGST <= datum.year <= timezone.localdate().year + 2:
            raise ValidationError("Kijk de datum na: dit jaar kan niet kloppen.")
        return datum

    def clean_aantal_aanwezig(self):
        aantal = self.cleaned_data["aantal_aanwezig"]
        if aantal is not None and aantal > 5000:
            raise ValidationError("Vul een aantal van 5000 of minder in.")
        return aantal

    def clean(self):
        data = super().clean()
        datum = data.get("datum")
        if data.get("is_geweest") and datum and datum > timezone.localdate():
            self.add_error("is_geweest", "Deze dag moet nog komen.")
        return data

    def bewaar(self, *, door):
        if self.instance.pk:
            return super().bewaar(door=door)
        return self.eenmaal(lambda: self._plan(door))

    def _plan(self, door):
        self.instance.door = door
        bijeenkomst = super().bewaar(door=door)
        schrijf(bijeenkomst.platform, "bijeenkomst", door=door, tekst=str(bijeenkomst))
        return bijeenkomst
