from django import forms
from django.utils import timezone

from cyclus.plan.models import Gebiedsplan, Maatregel, uitvoerders
from gebieden.models import Afdeling
from gebiedswerk.dossier import DossierForm
from gebiedswerk.tijdlijn import schrijf


class PlanForm(DossierForm):
    class Meta:
        model = Gebiedsplan
        fields = ("inleiding",)
        widgets = {"inleiding": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"inleiding": "Waar ligt dit jaar de nadruk? Een paar zinnen die iedereen begrijpt."}


class MaatregelForm(DossierForm):
    """What will be done, by whom, for how much. Once the plan is adopted only who and when can still move."""

    AFGESPROKEN = ("doel", "titel", "omschrijving", "budget", "budgetsoort", "startdatum")
    groepen = [
        ("Wat gaan we doen?", ["doel", "titel", "omschrijving"]),
        ("Wie en wanneer?", ["afdeling", "persoon", "startdatum", "einddatum"]),
        ("Wat mag het kosten?", ["budget", "budgetsoort"]),
        ("Waar komt het vandaan?", ["signalen", "initiatieven"]),
    ]

    class Meta:
        model = Maatregel
        fields = (
            "doel",
            "titel",
            "omschrijving",
            "afdeling",
            "persoon",
            "startdatum",
            "einddatum",
            "budget",
            "budgetsoort",
            "signalen",
            "initiatieven",
        )
        localized_fields = ("budget",)
        widgets = {
            "omschrijving": forms.Textarea(attrs={"rows": 3}),
            "signalen": forms.CheckboxSelectMultiple,
            "initiatieven": forms.CheckboxSelectMultiple,
        }
        labels = {"startdatum": "Begint op", "budgetsoort": "Soort budget", "titel": "Maatregel in één zin"}

    def __init__(self, *args, signalen, initiatieven, **kwargs):
        super().__init__(*args, **kwargs)
        plan = self.instance.plan
        self.fields["doel"].queryset = plan.agenda.doelen.all()
        self.fields["afdeling"].queryset = Afdeling.objects.te_kiezen(self.instance.afdeling_id)
        self.fields["persoon"].queryset = uitvoerders()
        self.fields["afdeling"].empty_label, self.fields["persoon"].empty_label = "Kies een afdeling", "Kies iemand"
        for naam, aanbod in (("signalen", signalen), ("initiatieven", initiatieven)):
            self.fields[naam].queryset = aanbod
            if not aanbod.exists():
                del self.fields[naam]
        if not plan.is_concept:
            for naam in self.AFGESPROKEN:
                del self.fields[naam]

    def clean(self):
        data = super().clean()
        begin = data.get("startdatum") or self.instance.startdatum
        if begin and data.get("einddatum") and data["einddatum"] < begin:
            self.add_error("einddatum", "De einddatum ligt voor de begindatum.")
        return data

    def bewaar(self, *, door):
        was = self.initial.get("einddatum") if self.instance.pk else None
        maatregel = super().bewaar(door=door)
        if was and was != maatregel.einddatum:
            schrijf(
                maatregel,
                "planning",
                door=door,
                tekst=f"Klaar op: was {was:%d-%m-%Y}, wordt {maatregel.einddatum:%d-%m-%Y}.",
            )
        return maatregel


class VoortgangForm(DossierForm):
    """One small screen for who carries it out, also on a phone."""

    class Meta:
        model = Maatregel
        fields = ("voortgang", "laatste_woord", "besteed")
        localized_fields = ("besteed",)
        widgets = {
            "laatste_woord": forms.Textarea(attrs={"rows": 4}),
            "voortgang": forms.NumberInput(attrs={"min": 0, "max": 100, "step": 5, "inputmode": "numeric"}),
        }
        labels = {"laatste_woord": "Hoe staat het ervoor?"}

    def save(self, commit=True):
        self.instance.bijgewerkt_op = timezone.now()
        return super().save(commit)
