import django_filters as filters

from gebieden.lijstfilter import Gebiedslijst

from .models import Overleg
from .statussen import TABEL


class OverlegFilter(Gebiedslijst):
    soort = filters.ChoiceFilter(label="Soort", choices=Overleg._meta.get_field("soort").choices, empty_label="Alle")
    status = filters.ChoiceFilter(label="Status", choices=TABEL.keuzes, empty_label="Alle")

    class Meta:
        model = Overleg
        fields = []
