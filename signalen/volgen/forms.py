from django import forms
from django.utils.translation import gettext_lazy


class ToevoegenForm(forms.Form):
    tekst = forms.CharField(
        label=gettext_lazy("Wat wilt u toevoegen?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Schrijf op wat u wilt toevoegen.")},
    )


class HeropenForm(forms.Form):
    reden = forms.CharField(
        label=gettext_lazy("Waarom is het nog niet klaar?"),
        help_text=gettext_lazy("Dan kijken wij er opnieuw naar."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Schrijf op waarom het nog niet klaar is.")},
    )
