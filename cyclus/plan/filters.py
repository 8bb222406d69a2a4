import django_filters as filters
from django import forms

from cyclus.plan.maatregel import MAATREGEL, Maatregel
from cyclus.plan.models import TABEL, Gebiedsplan
from gebieden.lijstfilter import Gebiedslijst
from gebieden.models import Afdeling


class PlanFilter(Gebiedslijst):
    jaar = filters.NumberFilter(label="Jaar", min_value=1990, max_value=2100)
    status = filters.ChoiceFilter(label="Status", choices=TABEL.keuzes, empty_label="Alle")

    class Meta:
        model = Gebiedsplan
        fields = []


class MaatregelFilter(filters.FilterSet):
    """What is shown of the measures of one plan."""

    soort = filters.ChoiceFilter(label="Soort", choices=Maatregel._meta.get_field("soort").choices, empty_label="Alles")
    afdeling = filters.ModelChoiceFilter(
        label="Afdeling", queryset=lambda request: Afdeling.objects.all(), empty_label="Alle"
    )
    status = filters.ChoiceFilter(label="Status", choices=MAATREGEL.keuzes, empty_label="Alle")
    te_laat = filters.BooleanFilter(label="Te laat", widget=forms.CheckboxInput, method="op_te_laat")

    class Meta:
        model = Maatregel
        fields = []

    def op_te_laat(self, queryset, naam, waarde):
        return queryset.over_termijn() if waarde else queryset
