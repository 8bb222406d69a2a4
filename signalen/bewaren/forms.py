from django import forms
from django.utils.translation import gettext_lazy


class AdresForm(forms.Form):
    """An address that a reporter leaves, or another than before."""

    email = forms.EmailField(
        label=gettext_lazy("Uw e-mailadres"),
        help_text=gettext_lazy("U krijgt een mail met een link. Pas als u die opent, mailen wij u over uw signaal."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Vul een e-mailadres in."),
            "invalid": gettext_lazy("Dit is geen e-mailadres. Een e-mailadres ziet eruit als naam@voorbeeld.nl."),
        },
    )
