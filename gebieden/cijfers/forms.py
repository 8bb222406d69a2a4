import hashlib

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify

from gebieden.cijfers.models import Indicator
from gebieden.gebied.models import Gebied
from gebiedswerk.profiel import huidig

VOORVOEGSEL = "eigen"
HOOGSTE_DREMPEL = 1000


class BewaakteForm(forms.ModelForm):
    """An indicator with its threshold. Refuses a page on which somebody else was first; what was typed stays."""

    stand = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["stand"] = self._afdruk(self.instance)

    def _afdruk(self, indicator):
        waarden = [str(getattr(indicator, indicator._meta.get_field(veld).attname)) for veld in self._meta.fields]
        return hashlib.sha256("\0".join(waarden).encode()).hexdigest()[:16]

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            now = self._afdruk(Indicator.objects.get(pk=self.instance.pk))
            if cleaned.get("stand") != now:
                self.data = self.data.copy()
                self.data[self.add_prefix("stand")] = now
                raise ValidationError(
                    "Iemand anders heeft deze indicator net gewijzigd. Wat u typte staat er nog. Bewaar opnieuw om dat "
                    "te laten gelden."
                )
        return cleaned

    def clean_drempel(self):
        drempel = self.cleaned_data["drempel"]
        if drempel > HOOGSTE_DREMPEL:
            raise ValidationError(f"Vul {HOOGSTE_DREMPEL} of minder in.")
        return drempel


class DrempelForm(BewaakteForm):
    """The one thing of a shipped indicator that a municipality decides itself."""

    class Meta:
        model = Indicator
        fields = ["drempel"]
        labels = {"drempel": "Publiceren vanaf"}
        help_texts = {
            "drempel": "Gaat een cijfer over minder mensen of dingen dan dit, dan staat er ‘te klein om te tonen’. "
            "Vul 0 in om alles te tonen."
        }


class IndicatorForm(BewaakteForm):
    """An indicator of the municipality's own."""

    groepen = [
        ("Wat u meet", ["naam", "betekenis", "rubriek", "thema", "bron"]),
        ("Hoe het getal eruitziet", ["soort", "eenheid", "decimalen", "basis", "richting", "zin"]),
        ("Tonen", ["drempel"]),
    ]
    thema = forms.ChoiceField(label="Onderwerp", required=False)

    class Meta:
        model = Indicator
        fields = [
            *("naam", "betekenis", "rubriek", "thema", "bron", "soort", "eenheid"),
            *("decimalen", "basis", "richting", "zin", "drempel"),
        ]
        labels = {
            "betekenis": "Wat er precies is gemeten",
            "soort": "Soort getal",
            "basis": "Weegt mee naar",
            "richting": "Wat is beter?",
            "zin": "Zin",
            "bron": "Bron",
            **DrempelForm.Meta.labels,
        }
        help_texts = {
            "betekenis": "Bijvoorbeeld: het deel van de ondervraagden dat het eens is met ‘ik voel me thuis "
            "in mijn buurt’.",
            "bron": "Bijvoorbeeld: Bewonersenquête van de gemeente.",
            "eenheid": "Wat achter het getal komt, zoals % of een rapportcijfer. Mag leeg blijven.",
            "decimalen": "Hoeveel cijfers achter de komma u toont.",
            "basis": "Nodig om een percentage of gemiddelde van buurten op te tellen tot een groter gebied: een "
            "grote buurt telt dan zwaarder. Meestal inwoners of huishoudens.",
            "zin": "Wat volgt na ‘In …’. Gebruik {waarde} voor het getal: voelt {waarde} zich thuis.",
            **DrempelForm.Meta.help_texts,
        }
        widgets = {"betekenis": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["thema"].choices = [("", "Geen"), *huidig().keuzes("themas")]
        self.fields["basis"].queryset = Indicator.objects.filter(soort="telling").exclude(pk=self.instance.pk)
        self.fields["basis"].empty_label = "Niet nodig"
        self.fields["soort"].choices = [("", "Maak een keuze"), *Indicator._meta.get_field("soort").choices]
        if self.instance.pk and self.instance.cijfers.exists():
            # Adding up, weighing and reading all follow from these: with figures they are what they are.
            self.fields["soort"].disabled = True
            self.fields["soort"].help_text = "Er zijn al cijfers van dit soort. Maak anders een nieuwe indicator."

    def clean_decimalen(self):
        decimalen = self.cleaned_data["decimalen"]
        if decimalen > 3:
            raise ValidationError("Toon hooguit 3 cijfers achter de komma.")
        return decimalen

    def clean_zin(self):
        zin = self.cleaned_data["zin"].strip()
        if zin and zin.count("{waarde}") != 1:
            raise ValidationError("Zet {waarde} één keer in de zin, op de plaats van het getal.")
        if zin and ("{" in zin.replace("{waarde}", "") or "}" in zin.replace("{waarde}", "")):
            raise ValidationError("Gebruik geen andere accolades dan die van {waarde}.")
        return zin

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("soort") == "telling" and cleaned.get("basis"):
            self.add_error("basis", "Een telling weegt niet mee: aantallen worden gewoon opgeteld. Kies ‘Niet nodig’.")
        if cleaned.get("soort") == "percentage":
            cleaned["eenheid"] = "%"
        others = Indicator.objects.filter(naam__iexact=cleaned.get("naam", "")).exclude(pk=self.instance.pk)
        if others.exists():
            self.add_error("naam", "Er is al een indicator met deze naam.")
        return cleaned

    def bewaar(self):
        indicator = self.save(commit=False)
        if indicator.pk is None:
            indicator.code, indicator.is_eigen = vrije_code(indicator.naam), True
        indicator.full_clean()
        indicator.save()
        return indicator


def vrije_code(naam):
    """``eigen-voelt-zich-thuis``: never that of an indicator that comes with the software, now or later."""
    stam = f"{VOORVOEGSEL}-{slugify(naam) or 'indicator'}"[:55].rstrip("-")
    taken = set(Indicator.objects.filter(code__startswith=stam).values_list("code", flat=True))
    return next(code for code in [stam, *(f"{stam}-{n}" for n in range(2, 1000))] if code not in taken)


class SjabloonForm(forms.Form):
    """Which areas, and about which year, the CSV to fill in is."""

    jaar = forms.IntegerField(label="Jaar", min_value=1995, max_value=2100)
    niveau = forms.ChoiceField(label="Gebieden")

    def __init__(self, *args, **kwargs):
        begin = {"jaar": timezone.localdate().year, "niveau": Gebied.objects.kaartniveau()}
        super().__init__(*args, initial=begin, **kwargs)
        self.fields["niveau"].choices = [(n["code"], n["meervoud"].capitalize()) for n in huidig().niveaus]
