import django_filters as filters

from cyclus.plan.models import TABEL, Gebiedsplan
from gebieden.lijstfilter import Gebiedslijst


class PlanFilter(Gebiedslijst):
    jaar = filters.NumberFilter(label="Jaar", min_value=1990, max_value=2100)
    status = filters.ChoiceFilter(label="Status", choices=TABEL.keuzes, empty_label="Alle")

    class Meta:
        model = Gebiedsplan
        fields = []
