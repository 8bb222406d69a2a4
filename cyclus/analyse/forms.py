from hashlib import sha256
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import F
from django.utils.text import Truncator

from gebiedswerk.dossier import DossierForm
from gebiedswerk.eenmalig import EenmaligForm
from gebiedswerk.profiel import huidig
from gebiedswerk.tijdlijn import schrijf

from .models import Gebiedsanalyse
from .nakijken import TEKSTEN
from .punt import Analysepunt, Uitgelicht
from .verhaal import Verhaal

LANGSTE_TEKST, LANGSTE_PUNT, LANGSTE_VERHAAL = 10_000, 1_500, 5_000
UITLEG = {
    "samenvatting": "Schrijf in gewone woorden wat er in het gebied speelt. Laat u dit leeg, dan maakt de software een "
    "samenvatting uit de cijfers.",
    "beleving": "Wat vonden bewoners ervan, en wie namens hen spreekt? Noem geen namen.",
}


class TekstForm(forms.Form):
    """One text of an analysis. ``was`` says what stood there when the page was opened, so each text is on its own."""

    tekst = forms.CharField(required=False, max_length=LANGSTE_TEKST, widget=forms.Textarea(attrs={"rows": 12}))
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, analyse, naam):
        self.analyse, self.naam, self.staat_er = analyse, naam, getattr(analyse, naam)
        super().__init__(data, initial={"tekst": self.staat_er, "was": afdruk(self.staat_er)})
        self.fields["tekst"].label = TEKSTEN[naam]
        self.fields["tekst"].help_text = UITLEG[naam]

    @property
    def anker(self):
        return f"tekst-{self.naam}"

    def clean(self):
        data = super().clean()
        if data.get("was") != afdruk(self.staat_er) and data.get("tekst", "") != self.staat_er:
            self.data = self.data.copy()
            self.data["was"] = afdruk(self.staat_er)
            self.add_error("tekst", f"Inmiddels staat hier: {self.staat_er or 'niets'}")
            self.add_error(
                None,
                "Iemand anders heeft deze tekst net gewijzigd. Wat u typte staat er nog, met daaronder wat er nu "
                "staat. Bewaar opnieuw om uw tekst te laten gelden.",
            )
        return data

    def is_bewaard(self, *, door):
        """Valid and stored; the analysis is held by the caller."""
        if not self.is_valid():
            return False
        tekst = self.cleaned_data["tekst"]
        rest = [naam for naam in self.analyse.na_te_kijken if naam != self.naam]
        if tekst != self.staat_er:
            schrijf(self.analyse, "wijziging", door=door, tekst=TEKSTEN[self.naam].lower())
        Gebiedsanalyse.objects.filter(pk=self.analyse.pk).update(
            **{self.naam: tekst}, na_te_kijken=rest, versie=F("versie") + 1
        )
        return True


def afdruk(tekst):
    """A short name of a text; line ends differ between a browser and what was stored."""
    return sha256(tekst.replace("\r\n", "\n").strip().encode()).hexdigest()[:16]


class DeelForm(EenmaligForm, DossierForm):
    """Adds or edits one part of an analysis; told on the timeline of the whole, and looked at again by being edited.

    ``is_weg``: it was removed while somebody edited it. Saving it once more brings it back, knowingly.
    """

    soort_op_tijdlijn = ""
    terug = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, analyse, is_weg=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.analyse, self.is_weg = analyse, is_weg
        if self.instance.pk:
            del self.fields["sleutel"], self.fields["terug"]

    @property
    def anker(self):
        return f"{self.soort_op_tijdlijn}-{self.instance.pk}"

    def clean(self):
        data = super().clean()
        if self.is_weg and not data.get("terug"):
            self.data = self.data.copy()
            self.data.update({self.add_prefix("terug"): "on", self.add_prefix("sleutel"): str(uuid4())})
            raise ValidationError(
                "Iemand anders heeft dit net weggehaald. Wat u typte staat er nog. "
                "Bewaar opnieuw om het terug te zetten."
            )
        return data

    def bewaar(self, *, door):
        if self.instance.pk:
            return super().bewaar(door=door)
        self.instance = self.eenmaal(lambda: super(DeelForm, self).bewaar(door=door))
        return self.instance

    def save(self, commit=True):
        """Only what is on the form: somebody may have moved it meanwhile."""
        self.instance.is_nagekeken = True
        fields = [*self.Meta.fields, *self.erbij(), "is_nagekeken", "versie"]
        self.instance.save(update_fields=fields if self.instance.pk else None)
        return self.instance

    def erbij(self):
        """Fields that follow from the form and are stored with it."""
        return []

    def vertel(self, dossier, soort, *, door, tekst=""):
        wat = "toegevoegd" if soort == "aangemaakt" else "gewijzigd"
        schrijf(self.analyse, f"{self.soort_op_tijdlijn}_{wat}", door=door, tekst=self.in_woorden(dossier))

    def in_woorden(self, deel):
        return ""


def _themakeuze():
    return forms.ChoiceField(label="Thema", required=False, choices=[("", "Geen thema"), *huidig().keuzes("themas")])


class PuntForm(DeelForm):
    soort_op_tijdlijn = "punt"

    class Meta:
        model = Analysepunt
        fields = ["soort", "tekst", "aard", "onderbouwing", "thema"]
        widgets = {"tekst": forms.Textarea(attrs={"rows": 4}), "soort": forms.RadioSelect, "aard": forms.RadioSelect}
        labels = {"soort": "Wat is het?", "tekst": "Wat wilt u zeggen?", "aard": "Is dit een feit of een mening?"}
        help_texts = {
            "tekst": "Eén punt tegelijk, in gewone woorden. Noem geen namen.",
            "aard": "Een feit kan iemand anders nagaan. Een mening of verwachting is hoe u of een ander het leest.",
            "onderbouwing": "Bij een feit verplicht: een cijfer, een verslag of een besluit. Bij een mening: van wie?",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for naam, keuzes in (("soort", Analysepunt.SOORTEN), ("aard", Analysepunt.AARDEN)):
            self.fields[naam].choices = keuzes
        self.fields["tekst"].validators.append(MaxLengthValidator(LANGSTE_PUNT))
        self.fields["thema"] = _themakeuze()

    def erbij(self):
        return ["volgorde"] if "soort" in self.changed_data else []

    def save(self, commit=True):
        if not self.instance.pk or "soort" in self.changed_data:
            self.instance.volgorde = self.analyse.punten.volgende_plek(self.instance.soort)
        self.instance.analyse = self.analyse
        return super().save(commit)

    def in_woorden(self, deel):
        return f"{deel.get_soort_display()}: {Truncator(deel.tekst).chars(200)}"


class CommentaarForm(DeelForm):
    """What officials say about a figure; the row is there before anybody wrote."""

    soort_op_tijdlijn = "cijfer"

    class Meta:
        model = Uitgelicht
        fields = ["commentaar"]
        widgets = {"commentaar": forms.Textarea(attrs={"rows": 5})}
        labels = {"commentaar": "Wat wij erover zeggen"}
        help_texts = {"commentaar": "Staat in het document onder het cijfer, als uw lezing: niet als feit."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commentaar"].validators.append(MaxLengthValidator(LANGSTE_PUNT))

    def in_woorden(self, deel):
        return Truncator(deel.commentaar).chars(200)


class VerhaalForm(DeelForm):
    soort_op_tijdlijn = "verhaal"
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
        self.fields["tekst"].validators.append(MaxLengthValidator(LANGSTE_VERHAAL))
        self.fields["thema"] = _themakeuze()
        self.fields["bron"].choices = [("", "Kies wie het vertelt"), *Verhaal._meta.get_field("bron").choices]
        self.order_fields(self.Meta.fields)


class VerhaalkeuzeForm(forms.ModelForm):
    class Meta:
        model = Verhaal
        fields = ["heeft_toestemming", "is_citeerbaar"]
