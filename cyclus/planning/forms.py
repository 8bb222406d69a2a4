"""One measure brought up to date: a row on the screen, or a row of a file."""

from uuid import uuid5

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import transaction
from django.utils import timezone

from cyclus.plan.forms import MEESTE_UREN
from cyclus.plan.maatregel import Maatregel
from cyclus.planning.bijwerken import STAPPEN, fout_in_woorden, stappen_van, zeg_niets_veranderd, zet_stap
from gebieden.inlezing.models import Inlezing, afdruk
from gebieden.inlezing.ontvangst import GEEN_RUIMTE
from gebiedswerk.dossier import DossierForm
from gebiedswerk.eenmalig import EenmaligForm
from gebiedswerk.statussen import GeenRecht

MEESTE_TEKENS = 5000


class Procent(forms.IntegerField):
    """50 and 50% are the same."""

    def to_python(self, value):
        return super().to_python(str(value or "").strip().removesuffix("%").strip())


class BijwerkForm(DossierForm):
    """How far it is, what was spent, the last word and the step that was taken."""

    VELDEN = ("voortgang", "besteed", "uren_besteed", "laatste_woord")

    stap = forms.ChoiceField(label="Stap", required=False)

    class Meta:
        model = Maatregel
        fields = ("voortgang", "besteed", "uren_besteed", "laatste_woord")
        field_classes = {"voortgang": Procent}
        localized_fields = ("besteed",)
        labels = {
            "voortgang": "Voortgang (%)",
            "besteed": "Besteed (€)",
            "uren_besteed": "Bestede uren",
            "laatste_woord": "Hoe staat het ervoor?",
        }
        widgets = {
            "voortgang": forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 8}),
            "besteed": forms.TextInput(attrs={"inputmode": "decimal"}),
            "uren_besteed": forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 12}),
            "laatste_woord": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages = {
            "voortgang": {
                "max_value": "Meer dan 100%% kan niet.",
                "invalid": "Vul een heel getal in van 0 tot en met 100.",
            },
            "uren_besteed": {"invalid": "Vul een heel aantal uren in."},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.was = self.instance.status
        # A page from before the same step was taken is not wrong; what is offered is what can be done now.
        self.fields["stap"].choices = [("", ""), *STAPPEN.items()]
        self.fields["stap"].widget.choices = [("", self.instance.status_naam), *stappen_van(self.instance).items()]
        self.fields["laatste_woord"].validators.append(_niet_te_lang)
        self.fields["uren_besteed"].validators.append(MaxValueValidator(MEESTE_UREN))
        for naam in ("voortgang", "besteed", "uren_besteed"):
            self.fields[naam].required = True

    def clean_laatste_woord(self):
        """Line ends as they are stored, whatever the browser or the spreadsheet made of them."""
        return "\n".join(self.cleaned_data["laatste_woord"].splitlines())

    def save(self, commit=True):
        self.instance.bijgewerkt_op = timezone.now()
        return super().save(commit)

    def bewaar(self, *, door):
        """Fields and step together, or neither."""
        with transaction.atomic():
            maatregel = super().bewaar(door=door)
            zet_stap(maatregel, self.cleaned_data.get("stap"), door=door)
        return maatregel


def _niet_te_lang(tekst):
    if len(tekst) > MEESTE_TEKENS:
        raise ValidationError(f"Dit zijn {len(tekst)} tekens. Houd het bij {MEESTE_TEKENS}.")


class Rij:
    """One measure on the screen. A row nobody touched is neither checked nor stored.

    ``begin-…`` next to each field says what the page showed: what somebody else changed in the meantime is not taken
    for touched, and stays; only where both changed the same field somebody must choose.
    """

    def __init__(self, maatregel, data=None):
        self.maatregel, self.prefix = maatregel, f"m{maatregel.pk}"
        self.begin = dict(self._in_database())
        self.geraakt, self.is_niets = set(), False
        if data is not None and f"{self.prefix}-versie" in data:
            data = self._lees(data.copy())
        self.form = BijwerkForm(data if self.geraakt else None, instance=maatregel, prefix=self.prefix)

    def _in_database(self):
        form = BijwerkForm(instance=self.maatregel)
        for naam in BijwerkForm.VELDEN:
            waarde = form.fields[naam].widget.format_value(form[naam].value())
            yield naam, waarde or ""

    def _lees(self, data):
        stored, self.begin = self.begin, {n: data.get(f"begin-{self.prefix}-{n}", "") for n in self.begin}
        self.is_niets = f"{self.prefix}-niets" in data
        for naam, begin in self.begin.items():
            if _plat(data.get(f"{self.prefix}-{naam}", "")) != _plat(begin):
                self.geraakt.add(naam)
            else:
                data[f"{self.prefix}-{naam}"] = stored[naam]
        if all(_plat(stored[naam]) == _plat(self.begin[naam]) for naam in self.geraakt):
            data[f"{self.prefix}-versie"] = str(self.maatregel.versie)
        if data.get(f"{self.prefix}-stap"):
            self.geraakt.add("stap")
        return data

    @property
    def velden(self):
        """``(field, what the page showed)`` of each field that is typed in."""
        return [(self.form[naam], begin) for naam, begin in self.begin.items()]

    @property
    def heeft_fout(self):
        return self.form.is_bound and bool(self.form.errors)

    def is_te_bewaren(self):
        """Checked, and different from what is stored: sent twice is stored once."""
        if not self.geraakt or not self.form.is_valid():
            return False
        stap = self.form.cleaned_data.get("stap")
        changed = set(self.form.changed_data) & self.geraakt - {"stap"}
        return bool(changed) or bool(stap and stap != self.form.was)

    def bewaar(self, *, door):
        """Store what was touched; True when something was stored. What is wrong stays on the form."""
        if self.is_niets and not self.geraakt:
            zeg_niets_veranderd(self.maatregel, door=door)
            return True
        if not self.is_te_bewaren():
            return False
        try:
            self.form.bewaar(door=door)
        except (ValidationError, GeenRecht) as fout:
            self.form.add_error(None, fout_in_woorden(fout))
            return False
        return True

    def weiger(self, reden):
        """What was typed for a measure that is not here any more stays to be read."""
        if self.is_te_bewaren() or self.heeft_fout:
            self.form.add_error(None, reden)


def _plat(tekst):
    return "\n".join(str(tekst).strip().splitlines())


class BestandForm(EenmaligForm):
    """The file that comes back. ``geweigerd`` is why it was not received, when it was not."""

    bestand = forms.FileField(
        label="Bestand (CSV of Excel)",
        error_messages={"required": "Kies een bestand.", "empty": "Dit bestand is leeg. Is het helemaal bewaard?"},
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )

    def __init__(self, *args, geweigerd="", **kwargs):
        super().__init__(*args, **kwargs)
        if geweigerd:
            self.fields["bestand"].error_messages = {**self.fields["bestand"].error_messages, "required": geweigerd}

    def clean(self):
        cleaned = super().clean()
        if "bestand" in cleaned:
            self.sha256 = afdruk(cleaned["bestand"])
        return cleaned

    def _afdruk(self):
        """A file that was corrected under the same name is another one."""
        eerste = super()._afdruk()
        return eerste and uuid5(eerste, self.sha256)

    def is_aangeleverd(self, *, door):
        """Valid and kept; ``self.inlezing`` is what it became."""
        if not self.is_valid():
            return False
        bestand = self.cleaned_data["bestand"]
        try:
            self.inlezing = self.eenmaal(
                lambda: Inlezing.objects.neem_aan(bestand, naam=bestand.name, door=door, soort="maatregelen")
            )
        except OSError:
            self.add_error("bestand", GEEN_RUIMTE)
            return False
        return True
