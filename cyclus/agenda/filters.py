import django_filters as filters

from cyclus.agenda.models import TABEL, Gebiedsagenda


class AgendaFilter(filters.FilterSet):
    gebied = filters.ModelChoiceFilter(label="Gebied", queryset=None)
    status = filters.ChoiceFilter(label="Status", choices=TABEL.keuzes)

    class Meta:
        model = Gebiedsagenda
        fields = ["gebied", "status"]

    def __init__(self, *args, gebieden, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["gebied"].queryset = gebieden
