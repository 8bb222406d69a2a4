from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from gebieden.gebied.keuzes import GebiedKeuze
from gebieden.models import Afdeling, Gebied, Gebiedsrol, Gebruiker
from gebiedswerk.profiel import huidig


class RolForm(forms.ModelForm):
    """A role of somebody who already has an account."""

    groepen = [
        ("Wie en wat", ["persoon", "functie", "gebied", "afdeling"]),
        ("Hoe lang", ["van", "tot"]),
        ("Ruimte", ["uren", "mandaat"]),
    ]
    functie = forms.ChoiceField(label="Functie")
    gebied = GebiedKeuze(Gebied.objects.none(), label="Gebied", empty_label="Maak een keuze")

    class Meta:
        model = Gebiedsrol
        fields = ["persoon", "functie", "gebied", "afdeling", "van", "tot", "uren", "mandaat"]
        labels = {
            "van": "Eerste dag",
            "tot": "Laatste dag",
            "uren": "Uren per week",
            "mandaat": "Mag zelf toekennen tot (euro)",
        }
        help_texts = {
            "tot": "Laat dit leeg als de rol nog niet eindigt.",
            "afdeling": "Alleen nodig bij een contactpersoon van een afdeling.",
        }

    def __init__(self, *args, gebieden, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["persoon"].queryset = Gebruiker.objects.filter(is_active=True)
        self.fields["persoon"].empty_label = self.fields["afdeling"].empty_label = "Maak een keuze"
        self.fields["afdeling"].queryset = Afdeling.objects.all()
        self.fields["functie"].choices = [("", "Maak een keuze"), *huidig().keuzes("functies")]
        self.fields["gebied"].queryset = gebieden
        self.fields["uren"].max_value = 60

    def clean_uren(self):
        uren = self.cleaned_data["uren"]
        if uren and uren > 60:
            raise ValidationError("Vul 60 uur per week of minder in.")
        return uren

    def clean_mandaat(self):
        mandaat = self.cleaned_data["mandaat"]
        if mandaat is not None and mandaat < 0:
            raise ValidationError("Vul 0 of een hoger bedrag in.")
        return mandaat

    def clean(self):
        cleaned = super().clean()
        if all(cleaned.get(veld) for veld in ("persoon", "functie", "gebied", "van")):
            rol = Gebiedsrol(**{veld: cleaned[veld] for veld in ("persoon", "functie", "gebied", "van", "tot")})
            if Gebiedsrol.objects.overlapt(rol).exists():
                raise ValidationError("Deze persoon heeft deze rol hier al in deze periode.")
        return cleaned

    def bewaar(self):
        rol = self.save(commit=False)
        rol.bewaar()
        return rol


class EinddatumForm(forms.Form):
    """The last day of a role. The access ends after that day by itself."""

    laatste_dag = forms.DateField(label="Laatste dag", help_text="Na deze dag heeft deze persoon geen toegang meer.")

    def __init__(self, *args, rol, **kwargs):
        super().__init__(*args, initial={"laatste_dag": timezone.localdate()}, **kwargs)
        self.rol = rol

    def clean_laatste_dag(self):
        dag = self.cleaned_data["laatste_dag"]
        if dag < self.rol.van:
            raise ValidationError("Deze dag ligt voor de eerste dag van de rol.")
        if not self.rol.laat_iemand_beheren(dag):
            raise ValidationError("Dit is de laatste beheerder. Geef eerst iemand anders deze rol.")
        return dag


class PersoonForm(forms.ModelForm):
    """A new account, without a password: its owner chooses one through "wachtwoord vergeten"."""

    class Meta:
        model = Gebruiker
        fields = ["naam", "email", "telefoon"]

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if Gebruiker.objects.filter(email=email).exists():
            raise ValidationError("Er is al een account met dit e-mailadres.")
        return email

    def bewaar(self):
        return Gebruiker.objects.maak(**self.cleaned_data)
