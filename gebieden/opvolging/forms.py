from django import forms
from django.db import transaction
from django.db.models import Count

from gebieden.gebied.models import Gebied
from gebieden.importeren import Bestandsfout
from gebieden.opvolging.bestand import op_schijf
from gebieden.opvolging.models import Herindeling
from gebieden.opvolging.voorstel import kandidaten, lees_bestand
from gebiedswerk.tijdlijn import schrijf


def _oude_bronnen():
    """Where old areas may stand from: read in as no longer existing, or left behind by a newer file."""
    vervallen = Gebied.objects.filter(is_actief=False, opvolgers=None).count()
    options = [("", f"Gebieden die als vervallen zijn ingelezen ({vervallen})")]
    rows = Gebied.objects.lopend().filter(code__regex=r"^(GM|WK|BU)[0-9]").exclude(bron="").order_by("bron")
    rows = rows.values_list("bron").annotate(aantal=Count("pk"))
    return options + [(bron, f"Gebieden die nog uit ‘{bron}’ komen ({aantal})") for bron, aantal in rows]


class HerindelingForm(forms.ModelForm):
    """What stopped, when, and how successors are found."""

    oude_bron = forms.ChoiceField(
        label="Welke gebieden vervallen",
        required=False,
        help_text="Las u een nieuw jaar in? Wat niet in het nieuwe bestand staat, komt nog uit het oude.",
    )
    bestand = forms.FileField(
        label="CSV-bestand",
        required=False,
        help_text="Alleen bij ‘Uit een CSV-bestand’. Kolommen: oud;nieuw;aandeel, met de codes van de gebieden.",
    )

    class Meta:
        model = Herindeling
        fields = ["per", "oude_bron", "wijze"]
        widgets = {"wijze": forms.RadioSelect}
        labels = {"wijze": "Hoe vinden we de opvolgers"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oude_bron"].choices = _oude_bronnen()

    def clean(self):
        data = super().clean()
        if data.get("wijze") == "bestand" and not self.errors:
            self._lees(data)
        return data

    def _lees(self, data):
        """Read the file while the page waits: it is small, and what is wrong with it must be said here."""
        if not data.get("bestand"):
            return self.add_error("bestand", "Kies het CSV-bestand.")
        concept = Herindeling(per=data["per"], oude_bron=data["oude_bron"])
        oude, nieuwe = (rows.defer("grens", "omschrijving") for rows in kandidaten(concept))
        try:
            with op_schijf(data["bestand"]) as pad:
                self.gelezen = lees_bestand(pad, list(oude), list(nieuwe))
        except Bestandsfout as fout:
            return self.add_error("bestand", str(fout))
        if not any(regel.nieuw for regel in self.gelezen[0]):
            self.add_error("bestand", ["Geen enkele regel is te gebruiken.", *self.gelezen[1][:10]])

    def bewaar(self, *, door):
        """Store it; successors out of a file are there at once, others are looked for in the background."""
        with transaction.atomic():
            herindeling = self.save(commit=False)
            herindeling.door = door
            herindeling.save()
            schrijf(herindeling, "aangemaakt", door=door)
            if herindeling.wijze == "bestand":
                regels, opmerkingen = self.gelezen
                herindeling.toon([regel.als_gegevens() for regel in regels], opmerkingen)
            else:
                herindeling.zet_werk_klaar(door)
        return herindeling
