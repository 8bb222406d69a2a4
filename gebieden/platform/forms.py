from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify

from gebieden.gebied.keuzes import GebiedenMetNiveau
from gebieden.mensen.models import Gebruiker
from gebieden.models import Gebied, Platform, Platformlid
from gebiedswerk.bijlage import BijlageVeld, ruim_op
from gebiedswerk.dossier import DossierForm
from gebiedswerk.eenmalig import EenmaligForm
from gebiedswerk.tijdlijn import schrijf

from .filters import soorten

# The address "nieuw" is a page of its own.
BEZET = {"nieuw"}
OPNIEUW = "Kies ook het bestand opnieuw: een browser stuurt het niet vanzelf nog een keer."


class PlatformForm(DossierForm):
    groepen = [
        ("Wie", ["naam", "soort", "gebieden"]),
        ("Hoe we samenwerken", ["status", "ondersteuning", "wethouder", "opgericht_datum"]),
        ("Te bereiken", ["email", "website"]),
        ("Huishoudelijk reglement", ["reglement", "reglement_datum"]),
    ]
    soort = forms.ChoiceField(label="Soort")
    gebieden = GebiedenMetNiveau(label="Voor welke gebieden spreekt het?", queryset=Gebied.objects.none())
    website = forms.URLField(label="Website", required=False, assume_scheme="https")
    reglement = BijlageVeld(label="Het reglement", required=False)

    class Meta:
        model = Platform
        fields = [
            *("naam", "soort", "gebieden", "status", "ondersteuning", "wethouder", "opgericht_datum"),
            *("email", "website", "reglement", "reglement_datum", "is_actief"),
        ]
        labels = {
            "opgericht_datum": "Opgericht op",
            "email": "E-mailadres",
            "reglement_datum": "Vastgesteld op",
            "is_actief": "Dit platform bestaat nog",
        }
        help_texts = {
            "status": "Bij ‘met convenant’ en ‘formeel’ tellen we de afspraken van het jaar. Bij ‘informeel’ niet.",
            "wethouder": "Deze wethouder krijgt bericht als er bezoeken ontbreken.",
            "email": "Staat op de openbare pagina.",
            "is_actief": "Haal het vinkje weg als het platform is gestopt. Het dossier blijft.",
        }
        widgets = {"ondersteuning": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"naam": {"unique": "Deze naam is er al. Kies een andere, of zoek hem op in de lijst."}}

    def __init__(self, *args, gebieden, **kwargs):
        super().__init__(*args, **kwargs)
        own = Gebied.objects.filter(platforms=self.instance.pk or 0).values_list("pk", flat=True)
        offered = Gebied.objects.bekend().filter(pk__in=gebieden).values_list("pk", flat=True)
        self.fields["gebieden"].queryset = Gebied.objects.filter(pk__in=[*offered, *own]).voor_keuze()
        kinds = soorten()
        if self.instance.soort and self.instance.soort not in dict(kinds):
            kinds.append((self.instance.soort, self.instance.soort))
        self.fields["soort"].choices = [("", "Maak een keuze"), *kinds]
        mensen = Gebruiker.objects.met_eigen_rol({"bestuur"}) | Gebruiker.objects.filter(pk=self.instance.wethouder_id)
        self.fields["wethouder"].queryset = mensen
        self.fields["wethouder"].empty_label = "Nog niet gekozen"

    def clean_website(self):
        website = self.cleaned_data["website"]
        if website and not website.startswith(("https://", "http://")):
            raise ValidationError("Een website begint met https://.")
        return website

    def clean(self):
        data = super().clean()
        if self.errors and self.files.get("reglement") and "reglement" not in self.errors:
            self.add_error("reglement", OPNIEUW)
        return data

    def save(self, commit=True):
        old = Platform.objects.filter(pk=self.instance.pk).values_list("reglement", flat=True).first()
        platform = super().save(commit)
        ruim_op(platform.reglement, old)
        return platform

    def _in_words(self, stored, naam):
        return "een ander bestand" if naam == "reglement" else super()._in_words(stored, naam)


class PlatformNieuwForm(EenmaligForm, PlatformForm):
    class Meta(PlatformForm.Meta):
        fields = [naam for naam in PlatformForm.Meta.fields if naam != "is_actief"]

    def bewaar(self, *, door):
        return self.eenmaal(lambda: super(PlatformNieuwForm, self).bewaar(door=door))

    def save(self, commit=True):
        self.instance.slug = _vrije_slug(self.cleaned_data["naam"])
        return super().save(commit)


def _vrije_slug(naam):
    begin = slugify(naam)[:120] or "platform"
    taken = BEZET | set(Platform.objects.filter(slug__startswith=begin).values_list("slug", flat=True))
    return next(slug for slug in (begin, *(f"{begin}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


class LidForm(EenmaligForm, DossierForm):
    """A member. Who may see accounts (officials) also says which account belongs to whom, and what it may do."""

    groepen = [
        ("Wie", ["naam", "rol", "van", "is_openbaar"]),
        ("Alleen als het lid dit zelf vertelde", ["leeftijd", "buurt"]),
        ("Account", ["persoon", "mag_bijwerken"]),
    ]

    class Meta:
        model = Platformlid
        fields = ["naam", "rol", "van", "is_openbaar", "leeftijd", "buurt", "persoon", "mag_bijwerken"]
        labels = {
            "van": "Lid sinds",
            "is_openbaar": "Dit lid vindt goed dat de naam op de openbare pagina staat",
            "leeftijd": "Leeftijdsgroep",
            "buurt": "Woont in",
            "persoon": "Account van dit lid",
            "mag_bijwerken": "Houdt bijeenkomsten, leden en subsidie van het platform bij",
        }
        help_texts = {
            "leeftijd": "Hiermee laten we zien of het platform op het gebied lijkt. "
            "Alleen wie de leden bijhoudt, ziet dit hier.",
            "persoon": "Met een account ziet dit lid het dossier van het platform.",
        }

    def __init__(self, *args, buurten, met_account, **kwargs):
        super().__init__(*args, **kwargs)
        own = Gebied.objects.filter(pk=self.instance.buurt_id)
        self.fields["buurt"].queryset = (buurten | own).order_by("naam")
        self.fields["buurt"].empty_label = "Niet bekend"
        self.fields["leeftijd"].choices = [("", "Niet bekend"), *Platformlid.LEEFTIJDEN]
        if met_account:
            leden = Gebruiker.objects.met_eigen_rol({"platform"}) | Gebruiker.objects.filter(
                pk=self.instance.persoon_id
            )
            self.fields["persoon"].queryset = leden
            self.fields["persoon"].empty_label = "Geen account"
        else:
            del self.fields["persoon"], self.fields["mag_bijwerken"]

    def clean(self):
        data = super().clean()
        persoon = data.get("persoon")
        same = self.instance.platform.leden.lopend().filter(persoon=persoon).exclude(pk=self.instance.pk)
        if persoon and same.exists():
            self.add_error("persoon", "Dit account hoort al bij een ander lid van dit platform.")
        if data.get("mag_bijwerken") and not persoon:
            self.add_error("mag_bijwerken", "Kies eerst het account van dit lid.")
        return data

    def bewaar(self, *, door):
        if self.instance.pk:
            return super().bewaar(door=door)
        return self.eenmaal(lambda: self._voeg_toe(door))

    def _voeg_toe(self, door):
        lid = super().bewaar(door=door)
        # Without a name: the timeline is never changed, and whoever leaves has a right to be forgotten.
        schrijf(lid.platform, "lid_erbij", door=door)
        return lid


class LidStoptForm(forms.Form):
    laatste_dag = forms.DateField(
        label="Laatste dag als lid",
        help_text="Daarna ziet dit lid het dossier niet meer en wissen we leeftijd en buurt. "
        "Na een jaar wissen we ook de naam.",
    )

    def __init__(self, *args, lid, **kwargs):
        super().__init__(*args, initial={"laatste_dag": timezone.localdate()}, **kwargs)
        self.lid = lid

    def clean_laatste_dag(self):
        dag = self.cleaned_data["laatste_dag"]
        if dag < self.lid.van:
            raise ValidationError("Deze dag ligt voor de eerste dag.")
        return dag
