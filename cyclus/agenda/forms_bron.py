from datetime import timedelta

from django import forms
from django.utils import timezone

from cyclus.agenda.belofte import afdruk
from cyclus.agenda.bron import GEKOPPELD, Doelbron
from cyclus.models import Analysepunt, Gebiedsanalyse
from gebiedswerk.eenmalig import EenmaligForm
from gebiedswerk.profiel import huidig
from signalen.models import Advies, Signaal, Trend

MOST_CHOICES = 60
SIGNALEN_VAN = timedelta(days=730)


class StukForm(EenmaligForm, forms.ModelForm):
    """A document of elsewhere, by name."""

    url = forms.URLField(label="Link naar het stuk", required=False, max_length=200, assume_scheme="https")

    class Meta:
        model = Doelbron
        fields = ("soort", "titel", "vindplaats", "url")
        labels = {"soort": "Wat is het?", "titel": "Naam van het stuk"}
        help_texts = {"titel": "Bijvoorbeeld: Dorpsplan 2030", "vindplaats": "Bijvoorbeeld: bladzijde 12"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        named = [keuze for keuze in Doelbron.SOORTEN if keuze[0] not in GEKOPPELD]
        self.fields["soort"].choices = [("", "Kies een soort"), *named]
        self.fields["titel"].required = True

    def bewaar(self):
        return self.eenmaal(self.save)


class Vinkjes(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, model, label="", in_woorden=str):
        super().__init__(model.objects.none(), label=label, required=False)
        self.label_from_instance = in_woorden


def _punt(punt):
    return f"{punt.get_soort_display()}: {punt.tekst} ({punt.get_aard_display().lower()})"


def _signaal(signaal):
    return f"{signaal.kop} ({signaal.ontvangen_op:%d-%m-%Y})"


class BronnenForm(forms.Form):
    """What lies in this system and is no source of the goal yet: ticked, it becomes one."""

    punten = Vinkjes(Analysepunt, "Ontwikkelingen, kansen en bedreigingen", _punt)
    opvallend = forms.MultipleChoiceField(label="Wat opvalt", required=False, widget=forms.CheckboxSelectMultiple)
    signalen = Vinkjes(Signaal, in_woorden=_signaal)
    trends = Vinkjes(Trend, "Trends")
    adviezen = Vinkjes(Advies)

    def __init__(self, *args, doel, persoon, thema, **kwargs):
        super().__init__(*args, **kwargs)
        self.doel, gebied, woord = doel, doel.agenda.gebied, huidig().woorden
        self.analyse = _analyse(doel.agenda, persoon)
        had = list(doel.bronnen.all())
        self.fields["punten"].queryset = self._nieuw(
            Analysepunt.objects.filter(analyse=self.analyse), {bron.punt_id for bron in had}
        )
        titels = {bron.titel for bron in had}
        sentences = [p["zin"] for p in (self.analyse.inhoud or {}).get("opvallend", [])] if self.analyse else []
        self.zinnen = {afdruk(zin): zin for zin in sentences if zin[:250] not in titels}
        self.fields["opvallend"].choices = list(self.zinnen.items())
        signalen = Signaal.objects.zichtbaar_voor(persoon).binnen(gebied).telt_mee()
        signalen = signalen.filter(ontvangen_op__gte=timezone.now() - SIGNALEN_VAN)
        if thema:
            signalen = signalen.filter(thema=thema)
        newest = self._nieuw(signalen, {bron.signaal_id for bron in had}).order_by("-ontvangen_op", "-pk")
        self.fields["signalen"].queryset = Signaal.objects.filter(pk__in=[s.pk for s in newest[:MOST_CHOICES]])
        self.fields["signalen"].label = woord["signalen"].capitalize()
        trends = Trend.objects.zichtbaar_voor(persoon).binnen(gebied).select_related("gebied")
        self.fields["trends"].queryset = self._nieuw(trends, {bron.trend_id for bron in had})
        adviezen = Advies.objects.zichtbaar_voor(persoon).binnen(gebied).filter(advies_datum__isnull=False)
        self.fields["adviezen"].queryset = self._nieuw(adviezen, {bron.advies_id for bron in had})
        self.fields["adviezen"].label = woord["adviezen"].capitalize()
        for naam, veld in list(self.fields.items()):
            if not (veld.queryset.exists() if hasattr(veld, "queryset") else veld.choices):
                del self.fields[naam]

    @staticmethod
    def _nieuw(rijen, had):
        return rijen.exclude(pk__in=had - {None})

    def bewaar(self):
        """Store what was ticked; sent twice it stands there once. Returns how many sources came with it."""
        data, made = self.cleaned_data, []
        for punt in data.get("punten", ()):
            made.append(self._bron("analyse", punt=punt, analyse=self.analyse, defaults={"titel": punt.tekst[:250]}))
        for sleutel in data.get("opvallend", ()):
            made.append(self._bron("analyse", analyse=self.analyse, titel=self.zinnen[sleutel][:250]))
        for veld, naam in (("signalen", "signaal"), ("trends", "trend"), ("adviezen", "advies")):
            made += [self._bron(naam, **{naam: ding}) for ding in data.get(veld, ())]
        return sum(made)

    def _bron(self, soort, **velden):
        return Doelbron.objects.get_or_create(doel=self.doel, soort=soort, **velden)[1]


def _analyse(agenda, persoon):
    """The latest analysis of the area that this person may see."""
    seen = Gebiedsanalyse.objects.zichtbaar_voor(persoon).filter(gebied=agenda.gebied)
    return seen.order_by("-jaar", "-pk").first()
