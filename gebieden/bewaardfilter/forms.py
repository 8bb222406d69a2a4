from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from gebieden.lijstfilter import vraag_van, werklijsten

from .models import BewaardFilter

LANGSTE_VRAAG = 2000


class NaamForm(forms.Form):
    naam = forms.CharField(
        label="Naam van het filter", max_length=60, error_messages={"required": "Geef het filter een naam."}
    )

    def clean_naam(self):
        return " ".join(self.cleaned_data["naam"].split())


class BewaarForm(NaamForm):
    """What the list shows now, under a name; a name that is taken asks first (``moet_vragen``)."""

    lijst = forms.CharField(max_length=60, widget=forms.HiddenInput)
    vraag = forms.CharField(max_length=LANGSTE_VRAAG, widget=forms.HiddenInput, required=False)

    def __init__(self, *args, persoon, **kwargs):
        super().__init__(*args, **kwargs)
        self.persoon = persoon

    def clean(self):
        data = super().clean()
        klasse = werklijsten().get(data.get("lijst"))
        if klasse is None or "vraag" not in data:
            raise ValidationError("Dit filter kan niet worden bewaard.")
        # Only what this list can filter on: a number of a page or a token of a form is not part of it.
        data["vraag"] = vraag_van(QueryDict(data["vraag"]), klasse.base_filters)
        if not data["vraag"] or len(data["vraag"]) > LANGSTE_VRAAG:
            raise ValidationError("Kies eerst iets in het filter. Dan is er iets om te bewaren.")
        return data

    @property
    def moet_vragen(self):
        """A filter of that name is there, and says something else."""
        data = self.cleaned_data
        mine = BewaardFilter.objects.voor(self.persoon, data["lijst"]).filter(naam=data["naam"])
        return mine.exclude(vraag=data["vraag"]).exists()

    def bewaar(self):
        return BewaardFilter.objects.bewaar(self.persoon, **self.cleaned_data)
