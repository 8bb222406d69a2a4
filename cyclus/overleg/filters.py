import django_filters as filters
from django.utils.text import capfirst

from gebieden.lijstfilter import Gebiedslijst
from gebiedswerk.profiel import huidig

from .models import Overleg
from .statussen import TABEL


def soorten():
    return [(code, capfirst(naam)) for code, naam in huidig().keuzes("overlegsoorten")]


class OverlegFilter(Gebiedslijst):
    soort = filters.ChoiceFilter(label="Soort", choices=soorten, empty_label="Alle")
    status = filters.ChoiceFilter(label="Status", choices=TABEL.keuzes, empty_label="Alle")

    class Meta:
        model = Overleg
        fields = []
