from django import forms
from django.utils import timezone

from gebieden.models import Gebruiker
from gebiedswerk.termijnen import uiterste_dag

from .models import Trend


class BesluitForm(forms.ModelForm):
    """What the Signaalteam decides on a trend; the reporters read ``uitleg`` word for word."""

    class Meta:
        model = Trend
        fields = ["besluit", "uitleg", "eigenaar", "uiterlijk"]
        labels = {"uitleg": "Wat zeggen wij tegen de melders?", "eigenaar": "Wie doet het?", "uiterlijk": "Uiterlijk"}
        help_texts = {
            "uitleg": "Zij lezen dit woord voor woord: wat er gebeurt, of waarom niet. Noem geen namen.",
            "eigenaar": "Niet nodig als u niets doet.",
        }
        widgets = {"uitleg": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, mensen, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["besluit"].required = self.fields["uitleg"].required = True
        self.fields["besluit"].choices = [("", "Kies een besluit"), *Trend.BESLUITEN]
        self.fields["eigenaar"].queryset = mensen
        self.fields["eigenaar"].empty_label = "Kies iemand"
        self.fields["uiterlijk"].initial = self.initial.get("uiterlijk") or uiterste_dag(
            "actiepunt", timezone.localdate()
        )

    def clean(self):
        data = super().clean()
        vereis_wie_en_wanneer(self, data)
        return data


def vereis_wie_en_wanneer(form, data, besluit="besluit", eigenaar="eigenaar", uiterlijk="uiterlijk"):
    """All but "nothing" asks who does it and by when."""
    if data.get(besluit) in ("", None, "niets"):
        return
    for naam, vraag in ((eigenaar, "Kies wie dit doet."), (uiterlijk, "Vul in wanneer het klaar is.")):
        if not data.get(naam) and naam not in form.errors:
            form.add_error(naam, vraag)


def mensen():
    """Who can be given a decision: whoever works for the municipality."""
    return Gebruiker.objects.met_rol("meelezen")
