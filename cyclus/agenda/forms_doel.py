from django import forms

from cyclus.agenda.doel import Doel
from cyclus.agenda.pad import fouten_in
from gebiedswerk.dossier import DossierForm
from gebiedswerk.eenmalig import EenmaligForm
from gebiedswerk.profiel import huidig

MOST_YEARS = 12


class DoelForm(DossierForm):
    groepen = [
        ("Wat willen we bereiken?", ["titel", "resultaat", "waarom", "thema", "prioriteit"]),
        (
            "Waaraan zien we het?",
            ["indicator", "indicator_tekst", "startwaarde", "startjaar", "streefwaarde", "streefjaar"],
        ),
        ("Waar hoort het bij?", ["opgaven"]),
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
        self._voeg_pad_toe()

    def _voeg_pad_toe(self):
        """One field for each year of the agenda before the target, and for the years that were filled in before."""
        stored = {p.jaar: p.waarde for p in self.instance.pad.all()} if self.instance.pk else {}
        agenda = self.instance.agenda
        years = sorted({*range(agenda.van_jaar, agenda.tot_jaar + 1), *stored})[:MOST_YEARS]
        self.padvelden = {jaar: f"pad_{jaar}" for jaar in years}
        for jaar, naam in self.padvelden.items():
            self.fields[naam] = forms.DecimalField(
                label=f"In {jaar}", required=False, max_digits=12, decimal_places=2, localize=True
            )
            self.initial[naam] = stored.get(jaar)
        padgroep = ("Waar staan we elk jaar? Een leeg jaar ligt op de rechte lijn", list(self.padvelden.values()))
        self.groepen = [*self.groepen[:2], padgroep, *self.groepen[2:]]

    def clean(self):
        data = super().clean()
        if data.get("indicator") and data.get("indicator_tekst"):
            self.add_error("indicator_tekst", "Kies een cijfer uit de lijst of schrijf een eigen maat op.")
        if data.get("streefwaarde") is not None and not data.get("streefjaar"):
            self.add_error("streefjaar", "Vul in welk jaar de streefwaarde bereikt moet zijn.")
        if data.get("startwaarde") is not None and not data.get("startjaar"):
            self.add_error("startjaar", "Vul in van welk jaar de startwaarde is.")
        for naam in ("startjaar", "streefjaar"):
            if data.get(naam) and not 1990 <= data[naam] <= 2100:
                self.add_error(naam, "Vul een jaar in van vier cijfers.")
        return data

    def _post_clean(self):
        """The years are judged on the goal as it will be stored, with the start that is filled in for it."""
        super()._post_clean()
        doel, data = self.instance, self.cleaned_data
        punten = [(jaar, data[naam]) for jaar, naam in self.padvelden.items() if data.get(naam) is not None]
        if not self.errors:
            doel.vul_start()
            if doel.startjaar and doel.streefjaar and doel.streefjaar <= doel.startjaar:
                self.add_error("streefjaar", f"Het streefjaar ligt na het startjaar ({doel.startjaar}).")
        if self.errors or not punten:
            return
        if not doel.heeft_pad:
            self.add_error(None, "Stappen per jaar vragen een startwaarde en een streefwaarde, elk met een jaar.")
            return
        start, streef = (doel.startjaar, doel.startwaarde), (doel.streefjaar, doel.streefwaarde)
        for jaar, fout in fouten_in(start, streef, punten).items():
            self.add_error(self.padvelden[jaar], fout)

    def save(self, commit=True):
        doel = super().save(commit)
        doel.pad.all().delete()
        for jaar, naam in self.padvelden.items():
            if self.cleaned_data.get(naam) is not None:
                doel.pad.create(jaar=jaar, waarde=self.cleaned_data[naam])
        return doel


class DoelNieuwForm(EenmaligForm, DoelForm):
    pass
