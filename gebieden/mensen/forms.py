from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gebieden.gebied.keuzes import GebiedKeuze
from gebieden.models import Afdeling, Gebied, Gebiedsrol, Gebruiker
from gebiedswerk.profiel import huidig
from gebiedswerk.tijdlijn import schrijf

LABELS = {
    "van": "Eerste dag",
    "tot": "Laatste dag",
    "uren": "Uren per week",
    "mandaat": "Mag zelf toekennen tot (euro)",
}


class RuimteForm(forms.ModelForm):
    """Hours and mandate, with what is sensible for both."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
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


class RolForm(RuimteForm):
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
        labels = LABELS
        help_texts = {
            "tot": "Laat dit leeg als de rol nog niet eindigt.",
            "afdeling": "Alleen nodig bij een contactpersoon van een afdeling.",
        }

    def __init__(self, *args, gebieden, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["persoon"].queryset = Gebruiker.objects.filter(is_active=True)
        self.fields["persoon"].empty_label = self.fields["afdeling"].empty_label = "Maak een keuze"
        self.fields["afdeling"].queryset = Afdeling.objects.te_kiezen()
        self.fields["functie"].choices = [("", "Maak een keuze"), *huidig().keuzes("functies")]
        self.fields["gebied"].queryset = gebieden

    def clean_van(self):
        van = self.cleaned_data["van"]
        if van < timezone.localdate():
            raise ValidationError("Kies vandaag of een latere dag. Wat iemand eerder mocht, verandert niet achteraf.")
        return van

    def clean(self):
        cleaned = super().clean()
        if all(cleaned.get(veld) for veld in ("persoon", "functie", "gebied", "van")):
            rol = Gebiedsrol(**{veld: cleaned[veld] for veld in ("persoon", "functie", "gebied", "van", "tot")})
            if Gebiedsrol.objects.overlapt(rol).exists():
                raise ValidationError("Deze persoon heeft deze rol hier al in deze periode.")
        return cleaned

    def bewaar(self, *, door):
        rol = self.save(commit=False)
        with transaction.atomic():
            rol.bewaar()
            schrijf(rol.persoon, "rol_gegeven", door=door, tekst=f"{rol}, vanaf {rol.van:%d-%m-%Y}")
        return rol


class RolWijzigForm(RuimteForm):
    """Hours, mandate and a later last day. What was so until now stands in the timeline of the person.

    The days that went by stay as they were: the first day moves only while the role has not begun, and a role ends
    earlier through its own page, where the work is handed over.
    """

    stand = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Gebiedsrol
        fields = ["uren", "mandaat", "afdeling", "van", "tot"]
        labels = LABELS
        help_texts = {"tot": "Later of leeg. Eerder laten stoppen doet u met ‘Beëindigen’."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.was = {naam: getattr(self.instance, naam) for naam in self._meta.fields}
        self.initial["stand"] = repr([str(waarde) for waarde in self.was.values()])
        self.fields["afdeling"].queryset = Afdeling.objects.te_kiezen(self.instance.afdeling_id)
        if self.instance.van <= timezone.localdate():
            del self.fields["van"]

    def clean_van(self):
        van = self.cleaned_data["van"]
        if van < timezone.localdate():
            raise ValidationError("Kies vandaag of een latere dag.")
        return van

    def clean_tot(self):
        tot, was = self.cleaned_data["tot"], self.was["tot"]
        if tot and (was is None or tot < was):
            raise ValidationError("Gebruik ‘Beëindigen’ om een rol eerder te stoppen: dan gaat ook het werk over.")
        return tot

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("stand") != self.initial["stand"]:
            self.data = self.data.copy()
            self.data["stand"] = self.initial["stand"]
            nu = self._in_woorden(self.was)
            raise ValidationError(f"Iemand anders heeft deze rol net gewijzigd. Nu staat er: {nu}. Bewaar opnieuw.")
        later = Gebiedsrol(
            pk=self.instance.pk,
            persoon=self.instance.persoon,
            gebied=self.instance.gebied,
            functie=self.instance.functie,
            van=cleaned.get("van") or self.instance.van,
            tot=cleaned.get("tot"),
        )
        if Gebiedsrol.objects.overlapt(later).exists():
            raise ValidationError("Deze persoon heeft deze rol hier al in deze periode.")
        return cleaned

    def _in_woorden(self, waarden):
        names = {naam: (self.fields[naam].label or naam).lower() for naam in waarden if naam in self.fields}
        return ", ".join(f"{label}: {_waarde(waarden[naam])}" for naam, label in names.items())

    def bewaar(self, *, door):
        with transaction.atomic():
            rol = self.save(commit=False)
            rol.bewaar()
            changed = [naam for naam in self.changed_data if naam in self.was]
            if changed:
                van = self._in_woorden({naam: self.was[naam] for naam in changed})
                naar = self._in_woorden({naam: getattr(rol, naam) for naam in changed})
                schrijf(rol.persoon, "rol_gewijzigd", door=door, van=van, naar=naar, tekst=str(rol))
        return rol


def _waarde(waarde):
    if waarde is None:
        return "niet ingevuld"
    return f"{waarde:%d-%m-%Y}" if hasattr(waarde, "year") else str(waarde)


class PersoonForm(forms.ModelForm):
    """A new account, without a password: its owner chooses one through "wachtwoord vergeten"."""

    class Meta:
        model = Gebruiker
        fields = ["naam", "email", "telefoon"]

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if Gebruiker.objects.filter(email=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Er is al een account met dit e-mailadres.")
        return email

    def bewaar(self, *, door):
        persoon = Gebruiker.objects.maak(**self.cleaned_data)
        schrijf(persoon, "account_gemaakt", door=door)
        return persoon


class PersoonWijzigForm(PersoonForm):
    def bewaar(self, *, door):
        """A new address is also the one to sign in with, and the old one opens nothing any more."""
        with transaction.atomic():
            persoon = self.save(commit=False)
            persoon.username = persoon.email
            persoon.save()
            persoon.emailaddress_set.exclude(email=persoon.email).delete()
            if self.changed_data:
                labels = ", ".join(str(self.fields[naam].label).lower() for naam in self.changed_data)
                schrijf(persoon, "wijziging", door=door, tekst=labels)
        return persoon


class WaaromForm(forms.Form):
    """On which day, and where: an area, or the areas of a dossier."""

    dag = forms.DateField(label="Dag")
    gebied = GebiedKeuze(Gebied.objects.none(), label="Gebied", required=False, empty_label="Kies een gebied")
    dossier = forms.CharField(
        label="Of een dossier",
        help_text="Het nummer van een signaal, of het adres van de pagina.",
        required=False,
        max_length=300,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gebied"].queryset = Gebied.objects.voor_keuze()


class AfdelingForm(forms.ModelForm):
    class Meta:
        model = Afdeling
        fields = ["naam", "waarvoor", "email", "telefoon", "is_actief"]
        labels = {"waarvoor": "Waar gaat deze afdeling over?", "is_actief": "Deze afdeling bestaat nog"}
        help_texts = {
            "waarvoor": "Woorden waarop collega’s zoeken: parkeren, bomen, subsidies.",
            "email": "Hier komen signalen binnen die naar deze afdeling worden doorgezet.",
        }
        widgets = {"waarvoor": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"naam": {"unique": "Er is al een afdeling met deze naam."}}
