"""What officials fill in: when the toets is open and who is asked, and what was done with each reaction."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from gebiedswerk.dossier import DossierForm
from gebiedswerk.profiel import huidig

from .models import Belevingstoets
from .reactie import Toetsreactie

MEESTE_ADRESSEN = 200
LANGSTE_PERIODE = timedelta(days=120)


class Adressen(forms.CharField):
    """E-mail addresses under each other, or with commas; a wrong one is named."""

    def __init__(self, **kwargs):
        kwargs = {"required": False, "max_length": 20000, "widget": forms.Textarea(attrs={"rows": 3})} | kwargs
        super().__init__(**kwargs)

    def clean(self, value):
        adressen = super().clean(value).replace(",", " ").replace(";", " ").split()
        fout = [adres for adres in adressen if not _is_adres(adres)]
        if fout:
            raise ValidationError(f"Dit is geen e-mailadres: {', '.join(fout[:5])}.")
        if len(adressen) > MEESTE_ADRESSEN:
            raise ValidationError(
                f"Dit zijn {len(adressen)} adressen. Meer dan {MEESTE_ADRESSEN} kan niet in één keer."
            )
        return adressen


def _is_adres(adres):
    try:
        validate_email(adres)
    except ValidationError:
        return False
    return len(adres) <= 254


class UitnodigenForm(forms.Form):
    """Who gets the link by mail."""

    platforms = forms.ModelMultipleChoiceField(
        label="Deze krijgen de link per mail", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    adressen = Adressen(
        label="Andere e-mailadressen",
        help_text="Onder elkaar. Wij bewaren ze niet langer dan voor deze toets nodig is.",
    )

    def __init__(self, *args, platforms, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["platforms"].queryset = platforms
        if not platforms:
            del self.fields["platforms"]

    def ontvangers(self):
        platforms = self.cleaned_data.get("platforms") or ()
        return [*(platform.email for platform in platforms), *self.cleaned_data["adressen"]]

    def clean(self):
        data = super().clean()
        if not self.errors and not self.ontvangers():
            raise ValidationError("Kies wie de link krijgt, of vul een adres in.")
        return data


class ToetsForm(DossierForm):
    """The period and the words; a second time it makes the period longer, or opens the toets again."""

    class Meta:
        model = Belevingstoets
        fields = ["opent_datum", "sluit_datum", "uitleg"]
        help_texts = {"uitleg": "Staat boven aan de pagina. Waar bent u het meest benieuwd naar?"}
        widgets = {"uitleg": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["uitleg"].max_length = 2000

    def clean_uitleg(self):
        uitleg = self.cleaned_data["uitleg"]
        if len(uitleg) > 2000:
            raise ValidationError("Dit is te lang: hooguit 2000 tekens.")
        return uitleg

    def clean(self):
        data = super().clean()
        van, tot = data.get("opent_datum"), data.get("sluit_datum")
        if van and tot and tot < van:
            self.add_error("sluit_datum", "De toets eindigt voordat hij begint.")
        elif van and tot and tot - van > LANGSTE_PERIODE:
            self.add_error("sluit_datum", f"Langer dan {LANGSTE_PERIODE.days} dagen kan niet.")
        elif tot and tot < timezone.localdate():
            self.add_error("sluit_datum", "Deze dag is al voorbij.")
        return data

    def save(self, commit=True):
        self.instance.gesloten_op = None
        return super().save(commit)


class ToetsOpenenForm(UitnodigenForm, ToetsForm):
    """Opens the toets of one analysis, once: who sends the page twice finds it there."""

    groepen = [("Wanneer", ["opent_datum", "sluit_datum"]), ("Wat vraagt u?", ["uitleg"])]

    def __init__(self, *args, analyse, **kwargs):
        vandaag = timezone.localdate()
        dagen = timedelta(days=int(huidig().cyclus.get("toets_dagen", 21)))
        kwargs["initial"] = {"opent_datum": vandaag, "sluit_datum": vandaag + dagen} | kwargs.get("initial", {})
        super().__init__(*args, instance=Belevingstoets(analyse=analyse), **kwargs)
        if "platforms" in self.fields:
            self.initial["platforms"] = [platform.pk for platform in self.fields["platforms"].queryset]

    def clean(self):
        # Nobody has to be mailed: the link can be handed out.
        return ToetsForm.clean(self)

    def open(self, *, door):
        """The toets, and whether it is new; in one transaction with the mails."""
        with transaction.atomic():
            analyse = self.instance.analyse.houd_vast()
            if hasattr(analyse, "toets"):
                return analyse.toets, False
            if analyse.status != "ter_toetsing":
                raise ValidationError("De toets kan alleen als het stuk ter toetsing is aangeboden.")
            self.instance.geef_code()
            toets = self.bewaar(door=door)
            toets.nodig_uit(self.ontvangers(), door=door)
        return toets, True


class GevolgForm(DossierForm):
    """What was done with one reaction; whoever reacted reads the explanation."""

    gevolg = forms.ChoiceField(
        label="Wat is ermee gedaan?", choices=Toetsreactie.GEVOLGEN[1:], widget=forms.RadioSelect
    )
    wis_tekst = forms.BooleanField(
        label="Haal de tekst weg",
        required=False,
        help_text="Als er namen of iets privés in staat. Het oordeel telt mee; de tekst is daarna weg.",
    )

    class Meta:
        model = Toetsreactie
        fields = ["gevolg", "uitleg"]
        labels = {"uitleg": "Uitleg"}
        help_texts = {
            "uitleg": "Staat bij de reactie in het document. Bij ‘Niet in het document’ leest alleen u waarom."
        }
        widgets = {"uitleg": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.tekst:
            del self.fields["wis_tekst"]

    def clean(self):
        data = super().clean()
        gevolg = data.get("gevolg")
        if gevolg in ("niet", "buiten") and not data.get("uitleg", "").strip():
            vraag = (
                "Schrijf op waarom niet." if gevolg == "niet" else "Schrijf op waarom, bijvoorbeeld: er staan namen in."
            )
            self.add_error("uitleg", vraag)
        if len(data.get("uitleg", "")) > 2000:
            self.add_error("uitleg", "Dit is te lang: hooguit 2000 tekens.")
        if data.get("wis_tekst") and gevolg and gevolg != "buiten":
            self.add_error("wis_tekst", "Dit kan alleen als de reactie niet in het document komt.")
        return data

    def bewaar(self, *, door):
        with transaction.atomic():
            self.instance.toets.analyse.houd_vast()
            return super().bewaar(door=door)

    def save(self, commit=True):
        if self.cleaned_data.get("wis_tekst"):
            self.instance.tekst = ""
        return super().save(commit)
