import django_filters as filters

from cyclus.plan.models import TABEL, Gebiedsplan


class PlanFilter(filters.FilterSet):
    gebied = filters.ModelChoiceFilter(label="Gebied", queryset=None, empty_label="Alle")
    jaar = filters.NumberFilter(label="Jaar", min_value=1990, max_value=2100)
    status = filters.ChoiceFilter(label="Status", choices=TABEL.keuzes, empty_label="Alle")

    class Meta:
        model = Gebiedsplan
        fields = ["gebied", "jaar", "status"]

    def __init__(self, *args, gebieden, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["gebied"].queryset = gebieden
