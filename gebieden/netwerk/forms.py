from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gebieden.gebied.keuzes import GebiedenMetNiveau, GebiedMetNiveau
from gebieden.models import Gebied
from gebiedswerk.dossier import DossierForm
from gebiedswerk.eenmalig import EenmaligForm
from gebiedswerk.profiel import huidig

from .models import Contact

GEGEVENS = ["naam", "omschrijving", "contactpersoon", "telefoon", "email", "website", "adres"]
LABELS = {
    "naam": _("Naam"),
    "omschrijving": _("Wat doen zij?"),
    "contactpersoon": _("Contactpersoon"),
    "telefoon": _("Telefoonnummer"),
    "email": _("E-mailadres"),
    "website": _("Website"),
    "adres": _("Adres"),
}


class _Gegevens(DossierForm):
    """What both an official and the owner may fill in."""

    themas = forms.MultipleChoiceField(
        label=_("Onderwerpen"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    website = forms.URLField(label=LABELS["website"], required=False, max_length=200, assume_scheme="https")
    openbaar = forms.MultipleChoiceField(
        label=_("Wat mag iedereen lezen?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(veld, LABELS[veld]) for veld in Contact.VELDEN_MET_TOESTEMMING],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = huidig().keuzes("themas")
        dropped = [code for code in self.instance.themas if code not in dict(known)]
        self.fields["themas"].choices = [*known, *((code, huidig().naam_van("themas", code)) for code in dropped)]

    def clean_openbaar(self):
        openbaar = self.cleaned_data["openbaar"]
        if openbaar and "naam" not in openbaar:
            raise forms.ValidationError(_("Kies ook de naam. Zonder naam kunnen wij niets laten zien."))
        return openbaar


class ContactForm(_Gegevens):
    trekkend_gebied = GebiedMetNiveau(label="Waar zitten zij?", queryset=Gebied.objects.none(), empty_label="Kies")
    gebieden = GebiedenMetNiveau(label="Waar zijn zij ook actief?", queryset=Gebied.objects.none(), required=False)
    is_nagelopen = forms.BooleanField(
        label="Ik heb dit met hen nagelopen",
        required=False,
        help_text="Dan staat vandaag als datum van controle.",
    )
    groepen = [
        ("Wie", ["naam", "soort", "vorm", "omschrijving", "themas"]),
        ("Waar", ["trekkend_gebied", "gebieden", "adres"]),
        ("Bereikbaar", ["contactpersoon", "telefoon", "email", "website"]),
        ("Toestemming", ["openbaar", "is_nagelopen"]),
    ]

    class Meta:
        model = Contact
        fields = [*GEGEVENS, "soort", "vorm", "themas", "trekkend_gebied", "gebieden", "openbaar"]
        labels = LABELS | {"soort": "Soort", "vorm": "Vorm"}
        help_texts = {
            "email": "Hierheen gaat elk jaar de vraag of het nog klopt. Zij verbeteren het dan zelf.",
            "openbaar": "Alleen wat zij goed vinden. Leeg: alleen ambtenaren zien dit.",
        }
        widgets = {"omschrijving": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, gebieden, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["openbaar"].help_text = self.Meta.help_texts["openbaar"]
        eigen = Gebied.objects.filter(pk=self.instance.trekkend_gebied_id)
        self.fields["trekkend_gebied"].queryset = gebieden | eigen
        self.fields["gebieden"].queryset = Gebied.objects.voor_keuze().bekend()

    def clean(self):
        data = super().clean()
        if self.instance.pk and "email" in self.changed_data:
            self.instance.vernieuw_sleutel()
        return data

    def save(self, commit=True):
        if self.cleaned_data["is_nagelopen"]:
            self.instance.gecontroleerd_op = timezone.localdate()
        contact = super().save(commit)
        contact.leg_in(*self.cleaned_data["gebieden"])
        return contact


class ContactNieuwForm(EenmaligForm, ContactForm):
    """One contact, however often the page is sent; with a mail address they are told at once that they stand here."""

    def bewaar_eenmaal(self, *, door):
        return self.eenmaal(lambda: self._leg_vast(door))

    def _leg_vast(self, door):
        contact = self.bewaar(door=door)
        if contact.email:
            contact.vraag(timezone.localdate(), is_nieuw=True)
        return contact


class KloptDitNogForm(_Gegevens):
    """By the owner, without an account: everything about themselves, and what may be read by everybody."""

    groepen = [
        (_("Over u"), ["naam", "omschrijving", "themas"]),
        (_("Bereikbaar"), ["contactpersoon", "telefoon", "email", "website", "adres"]),
        (_("Openbaar"), ["openbaar"]),
    ]

    class Meta:
        model = Contact
        fields = [*GEGEVENS, "themas", "openbaar"]
        labels = LABELS | {"omschrijving": _("Wat doet u?")}
        widgets = {"omschrijving": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.wie = self.instance.naam
        self.fields["openbaar"].help_text = _(
            "Wat u aanvinkt, staat op de website van de gemeente. De rest zien alleen medewerkers van de gemeente."
        )

    def save(self, commit=True):
        self.instance.gecontroleerd_op = timezone.localdate()
        return super().save(commit)
