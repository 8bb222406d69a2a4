"""The filter of the list of trends."""

import django_filters as filters

from gebieden.lijstfilter import Gebiedslijst
from gebiedswerk.profiel import huidig

from .kwartaal import Kwartaal
from .models import Trend


class TrendFilter(Gebiedslijst):
    thema = filters.ChoiceFilter(label="Thema", choices=lambda: huidig().keuzes("themas"), empty_label="Alle")
    status = filters.ChoiceFilter(label="Status", empty_label="Open en afgerond", method="op_status")
    kwartaal = filters.ChoiceFilter(label="Kwartaal", empty_label="Alle", method="in_kwartaal")

    class Meta:
        model = Trend
        fields = []

    field_order = ["gebied", "thema", "status", "kwartaal"]

    def __init__(self, data, *, persoon):
        rows = Trend.objects.zichtbaar_voor(persoon)
        super().__init__(data, queryset=rows)
        self.filters["status"].extra["choices"] = [("alles", "Alles"), ("open", "Alle open"), *Trend.tabel.keuzes]
        days = rows.order_by("-van").values_list("van", flat=True).distinct()
        self.filters["kwartaal"].extra["choices"] = [
            (d.isoformat(), str(Kwartaal.van_dag(d)).capitalize()) for d in days
        ]

    def filter_queryset(self, queryset):
        """What fell away is only shown to who asks for it."""
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data.get("status") else queryset.exclude(status="vervallen")

    def op_status(self, queryset, naam, waarde):
        if waarde == "alles":
            return queryset
        return queryset.open() if waarde == "open" else queryset.filter(status=waarde)

    def in_kwartaal(self, queryset, naam, waarde):
        return queryset.filter(van=waarde)
