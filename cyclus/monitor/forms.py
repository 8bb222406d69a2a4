from django import forms

from cyclus.monitor.models import Conclusie, Doeloordeel, Gebiedsmonitor
from gebiedswerk.dossier import DossierForm


class MonitorForm(DossierForm):
    class Meta:
        model = Gebiedsmonitor
        fields = ("samenvatting", "aanpak")
        widgets = {
            "samenvatting": forms.Textarea(attrs={"rows": 6}),
            "aanpak": forms.Textarea(attrs={"rows": 5}),
        }
        labels = {"samenvatting": "Samenvatting", "aanpak": "Moet de aanpak veranderen?"}
        help_texts = {
            "samenvatting": "Wat is het belangrijkste dat de raad moet weten? Noem geen namen van mensen.",
            "aanpak": "Wat doet u volgend jaar anders in de manier van werken?",
        }


class OordeelForm(DossierForm):
    class Meta:
        model = Doeloordeel
        fields = ("waarde", "meetjaar", "oordeel", "toelichting")
        localized_fields = ("waarde",)
        widgets = {"oordeel": forms.RadioSelect, "toelichting": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"toelichting": "Nodig als het doel niet helemaal bereikt is, of als u afwijkt van de cijfers."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        oordeel = self.fields["oordeel"]
        oordeel.required = True
        oordeel.choices = [keuze for keuze in oordeel.choices if keuze[0]]
        if not self.instance.oordeel:
            self.initial["oordeel"] = self.instance.voorstel

    def clean(self):
        data = super().clean()
        if data.get("waarde") is not None and not data.get("meetjaar"):
            self.add_error("meetjaar", "Vul in van welk jaar deze waarde is.")
        if data.get("meetjaar") and not 1990 <= data["meetjaar"] <= 2100:
            self.add_error("meetjaar", "Vul een jaar in van vier cijfers.")
        return data

    def _post_clean(self):
        super()._post_clean()
        # The suggestion follows from the value as typed, which stands on the instance only now.
        if self.instance.oordeel and self.instance.vraagt_uitleg and not self.cleaned_data.get("toelichting"):
            self.add_error("toelichting", "Leg uit waarom: de cijfers of uw oordeel zijn niet ‘bereikt’.")


class ConclusieForm(DossierForm):
    class Meta:
        model = Conclusie
        fields = ("tekst", "doel", "maatregel", "voorstel")
        widgets = {"tekst": forms.Textarea(attrs={"rows": 4})}
        labels = {"tekst": "Wat concludeert u?", "maatregel": "Over welke maatregel?", "doel": "Bij welk doel?"}
        help_texts = {"voorstel": "Eén zin die zo volgend jaar in de maatregelen kan. Noem geen namen van mensen."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plan = self.instance.monitor.plan
        self.fields["doel"].queryset = plan.agenda.doelen.all()
        self.fields["doel"].required = True
        self.fields["doel"].empty_label, self.fields["maatregel"].empty_label = "Kies een doel", "Geen maatregel"
        self.fields["maatregel"].queryset = plan.maatregelen.afgesproken()


class NietOvernemenForm(forms.Form):
    reden = forms.CharField(label="Waarom neemt u dit niet over?", widget=forms.Textarea(attrs={"rows": 4}))
