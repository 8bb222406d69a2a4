import django_filters as filters

from gebieden.models import Gebied
from gebiedswerk.profiel import huidig

from .models import TABEL, Opgave


class OpgaveFilter(filters.FilterSet):
    gebied = filters.ModelChoiceFilter(
        label="Gebied", queryset=Gebied.objects.none(), empty_label="Alle", method="in_gebied"
    )
    status = filters.ChoiceFilter(label="Status", choices=TABEL.keuzes, empty_label="Alle")
    thema = filters.ChoiceFilter(label="Thema", choices=lambda: huidig().keuzes("themas"), empty_label="Alle")

    class Meta:
        model = Opgave
        fields = []

    def __init__(self, *args, gebieden, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["gebied"].queryset = gebieden

    def in_gebied(self, queryset, naam, waarde):
        return queryset.binnen(waarde)
