from django import forms

from cyclus.agenda.bijdrage import Bijdrage
from cyclus.agenda.doel import Doel
from cyclus.agenda.models import Gebiedsagenda
from gebiedswerk.dossier import DossierForm
from gebiedswerk.profiel import huidig


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


class DoelForm(DossierForm):
    groepen = [
        ("Wat willen we bereiken?", ["titel", "resultaat", "waarom", "thema", "prioriteit"]),
        (
            "Waaraan zien we het?",
            ["indicator", "indicator_tekst", "startwaarde", "startjaar", "streefwaarde", "streefjaar"],
        ),
        ("Waar komt het vandaan?", ["opgaven"]),
    ]

    class Meta:
        model = Doel
        fields = (
            "titel",
            "resultaat",
            "waarom",
            "thema",
            "prioriteit",
            "indicator",
            "indicator_tekst",
            "startwaarde",
            "startjaar",
            "streefwaarde",
            "streefjaar",
            "opgaven",
        )
        localized_fields = ("startwaarde", "streefwaarde")
        widgets = {
            "resultaat": forms.Textarea(attrs={"rows": 3}),
            "waarom": forms.Textarea(attrs={"rows": 3}),
            "opgaven": forms.CheckboxSelectMultiple,
        }
        labels = {"titel": "Doel in één zin", "indicator": "Cijfer uit de lijst", "opgaven": "Opgaven bij dit doel"}
        help_texts = {
            "resultaat": "Wat is er dan klaar of anders? Zo concreet dat u later kunt zeggen of het gelukt is.",
            "indicator_tekst": "Alleen als er geen cijfer in de lijst past. Bijvoorbeeld: aantal activiteiten per jaar",
            "startwaarde": "Laat u dit leeg, dan vullen wij het laatste cijfer van het gebied in.",
        }

    def __init__(self, *args, indicatoren, opgaven, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["thema"] = forms.ChoiceField(label="Thema", choices=huidig().keuzes("themas"))
        self.fields["indicator"].queryset = indicatoren
        self.fields["indicator"].empty_label = "Geen cijfer uit de lijst"
        self.fields["opgaven"].queryset = opgaven
        if not opgaven.exists():
            del self.fields["opgaven"]

    def clean(self):
        data = super().clean()
        if data.get("indicator") and data.get("indicator_tekst"):
            self.add_error("indicator_tekst", "Kies een cijfer uit de lijst of schrijf een eigen maat op.")
        if data.get("streefwaarde") is not None and not data.get("streefjaar"):
            self.add_error("streefjaar", "Vul in welk jaar de streefwaarde bereikt moet zijn.")
        if data.get("startwaarde") is not None and not data.get("startjaar"):
            self.add_error("startjaar", "Vul in van welk jaar de startwaarde is.")
        if data.get("startjaar") and data.get("streefjaar") and data["streefjaar"] <= data["startjaar"]:
            self.add_error("streefjaar", "Het streefjaar ligt na het startjaar.")
        for naam in ("startjaar", "streefjaar"):
            if data.get(naam) and not 1990 <= data[naam] <= 2100:
                self.add_error(naam, "Vul een jaar in van vier cijfers.")
        return data

    def save(self, commit=True):
        self.instance.vul_start()
        return super().save(commit)


class BijdrageForm(DossierForm):
    class Meta:
        model = Bijdrage
        fields = ("partij", "soort", "belofte", "contact")
        widgets = {"belofte": forms.Textarea(attrs={"rows": 3})}
        labels = {"partij": "Welke partij?", "belofte": "Wat draagt deze partij bij?", "contact": "Contactpersoon"}
        help_texts = {"contact": "Alleen zichtbaar voor medewerkers, niet op de openbare pagina."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["soort"].choices = [("", "Kies een soort"), *Bijdrage._meta.get_field("soort").choices]


class BeloofdForm(forms.Form):
    naam = forms.CharField(label="Wie heeft het toegezegd?", max_length=120)
    dag = forms.DateField(label="Op welke dag?")
