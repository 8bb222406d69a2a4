"""What officials write: an answer, a note, a signal heard in a conversation, where it lies."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from gebieden.gebied.keuzes import GebiedenKeuze, GebiedKeuze
from gebieden.models import Afdeling, Gebied
from gebiedswerk.dossier import DossierForm
from gebiedswerk.profiel import huidig

from .models import Signaal


def themakeuzes():
    return [("", "Kies een thema"), *huidig().keuzes("themas")]


class AntwoordForm(forms.Form):
    antwoord = forms.CharField(
        label="Antwoord aan de melder",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Schrijf een antwoord."},
    )
    uitkomst = forms.ChoiceField(
        label="Als u hiermee afsluit: wat kwam ervan?",
        choices=Signaal.uitkomst.field.choices,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"required": "Kies wat ervan kwam."},
    )

    def __init__(self, *args, sluit=False, met_uitkomst=True, **kwargs):
        super().__init__(*args, **kwargs)
        if met_uitkomst:
            self.fields["uitkomst"].required = sluit
        else:
            del self.fields["uitkomst"]

    @property
    def velden(self):
        """What closing stores with the step."""
        return {"uitkomst": self.cleaned_data["uitkomst"]} if self.cleaned_data.get("uitkomst") else {}


class NotitieForm(forms.Form):
    tekst = forms.CharField(
        label="Notitie",
        help_text="Alleen zichtbaar voor medewerkers van de gemeente.",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf een notitie."},
    )


class DoorzetForm(forms.Form):
    doorgezet_naar = forms.ModelChoiceField(
        Afdeling.objects.te_kiezen(),
        label="Naar welke afdeling?",
        help_text="De afdeling krijgt een mail. U blijft eigenaar en geeft de melder antwoord.",
        empty_label="Kies een afdeling",
        error_messages={"required": "Kies een afdeling."},
    )


class BundelForm(forms.Form):
    """Choose the main signal among what looks alike, or by its number."""

    hoofdsignaal = forms.ModelChoiceField(
        Signaal.objects.none(),
        label="Bij welk signaal hoort dit?",
        required=False,
        widget=forms.RadioSelect,
        empty_label=None,
    )
    nummer = forms.CharField(
        label="Of vul het nummer in", help_text="Bijvoorbeeld S26-00123.", max_length=20, required=False
    )

    def __init__(self, *args, signaal, zichtbaar, **kwargs):
        super().__init__(*args, **kwargs)
        self.signaal, self.zichtbaar = signaal, zichtbaar
        veld = self.fields["hoofdsignaal"]
        gelijkend = zichtbaar.lijkt_op(signaal).voor_lijst()
        veld.queryset = gelijkend
        veld.choices = [(s.pk, f"{s.nummer}: {s.kop} ({s.trekkend_gebied}, {s.status_naam})") for s in gelijkend[:15]]

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        hoofd = self._met_nummer(data["nummer"]) if data.get("nummer") else data.get("hoofdsignaal")
        if hoofd is None:
            veld = "nummer" if data.get("nummer") else "hoofdsignaal"
            raise ValidationError({veld: "Kies het signaal waar dit bij hoort, of vul een nummer in dat bestaat."})
        hoofd = hoofd.hoofdsignaal if hoofd.status == "gebundeld" else hoofd
        if hoofd.pk == self.signaal.pk:
            raise ValidationError("Een signaal kan niet bij zichzelf horen.")
        if not hoofd.is_open:
            raise ValidationError("Dat signaal is al teruggekoppeld. Kies een signaal dat nog open is.")
        data["hoofdsignaal"] = hoofd
        return data

    def _met_nummer(self, nummer):
        digits = nummer.strip().upper().removeprefix("S").partition("-")[2] or nummer.strip()
        is_number = digits.isascii() and digits.isdigit() and len(digits) < 15
        return self.zichtbaar.filter(pk=int(digits)).select_related("hoofdsignaal").first() if is_number else None


class SignaalForm(DossierForm):
    """Theme and place; the owner stays who it is."""

    thema = forms.ChoiceField(label="Thema", choices=themakeuzes)
    trekkend_gebied = GebiedKeuze(Gebied.objects.lopend(), label="Trekkend gebied", empty_label=None)
    gebieden = GebiedenKeuze(
        Gebied.objects.lopend(),
        label="Speelt ook in",
        help_text="Een signaal kan in meer gebieden liggen. De eigenaar verandert niet.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Signaal
        fields = ["thema", "plaats", "trekkend_gebied", "gebieden"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The field speaks in slugs, the model's own initial is a number.
        self.initial["trekkend_gebied"] = self.instance.trekkend_gebied

    def save(self, commit=True):
        self.instance.domein = huidig().domein_van(self.instance.thema)
        signaal = super().save(commit)
        signaal.leg_in(*self.cleaned_data["gebieden"])
        return signaal


class GesprekForm(forms.Form):
    """A signal that an official heard; the short way, for on a phone in the street."""

    tekst = forms.CharField(
        label="Wat hoorde u?",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf kort op wat u hoorde."},
    )
    thema = forms.ChoiceField(label="Thema", choices=themakeuzes, error_messages={"required": "Kies een thema."})
    gebied = GebiedKeuze(
        Gebied.objects.lopend(),
        label="Waar",
        empty_label="Kies een gebied",
        error_messages={"required": "Kies een gebied."},
    )
    plaats = forms.CharField(label="Adres of plek", max_length=200, required=False)
    naam = forms.CharField(label="Naam van de melder", max_length=120, required=False)
    email = forms.EmailField(
        label="E-mailadres van de melder",
        help_text="De melder krijgt eerst een link om het adres te bevestigen, en daarna het antwoord.",
        required=False,
        error_messages={"invalid": "Dit is geen e-mailadres."},
    )
    telefoon = forms.CharField(label="Telefoon van de melder", max_length=30, required=False)

    def leg_vast(self, *, door):
        """Who was addressed is the owner, where they work; elsewhere who works there."""
        data = self.cleaned_data
        gebied = data["gebied"]
        with transaction.atomic():
            signaal = Signaal.objects.neem_aan(
                tekst=data["tekst"],
                thema=data["thema"],
                gebied=gebied,
                plaats=data["plaats"],
                bron="gesprek",
                eigenaar=door if type(gebied).objects.met_recht(door, "behandelen").filter(pk=gebied.pk) else None,
                melder={naam: data[naam] for naam in ("naam", "email", "telefoon")},
            )
            signaal.bevestig(door)
        return signaal
