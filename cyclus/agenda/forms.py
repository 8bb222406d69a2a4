from django import forms

from cyclus.agenda.models import Gebiedsagenda
from gebiedswerk.dossier import DossierForm


class AgendaNieuwForm(forms.Form):
    gebied = forms.ModelChoiceField(None, label="Voor welk gebied?")

    def __init__(self, *args, gebieden, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gebied"].queryset = gebieden


class AgendaForm(DossierForm):
    class Meta:
        model = Gebiedsagenda
        fields = ("inleiding",)
        widgets = {"inleiding": forms.Textarea(attrs={"rows": 6})}
        labels = {"inleiding": "Inleiding"}
        help_texts = {"inleiding": "Waar gaat het om in dit gebied? Een paar zinnen die iedereen begrijpt."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.vorige_id:
            self.fields["reden"] = RedenForm().fields["reden"]
            self.initial["reden"] = self.instance.reden

    def save(self, commit=True):
        self.instance.reden = self.cleaned_data.get("reden", self.instance.reden)
        return super().save(commit)


class RedenForm(forms.Form):
    reden = forms.CharField(
        label="Waarom komt er een nieuwe versie?",
        help_text="Wat is er veranderd? Bewoners en het college lezen dit bij de nieuwe versie.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf in een paar woorden op waarom er een nieuwe versie komt."},
    )
