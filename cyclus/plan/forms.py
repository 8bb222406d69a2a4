from django import forms
from django.core.validators import MaxValueValidator
from django.db import transaction
from django.utils import timezone

from cyclus.plan.maatregel import Maatregel, uitvoerders
from cyclus.plan.models import Gebiedsplan
from gebieden.models import Afdeling
from gebiedswerk.dossier import DossierForm
from gebiedswerk.eenmalig import EenmaligForm
from gebiedswerk.profiel import huidig
from gebiedswerk.tijdlijn import schrijf

# More hours than any measure takes; above it the two databases would disagree.
MEESTE_UREN = 100_000


class PlanForm(DossierForm):
    class Meta:
        model = Gebiedsplan
        fields = ("inleiding",)
        widgets = {"inleiding": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"inleiding": "Waar ligt dit jaar de nadruk? Een paar zinnen die iedereen begrijpt."}


class MaatregelForm(DossierForm):
    """What will be done, by whom, for how much. Once the plan is adopted only who and when can still move.

    ``aanbod`` names per relation the rows that can be ticked; a relation with nothing to tick is not asked.
    """

    AFGESPROKEN = (
        *("doel", "soort", "titel", "omschrijving", "startdatum"),
        *("budget", "budgetsoort", "budgetbron", "uren"),
    )
    groepen = [
        ("Wat gaan we doen?", ["doel", "soort", "titel", "omschrijving"]),
        ("Wie en wanneer?", ["afdeling", "persoon", "startdatum", "einddatum"]),
        ("Wat mag het kosten?", ["budget", "budgetsoort", "budgetbron", "uren"]),
        ("Wie doen er nog meer mee?", ["partners", "andere_partners"]),
        ("Waar hoort het bij?", ["signalen", "initiatieven", "overleggen"]),
    ]

    class Meta:
        model = Maatregel
        fields = (
            *("doel", "soort", "titel", "omschrijving", "afdeling", "persoon", "startdatum", "einddatum"),
            *("budget", "budgetsoort", "budgetbron", "uren", "partners", "andere_partners"),
            *("signalen", "initiatieven", "overleggen"),
        )
        localized_fields = ("budget",)
        widgets = {
            "omschrijving": forms.Textarea(attrs={"rows": 3}),
            "soort": forms.RadioSelect,
            "uren": forms.NumberInput(attrs={"inputmode": "numeric"}),
            **dict.fromkeys(("partners", "signalen", "initiatieven", "overleggen"), forms.CheckboxSelectMultiple),
        }
        labels = {
            "startdatum": "Begint op",
            "budgetsoort": "Soort budget",
            "titel": "Wat doen we, in één zin?",
            "uren": "Uren die dit vraagt",
            "partners": "Organisaties en groepen van de sociale kaart",
            "overleggen": "Overleg hierover",
        }
        help_texts = {
            "uren": "Van medewerkers van de afdeling, in het hele jaar.",
            "andere_partners": "Noem organisaties of groepen, geen namen van mensen: dit staat op de openbare pagina.",
        }

    def __init__(self, *args, aanbod, **kwargs):
        super().__init__(*args, **kwargs)
        plan = self.instance.plan
        self.fields["doel"].queryset = plan.agenda.doelen.all()
        self.fields["afdeling"].queryset = Afdeling.objects.te_kiezen(self.instance.afdeling_id)
        self.fields["persoon"].queryset = uitvoerders()
        self.fields["afdeling"].empty_label, self.fields["persoon"].empty_label = "Kies een afdeling", "Kies iemand"
        self.fields["budgetbron"] = self._budgetbron()
        self.fields["soort"].required = False
        self.fields["uren"].validators.append(MaxValueValidator(MEESTE_UREN))
        # Tables on one subject are all called the same.
        self.fields["overleggen"].label_from_instance = lambda o: f"{o}, {timezone.localdate(o.begint_op):%d-%m-%Y}"
        for naam, rijen in aanbod.items():
            self.fields[naam].queryset = rijen
            if not rijen.exists():
                del self.fields[naam]
        if not plan.is_concept:
            for naam in self.AFGESPROKEN:
                del self.fields[naam]

    def _budgetbron(self):
        """The municipality's own kinds of budget; a kind it no longer has stays what it was."""
        keuzes = huidig().keuzes("budgetsoorten")
        nu = self.instance.budgetbron
        if nu and nu not in dict(keuzes):
            keuzes = [(nu, nu), *keuzes]
        return forms.ChoiceField(
            label="Uit welk budget?", choices=[("", "Budget van de afdeling"), *keuzes], required=False
        )

    def clean_soort(self):
        return self.cleaned_data["soort"] or self.instance.soort

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


class MaatregelNieuwForm(EenmaligForm, MaatregelForm):
    def bewaar(self, *, door):
        return self.eenmaal(lambda: self._maak(door))

    def _maak(self, door):
        self.instance.plan.wijzig(door, f"Toegevoegd: {self.cleaned_data['titel']}")
        return super().bewaar(door=door)


class VoortgangForm(DossierForm):
    """One small screen for who carries it out, also on a phone.

    With ``mijlpalen`` it asks of each that is still open on what day it was reached.
    """

    class Meta:
        model = Maatregel
        fields = ("voortgang", "laatste_woord", "besteed", "uren_besteed")
        localized_fields = ("besteed",)
        widgets = {
            "laatste_woord": forms.Textarea(attrs={"rows": 4}),
            "voortgang": forms.NumberInput(attrs={"min": 0, "max": 100, "step": 5, "inputmode": "numeric"}),
            "uren_besteed": forms.NumberInput(attrs={"min": 0, "inputmode": "numeric"}),
        }
        labels = {"laatste_woord": "Hoe staat het ervoor?"}

    def __init__(self, *args, mijlpalen=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["uren_besteed"].required = False
        self.fields["uren_besteed"].validators.append(MaxValueValidator(MEESTE_UREN))
        self.mijlpalen = {f"mijlpaal_{m.pk}": m for m in mijlpalen if m.gehaald_datum is None}
        for naam, mijlpaal in self.mijlpalen.items():
            te_laat = " Dat is voorbij." if mijlpaal.is_te_laat else ""
            self.fields[naam] = forms.DateField(
                label=f"{mijlpaal.naam}: gehaald op",
                required=False,
                help_text=f"Uiterlijk {mijlpaal.uiterlijk:%d-%m-%Y}.{te_laat}",
            )

    @property
    def groepen(self):
        vast = ["voortgang", "laatste_woord", "besteed", "uren_besteed"]
        return [("", vast), ("Mijlpalen", list(self.mijlpalen))]

    def clean_uren_besteed(self):
        uren = self.cleaned_data["uren_besteed"]
        return self.initial.get("uren_besteed", 0) if uren is None else uren

    def clean(self):
        data = super().clean()
        for naam in self.mijlpalen:
            if data.get(naam) and data[naam] > timezone.localdate():
                self.add_error(naam, "Deze dag is nog niet geweest.")
        return data

    def save(self, commit=True):
        self.instance.bijgewerkt_op = timezone.now()
        return super().save(commit)

    def bewaar(self, *, door):
        with transaction.atomic():
            maatregel = super().bewaar(door=door)
            for naam, mijlpaal in self.mijlpalen.items():
                if self.cleaned_data.get(naam):
                    mijlpaal.haal(self.cleaned_data[naam], door=door)
        return maatregel
