import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from gebieden.lijstfilter import Gebiedslijst
from gebieden.rechten import gebieden_met_recht
from gebiedswerk.profiel import huidig
from gebiedswerk.taal import vertaal

from .models import Platform
from .standen import standen_van


def soorten():
    return [(soort["code"], soort["naam"]) for soort in huidig().platforms.get("soorten", [])]


class PlatformFilter(Gebiedslijst):
    """Who speaks for whom is public; whoever works with platforms can ask a little more."""

    q = filters.CharFilter(label=_("Naam"), field_name="naam", lookup_expr="icontains", max_length=100)
    soort = filters.ChoiceFilter(label=_("Soort"), choices=soorten, empty_label=_("Alle"))
    status = filters.ChoiceFilter(
        label=_("Status"),
        choices=lambda: [(code, vertaal(naam)) for code, naam in Platform._meta.get_field("status").choices],
        empty_label=_("Alle"),
    )
    mijn = filters.BooleanFilter(label="Alleen mijn platforms", widget=forms.CheckboxInput, method="van_mij")
    achter = filters.BooleanFilter(
        label=_("Loopt achter op de afspraken"), widget=forms.CheckboxInput, method="later_gekeken"
    )
    gestopt = filters.BooleanFilter(
        label=_("Ook gestopte platforms"), widget=forms.CheckboxInput, method="later_gekeken"
    )

    class Meta:
        model = Platform
        fields = []

    field_order = ["q", "gebied", "soort", "status", "mijn", "achter", "gestopt"]

    def __init__(self, data, *, persoon):
        super().__init__(data, queryset=Platform.objects.all())
        self.persoon = persoon
        if not (persoon.is_authenticated and persoon.is_ambtenaar):
            for naam in ("mijn", "achter", "gestopt"):
                del self.filters[naam]

    def filter_queryset(self, queryset):
        if not self.form.cleaned_data.get("gestopt"):
            queryset = queryset.actief()
        return super().filter_queryset(queryset)

    def binnen(self, queryset, naam, waarde):
        return queryset.rond(waarde)

    def van_mij(self, queryset, naam, waarde):
        """Where I handle things, or of which I am the wethouder."""
        if not waarde:
            return queryset
        here = queryset.in_gebieden(gebieden_met_recht(self.persoon, "behandelen"))
        return here | queryset.filter(wethouder=self.persoon)

    def later_gekeken(self, queryset, naam, waarde):
        """Not a question for the database: ``standen`` and ``filter_queryset`` look at it."""
        return queryset

    def standen(self):
        """The platforms that were asked for, each with how its promises stand."""
        rows = standen_van(self.qs.voor_lijst())
        return [rij for rij in rows if rij.is_achter] if self.form.cleaned_data.get("achter") else rows
