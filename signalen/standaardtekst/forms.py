from django import forms

from gebiedswerk.dossier import DossierForm
from gebiedswerk.eenmalig import EenmaligForm
from gebiedswerk.profiel import huidig

from .models import Standaardtekst, momenten
from .plaatsen import UITLEG, VOORBEELD, vul_in

MAX_TEKST = 4000
PLEKKEN = ", ".join(f"{{{naam}}}" for naam in UITLEG)


class StandaardtekstForm(EenmaligForm, DossierForm):
    status = forms.ChoiceField(label="Wanneer", required=False, choices=momenten)
    thema = forms.ChoiceField(
        label="Thema", required=False, choices=lambda: [("", "Elk thema"), *huidig().keuzes("themas")]
    )
    tekst = forms.CharField(
        label="Tekst",
        max_length=MAX_TEKST,
        help_text=f"Dit vullen wij voor u in: {PLEKKEN}.",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Schrijf de tekst."},
    )
    tekst_en = forms.CharField(
        label="Engelse tekst",
        max_length=MAX_TEKST,
        required=False,
        help_text="Voor een melder die het formulier in het Engels invulde. Leeg: dan krijgt die de Nederlandse tekst.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    groepen = [
        ("De tekst", ["naam", "tekst", "tekst_en"]),
        ("Waar u hem kunt kiezen", ["status", "thema", "volgorde", "is_actief"]),
    ]

    class Meta:
        model = Standaardtekst
        fields = ["naam", "tekst", "tekst_en", "status", "thema", "volgorde", "is_actief"]
        labels = {"is_actief": "Deze tekst is in gebruik", "volgorde": "Plaats in de lijst"}
        help_texts = {
            "naam": "Waaraan een collega de tekst herkent. De melder ziet dit niet.",
            "volgorde": "Een laag nummer staat bovenaan.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A theme that was dropped from the profile stays what it is until somebody chooses another.
        if self.instance.thema and self.instance.thema not in dict(self.fields["thema"].choices):
            naam = f"{self.instance.thema} (staat niet meer in het profiel)"
            self.fields["thema"].choices = [*self.fields["thema"].choices, (self.instance.thema, naam)]
        if not self.instance.pk:
            del self.fields["is_actief"]
            self.initial["volgorde"] = Standaardtekst.objects.count() + 1

    @property
    def voorbeeld(self):
        """What was typed, filled in for a signal that does not exist."""
        return vul_in(self["tekst"].value() or "", VOORBEELD)
