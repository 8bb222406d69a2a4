from django import forms

from gebiedswerk.dossier import DossierForm

from .models import Opdrachtbrief


class OpdrachtbriefForm(DossierForm):
    class Meta:
        model = Opdrachtbrief
        fields = ("inleiding",)
        widgets = {"inleiding": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"inleiding": "Wat wilt u deze afdeling zelf zeggen? Het staat boven de lijst met opdrachten."}


class BevestigForm(forms.Form):
    reactie = forms.CharField(
        label="Reactie van de afdeling",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Wat kan, wat niet, of wat is ervoor nodig?",
    )
