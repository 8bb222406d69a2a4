from django import forms

from gebieden.gebied.keuzes import GebiedenMetNiveau, GebiedMetNiveau
from gebieden.models import Afdeling, Gebied, Gebruiker
from gebiedswerk.dossier import DossierForm
from gebiedswerk.eenmalig import EenmaligForm
from gebiedswerk.profiel import huidig
from initiatieven.models import Initiatief
from signalen.models import Advies, Signaal, Trend

from .kennisgeving import Kennisgeving
from .models import Opgave
from .soort import SOORTEN, STUKKEN, UITLEG


class OpgaveForm(DossierForm):
    trekkend_gebied = GebiedMetNiveau(
        label="Trekkend gebied", empty_label="Kies een gebied", queryset=Gebied.objects.none()
    )
    gebieden = GebiedenMetNiveau(
        label="Speelt ook in",
        queryset=Gebied.objects.none(),
        required=False,
    )
    thema = forms.ChoiceField(label="Thema")
    herkomst_url = forms.URLField(label="Link naar dat stuk", required=False, max_length=200, assume_scheme="https")

    class Meta:
        model = Opgave
        fields = [
            *("titel", "omschrijving", "thema", "trekkend_gebied", "gebieden"),
            *("soort", "herkomst", "herkomst_stuk", "herkomst_url", "trekker", "afdeling"),
        ]
        widgets = {"soort": forms.RadioSelect}
        labels = {
            "titel": "Wat is de opgave?",
            "soort": "Soort opgave",
            "herkomst": "Waar komt de opgave vandaan?",
            "herkomst_stuk": "Welk stuk, en waar daarin?",
            "afdeling": "Afdeling die het uitvoert",
        }

        help_texts = {
            "herkomst_stuk": "Bijvoorbeeld: Dorpsplan 2030, bladzijde 12",
            "afdeling": "Een opgave wordt uitgevoerd door een afdeling, niet door de gebiedsmedewerker.",
        }

    def __init__(self, *args, gebieden, alle_gebieden, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["soort"].choices = [(code, f"{naam}. {UITLEG[code]}") for code, naam in SOORTEN]
        eigen = Gebied.objects.filter(pk=self.instance.trekkend_gebied_id)
        trekker = Gebruiker.objects.filter(pk=self.instance.trekker_id)
        self.fields["trekkend_gebied"].queryset = gebieden | eigen
        self.fields["gebieden"].queryset = alle_gebieden
        self.fields["afdeling"].queryset = Afdeling.objects.te_kiezen(self.instance.afdeling_id)
        self.fields["trekker"].queryset = Gebruiker.objects.met_rol("behandelen") | trekker
        self.fields["thema"].choices = [("", "Kies een thema"), *huidig().keuzes("themas")]

    def clean(self):
        data = super().clean()
        if data.get("herkomst") in STUKKEN and not data.get("herkomst_stuk"):
            self.add_error("herkomst_stuk", "Noem het stuk, zodat iedereen het kan terugvinden.")
        if data.get("soort") in ("sectoraal", "gemeentebreed") and not data.get("afdeling"):
            self.add_error("afdeling", "Kies welke afdeling dit uitvoert.")
        return data

    def save(self, commit=True):
        opgave = super().save(commit)
        opgave.leg_in(*self.cleaned_data["gebieden"])
        return opgave


class OpgaveNieuwForm(EenmaligForm, OpgaveForm):
    """``signalen``, ``initiatieven`` and ``adviezen`` are what the opgave starts from; each can be left out again."""

    signalen = forms.ModelMultipleChoiceField(
        label="Signalen", queryset=Signaal.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    initiatieven = forms.ModelMultipleChoiceField(
        label="Initiatieven", queryset=Initiatief.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    adviezen = forms.ModelMultipleChoiceField(
        label="Adviezen", queryset=Advies.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    bronnen = ("signalen", "initiatieven", "adviezen")
    groepen = [("Komt voort uit", bronnen)]

    def __init__(self, *args, signalen, initiatieven, adviezen, **kwargs):
        super().__init__(*args, **kwargs)
        for naam, dingen in zip(self.bronnen, (signalen, initiatieven, adviezen), strict=True):
            if dingen:
                self.fields[naam].queryset = dingen
                self.initial[naam] = [ding.pk for ding in dingen]
            else:
                del self.fields[naam]

    def bewaar(self, *, door, trend=None):
        return self.eenmaal(lambda: self._maak(door, trend))

    def _maak(self, door, trend):
        opgave = super().bewaar(door=door)
        for naam in self.bronnen:
            for ding in self.cleaned_data.get(naam, ()):
                opgave.koppel(ding, door=door)
        if trend:
            trend.koppel(opgave, door=door)
            opgave.trends.add(trend)
        return opgave


class KoppelForm(forms.Form):
    """One signal, initiative or advice of the same areas."""

    signaal = forms.ModelChoiceField(queryset=Signaal.objects.none(), required=False, empty_label="Kies een signaal")
    initiatief = forms.ModelChoiceField(
        queryset=Initiatief.objects.none(), required=False, empty_label="Kies een initiatief"
    )
    advies = forms.ModelChoiceField(queryset=Advies.objects.none(), required=False, empty_label="Kies een advies")
    trend = forms.ModelChoiceField(queryset=Trend.objects.none(), required=False, empty_label="Kies een trend")

    def __init__(self, *args, signalen, initiatieven, adviezen, trends, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signaal"].queryset = signalen
        self.fields["initiatief"].queryset = initiatieven
        self.fields["advies"].queryset = adviezen
        self.fields["trend"].queryset = trends

    @property
    def gekozen(self):
        return [ding for ding in self.cleaned_data.values() if ding]


class VertelForm(EenmaligForm):
    """What the gebieden hear about a city-wide opgave."""

    gebieden = forms.ModelMultipleChoiceField(
        label="Aan welke gebieden?",
        queryset=Gebied.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies ten minste één gebied."},
    )
    tekst = forms.CharField(
        label="Wat moeten zij weten?",
        help_text="Wat gaat er gebeuren, wanneer, en wat merken bewoners ervan?",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Schrijf op wat de gebieden moeten weten."},
    )

    def __init__(self, *args, gebieden, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gebieden"].queryset = gebieden
        self.initial["gebieden"] = [gebied.pk for gebied in gebieden]

    def vertel(self, opgave, *, door):
        def doe():
            data = self.cleaned_data
            return Kennisgeving.objects.vertel(opgave, data["gebieden"], data["tekst"], door=door)[0]

        return self.eenmaal(doe)
