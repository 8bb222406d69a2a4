import django_filters as filters
from django.forms import HiddenInput
from django.utils.translation import gettext_lazy as _

from gebieden.lijstfilter import Gebiedslijst
from gebiedswerk.profiel import huidig

from .models import Contact

STAND = [("te_controleren", "Nog na te lopen"), ("openbaar", "Openbaar"), ("vervallen", "Bestaat niet meer")]


class Kaartlijst(Gebiedslijst):
    """The sociale kaart by area and theme."""

    q = filters.CharFilter(label=_("Zoek op naam"), method="op_naam", max_length=100)
    thema = filters.ChoiceFilter(
        label=_("Thema"), choices=lambda: huidig().keuzes("themas"), empty_label=_("Alle"), method="over"
    )

    class Meta:
        model = Contact
        fields = []

    def op_naam(self, queryset, naam, waarde):
        return queryset.zoek(waarde)

    def over(self, queryset, naam, waarde):
        return queryset.over_thema(waarde)


class ContactFilter(Kaartlijst):
    """The same for officials, who also keep it up to date. The name has a field of its own above the filter."""

    q = filters.CharFilter(method="op_naam", max_length=100, widget=HiddenInput)
    soort = filters.ChoiceFilter(label="Soort", choices=Contact.SOORTEN, empty_label=_("Alle"))
    stand = filters.ChoiceFilter(label="Stand", choices=STAND, empty_label="Actief", method="op_stand")

    def filter_queryset(self, queryset):
        if not self.form.cleaned_data.get("stand"):
            queryset = queryset.actief()
        return super().filter_queryset(queryset)

    def op_stand(self, queryset, naam, waarde):
        return queryset.filter(status="vervallen") if waarde == "vervallen" else getattr(queryset, waarde)()
