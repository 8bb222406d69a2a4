import django_filters as filters
from django import forms
from django.db.models import Q

from gebieden.gebied.keuzes import GebiedKeuze
from gebieden.models import Gebied, Gebiedsrol, Gebruiker
from gebiedswerk.profiel import huidig

STAND = [("lopend", "Loopt nu"), ("toekomstig", "Begint nog"), ("afgelopen", "Afgelopen")]
ACCOUNT = [("aan", "Staat aan"), ("uit", "Staat uit"), ("zonder_rol", "Heeft nu geen rol")]


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


class PersoonFilter(filters.FilterSet):
    q = filters.CharFilter(label="Naam of e-mailadres", method="op_naam", max_length=100)
    account = filters.ChoiceFilter(label="Account", choices=ACCOUNT, empty_label="Alle", method="op_account")

    class Meta:
        model = Gebruiker
        fields = []

    def op_naam(self, queryset, naam, waarde):
        return queryset.op_woord(waarde)

    def op_account(self, queryset, naam, waarde):
        if waarde == "zonder_rol":
            return queryset.exclude(pk__in=Gebiedsrol.objects.lopend().values("persoon"))
        return queryset.filter(is_active=waarde == "aan")


class ContactForm(forms.Form):
    """Not a filter over rows but a question: whom do I call about this, in that area?"""

    q = forms.CharField(label="Waar gaat het over?", required=False, max_length=100)
    gebied = GebiedKeuze(Gebied.objects.none(), label="Gebied", required=False, empty_label="Hele gemeente")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gebied"].queryset = Gebied.objects.voor_keuze()
