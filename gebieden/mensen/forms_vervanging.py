from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from gebieden.models import Gebruiker, Vervanging
from gebiedswerk.eenmalig import EenmaligForm


class VervangingForm(EenmaligForm):
    """Who stands in, and when."""

    vervanger = forms.ModelChoiceField(
        Gebruiker.objects.none(),
        label="Wie vervangt?",
        empty_label="Kies een collega",
        error_messages={"invalid_choice": "Deze collega kan nu niet vervangen."},
    )
    van = forms.DateField(label="Eerste dag", help_text="Vanaf deze dag heeft de vervanger de rechten van de rol.")
    tot = forms.DateField(label="Laatste dag", help_text="Na deze dag zijn die rechten vanzelf weer weg.")
    reden = forms.CharField(
        label="Waarom?",
        help_text="Bijvoorbeeld: vakantie. Schrijf niets op over gezondheid.",
        max_length=200,
        required=False,
    )

    def __init__(self, *args, rol, collegas, **kwargs):
        super().__init__(*args, **kwargs)
        self.rol = rol
        self.fields["vervanger"].queryset = collegas

    def clean_van(self):
        van = self.cleaned_data["van"]
        if van < timezone.localdate():
            raise ValidationError("Kies vandaag of een latere dag. Wat iemand eerder mocht, verandert niet achteraf.")
        return van

    def is_bewaard(self, *, door):
        if self.is_bound and self.is_al_verstuurd():
            return True
        if not self.is_valid():
            return False
        velden = {naam: self.cleaned_data[naam] for naam in ("vervanger", "van", "tot", "reden")}
        try:
            self.eenmaal(lambda: Vervanging.objects.registreer(self.rol, door=door, **velden))
        except ValidationError as fout:
            self.add_error(None, fout)
            return False
        return True
