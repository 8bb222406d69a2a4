"""Setting up a round, asking people, and choosing what part of the answers to look at."""

from django import forms
from django.utils import timezone

from gebieden.importeren import BESTURING
from gebiedswerk.dossier import DossierForm
from gebiedswerk.eenmalig import EenmaligForm

from .adressen import MEESTE_ADRESSEN, lees_adressen
from .criteria import GROEPEN
from .models import Onderzoek

KIES_GROEP = {"required": "Kies een groep."}
KIES_GEBIED = {"required": "Kies een gebied.", "invalid_choice": "Dit gebied doet niet mee."}
MEESTE_BYTES = 1024 * 1024
MEESTE_CODES = 200


class OnderzoekForm(DossierForm):
    class Meta:
        model = Onderzoek
        fields = ["titel", "inleiding", "opent_datum", "sluit_datum", "vorige"]
        labels = {"inleiding": "Wat wilt u erbij zeggen in de mail?", "vorige": "Met welke ronde vergelijken?"}
        widgets = {"inleiding": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "inleiding": "Eén of twee zinnen in gewone taal. De rest van de mail staat vast.",
            "sluit_datum": "Daarna sluit het onderzoek vanzelf. Drie weken is een goede tijd.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["inleiding"].max_length = 1000
        vorige = self.fields["vorige"]
        vorige.queryset = Onderzoek.objects.gesloten().exclude(pk=self.instance.pk)
        vorige.empty_label = "Niet vergelijken"
        if not self.instance.pk:
            # The form of a round not yet made holds an empty one, which is no choice.
            self.initial["vorige"] = self.initial.get("vorige") or vorige.queryset.first()
        if self.instance.status == "open":
            # People were told when it began.
            del self.fields["opent_datum"]

    def clean_inleiding(self):
        tekst = self.cleaned_data["inleiding"]
        if len(tekst) > 1000:
            raise forms.ValidationError("Houd het korter dan 1.000 tekens.")
        return tekst

    def clean(self):
        data = super().clean()
        opent = data.get("opent_datum") or self.instance.opent_datum
        sluit, vandaag = data.get("sluit_datum"), timezone.localdate()
        if opent and sluit and sluit < opent:
            self.add_error("sluit_datum", "De laatste dag ligt voor de eerste dag.")
        elif sluit and sluit < vandaag:
            self.add_error("sluit_datum", "Deze dag is al voorbij.")
        elif sluit and not vandaag.year - 1 <= sluit.year <= vandaag.year + 2:
            self.add_error("sluit_datum", "Deze dag ligt te ver weg.")
        return data

    def save(self, commit=True):
        self.instance.jaar = self.instance.opent_datum.year
        return super().save(commit)


class OnderzoekNieuwForm(EenmaligForm, OnderzoekForm):
    def bewaar_eenmaal(self, *, door):
        return self.eenmaal(lambda: self.bewaar(door=door))


class _WieForm(forms.Form):
    groep = forms.ChoiceField(label="Groep", choices=[("", "Kies een groep"), *GROEPEN], error_messages=KIES_GROEP)
    gebied = forms.TypedChoiceField(label="Gebied", coerce=int, error_messages=KIES_GEBIED)

    def __init__(self, *args, plekken, **kwargs):
        super().__init__(*args, **kwargs)
        self.gebieden = {g.pk: g for g in plekken.keuzes}
        namen = [(g.pk, g.naam if g.ouder_id else f"Heel {g.naam}") for g in plekken.keuzes]
        self.fields["gebied"].choices = [("", "Kies een gebied"), *namen]


class AdressenForm(_WieForm):
    adressen = forms.CharField(
        label="E-mailadressen",
        required=False,
        max_length=300_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Eén per regel, of zoals ze in een mailprogramma staan. Dubbele adressen tellen één keer.",
    )
    bestand = forms.FileField(
        label="Of een bestand met adressen",
        required=False,
        help_text="Een tekstbestand of CSV, hooguit 1 MB.",
        error_messages={"empty": "Dit bestand is leeg."},
    )

    def clean_bestand(self):
        bestand = self.cleaned_data["bestand"]
        if bestand is None:
            return ""
        if bestand.size > MEESTE_BYTES:
            raise forms.ValidationError("Dit bestand is groter dan 1 MB. Deel het op.")
        inhoud = bestand.read()
        try:
            tekst = inhoud.decode("utf-8-sig")
        except UnicodeDecodeError:
            tekst = inhoud.decode("cp1252", errors="replace")
        if BESTURING.search(tekst):
            raise forms.ValidationError("Dit is geen tekstbestand. Bewaar het als CSV en probeer het opnieuw.")
        return tekst

    def clean(self):
        data = super().clean()
        if "adressen" not in data or "bestand" not in data:
            return data
        data["lijst"], fout = lees_adressen(f"{data['adressen']}\n{data['bestand']}")
        if fout:
            genoemd = ", ".join(deel[:80] for deel in fout[:10])
            self.add_error("adressen", f"Dit is geen e-mailadres: {genoemd}. Verbeter het of haal het weg.")
        elif not data["lijst"]:
            self.add_error("adressen", "Hier staat geen e-mailadres in.")
        elif len(data["lijst"]) > MEESTE_ADRESSEN:
            self.add_error(
                "adressen", f"Dit zijn {len(data['lijst'])} adressen. Voeg er hooguit {MEESTE_ADRESSEN} tegelijk toe."
            )
        return data

    def als_adressen(self):
        data = self.cleaned_data
        return [(email, data["groep"], data["gebied"]) for email in data["lijst"]]


class CodesForm(EenmaligForm, _WieForm):
    aantal = forms.IntegerField(
        label="Hoeveel codes?",
        min_value=1,
        max_value=MEESTE_CODES,
        initial=30,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text="Voor wie u op een avond in het dorp ontmoet. Elke code werkt één keer.",
    )

    def maak_eenmaal(self, onderzoek, *, door):
        data = self.cleaned_data
        gebied = self.gebieden[data["gebied"]]
        return self.eenmaal(lambda: onderzoek.maak_codes(data["groep"], gebied, data["aantal"], door=door))


class BronnenForm(forms.Form):
    """Which of the addresses that we have."""

    bronnen = forms.MultipleChoiceField(
        label="Wie nodigt u uit?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens één groep."},
    )

    def __init__(self, *args, bronnen, **kwargs):
        super().__init__(*args, **kwargs)
        self.per_code = {bron.code: bron for bron in bronnen}
        self.fields["bronnen"].choices = [
            (b.code, f"{b.naam}: {len(b.adressen)} adressen. {b.uitleg}") for b in bronnen if b.adressen
        ]

    def als_adressen(self):
        return [adres for code in self.cleaned_data["bronnen"] for adres in self.per_code[code].adressen]


class DeelForm(forms.Form):
    """Which part of the answers; nonsense is all of them."""

    gebied = forms.ChoiceField(label="Gebied", required=False)
    groep = forms.ChoiceField(label="Groep", required=False, choices=[("", "Alle groepen"), *GROEPEN])

    def __init__(self, *args, gebieden, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gebied"].choices = [("", "Alle antwoorden"), *((str(pk), naam) for pk, naam in gebieden.items())]

    @property
    def deel(self):
        data = self.cleaned_data if self.is_valid() else {}
        return int(data["gebied"]) if data.get("gebied") else None, data.get("groep") or None
