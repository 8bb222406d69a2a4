import django_filters as filters

from gebieden.lijstfilter import Gebiedslijst
from gebieden.models import Afdeling

from .models import TABEL, Opdrachtbrief


class OpdrachtbriefFilter(Gebiedslijst):
    afdeling = filters.ModelChoiceFilter(
        label="Afdeling", queryset=lambda request: Afdeling.objects.all(), empty_label="Alle"
    )
    jaar = filters.NumberFilter(label="Jaar", min_value=1990, max_value=2100)
    status = filters.ChoiceFilter(label="Status", choices=TABEL.keuzes, empty_label="Alle")

    class Meta:
        model = Opdrachtbrief
        fields = []
