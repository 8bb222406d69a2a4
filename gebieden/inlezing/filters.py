import django_filters as filters

from gebieden.inlezing.models import Inlezing
from gebieden.inlezing.statussen import TABEL


class InlezingFilter(filters.FilterSet):
    q = filters.CharFilter(label="Naam van het bestand", field_name="bestandsnaam", lookup_expr="icontains")
    soort = filters.ChoiceFilter(label="Wat het is", choices=Inlezing.SOORTEN, empty_label="Alles")
    status = filters.ChoiceFilter(label="Uitkomst", choices=TABEL.keuzes, empty_label="Alle")

    class Meta:
        model = Inlezing
        fields = []
