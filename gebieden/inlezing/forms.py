import re
from uuid import uuid5

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from gebieden.cijfers.cijferbestand import FORMATEN
from gebieden.importeren import MAX_BYTES
from gebieden.inlezing.models import Inlezing, afdruk
from gebieden.inlezing.ontvangst import GEEN_RUIMTE
from gebiedswerk.eenmalig import EenmaligForm
from gebiedswerk.profiel import huidig

EERSTE_JAAR = 1995


# Of what a person may say, what does not belong to a kind of file.
NIET_GEVRAAGD = {"cijfers": ("niveau",), "signalen": ("formaat", "jaar", "niveau")}
NIET_GEVRAAGD["maatregelen"] = NIET_GEVRAAGD["signalen"]


class AanwijzingenForm(forms.ModelForm):
    """What somebody may say about a file when it does not say it itself."""

    formaat = forms.ChoiceField(
        label="Vorm van het bestand",
        required=False,
        help_text="Alleen voor cijfers. Het systeem herkent de vorm bijna altijd zelf.",
    )
    jaar = forms.IntegerField(
        label="Jaar",
        required=False,
        help_text="Alleen voor cijfers, als het jaar niet in het bestand staat.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    niveau = forms.ChoiceField(
        label="Niveau van de gebieden",
        required=False,
        help_text="Alleen voor grenzen zonder code van het CBS, zoals een eigen indeling in wijken.",
    )

    class Meta:
        model = Inlezing
        fields = ["formaat", "jaar", "niveau"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["formaat"].choices = [("", "Zelf herkennen"), *FORMATEN]
        self.fields["niveau"].choices = [("", "Volgt uit de code"), *huidig().keuzes("niveaus")]

    def clean_jaar(self):
        jaar, latest = self.cleaned_data["jaar"], timezone.localdate().year + 1
        if jaar is not None and not EERSTE_JAAR <= jaar <= latest:
            raise ValidationError(f"Vul een jaar in van {EERSTE_JAAR} tot en met {latest}.")
        return jaar


class AanleverForm(EenmaligForm, AanwijzingenForm):
    """A new file. ``geweigerd`` is why it was not received, when it was not."""

    soort = forms.ChoiceField(label="Wat staat erin?", choices=Inlezing.HIER, widget=forms.RadioSelect)
    bestand = forms.FileField(
        label="Bestand",
        error_messages={
            "required": "Kies een bestand.",
            "empty": "Dit bestand is leeg. Is het helemaal opgehaald?",
            "max_length": "De naam van dit bestand is te lang. Geef het een kortere naam.",
        },
        max_length=200,
        help_text=f"Hooguit {MAX_BYTES // 1024 // 1024} MB. Een zip met een shapefile hoeft u niet uit te pakken.",
    )
    field_order = ["sleutel", "soort", "bestand", "formaat", "jaar", "niveau"]
    groepen = [
        ("Het bestand", ["soort", "bestand"]),
        ("Alleen als het bestand het zelf niet zegt", ["formaat", "jaar", "niveau"]),
    ]

    def __init__(self, *args, geweigerd="", **kwargs):
        super().__init__(*args, **kwargs)
        if geweigerd:
            self.fields["bestand"].error_messages = {**self.fields["bestand"].error_messages, "required": geweigerd}

    def clean(self):
        cleaned = super().clean()
        if "bestand" in cleaned:
            self.sha256 = afdruk(cleaned["bestand"])
            if self.errors:
                self.add_error("bestand", "Kies het bestand opnieuw: de browser bewaart het niet.")
        return cleaned

    def _afdruk(self):
        """The same page with the same file; a file that was corrected under the same name is another one."""
        eerste = super()._afdruk()
        return eerste and uuid5(eerste, self.sha256)

    def is_aangeleverd(self, *, door):
        """Valid and kept; ``self.inlezing`` is what it became."""
        if not self.is_valid():
            return False
        velden = {veld: self.cleaned_data[veld] for veld in ("soort", "formaat", "jaar", "niveau")}
        bestand = self.cleaned_data["bestand"]
        try:
            self.inlezing = self.eenmaal(
                lambda: Inlezing.objects.neem_aan(bestand, naam=bestand.name, door=door, **velden)
            )
        except OSError:
            self.add_error("bestand", GEEN_RUIMTE)
            return False
        return True


class OpnieuwForm(AanwijzingenForm):
    """Other directions for the same file, and a choice for every name that could be several areas."""

    OVERSLAAN = "-"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.namen = {}
        for nummer, (naam, keuzes) in enumerate(self.instance.voorbeeld.get("vragen", {}).items()):
            veld = f"vraag_{nummer}"
            self.namen[veld] = naam
            opties = [("", "Maak een keuze"), *map(tuple, keuzes), (self.OVERSLAAN, "Overslaan")]
            given = self.instance.antwoorden.get(naam)
            self.fields[veld] = forms.ChoiceField(
                label=self.instance.voorbeeld.get("vraagtekst", {}).get(naam, f"Welk gebied is {naam}?"),
                choices=opties,
                initial=self.OVERSLAAN if given == "" else given,
                error_messages={"required": "Kies wat het is, of kies ‘Overslaan’."},
            )
        # What does not belong to this kind of file is not asked.
        for veld in NIET_GEVRAAGD.get(self.instance.soort, ("formaat", "jaar")):
            del self.fields[veld]
        if "jaar" in self.fields and not self.instance.jaar:
            self.initial["jaar"] = self._jaar_uit_naam()

    @property
    def vragen(self):
        return [self[veld] for veld in self.namen]

    @property
    def aanwijzingen(self):
        return [self[veld] for veld in self.fields if veld not in self.namen]

    def _jaar_uit_naam(self):
        """A suggestion: the one year that is named in the name of the file, when its preview found none."""
        named = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", self.instance.bestandsnaam))
        found = self.instance.voorbeeld.get("jaren") or self.instance.verslag.get("jaren")
        return named.pop() if len(named) == 1 and not found else None

    def velden(self):
        """The fields of the dossier as they become."""
        chosen = {naam: self.cleaned_data[veld] for veld, naam in self.namen.items()}
        given = {naam: "" if code == self.OVERSLAAN else code for naam, code in chosen.items()}
        # Answers to questions that are no longer asked, because they were answered, stay.
        kept = {n: c for n, c in self.instance.antwoorden.items() if n not in self.namen.values()}
        told = {veld: self.cleaned_data[veld] for veld in ("formaat", "jaar", "niveau") if veld in self.fields}
        return told | {"antwoorden": kept | given}
