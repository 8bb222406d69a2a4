from django import forms
from django.utils.translation import gettext_lazy


class VraagForm(forms.Form):
    vraag = forms.CharField(
        label="Uw vraag aan de melder",
        help_text="De melder leest uw woorden. Zolang u wacht, staat de termijn stil.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf op wat u van de melder wilt weten."},
    )


class GehoordForm(forms.Form):
    """What the reporter said on the phone."""

    antwoord = forms.CharField(
        label="Wat zei de melder?",
        help_text="De melder leest dit terug op de eigen pagina.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf op wat de melder zei."},
    )


class VerderForm(forms.Form):
    toelichting = forms.CharField(
        label="Waarom gaat u verder zonder antwoord?",
        help_text="De melder leest dit ook.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AntwoordMelderForm(forms.Form):
    antwoord = forms.CharField(
        label=gettext_lazy("Uw antwoord"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Schrijf uw antwoord op.")},
    )
