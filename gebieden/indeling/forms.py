from django import forms
from django.core.exceptions import ValidationError

from gebieden.indeling.models import Gebiedsindeling
from gebieden.indeling.plekken import begin_met_nu
from gebiedswerk.dossier import DossierForm

MAX_BYTES = 5 * 1024 * 1024


class IndelingForm(DossierForm):
    """Name and first day; a new one may start from the tree as it is."""

    begin = forms.ChoiceField(
        label="Beginnen met",
        choices=[("nu", "De indeling van nu"), ("leeg", "Een lege tabel")],
        widget=forms.RadioSelect,
        initial="nu",
        help_text="Beginnen met de indeling van nu is het minste werk: u wijzigt alleen wat anders wordt.",
    )

    class Meta:
        model = Gebiedsindeling
        fields = ["naam", "geldig_van", "toelichting"]
        help_texts = {
            "naam": "Bijvoorbeeld: Indeling 2027.",
            "geldig_van": "Op deze dag wordt dit de indeling waarmee iedereen werkt.",
            "toelichting": "Waarom de indeling verandert, en wie dat besloot.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["begin"]

    def clean_geldig_van(self):
        dag = self.cleaned_data["geldig_van"]
        later = Gebiedsindeling.objects.geldend().filter(geldig_van__gte=dag).exclude(pk=self.instance.pk).first()
        if later:
            raise ValidationError(f"{later} geldt al vanaf {later.geldig_van:%d-%m-%Y}. Kies een latere dag.")
        return dag

    def bewaar(self, *, door):
        is_new = self.instance.pk is None
        indeling = super().bewaar(door=door)
        if is_new and self.cleaned_data["begin"] == "nu":
            begin_met_nu(indeling, door=door)
        return indeling


class BestandForm(forms.Form):
    """A small CSV; what is in it is checked by its reader."""

    bestand = forms.FileField(label="CSV-bestand")

    def clean_bestand(self):
        bestand = self.cleaned_data["bestand"]
        if bestand.size > MAX_BYTES:
            raise ValidationError("Dit bestand is groter dan 5 MB. Een indeling is veel kleiner: is dit het goede?")
        return bestand
