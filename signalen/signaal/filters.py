"""The filter of the list: the same queryset goes to the screen and to the export."""

import django_filters as filters
from django import forms

from gebieden.gebied.keuzes import GebiedKeuze
from gebieden.models import Gebied, Gebruiker, Platform
from gebieden.rechten import gebieden_met_recht
from gebiedswerk.profiel import huidig

from .models import Signaal
from .statussen import TABEL


class GebiedFilter(filters.Filter):
    field_class = GebiedKeuze


class SignaalFilter(filters.FilterSet):
    """Begins in the areas where this person works; a chosen area or ``bereik=alles`` looks further."""

    q = filters.CharFilter(label="Zoek op woord", method="op_woord", max_length=200)
    bereik = filters.ChoiceFilter(
        label="Waar", choices=[("alles", "Hele gemeente")], empty_label="Mijn gebieden", method="waar"
    )
    gebied = GebiedFilter(
        label="Gebied",
        queryset=Gebied.objects.lopend().defer("grens", "omschrijving"),
        method="waar",
        empty_label="Alle gebieden",
    )
    status = filters.ChoiceFilter(
        label="Status", choices=[("open", "Alle open"), *TABEL.keuzes], empty_label="Alle", method="op_status"
    )
    thema = filters.ChoiceFilter(label="Thema", choices=lambda: huidig().keuzes("themas"), empty_label="Alle")
    platform = filters.ModelChoiceFilter(label="Platform", queryset=Platform.objects.all(), empty_label="Alle")
    eigenaar = filters.ModelChoiceFilter(
        label="Eigenaar", queryset=lambda request: Gebruiker.objects.met_rol("behandelen"), empty_label="Alle"
    )
    over_termijn = filters.BooleanFilter(label="Over de termijn", widget=forms.CheckboxInput, method="te_laat")
    verdacht = filters.BooleanFilter(label="Lijkt op spam", widget=forms.CheckboxInput, method="lijkt_op_spam")

    class Meta:
        model = Signaal
        fields = []

    def __init__(self, data, *, persoon):
        super().__init__(data, queryset=Signaal.objects.zichtbaar_voor(persoon))
        self.mijn_gebieden = gebieden_met_recht(persoon, "behandelen")
        if not self.mijn_gebieden:
            del self.filters["bereik"]
        if not persoon.is_ambtenaar:
            for naam in ("platform", "eigenaar", "over_termijn", "verdacht"):
                del self.filters[naam]

    def filter_queryset(self, queryset):
        chosen = self.form.cleaned_data
        if chosen.get("gebied"):
            queryset = queryset.binnen(chosen["gebied"])
        elif self.mijn_gebieden and chosen.get("bereik") != "alles":
            queryset = queryset.in_gebieden(self.mijn_gebieden)
        return super().filter_queryset(queryset)

    def waar(self, queryset, naam, waarde):
        return queryset

    def op_woord(self, queryset, naam, waarde):
        return queryset.zoek(waarde)

    def op_status(self, queryset, naam, waarde):
        return queryset.open() if waarde == "open" else queryset.filter(status=waarde)

    def te_laat(self, queryset, naam, waarde):
        return queryset.over_termijn() if waarde else queryset

    def lijkt_op_spam(self, queryset, naam, waarde):
        return queryset.filter(is_verdacht=True) if waarde else queryset
