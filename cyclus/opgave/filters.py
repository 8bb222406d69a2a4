import django_filters as filters

from gebieden.lijstfilter import Gebiedslijst
from gebieden.models import Afdeling
from gebiedswerk.profiel import huidig

from .models import TABEL, Opgave
from .soort import SOORTEN


class OpgaveFilter(Gebiedslijst):
    soort = filters.ChoiceFilter(label="Soort", choices=SOORTEN, empty_label="Alle")
    status = filters.ChoiceFilter(label="Status", choices=TABEL.keuzes, empty_label="Alle")
    thema = filters.ChoiceFilter(label="Thema", choices=lambda: huidig().keuzes("themas"), empty_label="Alle")
    afdeling = filters.ModelChoiceFilter(label="Afdeling", queryset=Afdeling.objects.all(), empty_label="Alle")

    class Meta:
        model = Opgave
        fields = []
