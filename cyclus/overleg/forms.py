from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst

from gebieden.gebied.keuzes import GebiedenMetNiveau, GebiedMetNiveau
from gebieden.models import Gebied, Gebruiker
from gebiedswerk.dossier import DossierForm
from gebiedswerk.eenmalig import EenmaligForm
from gebiedswerk.termijnen import uiterste_dag
from initiatieven.models import Initiatief
from signalen.models import Signaal, Trend
from signalen.trend.forms import vereis_wie_en_wanneer

from .actiepunt import Actiepunt
from .filters import soorten
from .models import Agendapunt, Deelnemer, Overleg


class OverlegForm(DossierForm):
    soort = forms.ChoiceField(label="Soort overleg")
    trekkend_gebied = GebiedMetNiveau(label="Gebied", empty_label="Kies een gebied", queryset=Gebied.objects.none())
    gebieden = GebiedenMetNiveau(
        label="Gaat ook over",
        queryset=Gebied.objects.none(),
        required=False,
    )

    class Meta:
        model = Overleg
        fields = [
            *("titel", "soort", "opgave", "begint_op", "duur", "plaats"),
            *("voorzitter", "trekkend_gebied", "gebieden"),
        ]
        labels = {"titel": "Waar gaat het overleg over?"}

    def __init__(self, *args, gebieden, alle_gebieden, opgaven, **kwargs):
        super().__init__(*args, **kwargs)
        eigen = Gebied.objects.filter(pk=self.instance.trekkend_gebied_id)
        voorzitter = Gebruiker.objects.filter(pk=self.instance.voorzitter_id)
        keuzes = soorten()
        if self.instance.soort not in dict(keuzes):
            # A kind that the municipality no longer has stays what it was.
            keuzes = [(self.instance.soort, capfirst(self.instance.soort_naam)), *keuzes]
        self.fields["soort"].choices = keuzes
        self.fields["trekkend_gebied"].queryset = gebieden | eigen
        self.fields["gebieden"].queryset = alle_gebieden
        self.fields["voorzitter"].queryset = Gebruiker.objects.met_rol("meelezen") | voorzitter
        self.fields["opgave"].queryset = opgaven
        self.fields["opgave"].empty_label = "Geen opgave"

    def clean_duur(self):
        duur = self.cleaned_data["duur"]
        if not 5 <= duur <= 1440:
            raise forms.ValidationError("Vul een aantal minuten in tussen 5 en 1440.")
        return duur

    def save(self, commit=True):
        overleg = super().save(commit)
        overleg.leg_in(*self.cleaned_data["gebieden"])
        return overleg


class OverlegNieuwForm(EenmaligForm, OverlegForm):
    def bewaar(self, *, door, vorige=None):
        """``vorige`` is the meeting that this one continues: its participants come along."""
        return self.eenmaal(lambda: self._maak(door, vorige))

    def _maak(self, door, vorige):
        overleg = super().bewaar(door=door)
        overleg.nodig_uit(persoon=overleg.voorzitter)
        for d in vorige.deelnemers.select_related("persoon") if vorige else ():
            overleg.nodig_uit(naam=d.naam, organisatie=d.organisatie, email=d.email, persoon=d.persoon, rol=d.rol)
        return overleg


class DeelnemerForm(forms.ModelForm):
    class Meta:
        model = Deelnemer
        fields = ["persoon", "naam", "organisatie", "email", "rol"]
        labels = {"persoon": "Iemand met een account", "naam": "Of iemand van buiten: naam", "email": "E-mailadres"}

    def __init__(self, *args, mensen, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["persoon"].queryset = mensen
        self.fields["persoon"].empty_label = "Kies iemand"
        self.fields["naam"].required = False

    def clean(self):
        data = super().clean()
        if not data.get("persoon") and not data.get("naam") and not self.errors:
            self.add_error("naam", "Kies iemand met een account, of vul een naam in.")
        return data


class AgendapuntForm(EenmaligForm, forms.ModelForm):
    """An item in the team's own words."""

    class Meta:
        model = Agendapunt
        fields = ["titel", "toelichting"]
        labels = {"titel": "Eigen agendapunt"}
        widgets = {"toelichting": forms.Textarea(attrs={"rows": 2})}

    def bewaar(self, overleg):
        data = self.cleaned_data
        return self.eenmaal(lambda: overleg.zet_op_agenda(titel=data["titel"], toelichting=data["toelichting"]))


class _Aankruisen(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class SignalenKeuze(_Aankruisen):
    def label_from_instance(self, signaal):
        return f"{signaal.kop} ({signaal.trekkend_gebied}, {signaal.status_naam.lower()})"


class InitiatievenKeuze(_Aankruisen):
    def label_from_instance(self, initiatief):
        return f"{initiatief.titel} ({initiatief.trekkend_gebied}, {initiatief.status_naam.lower()})"


class ActiesKeuze(_Aankruisen):
    def label_from_instance(self, actie):
        return f"{actie.tekst} ({actie.eigenaar}, uiterlijk {actie.uiterlijk:%d-%m-%Y})"


class TrendsKeuze(_Aankruisen):
    def label_from_instance(self, trend):
        return f"{trend.zin} ({trend.kwartaal}, {trend.status_naam.lower()})"


class AgendaVulForm(forms.Form):
    trends = TrendsKeuze(queryset=Trend.objects.none(), required=False)
    signalen = SignalenKeuze(queryset=Signaal.objects.none(), required=False)
    initiatieven = InitiatievenKeuze(queryset=Initiatief.objects.none(), required=False)
    acties = ActiesKeuze(label="Acties over de datum", queryset=Actiepunt.objects.none(), required=False)

    def __init__(self, *args, keuzes, **kwargs):
        super().__init__(*args, **kwargs)
        for naam, rijen in keuzes.items():
            self.fields[naam].queryset = rijen

    def zet_op_agenda(self, overleg, door=None):
        """Put what was ticked on the agenda; returns how many items that are."""
        soorten = {"trends": "trend", "signalen": "signaal", "initiatieven": "initiatief", "acties": "actiepunt"}
        with transaction.atomic():
            gekozen = [(soorten[naam], ding) for naam in soorten for ding in self.cleaned_data[naam]]
            for soort, ding in gekozen:
                overleg.zet_op_agenda(**{soort: ding}, door=door)
        return len(gekozen)


class PuntForm(EenmaligForm, DossierForm):
    """One item during the meeting: what was said, what was decided, and at most one new action."""

    actie = forms.CharField(label="Nieuw actiepunt", max_length=250, required=False)
    eigenaar = forms.ModelChoiceField(
        label="Wie", queryset=Gebruiker.objects.none(), required=False, empty_label="Kies iemand"
    )
    uiterlijk = forms.DateField(label="Wanneer klaar", required=False)
    # On a trend the decision is a choice, with who does it and by when.
    keuze = forms.ChoiceField(label="Besluit", required=False)
    trekker = forms.ModelChoiceField(
        label="Wie doet dat?", queryset=Gebruiker.objects.none(), required=False, empty_label="Kies iemand"
    )
    klaar = forms.DateField(label="Klaar op", required=False)
    uitleg = forms.CharField(
        label="Wat zeggen wij tegen de melders?", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    class Meta:
        model = Agendapunt
        fields = ["bespreking", "besluit"]
        labels = {"bespreking": "Wat is er gezegd?", "besluit": "Besluit"}
        widgets = {"bespreking": forms.Textarea(attrs={"rows": 4}), "besluit": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, mensen, persoon=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["eigenaar"].queryset = mensen
        self.fields["eigenaar"].choices = self._mensen(mensen)
        self.fields["uiterlijk"].initial = uiterste_dag("actiepunt", timezone.localdate())
        self._vraag_over_trend(persoon)

    def _vraag_over_trend(self, persoon):
        """What can still be decided on the trend, by who may; else the item has a decision in words like any other."""
        trend = self.instance.trend
        may = trend and persoon and trend.heeft_recht(persoon, "behandelen")
        self.is_over_trend = bool(may and trend.status in ("gevonden", "besloten"))
        if not self.is_over_trend:
            for naam in ("keuze", "trekker", "klaar", "uitleg"):
                del self.fields[naam]
            return
        del self.fields["besluit"]
        if trend.status == "gevonden":
            self.fields["keuze"].choices = [("", "Nog niet besloten"), *Trend.BESLUITEN]
            collegas = Gebruiker.objects.met_rol("meelezen")
            self.fields["trekker"].queryset = collegas
            self.fields["trekker"].choices = self._mensen(collegas)
            self.fields["klaar"].initial = uiterste_dag("actiepunt", timezone.localdate())
        else:
            self.fields["keuze"].choices = [("", "Loopt nog"), ("afgerond", "Klaar")]
            self.fields["uitleg"].label = "Wat kwam ervan? De melders lezen dit"
            del self.fields["trekker"], self.fields["klaar"]

    def _mensen(self, mensen):
        """Who sits at the table comes first: that is nearly always who takes the action."""
        tafel = set(self.instance.overleg.deelnemers.values_list("persoon_id", flat=True))
        groepen = {"Aan tafel": [], "Anderen": []}
        for persoon in mensen:
            groepen["Aan tafel" if persoon.pk in tafel else "Anderen"].append((persoon.pk, str(persoon)))
        return [("", "Kies iemand"), *((naam, keuzes) for naam, keuzes in groepen.items() if keuzes)]

    def clean(self):
        data = super().clean()
        if data.get("actie"):
            for naam, vraag in (("eigenaar", "Kies wie dit doet."), ("uiterlijk", "Vul in wanneer het klaar is.")):
                if not data.get(naam) and naam not in self.errors:
                    self.add_error(naam, vraag)
        if data.get("keuze"):
            if not data.get("uitleg"):
                self.add_error("uitleg", "Schrijf op wat de melders te horen krijgen.")
            if "trekker" in self.fields:
                vereis_wie_en_wanneer(self, data, "keuze", "trekker", "klaar")
        return data

    def bewaar(self, *, door):
        return self.eenmaal(lambda: self._leg_vast(door))

    def _leg_vast(self, door):
        self.instance.overleg.vereis_lopend()
        self.instance.is_besproken = True
        punt, data = super().bewaar(door=door), self.cleaned_data
        if "besluit" in self.changed_data:
            punt.meld_besluit(door)
        if data.get("keuze"):
            wie = {"eigenaar": data.get("trekker"), "uiterlijk": data.get("klaar")}
            punt.besluit_over_trend(door=door, keuze=data["keuze"], uitleg=data["uitleg"], **wie)
        if data["actie"]:
            punt.spreek_af(data["actie"], eigenaar=data["eigenaar"], uiterlijk=data["uiterlijk"], door=door)
        return punt
