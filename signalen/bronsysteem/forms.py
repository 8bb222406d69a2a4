from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from gebieden.importeren import MAX_BYTES
from gebieden.inlezing.models import Inlezing
from gebieden.inlezing.ontvangst import GEEN_RUIMTE
from gebiedswerk.dossier import DossierForm
from gebiedswerk.eenmalig import EenmaligForm
from gebiedswerk.profiel import huidig

from .models import Bronsysteem

OVERSLAAN = "-"


class BronForm(EenmaligForm, DossierForm):
    """The source itself, and for every category we know of it the theme that it is here."""

    class Meta:
        model = Bronsysteem
        fields = ["naam", "contact_email", "behandelt_zelf", "is_actief"]
        labels = {
            "naam": "Naam van het systeem",
            "contact_email": "E-mailadres van wie dat systeem beheert",
            "behandelt_zelf": "Dat systeem handelt de signalen zelf af",
            "is_actief": "Deze bron is in gebruik",
        }
        help_texts = {
            "behandelt_zelf": "Dan tellen ze hier mee, in lijsten en trends, en vragen ze niemand om werk.",
        }
        error_messages = {"naam": {"unique": "Er is al een bron met deze naam."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.categorieen = {}
        keuzes = [*huidig().keuzes("themas"), (OVERSLAAN, "Overslaan")]
        for nummer, categorie in enumerate(sorted(self.instance.themas)):
            veld = f"categorie_{nummer}"
            self.categorieen[veld] = categorie
            begin = self.instance.themas[categorie] or OVERSLAAN
            self.fields[veld] = forms.ChoiceField(label=categorie, choices=keuzes, initial=begin)
        if not self.instance.pk:
            del self.fields["is_actief"]

    @property
    def groepen(self):
        mapping = [("Welk thema hoort bij welke categorie", list(self.categorieen))] if self.categorieen else []
        return [("De bron", ["naam", "contact_email", "behandelt_zelf", "is_actief"]), *mapping]

    def clean(self):
        data = super().clean()
        if not self.instance.pk and data.get("naam"):
            slug = slugify(data["naam"])[:30].strip("-")
            if not slug or Bronsysteem.objects.filter(slug=slug).exists():
                raise ValidationError({"naam": "Kies een andere naam: deze lijkt te veel op een andere bron."})
            self.instance.slug = slug
        return data

    def save(self, commit=True):
        chosen = {categorie: self.cleaned_data[veld] for veld, categorie in self.categorieen.items()}
        self.instance.themas |= {categorie: "" if code == OVERSLAAN else code for categorie, code in chosen.items()}
        return super().save(commit)


class BestandForm(EenmaligForm):
    bestand = forms.FileField(
        label="CSV-bestand",
        error_messages={"required": "Kies een bestand.", "empty": "Dit bestand is leeg. Is het helemaal opgehaald?"},
        max_length=200,
        help_text=(
            f"Hooguit {MAX_BYTES // 1024 // 1024} MB, met een kolom voor het nummer, de categorie, de plaats en de dag."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def __init__(self, *args, geweigerd="", **kwargs):
        super().__init__(*args, **kwargs)
        if geweigerd:
            self.fields["bestand"].error_messages = {**self.fields["bestand"].error_messages, "required": geweigerd}

    def is_aangeleverd(self, bron, *, door):
        """Valid and kept; ``self.inlezing`` is what it became."""
        if not self.is_valid():
            return False
        bestand = self.cleaned_data["bestand"]
        velden = {"naam": bestand.name, "door": door, "soort": "signalen", "formaat": bron.slug}
        try:
            self.inlezing = self.eenmaal(lambda: Inlezing.objects.neem_aan(bestand, **velden))
        except OSError:
            self.add_error("bestand", GEEN_RUIMTE)
            return False
        return True
