from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from gebieden.gebied.keuzes import GebiedKeuze
from gebieden.models import Gebied

from .models import Waardering

KIES = gettext_lazy("Kies een antwoord.")


class WaarderingForm(forms.Form):
    """Two questions, and room for more."""

    opgelost = forms.ChoiceField(
        label=gettext_lazy("Is het opgelost?"),
        choices=Waardering.OPGELOST,
        widget=forms.RadioSelect,
        error_messages={"required": KIES},
    )
    tevreden = forms.TypedChoiceField(
        label=gettext_lazy("Bent u tevreden over hoe wij met uw signaal omgingen?"),
        choices=Waardering.TEVREDEN,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": KIES},
    )
    toelichting = forms.CharField(
        label=gettext_lazy("Wilt u daar iets over zeggen?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data=None, *, signaal):
        given = getattr(signaal, "waardering", None)
        # What was said of an earlier closing is not what is said of this one.
        is_of_now = given is not None and given.op >= signaal.status_sinds
        velden = ("opgelost", "tevreden", "toelichting")
        initial = {naam: getattr(given, naam) for naam in velden} if is_of_now else None
        super().__init__(data, initial=initial, auto_id="waardering_%s")
        self.signaal, self.is_gegeven = signaal, is_of_now
        self.is_te_vragen = signaal.status == "teruggekoppeld" and (
            given is None or given.mag_wijzigen(signaal.status_sinds)
        )

    def leg_vast(self):
        return Waardering.objects.leg_vast(self.signaal, **self.cleaned_data)


class PeriodeForm(forms.Form):
    """This year, unless somebody asks for other days; nonsense is this year too, with the reason beside it."""

    van = forms.DateField(label="Van", required=False)
    tot = forms.DateField(label="Tot en met", required=False)
    gebied = GebiedKeuze(
        Gebied.objects.voor_keuze(), label="Toelichtingen van", required=False, empty_label="Alle gebieden"
    )

    def clean(self):
        data = super().clean()
        if data.get("van") and data.get("tot") and data["tot"] < data["van"]:
            self.add_error("tot", "Deze dag ligt voor de eerste dag.")
        return data

    @property
    def periode(self):
        vandaag = timezone.localdate()
        found = self.cleaned_data if self.is_valid() else {}
        tot = found.get("tot") or max(vandaag, found.get("van") or vandaag)
        return found.get("van") or min(date(vandaag.year, 1, 1), tot), tot
