import django_filters as filters

from cyclus.agenda.models import TABEL, Gebiedsagenda
from gebieden.lijstfilter import Gebiedslijst


class AgendaFilter(Gebiedslijst):
    status = filters.ChoiceFilter(label="Status", choices=TABEL.keuzes, empty_label="Alle")

    class Meta:
        model = Gebiedsagenda
        fields = []
