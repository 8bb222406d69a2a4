from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from gebieden.models import Platformsubsidie
from gebiedswerk.bijlage import BijlageVeld, ruim_op
from gebiedswerk.dossier import DossierForm
from gebiedswerk.eenmalig import EenmaligForm

from .forms import OPNIEUW

DOCUMENTEN = ("pdf", "xlsx", "ods", "docx", "odt")


class SubsidieForm(EenmaligForm, DossierForm):
    """Ask for the subsidy of one year, or change what was asked while nobody decided."""

    jaar = forms.TypedChoiceField(label="Voor welk jaar?", coerce=int)
    begroting = BijlageVeld(label="De begroting", soorten=DOCUMENTEN)

    class Meta:
        model = Platformsubsidie
        fields = ["jaar", "aangevraagd", "begroting"]
        labels = {"aangevraagd": "Hoeveel vraagt u aan? (euro)"}
        localized_fields = ("aangevraagd",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        vandaag = timezone.localdate()
        jaren = [vandaag.year + 1, vandaag.year, vandaag.year - 1]
        self.fields["jaar"].choices = [(jaar, str(jaar)) for jaar in jaren]
        # From September on people think of next year.
        self.initial.setdefault("jaar", vandaag.year + (vandaag.month >= 9))
        if self.instance.pk:
            del self.fields["jaar"]

    def clean_aangevraagd(self):
        bedrag = self.cleaned_data["aangevraagd"]
        if bedrag == 0:
            raise ValidationError("Vul een bedrag in dat hoger is dan 0.")
        return bedrag

    def clean(self):
        data = super().clean()
        jaar = data.get("jaar")
        if jaar and self.instance.platform.subsidies.filter(jaar=jaar).exclude(pk=self.instance.pk).exists():
            self.add_error("jaar", f"Voor {jaar} is al subsidie aangevraagd. U vindt die aanvraag in het dossier.")
        if self.errors and self.files.get("begroting") and "begroting" not in self.errors:
            self.add_error("begroting", OPNIEUW)
        return data

    def save(self, commit=True):
        old = Platformsubsidie.objects.filter(pk=self.instance.pk).values_list("begroting", flat=True).first()
        subsidie = super().save(commit)
        ruim_op(subsidie.begroting, old)
        return subsidie

    def _in_words(self, stored, naam):
        return "een ander bestand" if naam == "begroting" else super()._in_words(stored, naam)

    def bewaar(self, *, door):
        if self.instance.pk:
            return super().bewaar(door=door)
        return self.eenmaal(lambda: self._vraag_aan(door))

    def _vraag_aan(self, door):
        try:
            return super().bewaar(door=door)
        except IntegrityError:
            raise ValidationError("Iemand anders vroeg net subsidie aan voor dit jaar.") from None


class VerantwoordForm(forms.Form):
    besteed = forms.DecimalField(
        label="Hoeveel is er besteed? (euro)",
        help_text="Is er niets besteed? Vul dan 0 in.",
        min_value=0,
        max_digits=10,
        decimal_places=2,
        localize=True,
    )
    verantwoording = BijlageVeld(label="De verantwoording", soorten=DOCUMENTEN)

    def clean(self):
        data = super().clean()
        if self.errors and self.files.get("verantwoording") and "verantwoording" not in self.errors:
            self.add_error("verantwoording", OPNIEUW)
        return data
