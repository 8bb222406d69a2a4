from django import forms

from gebieden.gebied.keuzes import GebiedenMetNiveau, GebiedMetNiveau
from gebieden.models import Afdeling, Gebied, Gebruiker
from gebiedswerk.dossier import DossierForm
from gebiedswerk.eenmalig import EenmaligForm
from gebiedswerk.profiel import huidig
from initiatieven.models import Initiatief
from signalen.models import Advies, Signaal

from .models import Opgave


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

    class Meta:
        model = Opgave
        fields = [
            *("titel", "omschrijving", "thema", "trekkend_gebied", "gebieden"),
            *("soort", "herkomst", "trekker", "afdeling"),
        ]
        labels = {
            "titel": "Wat is de opgave?",
            "soort": "Soort opgave",
            "herkomst": "Waar komt de opgave vandaan?",
            "afdeling": "Afdeling die het uitvoert",
        }

    def __init__(self, *args, gebieden, alle_gebieden, **kwargs):
        super().__init__(*args, **kwargs)
        eigen = Gebied.objects.filter(pk=self.instance.trekkend_gebied_id)
        trekker = Gebruiker.objects.filter(pk=self.instance.trekker_id)
        self.fields["trekkend_gebied"].queryset = gebieden | eigen
        self.fields["gebieden"].queryset = alle_gebieden
        self.fields["afdeling"].queryset = Afdeling.objects.te_kiezen(self.instance.afdeling_id)
        self.fields["trekker"].queryset = Gebruiker.objects.met_rol("behandelen") | trekker
        self.fields["thema"].choices = [("", "Kies een thema"), *huidig().keuzes("themas")]

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
        return opgave


class KoppelForm(forms.Form):
    """One signal, initiative or advice of the same areas."""

    signaal = forms.ModelChoiceField(queryset=Signaal.objects.none(), required=False, empty_label="Kies een signaal")
    initiatief = forms.ModelChoiceField(
        queryset=Initiatief.objects.none(), required=False, empty_label="Kies een initiatief"
    )
    advies = forms.ModelChoiceField(queryset=Advies.objects.none(), required=False, empty_label="Kies een advies")

    def __init__(self, *args, signalen, initiatieven, adviezen, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signaal"].queryset = signalen
        self.fields["initiatief"].queryset = initiatieven
        self.fields["advies"].queryset = adviezen

    @property
    def gekozen(self):
        return [ding for ding in self.cleaned_data.values() if ding]
