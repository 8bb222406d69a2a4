"""What each side writes: the question, the advice, the answer, a document, and the subjects of the year."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from gebieden.models import Bijeenkomst, Gebruiker, Platform
from gebiedswerk.bijlage import BijlageVeld
from gebiedswerk.dossier import DossierForm
from gebiedswerk.eenmalig import EenmaligForm
from gebiedswerk.profiel import huidig
from gebiedswerk.termijnen import uiterste_dag

from .models import ARGUMENT_NODIG, Advies, Adviesonderwerp, Adviesstuk, begin
from .statussen import AFWIJKEND

DOCUMENTEN = ("pdf", "docx", "odt", "xlsx", "ods")
OPNIEUW = "Kies ook het bestand opnieuw: een browser stuurt het niet vanzelf nog een keer."
MEESTE_TEKENS = 20_000


def _tekst(label, *, rows=5, hulp="", required=False, leeg="Vul dit in."):
    return forms.CharField(
        label=label,
        help_text=hulp,
        max_length=MEESTE_TEKENS,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": leeg},
    )


def _datum_in_bereik(dag):
    vandaag = timezone.localdate()
    if dag and not vandaag < dag <= vandaag + timedelta(days=730):
        raise ValidationError("Kies een dag na vandaag, en binnen twee jaar.")
    return dag


def meld_bestand_opnieuw(form, naam):
    if form.errors and form.files.get(naam) and naam not in form.errors:
        form.add_error(naam, OPNIEUW)


class VraagForm(DossierForm):
    """The question as long as it was not put yet."""

    groepen = [
        ("Waarover", ["afspraak", "onderwerp", "thema"]),
        ("De vraag", ["vraag", "ruimte", "advies_uiterlijk"]),
        ("Wie bereidt de reactie voor?", ["eigenaar"]),
    ]
    thema = forms.ChoiceField(label="Thema")
    vraag = _tekst("Wat wilt u weten?")
    ruimte = _tekst(
        "Waar kan nog invloed op worden uitgeoefend?",
        hulp="En wat staat al vast, en waarom? Zonder dit kunt u de vraag wel bewaren, maar niet stellen.",
    )

    class Meta:
        model = Advies
        fields = ["afspraak", "onderwerp", "thema", "vraag", "ruimte", "advies_uiterlijk", "eigenaar"]
        labels = {
            "afspraak": "Afgesproken onderwerp van dit jaar",
            "onderwerp": "Onderwerp",
            "advies_uiterlijk": "Tot wanneer is het advies welkom?",
            "eigenaar": "Eigenaar",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        advies, jaar = self.instance, timezone.localdate().year
        self.fields["thema"].choices = [("", "Kies een thema"), *huidig().keuzes("themas")]
        onderwerpen = Adviesonderwerp.objects.filter(platform=advies.platform, jaar__gte=jaar)
        self.fields["afspraak"].queryset = onderwerpen | Adviesonderwerp.objects.filter(pk=advies.afspraak_id)
        self.fields["afspraak"].empty_label = "Een ander onderwerp"
        self.fields["eigenaar"].queryset = Gebruiker.objects.met_rol("behandelen") | Gebruiker.objects.filter(
            pk=advies.eigenaar_id
        )
        self.fields["eigenaar"].empty_label = None
        days = huidig().termijn("advies")
        self.fields["advies_uiterlijk"].help_text = (
            f"Op tijd vragen is minstens {days} werkdagen vooraf. "
            f"Vraagt u het vandaag, dan is dat {uiterste_dag('advies', timezone.localdate()):%d-%m-%Y}."
        )

    def clean_advies_uiterlijk(self):
        return _datum_in_bereik(self.cleaned_data["advies_uiterlijk"])

    def clean(self):
        data = super().clean()
        stored = Advies.objects.filter(pk=self.instance.pk).values_list("status", flat=True).first()
        if stored not in (None, "concept"):
            self.add_error(None, "De vraag is al gesteld. U kunt die niet meer wijzigen.")
        return data


class VraagNieuwForm(EenmaligForm, VraagForm):
    """A new question; ``stuk`` is the first document with it."""

    stuk = BijlageVeld(label="Stuk bij de vraag", soorten=DOCUMENTEN, required=False)
    groepen = [*VraagForm.groepen[:2], ("Stukken", ["stuk"]), VraagForm.groepen[2]]

    def clean(self):
        data = super().clean()
        meld_bestand_opnieuw(self, "stuk")
        return data

    def bewaar(self, *, door):
        return self.eenmaal(lambda: self._maak(door))

    def _maak(self, door):
        advies = super().bewaar(door=door)
        advies.leg_in(*advies.platform.gebieden.all())
        voeg_toe(advies, self.cleaned_data["stuk"], "vraag", "Stuk bij de vraag")
        return advies


class PlatformkeuzeForm(forms.Form):
    """Whom to ask, when the page was not reached from a platform."""

    platform = forms.ModelChoiceField(Platform.objects.none(), to_field_name="slug", empty_label="Maak een keuze")

    def __init__(self, *args, platforms, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["platform"].label = f"Aan {huidig().de('platform')}"
        self.fields["platform"].queryset = platforms


class UitstelForm(forms.Form):
    advies_uiterlijk = forms.DateField(label="Nieuwe laatste dag")

    def clean_advies_uiterlijk(self):
        return _datum_in_bereik(self.cleaned_data["advies_uiterlijk"])


class AdviseerForm(DossierForm):
    """The advice with its weight: advice is hard to judge when nobody knows how many people stand behind it."""

    groepen = [
        ("Het advies", ["advies", "brief", "is_brief_openbaar"]),
        ("Wie zijn er gehoord?", ["raadpleging", "aantal_mensen", "bijeenkomst"]),
    ]
    advies = _tekst("Wat is het advies?", rows=10, required=True, leeg="Schrijf op wat het advies is.")
    brief = BijlageVeld(label="De brief of het stuk", soorten=DOCUMENTEN, required=False)
    is_brief_openbaar = forms.BooleanField(label="Iedereen mag de brief lezen", required=False)
    raadpleging = _tekst(
        "Hoe zijn bewoners gehoord?",
        rows=3,
        required=True,
        hulp="Bijvoorbeeld: een avond, een enquête, gesprekken op straat. Niemand gehoord? Schrijf dat dan op.",
        leeg="Schrijf op hoe bewoners zijn gehoord, of dat dit niet is gebeurd.",
    )

    class Meta:
        model = Advies
        fields = ["advies", "raadpleging", "aantal_mensen", "bijeenkomst"]
        labels = {"aantal_mensen": "Hoeveel mensen zijn gehoord?", "bijeenkomst": "Hoort bij deze raadpleging"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["aantal_mensen"].max_value = 1_000_000
        meetings = Bijeenkomst.objects.filter(platform=self.instance.platform_id, soort="raadpleging", is_geweest=True)
        self.fields["bijeenkomst"].queryset = meetings
        self.fields["bijeenkomst"].empty_label = "Geen"
        if not meetings:
            del self.fields["bijeenkomst"]

    def clean_aantal_mensen(self):
        aantal = self.cleaned_data["aantal_mensen"]
        if aantal is not None and aantal > 1_000_000:
            raise ValidationError("Vul een aantal van een miljoen of minder in.")
        return aantal

    def clean(self):
        data = super().clean()
        meld_bestand_opnieuw(self, "brief")
        return data

    def bewaar(self, *, door):
        """Store the advice and give it, in one act."""
        with transaction.atomic():
            advies = super().bewaar(door=door)
            voeg_toe(advies, self.cleaned_data["brief"], "advies", "Advies", self.cleaned_data["is_brief_openbaar"])
            advies.ga_naar("uitgebracht", door=door, is_openbaar=True)
        return advies


class OngevraagdForm(EenmaligForm, AdviseerForm):
    """Unasked: the platform begins itself."""

    groepen = [("Waarover", ["onderwerp", "thema"]), *AdviseerForm.groepen]
    thema = forms.ChoiceField(label="Thema")

    class Meta(AdviseerForm.Meta):
        fields = ["onderwerp", "thema", *AdviseerForm.Meta.fields]
        labels = AdviseerForm.Meta.labels | {"onderwerp": "Onderwerp"}

    def __init__(self, *args, platform, **kwargs):
        super().__init__(*args, instance=Advies(platform=platform, soort="ongevraagd"), **kwargs)
        self.fields["thema"].choices = [("", "Kies een thema"), *huidig().keuzes("themas")]

    def save(self, commit=True):
        """Whom it goes to depends on the theme, and so is known only now."""
        advies = self.instance
        first = begin(advies.platform, soort="ongevraagd", thema=self.cleaned_data["thema"])
        advies.trekkend_gebied, advies.eigenaar = first.trekkend_gebied, first.eigenaar
        advies = super().save(commit)
        advies.leg_in(*advies.platform.gebieden.all())
        return advies

    def bewaar(self, *, door):
        return self.eenmaal(lambda: super(OngevraagdForm, self).bewaar(door=door))


class ReactieForm(DossierForm):
    """The answer of the college: officials prepare it, somebody who may decide records it."""

    besluit = forms.ChoiceField(
        label="Wat is het besluit?",
        choices=Advies.BESLUITEN,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"required": "Kies wat het besluit is."},
    )
    argument = _tekst(
        "Waarom niet (helemaal)?",
        hulp="Verplicht als u het advies niet of niet helemaal overneemt. Het platform en de raad lezen dit.",
        rows=4,
    )
    reactie = _tekst(
        "De reactie aan het platform",
        hulp="Wat vindt het college van het advies, en wat gaat er gebeuren? Schrijf in gewone woorden.",
        rows=8,
        leeg="Schrijf een reactie.",
    )

    class Meta:
        model = Advies
        fields = ["besluit", "argument", "reactie"]

    def __init__(self, *args, vastleggen=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.vastleggen = vastleggen
        for naam in ("besluit", "reactie"):
            self.fields[naam].required = vastleggen

    def clean(self):
        data = super().clean()
        besluit = data.get("besluit", "")
        if besluit in AFWIJKEND and not data.get("argument") and "argument" not in self.errors:
            self.add_error("argument", ARGUMENT_NODIG)
        if besluit == "overgenomen":
            data["argument"] = ""
        return data

    def bewaar(self, *, door):
        with transaction.atomic():
            if type(self.instance).objects.select_for_update().get(pk=self.instance.pk).status != "uitgebracht":
                raise ValidationError("Er is al een reactie vastgelegd. Laad de pagina opnieuw.")
            advies = super().bewaar(door=door)
            if self.vastleggen:
                advies.ga_naar("beantwoord", door=door, is_openbaar=True)
        return advies


class StukForm(EenmaligForm, forms.Form):
    bij = forms.ChoiceField(label="Hoort bij")
    naam = forms.CharField(label="Hoe heet het stuk?", max_length=120)
    bestand = BijlageVeld(label="Bestand", soorten=DOCUMENTEN)
    is_openbaar = forms.BooleanField(
        label="Iedereen mag dit stuk lezen",
        help_text="Kijk eerst of er geen namen van inwoners in staan.",
        required=False,
    )

    def __init__(self, *args, delen, **kwargs):
        super().__init__(*args, **kwargs)
        names = dict(Adviesstuk.bij.field.choices)
        self.fields["bij"].choices = [(deel, names[deel]) for deel in delen]
        if len(delen) == 1:
            self.fields["bij"].widget = forms.HiddenInput()
            self.initial["bij"] = delen[0]

    def clean(self):
        data = super().clean()
        meld_bestand_opnieuw(self, "bestand")
        return data

    def bewaar(self, advies, *, door):
        return self.eenmaal(lambda: self._voeg_toe(advies, door))

    def _voeg_toe(self, advies, door):
        data = self.cleaned_data
        stuk = voeg_toe(advies, data["bestand"], data["bij"], data["naam"], data["is_openbaar"])
        advies.noteer(stuk.naam, door=door, soort="stuk_erbij")
        return stuk


def voeg_toe(advies, bestand, bij, naam, is_openbaar=False):
    if bestand:
        return advies.stukken.create(bij=bij, naam=naam, bestand=bestand, is_openbaar=is_openbaar)
    return None


class OnderwerpForm(EenmaligForm, DossierForm):
    """One of the few subjects of the year."""

    class Meta:
        model = Adviesonderwerp
        fields = ["onderwerp", "toelichting", "kwartaal"]
        labels = {"onderwerp": "Onderwerp", "kwartaal": "Wanneer ongeveer?", "toelichting": "Toelichting"}
        widgets = {"toelichting": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kwartaal"].choices = [("", "Nog niet bekend"), *self.fields["kwartaal"].choices[1:]]

    def bewaar(self, *, door):
        if self.instance.pk:
            return self._wijzig(door)
        return self.eenmaal(lambda: Adviesonderwerp.objects.spreek_af(self.instance, door=door))

    def _wijzig(self, door):
        try:
            with transaction.atomic():
                return super().bewaar(door=door)
        except IntegrityError:
            raise ValidationError({"onderwerp": "Dit onderwerp staat al op de lijst van dit jaar."}) from None
