import django_filters as filters

from gebieden.models import Gebied

from .models import Overleg
from .statussen import TABEL


class OverlegFilter(filters.FilterSet):
    gebied = filters.ModelChoiceFilter(
        label="Gebied", queryset=Gebied.objects.none(), empty_label="Alle", method="in_gebied"
    )
    soort = filters.ChoiceFilter(label="Soort", choices=Overleg._meta.get_field("soort").choices, empty_label="Alle")
    status = filters.ChoiceFilter(label="Status", choices=TABEL.keuzes, empty_label="Alle")

    class Meta:
        model = Overleg
        fields = []

    def __init__(self, *args, gebieden, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["gebied"].queryset = gebieden

    def in_gebied(self, queryset, naam, waarde):
        return queryset.binnen(waarde)
