"""Following without an account: what, how often, and where the mail may go."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebieden.gebied.keuzes import GebiedKeuze
from gebieden.models import Gebied
from signalen.openbaar.kop import openbare_themas

from .models import Abonnement


class VolgenForm(forms.Form):
    """A gebied, a theme, or both; with ``signaal`` only that one signal, which has no rhythm: it mails at each step."""

    gebied = GebiedKeuze(
        Gebied.objects.voor_keuze(),
        label=gettext_lazy("In welke plaats of welk gebied?"),
        required=False,
        empty_label=gettext_lazy("De hele gemeente"),
        error_messages={"invalid_choice": gettext_lazy("Deze plaats kennen wij niet. Kies er een uit de lijst.")},
    )
    thema = forms.ChoiceField(
        label=gettext_lazy("Waarover?"),
        required=False,
        choices=lambda: [("", _("Alle onderwerpen")), *openbare_themas()],
    )
    ritme = forms.ChoiceField(
        label=gettext_lazy("Hoe vaak?"), choices=Abonnement.RITMES, initial="week", widget=forms.RadioSelect
    )
    email = forms.EmailField(
        label=gettext_lazy("Uw e-mailadres"),
        help_text=gettext_lazy("U krijgt eerst een mail met een link. Pas als u die opent, mailen wij u."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Vul uw e-mailadres in."),
            "invalid": gettext_lazy("Dit is geen e-mailadres. Een e-mailadres ziet eruit als naam@voorbeeld.nl."),
        },
    )
    # Nobody sees this field; what fills it in is a program.
    onderwerp = forms.CharField(required=False, widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}))

    def __init__(self, *args, signaal=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.signaal = signaal
        if signaal:
            for naam in ("gebied", "thema", "ritme"):
                del self.fields[naam]

    def clean(self):
        data = super().clean()
        if not self.signaal and not self.errors and not (data["gebied"] or data["thema"]):
            # The whole municipality is an area too.
            data["gebied"] = Gebied.objects.lopend().filter(ouder=None).first()
            if data["gebied"] is None:
                self.add_error("thema", _("Kies een plaats of een onderwerp."))
        return data

    def vraag_aan(self, taal):
        """Nothing goes out for a program; it hears the same as everybody."""
        data = self.cleaned_data
        if data["onderwerp"]:
            return
        wat = {"signaal": self.signaal} if self.signaal else {n: data[n] for n in ("gebied", "thema", "ritme")}
        Abonnement.objects.vraag_aan(email=data["email"], taal=taal, **wat)


class RitmeForm(forms.Form):
    ritme = forms.ChoiceField(
        label=gettext_lazy("Hoe vaak wilt u mail?"), choices=Abonnement.RITMES, widget=forms.RadioSelect
    )
