import django_filters as filters
from django.db.models import Exists, OuterRef

from cyclus.agenda.bijdrage import Bijdrage
from cyclus.agenda.models import TABEL, Gebiedsagenda
from gebieden.lijstfilter import Gebiedslijst


class AgendaFilter(Gebiedslijst):
    status = filters.ChoiceFilter(label="Status", choices=TABEL.keuzes, empty_label="Alle")
    beloften = filters.ChoiceFilter(
        label="Beloften",
        choices=[("open", "Nog niet toegezegd"), ("terug", "Anders of geweigerd")],
        empty_label="Alle",
        method="op_beloften",
    )

    class Meta:
        model = Gebiedsagenda
        fields = []

    def op_beloften(self, queryset, naam, waarde):
        promises = Bijdrage.objects.open().filter(doel__agenda=OuterRef("pk"))
        return queryset.filter(Exists(promises.exclude(antwoord="") if waarde == "terug" else promises))
