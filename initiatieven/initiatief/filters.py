import django_filters as filters
from django import forms

from gebieden.models import Gebied, Gebruiker
from gebiedswerk.profiel import huidig

from .models import Initiatief
from .statussen import TABEL


class InitiatiefFilter(filters.FilterSet):
    """``mijn_gebieden`` (ids) is where the list begins; a chosen area or ``bereik=alles`` looks further."""

    q = filters.CharFilter(label="Zoek op woord", method="op_woord")
    bereik = filters.ChoiceFilter(
        label="Waar", choices=[("alles", "Hele gemeente")], empty_label="Mijn gebieden", method="waar"
    )
    gebied = filters.ModelChoiceFilter(
        label="Gebied", queryset=Gebied.objects.none(), empty_label="Alle", method="waar"
    )
    status = filters.ChoiceFilter(
        label="Status", choices=[("open", "Alle open"), *TABEL.keuzes], empty_label="Alle", method="op_status"
    )
    thema = filters.ChoiceFilter(label="Thema", choices=lambda: huidig().keuzes("themas"), empty_label="Alle")
    contactpersoon = filters.ModelChoiceFilter(
        label="Contactpersoon", queryset=Gebruiker.objects.none(), empty_label="Iedereen"
    )
    over_termijn = filters.BooleanFilter(label="Over de termijn", widget=forms.CheckboxInput, method="te_laat")

    class Meta:
        model = Initiatief
        fields = []

    def __init__(self, *args, gebieden, mijn_gebieden, contactpersonen, **kwargs):
        super().__init__(*args, **kwargs)
        self.mijn_gebieden = mijn_gebieden
        self.filters["gebied"].queryset = gebieden
        self.filters["contactpersoon"].queryset = contactpersonen
        if not mijn_gebieden:
            del self.filters["bereik"]

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
