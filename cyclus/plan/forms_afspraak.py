"""Forms for what belongs to a plan beside its measures: agreements with departments, and milestones."""

from django import forms
from django.db import transaction
from django.utils import timezone

from cyclus.plan.afspraak import Afspraak
from cyclus.plan.mijlpaal import Mijlpaal
from gebieden.models import Afdeling
from gebiedswerk.dossier import DossierForm
from gebiedswerk.eenmalig import EenmaligForm
from gebiedswerk.tijdlijn import schrijf

JAREN = (2000, 2100)


def _in_deze_tijd(dag):
    """A day that can be meant: a typing error in the year would otherwise be thousands of years away."""
    if dag and not JAREN[0] <= dag.year <= JAREN[1]:
        raise forms.ValidationError("Controleer het jaar van deze dag.")
    return dag


class AfspraakForm(DossierForm):
    """What was agreed stays as it was adopted; who, when, and what came of it follow later."""

    AFGESPROKEN = ("afdeling", "opgave", "tekst")
    UITKOMST = ("uitkomst", "toelichting")
    groepen = [
        ("Wat is afgesproken?", ["afdeling", "tekst", "opgave"]),
        ("Wie en wanneer?", ["contactpersoon", "uiterlijk"]),
        ("Wat kwam ervan?", ["uitkomst", "toelichting"]),
    ]

    class Meta:
        model = Afspraak
        fields = ("afdeling", "tekst", "opgave", "contactpersoon", "uiterlijk", "uitkomst", "toelichting")
        widgets = {
            "tekst": forms.Textarea(attrs={"rows": 3}),
            "toelichting": forms.Textarea(attrs={"rows": 3}),
            "uitkomst": forms.RadioSelect,
        }
        labels = {"tekst": "Wat doet de afdeling hier anders of extra?", "opgave": "Hoort bij"}
        help_texts = {
            "tekst": "Iedereen kan dit lezen. Noem geen mensen.",
            "contactpersoon": "Wie van de afdeling hierover gaat. Alleen medewerkers zien dit.",
            "toelichting": "Iedereen kan dit lezen. Noem geen mensen.",
        }

    def __init__(self, *args, opgaven, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["afdeling"].queryset = Afdeling.objects.te_kiezen(self.instance.afdeling_id)
        self.fields["afdeling"].empty_label = "Kies een afdeling"
        self.fields["opgave"].queryset = opgaven
        self.fields["opgave"].empty_label = "Geen"
        if not opgaven.exists():
            del self.fields["opgave"]
        for naam in self.UITKOMST if self.instance.plan.is_concept else self.AFGESPROKEN:
            self.fields.pop(naam, None)

    def clean_uiterlijk(self):
        return _in_deze_tijd(self.cleaned_data["uiterlijk"])

    def clean(self):
        data = super().clean()
        if data.get("uitkomst") in ("deels", "niet") and not (data.get("toelichting") or "").strip():
            self.add_error("toelichting", "Leg uit waarom het niet of niet helemaal is gelukt.")
        return data

    def bewaar(self, *, door):
        with transaction.atomic():
            afspraak = super().bewaar(door=door)
            schrijf(afspraak.plan, "wijziging", door=door, tekst=f"Afspraak met {afspraak.afdeling}: {afspraak}")
            afspraak.plan.raak_aan()
        return afspraak


class AfspraakNieuwForm(EenmaligForm, AfspraakForm):
    def bewaar(self, *, door):
        return self.eenmaal(lambda: super(AfspraakNieuwForm, self).bewaar(door=door))


class MijlpaalForm(DossierForm):
    class Meta:
        model = Mijlpaal
        fields = ("naam", "uiterlijk", "gehaald_datum")
        help_texts = {"naam": "Bijvoorbeeld: ontwerp klaar, vergunning binnen. Iedereen kan dit lezen."}

    def clean_uiterlijk(self):
        return _in_deze_tijd(self.cleaned_data["uiterlijk"])

    def clean_gehaald_datum(self):
        dag = _in_deze_tijd(self.cleaned_data["gehaald_datum"])
        if dag and dag > timezone.localdate():
            raise forms.ValidationError("Deze dag is nog niet geweest.")
        return dag

    def bewaar(self, *, door):
        was = self.initial.get("uiterlijk") if self.instance.pk else None
        with transaction.atomic():
            mijlpaal = super().bewaar(door=door)
            schrijf(mijlpaal.maatregel, "mijlpaal", door=door, tekst=self._in_een_zin(mijlpaal, was))
            mijlpaal.maatregel.raak_aan()
        return mijlpaal

    @staticmethod
    def _in_een_zin(mijlpaal, was):
        dag = f"{mijlpaal.uiterlijk:%d-%m-%Y}"
        if mijlpaal.gehaald_datum:
            return f"{mijlpaal.naam}: gehaald op {mijlpaal.gehaald_datum:%d-%m-%Y}, afgesproken voor {dag}."
        if was and was != mijlpaal.uiterlijk:
            return f"{mijlpaal.naam}: was {was:%d-%m-%Y}, wordt {dag}."
        return f"{mijlpaal.naam}: uiterlijk {dag}."


class MijlpaalNieuwForm(EenmaligForm, MijlpaalForm):
    def bewaar(self, *, door):
        return self.eenmaal(lambda: super(MijlpaalNieuwForm, self).bewaar(door=door))
