from django import forms
from django.utils.translation import gettext as _

from cyclus.agenda.belofte import afdruk
from cyclus.agenda.bijdrage import Bijdrage
from gebieden.models import Afdeling, Platform
from gebiedswerk.dossier import DossierForm
from gebiedswerk.eenmalig import EenmaligForm
from gebiedswerk.profiel import huidig


class BijdrageForm(DossierForm):
    groepen = [
        ("Wie doet wat?", ["partij", "soort", "belofte"]),
        ("Hoe vragen we of dit klopt?", ["contact", "email", "afdeling", "platform"]),
    ]

    class Meta:
        model = Bijdrage
        fields = ("partij", "soort", "belofte", "contact", "email", "afdeling", "platform")
        widgets = {"belofte": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "partij": "Welke partij?",
            "belofte": "Wat draagt deze partij bij?",
            "contact": "Contactpersoon",
            "afdeling": "Of: welke afdeling van de gemeente is dit?",
        }
        help_texts = {
            "contact": "Alleen zichtbaar voor medewerkers, niet op de openbare pagina.",
            "email": "De partij krijgt een link en kan zonder account antwoorden.",
            "afdeling": "Wie daar voor dit gebied werkt, ziet de vraag onder Mijn werk.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        gebied = self.instance.doel.agenda.gebied
        self.fields["soort"].choices = [("", "Kies een soort"), *Bijdrage._meta.get_field("soort").choices]
        self.fields["afdeling"].queryset = Afdeling.objects.te_kiezen(self.instance.afdeling_id)
        self.fields["afdeling"].empty_label = "Geen afdeling"
        near = Platform.objects.actief().rond(gebied) | Platform.objects.filter(pk=self.instance.platform_id)
        self.fields["platform"].queryset = near.distinct()
        self.fields["platform"].label = f"Of: welk {huidig().woorden['platform']} is dit?"
        self.fields["platform"].empty_label = "Geen"
        self.fields["platform"].help_text = "Wie de gegevens bijhoudt, ziet de vraag na inloggen."
        if not near.exists():
            del self.fields["platform"]


class BijdrageNieuwForm(EenmaligForm, BijdrageForm):
    pass


class BeloofdForm(forms.Form):
    naam = forms.CharField(label="Wie heeft het toegezegd?", max_length=120)
    dag = forms.DateField(label="Op welke dag?")


class AntwoordForm(forms.Form):
    """What a party says to its promise, on the public page and with an account alike."""

    antwoord = forms.ChoiceField(widget=forms.RadioSelect)
    reactie = forms.CharField(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    naam = forms.CharField(max_length=120)
    tekst = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args, bijdrage, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["antwoord"].label = _("Klopt deze belofte?")
        self.fields["antwoord"].choices = [
            ("ja", _("Ja, dit doen wij")),
            ("anders", _("Ja, maar anders")),
            ("nee", _("Nee, dit doen wij niet")),
        ]
        self.fields["antwoord"].error_messages["required"] = _("Kies een antwoord.")
        self.fields["reactie"].label = _("Wat wilt u erbij zeggen?")
        self.fields["reactie"].help_text = _("Is het anders? Schrijf op wat u wel doet, in één of twee zinnen.")
        self.fields["naam"].label = _("Uw naam")
        self.fields["naam"].help_text = _(
            "De gemeente schrijft op wie dit heeft gezegd. Uw naam komt niet op internet."
        )
        self.initial["tekst"] = afdruk(bijdrage.belofte)

    def clean(self):
        data = super().clean()
        if data.get("antwoord") == "anders" and not data.get("reactie"):
            self.add_error("reactie", _("Schrijf op wat u wel doet."))
        return data
