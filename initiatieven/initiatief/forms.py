from django import forms

from gebieden.gebied.keuzes import GebiedenMetNiveau, GebiedMetNiveau
from gebieden.models import Gebied, Gebruiker
from gebiedswerk.dossier import DossierForm
from gebiedswerk.eenmalig import EenmaligForm
from gebiedswerk.profiel import huidig
from signalen.models import Signaal

from .models import Contactmoment, Initiatief


class InitiatiefNieuwForm(EenmaligForm, forms.ModelForm):
    """Four fields, so that it can be done in the street; the rest comes later."""

    trekkend_gebied = GebiedMetNiveau(label="Waar?", empty_label="Kies een gebied", queryset=Gebied.objects.none())
    thema = forms.ChoiceField(label="Thema")

    class Meta:
        model = Initiatief
        fields = ["titel", "initiatiefnemer", "trekkend_gebied", "thema"]
        labels = {"titel": "Wat is het idee?", "initiatiefnemer": "Wie neemt het initiatief?"}

    def __init__(self, *args, gebieden, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["trekkend_gebied"].queryset = gebieden
        self.fields["thema"].choices = [("", "Kies een thema"), *huidig().keuzes("themas")]

    def bewaar(self, *, door, signaal=None, trend=None):
        """One initiative with ``door`` as its contact person, however often the same page is sent."""
        return self.eenmaal(lambda: self._leg_vast(door, signaal, trend))

    def _leg_vast(self, door, signaal, trend):
        data = self.cleaned_data
        initiatief = Initiatief.objects.leg_vast(
            titel=data["titel"],
            initiatiefnemer=data["initiatiefnemer"],
            gebied=data["trekkend_gebied"],
            thema=data["thema"],
            contactpersoon=door,
        )
        if signaal:
            initiatief.koppel_signaal(signaal, door=door)
        if trend:
            trend.koppel(initiatief, door=door)
        return initiatief


class InitiatiefForm(DossierForm):
    trekkend_gebied = GebiedMetNiveau(label="Trekkend gebied", queryset=Gebied.objects.none())
    gebieden = GebiedenMetNiveau(
        label="Speelt ook in",
        queryset=Gebied.objects.none(),
        required=False,
    )
    thema = forms.ChoiceField(label="Thema")
    groepen = [
        ("Het initiatief", ["titel", "omschrijving", "thema", "trekkend_gebied", "gebieden"]),
        ("Wie", ["initiatiefnemer", "initiatiefnemer_contact", "platform", "contactpersoon"]),
        ("Afspraken", ["uiterlijk", "inbreng_gemeente", "bijdrage", "is_openbaar"]),
    ]

    class Meta:
        model = Initiatief
        fields = [
            *("titel", "omschrijving", "thema", "trekkend_gebied", "gebieden"),
            *("initiatiefnemer", "initiatiefnemer_contact", "platform", "contactpersoon"),
            *("uiterlijk", "inbreng_gemeente", "bijdrage", "is_openbaar"),
        ]
        labels = {
            "initiatiefnemer": "Wie neemt het initiatief?",
            "inbreng_gemeente": "Wat brengt de gemeente in?",
            "uiterlijk": "Volgende stap uiterlijk op",
        }
        help_texts = {
            "initiatiefnemer_contact": "E-mailadres of telefoonnummer. Bij een e-mailadres krijgt de initiatiefnemer "
            "vanzelf bericht als u ja of nee zegt.",
            "is_openbaar": "Alleen als de initiatiefnemer dat goed vindt. Een naam of adres staat er nooit bij.",
        }

    def __init__(self, *args, gebieden, alle_gebieden, **kwargs):
        super().__init__(*args, **kwargs)
        eigen = Gebied.objects.filter(pk=self.instance.trekkend_gebied_id)
        self.fields["trekkend_gebied"].queryset = gebieden | eigen
        self.fields["gebieden"].queryset = alle_gebieden
        self.fields["thema"].choices = _met_huidige(huidig().keuzes("themas"), self.instance.thema)
        contact = Gebruiker.objects.filter(pk=self.instance.contactpersoon_id)
        self.fields["contactpersoon"].queryset = Gebruiker.objects.met_rol("behandelen") | contact

    def clean_bijdrage(self):
        bijdrage = self.cleaned_data["bijdrage"]
        if bijdrage is not None and bijdrage < 0:
            raise forms.ValidationError("Vul een bedrag van 0 of hoger in.")
        return bijdrage

    def save(self, commit=True):
        initiatief = super().save(commit)
        initiatief.leg_in(*self.cleaned_data["gebieden"])
        return initiatief


def _met_huidige(keuzes, code):
    """A theme that the profile dropped stays what it was until somebody chooses another."""
    return keuzes if code in dict(keuzes) else [(code, huidig().naam_van("themas", code)), *keuzes]


class ContactmomentForm(EenmaligForm, forms.ModelForm):
    class Meta:
        model = Contactmoment
        fields = ["notitie", "soort", "met", "uren"]
        labels = {"notitie": "Wat is er besproken?", "soort": "Hoe?"}
        widgets = {"notitie": forms.Textarea(attrs={"rows": 2})}

    def clean_uren(self):
        uren = self.cleaned_data["uren"]
        if uren is not None and uren < 0:
            raise forms.ValidationError("Vul een getal van 0 of hoger in.")
        return uren

    def bewaar(self, initiatief, *, door):
        velden = {naam: self.cleaned_data[naam] for naam in self._meta.fields}
        return self.eenmaal(lambda: initiatief.leg_contact_vast(door=door, **velden))


class SignaalKoppelForm(forms.Form):
    signaal = forms.ModelChoiceField(label="Signaal", queryset=Signaal.objects.none(), empty_label="Kies een signaal")

    def __init__(self, *args, signalen, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signaal"].queryset = signalen
