import django_filters as filters

from gebieden.lijstfilter import Werklijst, wie_behandelt

from .models import Initiatief


class InitiatiefFilter(Werklijst):
    lijst = "initiatieven:lijst"

    contactpersoon = filters.ModelChoiceFilter(label="Contactpersoon", queryset=wie_behandelt, empty_label="Iedereen")

    class Meta:
        model = Initiatief
        fields = []
