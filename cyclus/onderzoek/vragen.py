"""The form that is filled in without an account: six statements, and one open question."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from signalen.inzending.persoonsgegevens import soorten_in

from .criteria import CODES, CRITERIA, SCHAAL, WEET_NIET


class VragenForm(forms.Form):
    open_antwoord = forms.CharField(
        label=gettext_lazy("Wat moet de gemeente anders doen, of juist zo houden?"),
        help_text=gettext_lazy("Schrijf geen namen, adressen of telefoonnummers op. Zo blijft uw antwoord anoniem."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args, groep, **kwargs):
        super().__init__(*args, **kwargs)
        for criterium in CRITERIA:
            self.fields[criterium.code] = forms.ChoiceField(
                label=criterium.vraag_aan(groep),
                choices=SCHAAL,
                widget=forms.RadioSelect,
                error_messages={"required": _("Kies een antwoord.")},
            )
        self.order_fields(CODES)

    def clean_open_antwoord(self):
        tekst = self.cleaned_data["open_antwoord"]
        if soorten_in(tekst):
            raise forms.ValidationError(
                _("Hier staat een e-mailadres, een telefoonnummer of een ander nummer van iemand. Haal dat weg.")
            )
        return tekst

    def scores(self):
        """What was chosen; who does not know is not counted."""
        data = self.cleaned_data
        return {code: int(data[code]) for code in CODES if data[code] != WEET_NIET}
