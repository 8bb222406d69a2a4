import django_filters as filters

from cyclus.agenda.models import TABEL, Gebiedsagenda


class AgendaFilter(filters.FilterSet):
    gebied = filters.ModelChoiceFilter(label="Gebied", queryset=None, empty_label="Alle")
    status = filters.ChoiceFilter(label="Status", choices=TABEL.keuzes, empty_label="Alle")

    class Meta:
        model = Gebiedsagenda
        fields = ["gebied", "status"]

    def __init__(self, *args, gebieden, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["gebied"].queryset = gebieden
