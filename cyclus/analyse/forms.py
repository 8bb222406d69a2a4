from django import forms
from django.utils.text import capfirst

from gebiedswerk.dossier import DossierForm
from gebiedswerk.profiel import huidig

from .models import Gebiedsanalyse, Verhaal


class AnalyseForm(DossierForm):
    class Meta:
        model = Gebiedsanalyse
        fields = ["samenvatting", "beleving"]
        help_texts = {
            "samenvatting": "Schrijf in gewone woorden wat er in het gebied speelt. Laat u dit leeg, dan maakt de "
            "software een samenvatting uit de cijfers.",
            "beleving": "Wat vonden bewoners ervan, en wie namens hen spreekt? Noem geen namen.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for naam in self.Meta.fields:
            self.fields[naam].widget.attrs["rows"] = 6

    def clean(self):
        data = super().clean()
        if Gebiedsanalyse.objects.vastgesteld().filter(pk=self.instance.pk).exists():
            self.add_error(
                None,
                f"{capfirst(huidig().deze('analyse'))} is inmiddels vastgesteld. De tekst kan niet meer veranderen.",
            )
        return data

    def save(self, commit=True):
        # Only the words: a worker may have stored new figures while somebody was typing.
        self.instance.save(update_fields=[*self.Meta.fields, "versie", "gewijzigd_op"])
        return self.instance


class VerhaalForm(forms.ModelForm):
    groepen = [
        ("", ["tekst", "gebied", "thema"]),
        ("Wie vertelt het?", ["bron", "heeft_toestemming", "is_citeerbaar"]),
    ]

    class Meta:
        model = Verhaal
        fields = ["tekst", "gebied", "thema", "bron", "heeft_toestemming", "is_citeerbaar"]
        labels = {"tekst": "Het verhaal", "gebied": "Waar", "bron": "Wie"}
        help_texts = {
            "tekst": "In de woorden van de verteller, zonder namen of adressen.",
            "heeft_toestemming": "U heeft het gevraagd: zonder toestemming komt het nergens in.",
        }

    def __init__(self, *args, gebieden, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gebied"].queryset = gebieden
        self.fields["gebied"].empty_label = None
        self.fields["tekst"].widget.attrs["rows"] = 4
        self.fields["thema"] = forms.ChoiceField(
            label="Thema", required=False, choices=[("", "Geen thema"), *huidig().keuzes("themas")]
        )
        self.fields["bron"].choices = [("", "Kies wie het vertelt"), *Verhaal._meta.get_field("bron").choices]
        self.order_fields(self.Meta.fields)


class VerhaalkeuzeForm(forms.ModelForm):
    class Meta:
        model = Verhaal
        fields = ["heeft_toestemming", "is_citeerbaar"]
