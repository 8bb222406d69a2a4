"""The filter of the board: the same queryset goes to the screen, to the figures and to the file."""

import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gebieden.lijstfilter import Gebiedslijst
from gebieden.models import Platform
from gebiedswerk.profiel import huidig

from .models import Advies


def jaren(adviezen=None):
    """The years in which an advice began, newest first; always the one of now."""
    known = (
        (Advies.objects.openbaar() if adviezen is None else adviezen)
        .met_jaar()
        .order_by()
        .values_list("jaar", flat=True)
        .distinct()
    )
    return sorted({timezone.localdate().year, *known}, reverse=True)


class AdviesFilter(Gebiedslijst):
    q = filters.CharFilter(label=_("Zoek op woord"), field_name="onderwerp", lookup_expr="icontains", max_length=100)
    platform = filters.ModelChoiceFilter(
        queryset=Platform.objects.all(), to_field_name="slug", empty_label=_("Alle"), label=_("Platform")
    )
    thema = filters.ChoiceFilter(label=_("Thema"), choices=lambda: huidig().keuzes("themas"), empty_label=_("Alle"))
    jaar = filters.ChoiceFilter(label=_("Jaar"), empty_label=_("Alle"), method="in_jaar")

    class Meta:
        model = Advies
        fields = []

    field_order = ["q", "gebied", "platform", "thema", "jaar"]

    def __init__(self, data, *, rijen):
        super().__init__(data, queryset=rijen)
        self.jaren = jaren()
        self.filters["jaar"].extra["choices"] = [(str(jaar), str(jaar)) for jaar in self.jaren]
        self.filters["platform"].label = huidig().woorden["platform"].capitalize()

    def in_jaar(self, queryset, naam, waarde):
        return queryset.met_jaar().filter(jaar=int(waarde))

    @property
    def gekozen_jaar(self):
        """The year of the figures: what was chosen, else this year."""
        chosen = self.form.cleaned_data.get("jaar") if self.form.is_valid() else None
        return int(chosen or timezone.localdate().year)
