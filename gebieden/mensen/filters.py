import django_filters as filters
from django.db.models import Q

from gebieden.models import Gebied, Gebiedsrol
from gebiedswerk.profiel import huidig

STAND = [("lopend", "Loopt nu"), ("toekomstig", "Begint nog"), ("afgelopen", "Afgelopen")]


class GebiedsrolFilter(filters.FilterSet):
    q = filters.CharFilter(label="Naam of e-mailadres", method="op_naam")
    functie = filters.ChoiceFilter(label="Functie", choices=lambda: huidig().keuzes("functies"), empty_label="Alle")
    gebied = filters.ModelChoiceFilter(label="Gebied", queryset=Gebied.objects.none(), empty_label="Alle")
    stand = filters.ChoiceFilter(label="Periode", choices=STAND, empty_label="Alle", method="op_stand")

    class Meta:
        model = Gebiedsrol
        fields = []

    def __init__(self, *args, gebieden, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["gebied"].queryset = gebieden.filter(gebiedsrollen__isnull=False).defer("grens").distinct()

    def op_naam(self, queryset, naam, waarde):
        return queryset.filter(Q(persoon__naam__icontains=waarde) | Q(persoon__email__icontains=waarde))

    def op_stand(self, queryset, naam, waarde):
        return getattr(queryset, waarde)()
