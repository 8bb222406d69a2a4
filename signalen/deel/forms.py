"""Asking departments, and answering for one."""

from django import forms
from django.core.exceptions import ValidationError

from gebieden.models import Afdeling
from gebiedswerk.eenmalig import EenmaligForm
from signalen.models import Signaal

from .models import Deel

MOST = 4
WOORDEN = ["Eerste vraag", "Tweede vraag", "Derde vraag", "Vierde vraag"]


class VerdeelForm(EenmaligForm):
    """Up to four questions at once; more can follow later."""

    slot = forms.ChoiceField(
        label="Als alle vragen zijn beantwoord",
        choices=[
            ("zelf", "Ik antwoord de melder zelf. Er staat dan een concept klaar."),
            ("vanzelf", "De antwoorden gaan vanzelf naar de melder en het signaal sluit."),
        ],
        initial="zelf",
        widget=forms.RadioSelect,
        help_text="Vanzelf gebeurt alleen als elke afdeling zegt dat de tekst letterlijk naar de melder mag. "
        "U krijgt die tekst eerst per mail en kunt hem tot de volgende werkdag om 13.00 uur tegenhouden.",
    )
    inleiding = forms.CharField(
        label="Tekst boven de antwoorden",
        help_text="Bijvoorbeeld: Wij vroegen twee afdelingen wat zij kunnen doen.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    uitkomst = forms.ChoiceField(
        label="Wat komt ervan, als het vanzelf sluit?",
        choices=[("", "Kies wat ervan komt"), *Signaal.uitkomst.field.choices],
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.groepen = []
        for n in range(1, MOST + 1):
            self.fields[f"afdeling_{n}"] = forms.ModelChoiceField(
                Afdeling.objects.te_kiezen(),
                label="Afdeling",
                required=n == 1,
                empty_label="Kies een afdeling",
                error_messages={"required": "Kies een afdeling."},
            )
            self.fields[f"vraag_{n}"] = forms.CharField(
                label="Wat moet deze afdeling uitzoeken of doen?",
                required=n == 1,
                max_length=3000,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"required": "Schrijf uw vraag op."},
            )
            self.groepen.append((WOORDEN[n - 1], [f"afdeling_{n}", f"vraag_{n}"]))
        self.groepen.append(("Antwoord aan de melder", ["slot", "inleiding", "uitkomst"]))

    def clean(self):
        data = super().clean()
        for n in range(2, MOST + 1):
            afdeling, vraag = f"afdeling_{n}", f"vraag_{n}"
            if data.get(afdeling) and not data.get(vraag) and vraag not in self.errors:
                self.add_error(vraag, "Schrijf uw vraag op, of kies geen afdeling.")
            elif data.get(vraag) and not data.get(afdeling) and afdeling not in self.errors:
                self.add_error(afdeling, "Kies wie deze vraag krijgt.")
        if data.get("slot") == "vanzelf" and not data.get("uitkomst"):
            self.add_error("uitkomst", "Kies wat ervan komt. Twijfelt u? Antwoord dan zelf.")
        return data

    @property
    def vragen(self):
        pairs = [(self.cleaned_data[f"afdeling_{n}"], self.cleaned_data[f"vraag_{n}"]) for n in range(1, MOST + 1)]
        return [(afdeling, vraag) for afdeling, vraag in pairs if afdeling]

    def is_gevraagd(self, signaal, *, door):
        """Valid and stored; False when something is wrong, or it cannot be any more: then the form says why."""
        if not self.is_valid():
            return False
        data = self.cleaned_data
        try:
            self.eenmaal(
                lambda: Deel.objects.verdeel(
                    signaal,
                    self.vragen,
                    door=door,
                    sluit=data["slot"] == "vanzelf",
                    inleiding=data["inleiding"],
                    uitkomst=data["uitkomst"],
                )[0]
            )
        except ValidationError as fout:
            self.add_error(None, fout.messages)
            return False
        return True


class DeelAntwoordForm(forms.Form):
    antwoord = forms.CharField(
        label="Uw antwoord",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Schrijf uw antwoord op."},
    )
    is_letterlijk = forms.BooleanField(
        label="Deze tekst mag letterlijk naar de melder",
        help_text="Schrijf dan in gewone woorden, zonder namen. Anders leest alleen de behandelaar uw antwoord.",
        required=False,
    )


class DoorgeefForm(forms.Form):
    aan = forms.ModelChoiceField(
        queryset=None,
        label="Welke collega antwoordt?",
        empty_label="Kies een collega",
        error_messages={"required": "Kies een collega."},
    )

    def __init__(self, *args, deel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["aan"].queryset = deel.collegas()
