import django_filters as filters

from gebieden.lijstfilter import Gebiedslijst
from gebiedswerk.profiel import huidig

from .models import TABEL, Opgave


class OpgaveFilter(Gebiedslijst):
    status = filters.ChoiceFilter(label="Status", choices=TABEL.keuzes, empty_label="Alle")
    thema = filters.ChoiceFilter(label="Thema", choices=lambda: huidig().keuzes("themas"), empty_label="Alle")

    class Meta:
        model = Opgave
        fields = []
