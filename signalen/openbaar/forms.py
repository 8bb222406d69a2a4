from django import forms

from gebiedswerk.dossier import DossierForm
from signalen.signaal.models import Signaal


class OpenbaarForm(DossierForm):
    """What everybody may read of a signal, in an official's own words."""

    class Meta:
        model = Signaal
        fields = ["openbare_titel", "openbaar_antwoord", "is_verborgen"]
        labels = {
            "openbare_titel": "Titel die iedereen mag lezen",
            "openbaar_antwoord": "Wat is er gedaan?",
            "is_verborgen": "Laat dit signaal niet aan iedereen zien",
        }
        help_texts = {
            "openbare_titel": "Een korte titel, zonder namen en huisnummers. Leeg: thema, straat en plaats.",
            "openbaar_antwoord": "Iedereen kan dit lezen. Noem geen mensen. Leeg: alleen de stand is te zien.",
            "is_verborgen": "Gebruik dit als ook het thema en de plek al te veel over mensen zeggen.",
        }
        widgets = {"openbaar_antwoord": forms.Textarea(attrs={"rows": 5})}
