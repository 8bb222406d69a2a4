from django import forms

from gebieden.models import Gebruiker


class OverdrachtForm(forms.Form):
    aan = forms.ModelChoiceField(
        Gebruiker.objects.none(),
        label="Aan wie?",
        empty_label="Kies een collega",
        error_messages={"required": "Kies een collega.", "invalid_choice": "Deze collega kan nu niets overnemen."},
    )
    context = forms.CharField(
        label="Wat moet uw collega weten?",
        help_text="Wat is er al gedaan, met wie is gesproken, wat verwacht de melder?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf in een paar woorden op wat uw collega moet weten."},
    )

    def __init__(self, *args, collegas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["aan"].queryset = collegas
