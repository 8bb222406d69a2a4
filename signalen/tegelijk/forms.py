"""What an act on many signals asks; a page that is sent twice does it once."""

from uuid import uuid5

from django import forms
from django.core.exceptions import ValidationError

from gebiedswerk.eenmalig import EenmaligForm
from signalen.overdracht.forms import OverdrachtForm
from signalen.signaal.models import Signaal

from . import acties


class ActForm(EenmaligForm):
    """``kop`` and ``knop`` for the page that asks; an act that asks nothing has no page."""

    vraagt = False

    def __init__(self, *args, signalen, door, zichtbaar, **kwargs):
        super().__init__(*args, **kwargs)
        self.signalen, self.door, self.zichtbaar = signalen, door, zichtbaar

    def voer_uit(self):
        """What came of it; None when exactly this was done before."""
        gedaan = []

        def maak():
            gedaan.append(self.act())

        self.eenmaal(maak)
        return gedaan[0] if gedaan else None

    def _afdruk(self):
        afdruk = super()._afdruk()
        return afdruk and uuid5(afdruk, f"{type(self).__name__} {sorted(s.pk for s in self.signalen)}")


class BeoordeelForm(ActForm):
    def act(self):
        return acties.beoordeel(self.signalen, door=self.door)

    def zin(self, aantal):
        return f"In beoordeling genomen: {aantal}."


class NeemOverForm(ActForm):
    def act(self):
        return acties.neem_over(self.signalen, door=self.door)

    def zin(self, aantal):
        return f"U hebt overgenomen: {aantal}. U bent nu de eigenaar."


class DraagOverForm(ActForm, OverdrachtForm):
    vraagt, kop, knop = True, "Overdragen", "Vraag uw collega"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, collegas=acties.collegas(), **kwargs)

    def act(self):
        velden = {naam: self.cleaned_data[naam] for naam in ("aan", "context")}
        return acties.draag_over(self.signalen, door=self.door, **velden)

    def zin(self, aantal):
        aan = self.cleaned_data["aan"]
        return f"Overgedragen of aangeboden aan {aan}: {aantal}. Tot {aan} iets overneemt, houdt het zijn eigenaar."


class BundelForm(ActForm):
    vraagt, kop, knop = True, "Bundelen", "Bundel"

    hoofd = forms.ModelChoiceField(
        Signaal.objects.none(),
        label="Bij welk signaal horen ze?",
        required=False,
        widget=forms.RadioSelect,
        empty_label=None,
    )
    nummer = forms.CharField(
        label="Of vul het nummer in", help_text="Bijvoorbeeld S26-00123.", max_length=20, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        veld = self.fields["hoofd"]
        veld.queryset = self.zichtbaar.filter(pk__in=[s.pk for s in self.signalen])
        veld.choices = [
            (s.pk, f"{s.nummer}: {s.kop} ({s.trekkend_gebied.naam}, {s.status_naam})") for s in self.signalen
        ]

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        hoofd = self.zichtbaar.met_nummer(data["nummer"]).first() if data["nummer"] else data["hoofd"]
        if hoofd is None:
            veld = "nummer" if data["nummer"] else "hoofd"
            raise ValidationError(
                {veld: "Kies het signaal waar de andere bij horen, of vul een nummer in dat bestaat."}
            )
        hoofd = hoofd.hoofdsignaal if hoofd.status == "gebundeld" else hoofd
        if not hoofd.is_open:
            raise ValidationError("Dat signaal is al teruggekoppeld. Kies een signaal dat nog open is.")
        data["hoofd"] = hoofd
        return data

    def act(self):
        return acties.bundel(self.signalen, hoofd=self.cleaned_data["hoofd"], door=self.door)

    def zin(self, aantal):
        return f"Gebundeld bij {self.cleaned_data['hoofd'].nummer}: {aantal}."


ACTEN = {"beoordelen": BeoordeelForm, "overnemen": NeemOverForm, "overdragen": DraagOverForm, "bundelen": BundelForm}
