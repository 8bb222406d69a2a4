"""A signal goes on in something that exists already: which may be chosen, for whatever kind of dossier."""

from django import forms

from gebieden.models import Gebied
from gebiedswerk.statussen import GeenRecht

MOST = 60


def te_kiezen(dingen, signaal, persoon):
    """What is open around this signal, in its area or one that it lies in, and where this person works."""
    paden = Gebied.objects.filter(pk__in=signaal.gebied_ids()).only("pad")
    rondom = {pk for gebied in paden for pk in gebied.pad_ids()}
    return dingen.met_recht(persoon, "behandelen").in_gebieden(rondom).open().exclude(signalen=signaal)


class VervolgForm(forms.Form):
    ding = forms.ModelChoiceField(
        None, widget=forms.RadioSelect, empty_label=None, error_messages={"required": "Kies er een."}
    )

    def __init__(self, data, *, dingen, signaal, persoon, label):
        super().__init__(data)
        if not signaal.heeft_recht(persoon, "behandelen"):
            raise GeenRecht(label)
        rows = te_kiezen(dingen, signaal, persoon)
        self.fields["ding"].label, self.fields["ding"].queryset = label, rows
        shown = rows.select_related("trekkend_gebied").defer("trekkend_gebied__grens")[:MOST]
        self.fields["ding"].choices = [
            (d.pk, f"{d.titel} ({d.trekkend_gebied}, {d.status_naam.lower()})") for d in shown
        ]
