from django import forms

from gebieden.gebied.keuzes import GebiedKeuze
from gebieden.models import Afdeling, Gebied, Platform
from gebiedswerk.dossier import DossierForm
from gebiedswerk.eenmalig import EenmaligForm
from gebiedswerk.profiel import huidig

from .models import Toewijsregel

# Who can be the first to whom something comes: not the raad, a partner or a platform.
SOORTEN = ("gebiedsmedewerker", "regie", "vakafdeling", "bestuur", "beheer")


def functies():
    return [(f["code"], f["naam"].capitalize()) for f in huidig().functies if f["soort"] in SOORTEN]


class ToewijsregelForm(EenmaligForm, DossierForm):
    themas = forms.MultipleChoiceField(
        label="Thema’s",
        required=False,
        help_text="Niets aangevinkt: elk thema.",
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: huidig().keuzes("themas"),
    )
    domeinen = forms.MultipleChoiceField(
        label="Domeinen",
        required=False,
        help_text="Niets aangevinkt: elk domein.",
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: huidig().keuzes("domeinen"),
    )
    gebied = GebiedKeuze(
        Gebied.objects.lopend(),
        label="Gebied",
        required=False,
        help_text="Geldt ook voor alles wat daarin ligt.",
        empty_label="Overal",
    )
    functie = forms.ChoiceField(label="Wie deze functie heeft, het dichtst bij de plek", required=False)
    groepen = [
        ("De regel", ["naam"]),
        ("Voor welke signalen", ["themas", "domeinen", "gebied", "platform"]),
        ("Naar wie: kies een van de twee", ["functie", "afdeling"]),
        ("Gebruik", ["is_actief"]),
    ]

    class Meta:
        model = Toewijsregel
        fields = ["naam", "themas", "domeinen", "gebied", "platform", "functie", "afdeling", "is_actief"]
        labels = {"afdeling": "De contactpersoon van deze afdeling", "is_actief": "Deze regel is in gebruik"}
        help_texts = {"naam": "Waaraan u de regel herkent, bijvoorbeeld: verkeer in de kernen."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["functie"].choices = [("", "Geen functie"), *functies()]
        self.fields["afdeling"].queryset = Afdeling.objects.te_kiezen(self.instance.afdeling_id)
        self.fields["afdeling"].empty_label = "Geen afdeling"
        self.fields["platform"].queryset = Platform.objects.actief()
        self.fields["platform"].empty_label = "Van wie dan ook"
        self.initial["gebied"] = self.instance.gebied
        if not self.instance.pk:
            del self.fields["is_actief"]

    def save(self, commit=True):
        if not self.instance.pk:
            self.instance.volgorde = Toewijsregel.objects.achteraan()
        return super().save(commit)


class ProefForm(forms.Form):
    """Where would this go?"""

    thema = forms.ChoiceField(label="Thema", choices=lambda: huidig().keuzes("themas"))
    gebied = GebiedKeuze(Gebied.objects.lopend(), label="Waar", empty_label="Kies een gebied")
    platform = forms.ModelChoiceField(
        Platform.objects.actief(), label="Namens", required=False, empty_label="Een inwoner"
    )
