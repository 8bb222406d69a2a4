"""Handing over: who takes what, at the end of a role, of an account, or of work that nobody may do any more."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from gebieden.models import Gebruiker

from . import einde
from .werk import blijft_liggen, draag_over, kandidaten


class OverdraagForm(forms.Form):
    """One person for everything, or one per kind. Only who may work there can be chosen."""

    opvolger = forms.ModelChoiceField(
        Gebruiker.objects.none(), label="Wie neemt alles over?", required=False, empty_label="Kies een collega"
    )

    def __init__(self, *args, persoon, stapels, bevoegd, verplicht=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.persoon, self.stapels = persoon, stapels
        self.verplicht = {stapel.code for stapel in verplicht}
        mogen = kandidaten(stapels, bevoegd, persoon)
        allen = set.intersection(*mogen.values()) if mogen else set()
        if len(stapels) < 2 or not allen:
            del self.fields["opvolger"]
        else:
            self.fields["opvolger"].queryset = Gebruiker.objects.filter(pk__in=allen)
        for stapel in stapels:
            self.fields[f"aan_{stapel.code}"] = self._keuze(stapel, mogen[stapel.code])

    def _keuze(self, stapel, ids):
        hulp = "" if ids else "Niemand heeft hier een rol waarmee dit kan. Geef eerst iemand die rol."
        return forms.ModelChoiceField(
            Gebruiker.objects.filter(pk__in=ids),
            label=f"Wie neemt {stapel} over?",
            help_text=hulp,
            required=False,
            empty_label="Dezelfde collega" if "opvolger" in self.fields else "Kies een collega",
        )

    def stapelvelden(self):
        """Every pile with the field that says who takes it."""
        return [(stapel, self[f"aan_{stapel.code}"]) for stapel in self.stapels]

    def opvolgers(self):
        """``{code: person}`` of every kind for which somebody was chosen."""
        alles = self.cleaned_data.get("opvolger")
        chosen = {s.code: self.cleaned_data.get(f"aan_{s.code}") or alles for s in self.stapels}
        return {code: persoon for code, persoon in chosen.items() if persoon}

    def clean(self):
        cleaned = super().clean()
        opvolgers = self.opvolgers()
        for stapel in self.stapels:
            veld = f"aan_{stapel.code}"
            if stapel.code in self.verplicht and stapel.code not in opvolgers and veld not in self.errors:
                self.add_error(veld, f"Kies wie {stapel} overneemt.")
        return cleaned

    def bewaar(self, *, door):
        draag_over(self.stapels, self.opvolgers(), van=self.persoon, door=door)

    def is_bewaard(self, *, door):
        """Valid and stored; what is refused on the way stands in the form, and then nothing moved."""
        if not self.is_valid():
            return False
        try:
            self.bewaar(door=door)
        except ValidationError as fout:
            self.add_error(None, fout.messages)
            return False
        return True


class OverdraagAllesForm(OverdraagForm):
    """Apart from a role: something must be chosen, else there is nothing to do."""

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.opvolgers():
            raise ValidationError("Kies wie het werk overneemt.")
        return cleaned


class BeeindigForm(OverdraagForm):
    """The last day of a role, and who takes over. The access ends after that day by itself."""

    laatste_dag = forms.DateField(label="Laatste dag", help_text="Na deze dag heeft deze persoon geen toegang meer.")
    field_order = ["laatste_dag", "opvolger"]

    def __init__(self, *args, rol, stapels, **kwargs):
        vandaag = timezone.localdate()
        self.rol = rol
        bevoegd = einde.bevoegd_na(rol, vandaag)
        super().__init__(
            *args,
            initial={"laatste_dag": max(vandaag, rol.van)},
            persoon=rol.persoon,
            stapels=stapels,
            bevoegd=bevoegd,
            verplicht=blijft_liggen(stapels, rol.persoon, bevoegd),
            **kwargs,
        )

    def clean_laatste_dag(self):
        dag = self.cleaned_data["laatste_dag"]
        if dag < self.rol.van:
            raise ValidationError("Deze dag ligt voor de eerste dag van de rol.")
        if dag < timezone.localdate() - timedelta(days=1):
            raise ValidationError("Kies gisteren of een latere dag. Wat iemand eerder mocht, verandert niet achteraf.")
        if not self.rol.laat_iemand_beheren(dag):
            raise ValidationError("Dit is de laatste beheerder. Geef eerst iemand anders deze rol.")
        return dag

    def bewaar(self, *, door):
        self.rol = einde.beeindig(self.rol, self.cleaned_data["laatste_dag"], opvolgers=self.opvolgers(), door=door)
