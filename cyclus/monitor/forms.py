from django import forms

from cyclus.monitor.conclusie import Conclusie
from cyclus.monitor.doeloordeel import Doeloordeel
from cyclus.monitor.models import Gebiedsmonitor
from gebiedswerk.dossier import DossierForm
from gebiedswerk.profiel import huidig


class MonitorForm(DossierForm):
    class Meta:
        model = Gebiedsmonitor
        fields = ("samenvatting", "aanpak_oordeel", "aanpak")
        widgets = {
            "samenvatting": forms.Textarea(attrs={"rows": 6}),
            "aanpak_oordeel": forms.RadioSelect,
            "aanpak": forms.Textarea(attrs={"rows": 5}),
        }
        labels = {
            "samenvatting": "Samenvatting",
            "aanpak_oordeel": "Moet de aanpak veranderen?",
            "aanpak": "Wat verandert er, of waarom niet?",
        }
        help_texts = {
            "samenvatting": "Wat is het belangrijkste dat de raad moet weten? Noem geen namen van mensen.",
            "aanpak": "Wat doet u volgend jaar anders in de manier van werken? Noem geen namen van mensen.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["aanpak_oordeel"].choices = [k for k in self.fields["aanpak_oordeel"].choices if k[0]]


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
        fields = ("tekst", "bestemming", "doel", "maatregel", "voorstel")
        widgets = {"tekst": forms.Textarea(attrs={"rows": 4}), "bestemming": forms.RadioSelect}
        labels = {
            "tekst": "Wat concludeert u?",
            "bestemming": "Waar hoort het voorstel?",
            "doel": "Bij welk doel?",
            "maatregel": "Over welke maatregel?",
            "voorstel": "Wat stelt u voor?",
        }
        help_texts = {
            "doel": "Laat dit leeg als het voorstel een nieuw doel is.",
            "voorstel": "Eén zin die zo kan worden overgenomen, als maatregel of als doel. Noem geen namen van mensen.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plan = self.instance.monitor.plan
        self.fields["doel"].queryset = plan.agenda.doelen.all()
        self.fields["doel"].empty_label, self.fields["maatregel"].empty_label = "Nieuw doel", "Geen maatregel"
        self.fields["maatregel"].queryset = plan.maatregelen.afgesproken()
        self.fields["bestemming"].choices = [
            ("plan", f"In {huidig().de('plan')} van {plan.jaar + 1}, als {huidig().woorden['maatregel']}"),
            ("agenda", f"In {huidig().de('agenda')}, als ander of nieuw doel"),
        ]

    def clean(self):
        data = super().clean()
        if data.get("bestemming") == "plan" and not data.get("doel"):
            self.add_error("doel", "Kies bij welk doel dit hoort. Een nieuw doel hoort in de agenda.")
        return data


class NietOvernemenForm(forms.Form):
    reden = forms.CharField(
        label="Waarom neemt u dit niet over?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="De raad leest dit ook. Noem geen namen van mensen.",
    )
